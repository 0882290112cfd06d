"""Whether a text asks something, in any language."""

from __future__ import annotations

_MARKS = frozenset("?\uff1f\u061f\u055e\u1367\u037e\u2047\u2048")
_PARTICLES = ("か", "吗", "嗎", "呢", "까", ";")
"""Ends of questions in languages that may do without a mark, and the mark of Greek."""


def has_question_mark(text: str) -> bool:
    """Whether a text has a question mark, or ends with a word that says as much."""
    return not _MARKS.isdisjoint(text) or text.rstrip(".。 ").endswith(_PARTICLES)
