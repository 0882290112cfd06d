"""How entries of a dataset are named in every output."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .document import Paragraph, Part, WebLink
from .localization import _

if TYPE_CHECKING:
    from ..dataset.model import Dataset, Flow, Need
    from ..dataset.queries import Queries


class Labels:
    """The names of what a dataset has."""

    __slots__ = ("dataset", "queries")

    def __init__(self, queries: Queries) -> None:
        self.queries = queries
        self.dataset: Dataset = queries.dataset

    def role(self, role: str) -> str:
        """The name of a role."""
        return self.dataset.roles[role].name

    def connection(self, flow: Flow) -> str:
        """Who opens the connection, and to whom."""
        return f"{self.role(flow.from_)} → {self.role(flow.to)}"

    def zone(self, role: str) -> str:
        """The name of a role's zone, a dash without one."""
        zone = self.dataset.roles[role].zone
        return self.dataset.zones[zone].label if zone else "–"  # noqa: RUF001

    def feature(self, feature: str) -> str:
        """The name of a feature."""
        return self.dataset.features[feature].label

    def modes(self, modes: Iterable[str]) -> str:
        """The titles of modes."""
        return ", ".join(self.dataset.modes[mode].title for mode in modes)

    def sources(self, sources: Iterable[str]) -> list[Part]:
        """The titles of sources, with their addresses and when they were read."""
        found: list[Part] = []
        for number, source in enumerate(sources):
            entry = self.dataset.sources[source]
            if number:
                found.append(_("; "))
            found.append(WebLink(entry.url, entry.title) if entry.url else entry.title)
            details = []
            if entry.commit:
                details.append(_("commit %(commit)s") % {"commit": entry.commit[:12]})
            if entry.retrieved:
                details.append(_("read on %(date)s") % {"date": entry.retrieved})
            if details:
                found.append(f" ({', '.join(details)})")
        return found

    def stamp(self) -> Paragraph:
        """What the dataset is and of when: product, revision and source."""
        product = self.dataset.product
        name = f"{product.name} {product.applies_to}".strip()
        found: list[Part] = [
            _("Product: %s") % name + ". ",
            _("Revision: %s") % self.dataset.revision + ". ",
        ]
        sources = self.dataset.defaults.source
        if sources:
            found += [_("Source: "), *self.sources(sources), "."]
        return Paragraph(found, "stamp")


def need_word(need: Need | None) -> str:
    """Whether something is needed, in a word or as its condition."""
    if need is None:
        return _("not stated")
    if need.level == "conditional":
        return need.when
    return {"required": _("required"), "optional": _("optional")}[need.level]
