"""Which day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def current_day() -> date:
    """Today in UTC, the same everywhere at one time, or the day that SOURCE_DATE_EPOCH names."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):  # not set, or not a time
        return datetime.now(UTC).date()
