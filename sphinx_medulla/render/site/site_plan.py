"""The pages that `generate` writes and what each shows, for any format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from types import MappingProxyType
from typing import NamedTuple

from ...comparison.replacements import replaced_roles
from ...dataset.model import Flow
from ...dataset.selection import Selection
from ..captions import findings_caption, ports_caption
from ..labels import Labels, arrow
from ..localization import _
from ..shell_command import LONGEST, cut_name

MOST_MODES = 8
"""The most modes between all of which there are pages: the number of pairs grows fast."""

INDEX = "index"
"""The name of the first page."""

_STAMPED = {"stamp": ""}
_STAMPED_EMPTY = {"stamp": "", "empty": "ok"}
"""The options of what says from which revision it is; the second of what shows nothing."""


class Shown(NamedTuple):
    """What one directive shows: its kind, its modes and its options as authors write them."""

    kind: str
    modes: tuple[str, ...] = ()
    options: Mapping[str, str] = MappingProxyType({})


class Section(NamedTuple):
    """A part of a page, the first one without a title; ``pages`` are those that it lists."""

    title: str = ""
    text: str = ""
    shown: tuple[Shown, ...] = ()
    pages: tuple[str, ...] = ()


class Page(NamedTuple):
    """A page: the name of its file without the suffix, and the keys whose links lead to it."""

    name: str
    title: str
    sections: tuple[Section, ...]
    keys: tuple[str, ...] = ()


class Plan:
    """The pages of a dataset, in the language of its labels."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.dataset = labels.dataset

    def pages(self) -> list[Page]:
        """All pages, beginning with the index."""
        roles = [*self._roles()]
        main = [*self._modes(), *self._of_every_mode()]
        if roles:
            main.append(self._machines(roles))
        moves = [*self._moves()]
        if moves:
            main.append(self._all_moves(moves))
        main += [self._ports(), self._corrections()]
        if self.dataset.changes:
            section = Section(shown=(Shown("changes"),))
            main.append(Page("changes", _("What the revisions changed"), (section,)))
        return [self._index(main), *main, *roles, *moves]

    def _index(self, pages: list[Page]) -> Page:
        """The page with links to all others."""
        sections = []
        if self.dataset.modes:
            text = _(
                "The page of each mode also includes the flows that are the same in every mode."
            )
            sections.append(Section(_("Choose your mode"), text, (Shown("modes"),)))
        sections.append(Section(_("How to read these pages"), shown=(Shown("flow-rules"),)))
        names = tuple(page.name for page in pages)
        sections.append(Section(_("All pages"), pages=names))
        title = _("Network flows – %s") % self.dataset.product.name
        return Page(INDEX, title, tuple(sections))

    def _modes(self) -> Iterator[Page]:
        """A page for each mode."""
        for mode in self.dataset.modes.values():
            sections = self._flows_and_chart(mode.id)
            yield Page(_short(f"mode-{mode.id}"), mode.title, sections, (f"mode:{mode.id}",))

    def _of_every_mode(self) -> Iterator[Page]:
        """A page of the flows that name no mode, if any."""
        if self._rows(""):
            title = _("Network flows")
            if self.dataset.modes:
                queries = self.labels.queries
                unnamed = (flow for flow in self.dataset.flows if not flow.modes)
                everywhere = all(map(queries.is_everywhere, unnamed))
                title = _("Flows of every mode") if everywhere else _("Flows that name no mode")
            yield Page("every-mode", title, self._flows_and_chart(""))

    def _flows_and_chart(self, mode: str) -> tuple[Section, ...]:
        modes = (mode,) if mode else ()
        if not self._rows(mode):  # nothing to draw
            return (Section(_("The flows"), shown=(Shown("flows", modes, _STAMPED_EMPTY),)),)
        flows = Section(_("The flows"), shown=(Shown("flows", modes, _STAMPED),))
        return flows, Section(_("The chart"), shown=(Shown("flowchart", modes, {"legend": ""}),))

    def _machines(self, roles: list[Page]) -> Page:
        """The page with links to the pages of roles."""
        text = _(
            "Each page answers two questions about one machine: which connections does it "
            "receive, and which does it open? The firewall of the machine must allow the "
            "connections that it receives and, if it also filters outbound traffic, those that it "
            "opens. Every firewall on the path must allow both."
        )
        section = Section(text=text, pages=tuple(page.name for page in roles))
        return Page("roles", _("What to open on one machine"), (section,))

    def _roles(self) -> Iterator[Page]:
        """A page for each role that some flow names."""
        for role in self.dataset.roles.values():
            flows = [flow for flow in self.dataset.flows if role.id in (flow.from_, flow.to)]
            if flows:
                sections = tuple(self._of_role(role.id, flows))
                yield Page(_short(f"role-{role.id}"), role.name, sections, (f"role:{role.id}",))

    def _of_role(self, role: str, flows: list[Flow]) -> Iterator[Section]:
        """A table and a chart per mode, or just one of each if its flows are in every mode."""
        if all(map(self.labels.queries.is_everywhere, flows)):
            yield Section(shown=_table_and_chart(role, ()))
            return
        for mode in self.dataset.modes.values():
            if self.labels.queries.select(Selection(modes=(mode.id,), role=(role,))).rows:
                yield Section(mode.title, shown=_table_and_chart(role, (mode.id,)))

    def _all_moves(self, moves: list[Page]) -> Page:
        """The page with links to the pages of pairs of modes."""
        text = _(
            "Each page says what to open on each machine before an installation moves to another "
            "mode, and what may be closed after."
        )
        section = Section(text=text, pages=tuple(page.name for page in moves))
        return Page("moves", _("From one mode to another"), (section,))

    def _moves(self) -> Iterator[Page]:
        """A page for each pair of modes, in both orders, unless there are too many modes."""
        modes = self.dataset.modes
        text = _(
            "What to open on each machine before the change, and what may be closed after it. A "
            "“new source” matters only to firewalls that filter by source; a “new port” must also "
            "be opened on the machine itself."
        )
        for old, new in permutations(modes.values(), 2) if len(modes) <= MOST_MODES else ():
            pair = (old.id, new.id)
            sections = [Section(text=text, shown=(Shown("diff", pair, _STAMPED),))]
            replaced = replaced_roles(self.dataset, old, new)
            if replaced:
                words = ", ".join(f"{one}={other}" for one, other in replaced.items())
                shown = Shown("diff", pair, {"replaces": words})
                title = _("If a machine takes the place of another")
                sections.append(Section(title, shown=(shown,)))
            title = _("What changes – %s") % arrow((old.title, new.title))
            yield Page(_short(f"move-{old.id}_{new.id}"), title, tuple(sections))

    def _ports(self) -> Page:
        text = _("What listens on each port, what it is for, and which flows use it.")
        options = _STAMPED if self.dataset.services else _STAMPED_EMPTY
        section = Section(text=text, shown=(Shown("ports", (), options),))
        return Page("ports", ports_caption(Selection(), self.dataset), (section,))

    def _corrections(self) -> Page:
        """The corrections, then a table of open questions and known exceptions."""
        errata = Section(shown=(Shown("errata"),))
        findings = Section(findings_caption(), shown=(Shown("findings"),))
        return Page("corrections", _("Corrections and open questions"), (errata, findings))

    def _rows(self, mode: str) -> bool:
        """Whether a mode has flows; the empty mode has those that name none."""
        selection = Selection(modes=(mode,) if mode else ())
        return bool(self.labels.queries.select(selection).rows)


def chart_name(page: Page, mode: str) -> str:
    """The name of the file of a page's chart for a mode, without the suffix."""
    return page.name if not mode or f"mode:{mode}" in page.keys else _short(f"{page.name}_{mode}")


def _table_and_chart(role: str, modes: tuple[str, ...]) -> tuple[Shown, Shown]:
    """The flows to and from a role, as a table and as a chart."""
    chart = Shown("flowchart", modes, {"role": role, "focus": role})
    return Shown("flows", modes, {"role": role}), chart


def _short(whole: str) -> str:
    """A name that is short enough for every file system.

    No id contains the character before the digest, so no other page can have the same name.
    """
    return whole if len(whole) <= LONGEST else cut_name(whole, whole)
