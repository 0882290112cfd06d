"""The labels of what a manual shows; where an author's label is equal, the generated one wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms import SphinxTransform

from .build_warnings import Code, warn
from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain

    from ..render.targets import Location, TargetMap
    from .domain import MedullaDomain


class NoteAuthorLabels(SphinxTransform):
    """Notes the labels of a page that may equal generated ones.

    Present generated labels are removed first: Sphinx notes all labels of the page next, and would
    warn of duplicates in later builds, though not in the first one.
    """

    default_priority = 840  # before Sphinx's domains

    def apply(self, **kwargs: Any) -> None:
        """Look at the labels of a page."""
        domain, document = domain_of(self.env), self.document
        found = {
            name: (document.ids[document.nameids[name]].line, None, None)
            for name, explicit in document.nametypes.items()
            if explicit and name.startswith("medulla-") and document.nameids[name]
        }
        if not found:
            return
        domain.data["labels"].setdefault(self.env.docname, {}).update(found)
        standard = _standard(domain)
        for name in found.keys() & _by_label(domain.targets).keys():
            standard.labels.pop(name, None)
            standard.anonlabels.pop(name, None)


def remember(domain: MedullaDomain, docnames: Iterable[str]) -> None:
    """Remember where authors' labels on pages lead, before generated ones replace them."""
    standard = _standard(domain)
    for docname in docnames:
        authors = domain.data["labels"].get(docname, {})
        for name, (line, *_rest) in authors.items():
            authors[name] = (line, standard.anonlabels.get(name), standard.labels.get(name))


def unlabel(domain: MedullaDomain, old: TargetMap, new: TargetMap) -> None:
    """Remove the labels of what is no longer shown; equal labels of authors apply again."""
    standard = _standard(domain)
    for key, place in old.items():
        if key not in new:
            standard.labels.pop(place.anchor, None)
            standard.anonlabels.pop(place.anchor, None)
    for authors in domain.data["labels"].values():
        for name, (_line, found, titled) in authors.items():
            if found:
                standard.anonlabels.setdefault(name, found)
            if titled:
                standard.labels.setdefault(name, titled)


def label(domain: MedullaDomain, targets: TargetMap) -> None:
    """Set the labels of targets; warn where an author gave the same label to something else."""
    standard = _standard(domain)
    for _kind, _name, place in targets.named():
        standard.labels[place.anchor] = (place.page, place.anchor, place.title)
        standard.anonlabels[place.anchor] = (place.page, place.anchor)
    generated = _by_label(targets) if domain.data["labels"] else {}
    for docname, authors in sorted(domain.data["labels"].items()):
        for name, (line, *_rest) in authors.items():
            if name in generated:
                sentence = (
                    f"References to {name!r} lead to {generated[name].title!r} on the page "
                    f"{generated[name].page!r}, which has the same label. Rename yours."
                )
                warn(Code.RESERVED_LABEL, sentence, (docname, line))


def _by_label(targets: TargetMap) -> dict[str, Location]:
    return {place.anchor: place for _kind, _name, place in targets.named()}


def _standard(domain: MedullaDomain) -> StandardDomain:
    return domain.env.domains["std"]


def register(app: Sphinx) -> None:
    """Add the transform."""
    app.add_transform(NoteAuthorLabels)
