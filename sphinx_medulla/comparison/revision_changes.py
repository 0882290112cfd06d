"""What differs between two revisions besides ports: conditions, texts, ids and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ..dataset.model import Dataset, Flow, Likeness, Mode, Question, Role, Service
from ..dataset.names import TABLES
from ..dataset.ports import Port
from ..dataset.queries import PortUse, Queries
from ..dataset.remarks import Remark, is_open, text_of
from ..dataset.translation import texts
from ..grouping import grouped

ChangeKind = Literal[
    "renamed",
    "modes",
    "need",
    "encryption",
    "text",
    "new-question",
    "answered-question",
    "reworded-question",
]

_OTHER_TABLES = ("questions", "changes")
_OTHER_KEYS = ("need", "errata", "ignore", "like")
"""The keys of entries whose texts are conditions or remarks, which are told otherwise."""


class RevisionChange(NamedTuple):
    """A change of an entry, whose key is a word such as ``flow:ID``; it has none for the rules.

    ``about`` is the port, or the key of the text; ``before`` or ``after`` is empty if there was or
    is nothing. Needs and encryptions are the words of the dataset, modes are ids.
    """

    kind: ChangeKind
    entry: str
    about: str = ""
    before: str = ""
    after: str = ""


def revision_changes(old: Queries, new: Queries) -> tuple[RevisionChange, ...]:
    """The changes of what both revisions have, and of their questions, in the order of the file."""
    return (*_of_flows(old, new), *_of_texts(old, new), *_of_questions(old, new))


def _of_flows(old: Queries, new: Queries) -> Iterator[RevisionChange]:
    """Ids, modes, needs and encryption of the flows that both revisions have."""
    for flow in new.flows.values():
        before = old.flows.get(_earlier_id(flow, old))
        if before is None:
            continue
        key = f"flow:{flow.id}"
        if before.id != flow.id:
            yield RevisionChange("renamed", key, "id", before.id, flow.id)
        modes = ", ".join(old.modes_of(before)), ", ".join(new.modes_of(flow))
        if modes[0] != modes[1]:
            yield RevisionChange("modes", key, "modes", *modes)
        uses = _uses(old, before)
        for port, use in _uses(new, flow).items():
            earlier = uses.get(port)
            if earlier is None:
                continue
            if _need(earlier) != _need(use):
                yield RevisionChange("need", key, str(port), _need(earlier), _need(use))
            if earlier.encryption != use.encryption:
                hows = earlier.encryption, use.encryption
                yield RevisionChange("encryption", key, str(port), *hows)


def _earlier_id(flow: Flow, old: Queries) -> str:
    """The id that a flow had in the old revision; empty if it was not there."""
    return next((one for one in (flow.id, *flow.former_ids) if one in old.flows), "")


def _uses(queries: Queries, flow: Flow) -> dict[Port, PortUse]:
    """The ports of a flow, one per protocol, with what is known of them."""
    return {
        part: use
        for entry in flow.ports
        for use in queries.uses(flow, entry)
        for part in use.port.each_protocol()
    }


def _need(use: PortUse) -> str:
    return "not-stated" if use.need is None else use.need.when or use.need.level


def _of_texts(old: Queries, new: Queries) -> Iterator[RevisionChange]:
    """The texts of the entries that both revisions have."""
    renamed = {_earlier_id(flow, old): flow.id for flow in new.flows.values()}
    before, after = _texts(old.dataset, renamed), _texts(new.dataset, {})
    both = _entries(old.dataset, renamed) & _entries(new.dataset, {})
    for place in dict.fromkeys((*after, *before)):
        entry, about = place
        words = before.get(place, ""), after.get(place, "")
        if words[0] != words[1] and (entry in both or not entry):
            yield RevisionChange("text", entry, about, *words)


def _entries(dataset: Dataset, renamed: Mapping[str, str]) -> set[str]:
    """The keys of all entries; of a renamed flow, that of its new id."""
    found = {_flow_key(flow, renamed) for flow in dataset.flows}
    for table, word in TABLES.items():
        entries = vars(dataset)[table]
        if isinstance(entries, dict):
            found |= {f"{word}:{key}" for key in entries}
    return found


def _flow_key(flow: Flow, renamed: Mapping[str, str]) -> str:
    return f"flow:{renamed.get(flow.id, flow.id)}"


def _texts(dataset: Dataset, renamed: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The texts of a dataset, each under the key of its entry and its place there."""
    found = {}
    for path, words in texts(dataset):
        if path[0] in _OTHER_TABLES or any(step in _OTHER_KEYS for step in path[2:]):
            continue
        table, *steps = map(str, path)
        entry = ""
        if table == "flows":
            entry = _flow_key(dataset.flows[int(steps.pop(0))], renamed)
        elif table in TABLES:
            entry = f"{TABLES[table]}:{steps.pop(0)}"
        else:
            steps.insert(0, table)
        found[entry, " ".join(steps)] = words
    return found


def _of_questions(old: Queries, new: Queries) -> Iterator[RevisionChange]:
    """The questions that only one of the revisions has, and those whose words changed."""
    before, after = _questions(old), _questions(new)
    for place in dict.fromkeys((*after, *before)):
        entry, about = place
        gone = [text for text in before.get(place, ()) if text not in after.get(place, ())]
        come = [text for text in after.get(place, ()) if text not in before.get(place, ())]
        if len(gone) == len(come):
            for pair in zip(gone, come, strict=True):
                yield RevisionChange("reworded-question", entry, about, *pair)
            continue
        for text in come:
            yield RevisionChange("new-question", entry, about, after=text)
        for text in gone:
            yield RevisionChange("answered-question", entry, about, before=text)


def _questions(queries: Queries) -> dict[tuple[str, str], list[str]]:
    """The open questions under the key of their entry and the ports that they are about."""
    return grouped(
        ((key, ", ".join(map(str, _ports(remark)))), text_of(remark))
        for key, remark in _remarks(queries)
        if is_open(remark)
    )


def _remarks(queries: Queries) -> Iterator[tuple[str, Remark | Likeness | Question]]:
    """Every remark with the key of its entry."""
    dataset = queries.dataset
    tables: tuple[Mapping[str, Flow | Mode | Role | Service], ...] = (
        dataset.modes,
        dataset.roles,
        queries.flows,
        dataset.services,
    )
    for entry in (entry for table in tables for entry in table.values()):
        key = f"{type(entry).__name__.lower()}:{entry.id}"
        yield from ((key, erratum) for erratum in entry.errata)
        yield from ((key, waiver) for waiver in entry.ignore)
        if isinstance(entry, Flow) and entry.like:
            yield key, entry.like
    for question in dataset.questions:
        yield f"question:{question.id}", question


def _ports(remark: Remark | Likeness | Question) -> tuple[Port, ...]:
    return (*remark.with_, *remark.without) if isinstance(remark, Likeness) else remark.ports
