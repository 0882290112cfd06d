"""What the environment keeps of each block between builds, and the node that a page has for it.

A build in which nothing changed reads these records and no more: they import nothing of the
dataset. What it does not look at is kept as bytes, since each build reads and writes the
environment whole.
"""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from ..render.parsed_options import BlockOptions
    from ..render.targets import Shown


class WrittenBlock(NamedTuple):
    """A directive as its author wrote it: its kind, its argument, and its options."""

    kind: str
    argument: str
    options: dict[str, str | None]


Condition = tuple[str, str]
"""The directive that states it, ``only`` or ``ifconfig``, and what it says."""

CONDITIONAL = ("only", "ifconfig")

_NOTHING = pickle.dumps(({}, ()))


class BlockRecord(NamedTuple):
    """One block of a page.

    ``digest`` is that of all that it shows; it is empty where a notice says that the directive or
    the dataset has errors. ``written_bytes`` holds a `WrittenBlock`, ``number`` the block's place
    among those of the directive. ``shown_bytes`` holds its targets and the keys that it links to.
    ``conditions`` are those of the directives ``only`` and ``ifconfig`` around it, ``files`` the
    names of the files that readers can download.
    """

    digest: str = ""
    written_bytes: bytes = b""
    number: int = 0
    shown_bytes: bytes = _NOTHING
    conditions: tuple[Condition, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def targets(self) -> Shown:
        """What the block shows; not to be changed."""
        return _loaded(self.shown_bytes)[0]

    @property
    def links(self) -> tuple[str, ...]:
        """The keys that the block links to."""
        return _loaded(self.shown_bytes)[1]


@lru_cache(maxsize=1024)
def _loaded(shown: bytes) -> tuple[Shown, tuple[str, ...]]:
    found: tuple[Shown, tuple[str, ...]] = pickle.loads(shown)
    return found


class Placeholder(nodes.General, nodes.Element):
    """Takes the place of a block in a page until the page is written."""

    @property
    def options(self) -> BlockOptions:
        """What the block shows."""
        found: BlockOptions = self["options"]
        return found

    @property
    def place(self) -> tuple[str, int]:
        """The page, and the block's place among those of the page (from 0)."""
        found: tuple[str, int] = self["place"]
        return found
