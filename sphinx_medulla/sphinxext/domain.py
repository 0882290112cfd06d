"""What the environment knows: every directive of every page, and where each thing is shown."""

from __future__ import annotations

import time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain

from ..dataset.garbage import uncollected
from ..files import write_file
from .config import Settings
from .placements import Place, Placeholder, Placement, canonical, local_anchor
from .prose import Mention, mentions
from .source import DatasetSource, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .findings import Known

LABELLED = ("flow", "mode", "port", "role", "service")
"""The kinds of keys whose canonical places are ``std`` labels."""


class MedullaDomain(Domain):
    """Keeps placements by page, and their canonical places."""

    name = "medulla"
    label = "Network flows"
    data_version = 3
    initial_data: ClassVar[dict[str, Any]] = {
        "placements": {},
        "references": {},
        "mentions": {},
        "places": {},
        "state": None,
        "changed": {},
    }

    source: DatasetSource
    """The build's dataset. The domain itself is not kept between builds, its data are."""

    builder: Builder
    """What writes the pages of this build."""

    known: Known | None = None
    """What is known of the dataset without loading it, where something asks for that."""

    warned_of_graphviz = False
    """Whether this build said already that it has no Graphviz."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._read_again: set[str] = set()
        self.settled = 0

    @property
    def placements(self) -> dict[str, list[Placement]]:
        """The directives of each page, in the order in which they stand there."""
        found: dict[str, list[Placement]] = self.data["placements"]
        return found

    @property
    def places(self) -> dict[str, Place]:
        """The canonical place of each key that the manual shows."""
        found: dict[str, Place] = self.data["places"]
        return found

    @property
    def mentions(self) -> dict[str, list[Mention]]:
        """The ports in the text of each page with directives, where these are to be checked."""
        found: dict[str, list[Mention]] = self.data["mentions"]
        return found

    def next_place(self, docname: str) -> int:
        """The turn of the directive that is read now on its page."""
        return len(self.placements.get(docname, ()))

    def note(self, docname: str, placement: Placement) -> None:
        """Remember a directive that was read."""
        self.placements.setdefault(docname, []).append(placement)

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self._read_again.add(docname)
        self.placements.pop(docname, None)
        self.data["references"].pop(docname, None)
        self.mentions.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for kind in ("placements", "references", "mentions"):
            for docname in docnames:
                if docname in otherdata[kind]:
                    self.data[kind][docname] = otherdata[kind][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note which of our labels a page refers to, and which directives stand within ``only``."""
        targets = set()
        for node in document.findall(addnodes.pending_xref):
            if node["reftarget"].startswith("medulla-"):
                targets.add(node["reftarget"])
        if targets:
            self.data["references"][docname] = sorted(targets)
        if docname not in self.placements:
            return
        if Settings.of(env.config).check_prose:
            self.mentions[docname] = mentions(document)
        for only in document.findall(addnodes.only):
            for placeholder in only.findall(Placeholder):
                turn = placeholder.request.place
                found = self.placements[docname][turn]
                self.placements[docname][turn] = found._replace(only=(*found.only, only["expr"]))

    def resolve_any_xref(self, *_args: Any) -> list[tuple[str, nodes.reference]]:
        """Answer no bare word, so that nobody's ``default_role = "any"`` becomes ambiguous."""
        return []

    # Which pages the dataset outdated, before pages are read

    def outdated(self) -> list[str]:
        """The pages that show something else than when they were read."""
        old: State | None = self.data["state"]
        if old is None or not self.placements:
            return []
        if old.loads and old.fingerprint == self.source.fingerprint:
            return []
        with uncollected():
            from .showings import now  # only here is the dataset needed

            views = self.source.views
            self.data["state"] = self.source.state
            return [
                docname
                for docname, placements in self.placements.items()
                if any(now(found, views, self.source) != found.digest for found in placements)
            ]

    # Where everything is shown, after pages were read

    def settle(self) -> set[str]:
        """Find the canonical places and set their labels.

        Returns the pages whose links lead elsewhere than when they were written last.
        """
        if self.source.touched:
            self.data["state"] = self.source.state
        old = self.places
        shown = {
            docname: [found if self.is_shown(found) else Placement("") for found in placements]
            for docname, placements in self.placements.items()
        }
        new = canonical(shown, reading_order(self.env))
        self.data["places"] = new
        self._label(old, new)
        moved = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        return self._owed(self._led_by(moved, old, new) | self._read_again)

    def is_shown(self, placement: Placement) -> bool:
        """Whether the builder of this build leaves a directive in its page."""
        try:
            return all(self.builder.tags.eval_condition(expr) for expr in placement.only)
        except Exception:  # a condition that Sphinx cannot read, and says so; it leaves the content
            return True

    def _led_by(self, moved: set[str], old: dict[str, Place], new: dict[str, Place]) -> set[str]:
        """The pages that show, or link to, something that moved."""
        if not moved:
            return set()
        labels = {place.anchor for key in moved for place in (old.get(key), new.get(key)) if place}
        pages = {
            docname
            for docname, placements in self.placements.items()
            for placement in placements
            if not moved.isdisjoint(placement.links)
            or not moved.isdisjoint(showing.key for showing in placement.shows)
        }
        return pages | {
            docname
            for docname, targets in self.data["references"].items()
            if not labels.isdisjoint(targets)
        }

    def _owed(self, changed: set[str]) -> set[str]:
        """The changed pages, and those that changed while another builder was at work.

        Builders share an environment, so that a page which one of them found outdated is not
        outdated any more when the next one looks. So each page has the time of its last change
        (nanoseconds), and each builder's last time stands in a file of its own, since a build that
        reads no page leaves the environment as it was.
        """
        self.settled = time.time_ns()
        times: dict[str, int] = self.data["changed"]
        times.update(dict.fromkeys(changed, self.settled))
        try:
            last = int(self._last_time.read_text(encoding="ascii"))
        except (OSError, ValueError):
            last = self.settled  # its first build here: it writes everything of itself
        owed = changed | {page for page, when in times.items() if when > last}
        return {page for page in owed if page in self.placements or page in self.data["references"]}

    def finish(self) -> None:
        """Remember that the builder wrote all that it owed."""
        write_file(self._last_time, str(self.settled).encode())

    @property
    def _last_time(self) -> Path:
        builder = blake2b(f"{self.builder.name} {self.builder.outdir}".encode(), digest_size=8)
        return self.source.folder / f"written-{builder.hexdigest()}"

    def _label(self, old: dict[str, Place], new: dict[str, Place]) -> None:
        standard = self.env.domains.standard_domain
        for key, place in old.items():
            if key not in new:
                standard.labels.pop(place.anchor, None)
                standard.anonlabels.pop(place.anchor, None)
        for key, place in new.items():
            if key.partition(":")[0] in LABELLED and "@" not in key:
                standard.labels[place.anchor] = (place.docname, place.anchor, place.title)
                standard.anonlabels[place.anchor] = (place.docname, place.anchor)

    # What a page needs when it is written

    def first_on_page(self, key: str, docname: str) -> int | None:
        """The turn of the first directive of a page that shows a key."""
        for turn, placement in enumerate(self.placements.get(docname, ())):
            if any(showing.key == key for showing in placement.shows) and self.is_shown(placement):
                return turn
        return None

    def row_anchors(self, flow: str, modes: Iterable[str], owner: tuple[str, int]) -> list[str]:
        """The ids that a row of a directive has: canonical ones, and one for its page's chart."""
        anchors = []
        for key in (f"flow:{flow}", *(f"flow:{flow}@{mode}" for mode in modes)):
            place = self.places.get(key)
            if place is not None and (place.docname, place.place) == owner:
                anchors.append(place.anchor)
        docname, turn = owner
        for mode in modes:
            place = self.places.get(f"flow:{flow}@{mode}")
            if place is None or place.docname == docname:
                continue
            charted = self.first_on_page(f"chart:{flow}@{mode}", docname) is not None
            if charted and self.first_on_page(f"flow:{flow}@{mode}", docname) == turn:
                anchors.append(local_anchor(flow, mode, docname))
        return anchors

    def row_place(self, flow: str, mode: str, docname: str) -> tuple[str, str] | None:
        """The page and the id of the row that a chart on a page means; None where there is none."""
        place = self.places.get(f"flow:{flow}@{mode}") or self.places.get(f"flow:{flow}")
        if place is None:
            return None
        here = self.first_on_page(f"flow:{flow}@{mode}", docname) is not None
        if here and place.docname != docname:
            return docname, local_anchor(flow, mode, docname)
        return place.docname, place.anchor


def domain_of(env: BuildEnvironment) -> MedullaDomain:
    """Our domain of an environment."""
    domain = env.domains["medulla"]
    assert isinstance(domain, MedullaDomain)
    return domain


def reading_order(env: BuildEnvironment) -> list[str]:
    """The pages as a reader meets them: along the toctrees, then those that are in none."""
    order: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in order and docname in env.all_docs:
            order[docname] = None
            waiting.extend(reversed(env.toctree_includes.get(docname, [])))
    for docname in sorted(env.all_docs):
        order.setdefault(docname)
    return list(order)


def register(app: Sphinx) -> None:
    """Add the domain and what keeps it true from build to build."""
    app.add_domain(MedullaDomain)
    app.connect("builder-inited", _find_dataset)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-before-read-docs", _load_before_forking)
    app.connect("env-updated", _settle)
    app.connect("build-finished", _finish)


def _find_dataset(app: Sphinx) -> None:
    domain = domain_of(app.env)
    domain.source = DatasetSource.of(app)
    domain.builder = app.builder


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    return domain_of(env).outdated()


def _load_before_forking(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the dataset before the processes of ``-j`` part, so that each finds it read."""
    if docnames and app.parallel > 1:
        domain_of(env).source.views  # noqa: B018


def _settle(app: Sphinx, env: BuildEnvironment) -> set[str]:
    return domain_of(env).settle()


def _finish(app: Sphinx, exception: Exception | None) -> None:
    domain = domain_of(app.env)
    if exception is None and domain.settled and (domain.placements or domain.data["references"]):
        domain.finish()
