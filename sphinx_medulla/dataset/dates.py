"""Which texts of a dataset are dates."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def date_of(text: str) -> date | None:
    """The day that a text such as 2026-11-23 means; nothing for other texts, such as a version."""
    if _DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # 2026-02-30
        return None
