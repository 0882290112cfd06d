"""What each revision of a dataset changed, as a list of its revisions."""

from __future__ import annotations

import re
from hashlib import blake2b

from ..dataset.model import Change
from ..grouping import grouped
from .document import Definition, Definitions, Document, Link, Paragraph, Part, Span, joined
from .labels import Labels, written_date
from .localization import _, filled
from .prose import prose
from .targets import Target

_PLAIN = re.compile(r"[A-Za-z0-9.-]+")


def changes_list(labels: Labels) -> Document:
    """A term per revision, with a paragraph per change; a sentence if there are none."""
    revisions = grouped((change.revision, change) for change in labels.dataset.changes)
    if not revisions:
        return Document([Paragraph([_("No changes are recorded.")])], [])
    entries = [_definition(changes, labels) for changes in revisions.values()]
    targets = (Target(change_key(revision), revision) for revision in revisions)
    return Document([Definitions(entries, "changes")], [], targets=tuple(targets))


def change_key(revision: str) -> str:
    """The key of the place where the changes of a revision are shown."""
    if _PLAIN.fullmatch(revision):
        return f"change:{revision}"
    return f"change:{blake2b(revision.encode(), digest_size=4).hexdigest()}"


def revision_words(change: Change) -> str:
    """The revision of a change, and the day if the revision is another text."""
    if not change.day:
        return change.revision
    day = written_date(change.day)
    return day if change.day == change.revision else f"{change.revision} ({day})"


def _definition(changes: list[Change], labels: Labels) -> Definition:
    """The changes of one revision."""
    paragraphs = [Paragraph(_sentences(change, labels)) for change in changes]
    return Definition([revision_words(changes[0])], paragraphs, (change_key(changes[0].revision),))


def _sentences(change: Change, labels: Labels) -> list[Part]:
    """What changed, and the flows that it is about, each a link."""
    if not change.flows:
        return prose(change.change)
    links = joined(
        (
            [Link(f"flow:{flow}", labels.connection(labels.queries.flows[flow]))]
            for flow in change.flows
        ),
        _("; "),
    )
    return [*prose(change.change), " ", *filled(_("Flows: %(flows)s."), {"flows": Span(links)})]
