"""Numbers of ports in the manual's own search, whose full text has no bare numbers.

Each number is an entry of the search's index, as by a directive ``index`` with ``main``, but
neither in the general index nor in the inventory. It leads to where the port is described, else to
the first row with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset.ports import Port
from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from ..render.targets import Location, TargetMap
    from .builders.base import SearchEntry

WIDEST = 64
"""How many ports a range may have for each of them to be found."""


def register(app: Sphinx) -> None:
    """Add the numbers when the pages are written, before the search's index is."""
    app.connect("html-collect-pages", _add)


def _add(app: Sphinx) -> Iterable[tuple[str, dict[str, object], str]]:
    """Add the numbers; Sphinx gets no further page."""
    domain = domain_of(app.env)
    domain.family.add_to_search(search_entries(domain.targets))
    return ()


def search_entries(places: TargetMap) -> Iterator[SearchEntry]:
    """Yield the numbers that can be found, each with the place of its port, some repeatedly."""
    described = set()
    for port, place in _places(places, "described:"):
        described |= {(number, name) for number in _numbers(port) for name in port.protocols}
        yield from ((str(number), place.page, place.anchor) for number in _numbers(port))
    for port, place in _places(places, "listed:"):
        for number in _numbers(port):
            if not described.issuperset((number, name) for name in port.protocols):
                yield str(number), place.page, place.anchor


def _places(places: TargetMap, kind: str) -> Iterator[tuple[Port, Location]]:
    for key in places:
        if key.startswith(kind):
            yield Port.parse(key.removeprefix(kind).partition("@")[0]), places[key]


def _numbers(port: Port) -> Iterable[int]:
    """Return the numbers of a port; of a wide range the first and the last one."""
    numbers = range(port.first, port.last + 1)
    return numbers if len(numbers) <= WIDEST else (port.first, port.last)
