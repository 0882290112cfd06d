"""What differs between two revisions besides ports, as a table."""

from __future__ import annotations

from ..comparison.comparison import Comparison
from ..comparison.revision_changes import ChangeKind, RevisionChange
from ..dataset.model import Dataset, Question
from ..dataset.names import TABLES
from ..dataset.selection import NEED_LEVELS
from .document import Column, Document, Heading, Link, Literal, Part, Row, Table
from .labels import Labels, encryption_word, level_word
from .localization import _
from .plain_lists import question_subject


def revision_document(found: Comparison, labels: Labels) -> Document:
    """A table of the changes of entries and of questions, with the words before and after."""
    columns = [
        Column(_("Entry"), 24),
        Column(_("What changed"), 18),
        Column(_("Before"), 29),
        Column(_("After"), 29),
    ]
    before = Labels(found.old.queries)
    rows: list[Row | Heading] = [
        Row(
            [
                _entry(change.entry, before if change.kind == "answered-question" else labels),
                [_what(change)],
                _value(change.kind, change.before, before),
                _value(change.kind, change.after, labels),
            ]
        )
        for change in found.changes
    ]
    rows = rows or [Heading(_("Nothing else changes."), "empty")]
    return Document([Table(columns, rows)], [], _("What else changes"))


def _what(change: RevisionChange) -> str:
    """The kind of a change, and the port or the key that it is about."""
    kind = {
        "renamed": _("Id"),
        "modes": _("Modes"),
        "need": _("Need"),
        "encryption": _("Encryption"),
        "text": _("Text"),
        "new-question": _("New question"),
        "answered-question": _("Answered question"),
        "reworded-question": _("Question in other words"),
    }[change.kind]
    about = "" if change.kind in {"renamed", "modes"} else change.about
    return f"{kind} ({about})" if about else kind


def _entry(key: str, labels: Labels) -> list[Part]:
    """The name of an entry, a link where it may be shown; of the rules, the product."""
    kind, _colon, name = key.partition(":")
    if kind == "flow":
        return [Link(key, labels.connection(labels.queries.flows[name]))]
    if kind == "question":
        return question_subject(_question(name, labels.dataset), labels)
    table = next((table for table, word in TABLES.items() if word == kind), "")
    return [Link(key, labels.entry(table, name)) if table else labels.dataset.product.name]


def _question(name: str, dataset: Dataset) -> Question:
    return next(question for question in dataset.questions if question.id == name)


def _value(kind: ChangeKind, value: str, labels: Labels) -> list[Part]:
    """What a change was or is, in words for readers."""
    if kind == "modes":
        return [labels.modes(filter(None, value.split(", ")))]
    if kind == "encryption":
        return [encryption_word(value)]
    if kind == "renamed":
        return [Literal(value)]
    return [level_word(value) if kind == "need" and value in NEED_LEVELS else value]
