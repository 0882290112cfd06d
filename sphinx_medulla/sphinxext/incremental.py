"""The pages that a builder owes: those that changed since it wrote them last.

Builders share an environment, so that a page which one of them found outdated is not outdated any
more when the next one looks. So each page has the time of its last change (nanoseconds), and each
builder's last time stands in a file of its own, since a build that reads no page leaves the
environment as it was. Behind the time stand the pages that the builder owed then and still does.
"""

from __future__ import annotations

import time
from hashlib import blake2b
from typing import TYPE_CHECKING

from ..files import keep

if TYPE_CHECKING:
    from pathlib import Path


class PendingWrites:
    """What the builder of this build owes; ``changes`` are the times of the environment.

    ``output`` tells its output from others, ``folder`` is for files of later builds.
    """

    def __init__(self, changes: dict[str, int], output: str, folder: Path) -> None:
        self.changes = changes
        self.undrawn: set[str] = set()
        self._unwritten: set[str] = set()
        self._now = 0
        name = blake2b(output.encode(), digest_size=8).hexdigest()
        self._path = folder / f"written-{name}"

    def owed(self, changed: set[str], pages: set[str]) -> set[str]:
        """The changed pages and those owed from earlier builds, as far as they are still there."""
        self._now = time.time_ns()
        self.changes.update(dict.fromkeys(changed, self._now))
        still: list[str] = []
        try:
            time_of, *still = self._path.read_text(encoding="utf-8").split("\n")
            last = int(time_of)
        except (OSError, ValueError):
            last = 0  # nobody knows: its first build here, which writes everything anyway
        owed = changed | {page for page, when in self.changes.items() if when > last} | {*still}
        self._unwritten = owed & pages
        return set(self._unwritten)

    def wrote(self, docname: str) -> None:
        """Note that the builder has a page as it is now."""
        self._unwritten.discard(docname)

    def finish(self) -> None:
        """Remember that the builder wrote all that it owed, but for what it did not.

        It may have been asked for some pages only, or have had no Graphviz for a chart. Nothing is
        remembered of a build that did not come as far as asking what it owes.
        """
        if self._now:
            still = sorted(self._unwritten | self.undrawn)
            keep(self._path, "\n".join([str(self._now), *still]).encode())
