"""The pages that a builder still has to write: those that changed since it last wrote them.

Builders share an environment, so a page that one of them found outdated is up to date by the time
the next one looks. Therefore the environment keeps the time of each page's last change
(nanoseconds), and a file per builder keeps the time of its last build: a build that reads no page
does not write the environment. After the time, the file lists the pages that the build did not
write.
"""

from __future__ import annotations

import time
from hashlib import blake2b
from typing import TYPE_CHECKING

from ..files import keep

if TYPE_CHECKING:
    from pathlib import Path


class PendingWrites:
    """What the builder of this build has to write.

    ``changes`` are the times of the environment, ``output`` tells this output from others of the
    same environment. ``undrawn`` gathers the pages with a chart that could not be drawn, to be
    tried again.
    """

    def __init__(self, changes: dict[str, int], output: str, folder: Path) -> None:
        self.changes = changes
        self.undrawn: set[str] = set()
        self.unwritten: set[str] = set()
        """The pages that this build still has to write, known when all pages have been read."""
        self._now = 0
        name = blake2b(output.encode(), digest_size=8).hexdigest()
        self._path = folder / f"written-{name}"

    def update(self, changed: set[str], pages: set[str]) -> set[str]:
        """Add the pages that changed; return all that have to be written, if they still exist."""
        self._now = time.time_ns()
        self.changes.update(dict.fromkeys(changed, self._now))
        still: list[str] = []
        try:
            time_of, *still = self._path.read_text(encoding="utf-8").split("\n")
            last = int(time_of)
        except (OSError, ValueError):
            last = 0  # unknown: its first build here, which writes everything anyway
        pending = changed | {page for page, when in self.changes.items() if when > last} | {*still}
        self.unwritten = pending & pages
        return set(self.unwritten)

    def wrote(self, docname: str) -> None:
        """Note that the builder wrote a page as it is now."""
        self.unwritten.discard(docname)

    def finish(self) -> None:
        """Remember what the builder did not write.

        It may have been told to write some pages only, or have had no Graphviz for a chart. Of a
        build that ended before `update` nothing is remembered.
        """
        if self._now:
            still = sorted(self.unwritten | self.undrawn)
            keep(self._path, "\n".join([str(self._now), *still]).encode())
