"""How a command ends if it cannot do what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

OK, FOUND, USAGE, INTERNAL = range(4)
"""Exit statuses: nothing found, findings, wrong usage or an unreadable file, an internal error."""


class UsageError(Exception):
    """What was asked cannot be done; the arguments are whole sentences that say what to write."""


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Turn an error about a file into a `UsageError`.

    ``what`` says what failed, such as ``x cannot be read``; the reason is added.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{what}: {why}.") from None
