"""What each page shows, as the environment keeps it between builds, and where each thing is shown.

A key is a word for a thing that links can point to: ``flow:ID``, ``flow:ID@MODE`` (the flow under
its number in a mode, which is empty for the flows that name none), ``chart:ID@MODE``, ``mode:ID``,
``role:ID``, ``service:ID``, ``port:22/tcp``, ``port:22/tcp@SERVICE``.

A build in which nothing changed reads these and no more: they import nothing of the dataset.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..render.anchors import anchor

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from ..render.block_options import BlockOptions

FIRST_CHOICE, SECOND_CHOICE, LAST_CHOICE = range(3)

LABELLED = ("flow", "mode", "port", "role", "service")
"""The kinds of keys that authors refer to: their canonical places have labels and names."""


class Showing(NamedTuple):
    """A key that a directive shows. Of several, the lowest ``rank`` is the canonical one.

    ``today`` is what the thing is called now, where the key is by a former name of it.
    """

    key: str
    title: str
    rank: int = FIRST_CHOICE
    today: str = ""


Shown = dict[str, tuple[str, int, str]]
"""What a directive shows: title, rank and today's name by key. Plain, as `PlainPlaces` are."""


def shown_best(showings: Iterable[Showing]) -> Shown:
    """What a directive shows, once each."""
    best: Shown = {}
    for key, title, rank, today in showings:
        if key not in best or rank < best[key][1]:
            best[key] = (title, rank, today)
    return best


Condition = tuple[str, str]
"""The directive that states it, ``only`` or ``ifconfig``, and what it says."""

CONDITIONAL = ("only", "ifconfig")


class BlockRecord(NamedTuple):
    """One directive of a page. ``digest`` tells whether the dataset has something else to show now.

    ``asked`` is the request as bytes, empty where a notice stands because the words did not fit.
    ``told`` is what it shows and the keys that it links to, as bytes. Both are objects only where
    somebody looks at them: most builds read the environment and look at few pages. ``modes`` are
    those whose flows alone it can show, empty where others matter too. ``conditions`` are those of
    the directives ``only`` and ``ifconfig`` around it, ``files`` the names of the files that
    readers can download.
    """

    digest: str
    asked: bytes = b""
    told: bytes = pickle.dumps(({}, ()))
    modes: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def request(self) -> BlockOptions | None:
        """What the directive asked for."""
        if not self.asked:
            return None
        request: BlockOptions = pickle.loads(self.asked)
        return request

    @property
    def shows(self) -> Shown:
        """What the directive shows; not to be changed."""
        return _told(self.told)[0]

    @property
    def links(self) -> tuple[str, ...]:
        """The keys of what the directive links to."""
        return _told(self.told)[1]


@lru_cache(maxsize=1024)
def _told(told: bytes) -> tuple[Shown, tuple[str, ...]]:
    found: tuple[Shown, tuple[str, ...]] = pickle.loads(told)
    return found


class Place(NamedTuple):
    """The canonical place of a key: a page, the directive's turn on it, and the id to link to."""

    docname: str
    place: int
    anchor: str
    title: str
    today: str = ""


PlainPlaces = dict[str, tuple[str, int, str, str, str]]
"""Places as the environment keeps them: plain tuples are read, and freed, in half the time."""


class Places(Mapping[str, Place]):
    """The canonical place of each key."""

    def __init__(self, plain: PlainPlaces) -> None:
        self.plain = plain

    def __getitem__(self, key: str) -> Place:
        return Place._make(self.plain[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def on(self, docnames: Container[str]) -> Places:
        """The places on some pages."""
        return Places({key: place for key, place in self.plain.items() if place[0] in docnames})

    def moved(self, later: Places) -> set[str]:
        """The keys whose place is another one later, or none."""
        old, new = self.plain, later.plain
        return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}

    @cached_property
    def _names(self) -> list[tuple[str, str, str]]:
        """The kind, the name and the key of everything that an author can refer to."""
        found = []
        for key in self.plain:
            kind, _, name = key.partition(":")
            if kind in LABELLED and "@" not in name:
                found.append((kind, name, key))
        return found

    def named(self) -> Iterator[tuple[str, str, Place]]:
        """The kind, the name and the place of everything that an author can refer to."""
        for kind, name, key in self._names:
            yield kind, name, self[key]


XRefTarget = tuple[str, str]
"""What a role asks for: a kind of `LABELLED`, and the words that an author wrote."""


class XRefResult(NamedTuple):
    """What the dataset says to a question; without ``keys``, that it has no such thing.

    ``text`` stands where the author gave none, ``title`` while the mouse rests on it. ``keys`` are
    those by which the thing may be shown, best first. ``today`` is its name, if a former one was
    written.
    """

    text: str = ""
    title: str = ""
    keys: tuple[str, ...] = ()
    today: str = ""


class Placeholder(nodes.General, nodes.Element):
    """Stands in a page for what is drawn when the page is written."""

    @property
    def request(self) -> BlockOptions:
        """What the directive asked for."""
        request: BlockOptions = self["request"]
        return request


def canonical(block_records: dict[str, list[BlockRecord]], order: Iterable[str]) -> Places:
    """The place of each key: of the best rank, the first in the order of pages."""
    ranks: dict[str, int] = {}
    best: PlainPlaces = {}
    for docname in order:
        for turn, found in enumerate(block_records.get(docname, ())):
            for key, (title, rank, today) in found.shows.items():
                if rank < ranks.get(key, LAST_CHOICE + 1):
                    ranks[key] = rank
                    best[key] = (docname, turn, anchor_of(key, docname, turn), title, today)
    return Places(best)


def anchor_of(key: str, docname: str, turn: int) -> str:
    """The id of a key's canonical place; but for charts it does not depend on the place."""
    if key.startswith("chart:"):
        return block_anchor(docname, turn)
    return anchor(key)


def labels_of(kind: str, today: str) -> str:
    """The labels of what something is called today: a flow's id, or ports with commas between."""
    names = []
    for name in today.split(", "):
        number, slash, protocols = name.partition("/")
        names += [f"{number}{slash}{protocol}" for protocol in protocols.split("+")]
    return ", ".join(anchor(f"{kind}:{name}") for name in names)


def block_anchor(docname: str, turn: int) -> str:
    """The id of the table or the figure that a directive makes."""
    return f"medulla-{slug(docname)}-{turn + 1}"


CHART_FILES = "medulla-chart-"
"""What the names of charts' files begin with."""


def chart_file(docname: str, turn: int, kind: str) -> str:
    """The name of a chart's file, by its place: an edit makes no file with another name."""
    return f"{CHART_FILES}{slug(docname)}-{turn + 1}.{kind}"


def local_anchor(flow: str, mode: str, docname: str) -> str:
    """The id of a row that a chart of its own page needs, while the canonical row is elsewhere."""
    return f"medulla-flow-{flow}--{mode}--in-{slug(docname)}"


@lru_cache(maxsize=4096)
def slug(docname: str) -> str:
    """A page's name as a part of an id: different for different pages."""
    plain = nodes.make_id(docname)
    if plain == docname:
        return plain
    return f"{plain}-{blake2b(docname.encode(), digest_size=3).hexdigest()}".lstrip("-")
