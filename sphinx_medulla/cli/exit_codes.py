"""How a command ends where it cannot do what was asked."""

from __future__ import annotations

OK, FOUND, USAGE, INTERNAL = range(4)
"""Exit statuses: nothing found, findings, wrong usage or an unreadable file, an internal error."""


class UsageError(Exception):
    """What was asked cannot be done; the message is whole sentences that say what to write."""
