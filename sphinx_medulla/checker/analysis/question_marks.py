"""Whether a text asks something, in any language."""

from __future__ import annotations

import re

_MARKS = frozenset("?\uff1f\u061f\u055e\u1367\u037e\u2047\u2048")
_PARTICLES = ("か", "吗", "嗎", "呢", "까", ";")
"""Ends of questions in languages that may do without a mark, and the mark of Greek."""

_WITHOUT_MARKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Myanmar and Khmer, in which words ask, and marks are seldom written."""


def has_question_mark(text: str) -> bool:
    """Whether a text has a question mark, or may ask without one."""
    if _WITHOUT_MARKS.search(text):
        return True
    return not _MARKS.isdisjoint(text) or text.rstrip(".。 ").endswith(_PARTICLES)
