"""What to open and what may be closed, machine by machine, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..comparison.comparison import Comparison
from ..comparison.machine_changes import MachineChanges, PortChange
from ..comparison.sides import Side
from ..dataset.queries import Queries
from ..grouping import grouped
from .document import (
    Column,
    Document,
    Emphasis,
    Heading,
    Link,
    Note,
    Paragraph,
    Part,
    Row,
    Table,
    joined,
)
from .labels import Labels, arrow, need_word, written_revision
from .localization import _
from .notes import Notes
from .parsed_options import ComparisonOptions


def mode_comparison(options: ComparisonOptions, queries: Queries) -> Comparison:
    """The comparison of the two modes that a block names."""
    old, new = options.selection.modes
    sides = Side(queries, old, dict(options.replaces)), Side(queries, new)
    return Comparison(*sides, (old, new), options.machines)


def comparison_document(found: Comparison, labels: Labels, *, stamp: bool = False) -> Document:
    """A table with a heading per machine; those on which nothing changes are named below it."""
    return ComparisonTable(found, labels).document(stamp=stamp)


class ComparisonTable:
    """Makes the table of one comparison, with the labels of the new side's dataset."""

    def __init__(self, found: Comparison, labels: Labels) -> None:
        self.found = found
        self.labels = labels
        self.notes = Notes(labels, all=False)

    def document(self, *, stamp: bool) -> Document:
        """The table, the machines on which nothing changes, the notes and the stamp."""
        columns = [
            Column(_("What to do"), 22),
            Column(_("Direction"), 10),
            Column(_("Other machine"), 24),
            Column(_("Ports"), 30),
            Column(_("Remarks"), 18),
        ]
        changed = [one for one in self.found.machines if one.open or one.close]
        rows = [row for machine in changed for row in self._rows(machine)]
        if not rows:
            rows.append(Heading(_("Nothing changes on any machine."), "empty"))
        notes = self.notes.below(stamp=stamp)
        below: list[Note | Paragraph] = [*self._unchanged(), *notes]
        caption = _("What changes – %s") % arrow(self.titles())
        return Document([Table(columns, rows)], below, caption, self._filters())

    def titles(self) -> tuple[str, str]:
        """The titles of the modes, or the revisions."""
        old, new = self.found.old, self.found.new
        revisions = old.queries.dataset.revision, new.queries.dataset.revision
        if revisions[0] == revisions[1]:
            revisions = self.found.names
        return self._title(old, revisions[0]), self._title(new, revisions[1])

    def _title(self, side: Side, revision: str) -> str:
        mode = side.queries.dataset.modes[side.mode].title if side.mode else ""
        if not self.found.of_revisions:
            return mode
        words = _("revision %s") % written_revision(revision)
        return f"{words} ({mode})" if mode else words

    def _filters(self) -> str:
        """Which machines replace others, and which are shown."""
        words = [
            _("%(new)s replaces %(old)s") % {"old": self._name(old), "new": self._name(new)}
            for old, new in self.found.old.renamed.items()
        ]
        if self.found.only:
            words.append(_("only on: %s") % ", ".join(map(self._name, self.found.only)))
        return _("; ").join(words)

    def _name(self, role: str) -> str:
        """The name of a role, which may exist on one side only."""
        for side in (self.found.new, self.found.old):
            if role in side.queries.dataset.roles:
                return side.queries.dataset.roles[role].name
        return role

    def _rows(self, machine: MachineChanges) -> Iterator[Row | Heading]:
        """The heading of a machine, then what to open, to close, and to ask."""
        yield Heading(self._summary(machine))
        opening = (_("new port"), _("new source"))
        closing = (_("no source left"), _("other sources remain"))
        closed = [one._replace(need=None) for one in machine.close]
        asked: list[Row] = []
        for plain, doubtful, changes, remarks in (
            (_("Open before"), _("Ask first, then open before"), machine.open, opening),
            (_("May be closed after"), _("Ask first, then close after"), closed, closing),
        ):
            sure = [one for one in changes if not one.ask_first]
            yield from self._of(plain, sure, remarks)
            if not sure:
                yield Row([[plain], [], [], [Emphasis(_("nothing"))], []])
            asked += self._of(doubtful, (one for one in changes if one.ask_first), remarks)
        yield from asked

    def _of(
        self, what: str, changes: Iterable[PortChange], remarks: tuple[str, str]
    ) -> Iterator[Row]:
        """A row for the ports of each flow, and for each remark on them."""
        rows = grouped(
            ((one.direction, one.flow.id, one.only_source, one.need, id(one.doubt)), one)
            for one in changes
        )
        for ports in rows.values():
            one = ports[0]
            peer = Link(f"flow:{one.flow.id}", self._name(one.peer))
            found: list[list[Part]] = []
            if one.direction == "in":
                found.append([remarks[0] if one.only_source else remarks[1]])
            if one.need:
                found.append([need_word(one.need)])
            found += self.notes.called([one.doubt] if one.doubt else [])
            way = _("in") if one.direction == "in" else _("out")
            yield Row([[what], [way], [peer], _ports(ports), joined(found)])

    def _summary(self, machine: MachineChanges) -> str:
        """The name of a machine and how many entries change, those to ask about included."""
        state = _(" (new)") if machine.new else _(" (no longer there)") if machine.gone else ""
        counts = [
            _("open before: %s") % _counted(machine.open),
            _("may be closed after: %s") % _counted(machine.close),
            _("unchanged: %s") % _numbers(machine.unchanged_in, machine.unchanged_out),
        ]
        return f"{self._name(machine.role)}{state} – {_('; ').join(counts)}"

    def _unchanged(self) -> Iterator[Paragraph]:
        """The machines on which nothing changes, in one paragraph.

        Those whose flows state no port have no entries to count.
        """
        names = []
        for one in self.found.machines:
            if not (one.open or one.close):
                counts = _numbers(one.unchanged_in, one.unchanged_out)
                has_entries = one.unchanged_in or one.unchanged_out
                names.append(
                    f"{self._name(one.role)} ({counts})" if has_entries else self._name(one.role)
                )
        if names:
            yield Paragraph([_("Nothing changes on: %s.") % ", ".join(names)])


def _ports(changes: Iterable[PortChange]) -> list[Part]:
    """The ports of some changes, in their order."""
    return joined(
        [str(one.port) if one.port else Emphasis(_("port not stated"))] for one in changes
    )


def _counted(changes: tuple[PortChange, ...]) -> str:
    """How many entries there are, and how many of them are to be asked about."""
    stated = [one for one in changes if one.port]
    inbound = [one for one in stated if one.direction == "in"]
    counts = _numbers(len(inbound), len(stated) - len(inbound))
    doubtful = len([one for one in stated if one.ask_first])
    return (
        _("%(counts)s (ask first: %(doubtful)s)") % {"counts": counts, "doubtful": doubtful}
        if doubtful
        else counts
    )


def _numbers(inbound: int, outbound: int) -> str:
    return _("%(in)s in, %(out)s out") % {"in": inbound, "out": outbound}
