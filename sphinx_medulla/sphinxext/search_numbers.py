"""Numbers of ports in the manual's own search, whose full text has no bare numbers.

Each number is an entry of the search's index, as by a directive ``index`` with ``main``, but
neither in the general index nor in the inventory. It leads to where the port is described, else to
the first row with it.

Sphinx compares an entry with all that was typed, and takes it if that is a part of the entry, and
at least half as long. So 22/tcp is the entry ``22/tcp/22``, which ``tcp/22`` finds, too, but not
``tcp`` alone, and ``22 tcp 22``; and "port 22" is ``port 22///////``, which neither ``port`` nor
``22`` finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset.ports import Port
from ..render.localization import _
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
    """Yield the texts that find ports, each with the place of its port, some repeatedly."""
    described = set()
    for port, place in _places(places, "described:"):
        for number in _numbers(port):
            described |= {(number, name) for name in port.protocols}
            for text in _texts(number, port.protocols):
                yield text, place.page, place.anchor
    for port, place in _places(places, "listed:"):
        for number in _numbers(port):
            names = [name for name in port.protocols if (number, name) not in described]
            for text in _texts(number, names):
                yield text, place.page, place.anchor


def _places(places: TargetMap, kind: str) -> Iterator[tuple[Port, Location]]:
    for key in places:
        if key.startswith(kind):
            yield Port.parse(key.removeprefix(kind).partition("@")[0]), places[key]


def _numbers(port: Port) -> Iterable[str]:
    """Return the numbers of a port, and a range; of a wide one only its ends are numbers."""
    numbers = range(port.first, port.last + 1)
    found = numbers if len(numbers) <= WIDEST else (port.first, port.last)
    return dict.fromkeys([*map(str, found), port.number])


def _texts(number: str, protocols: Iterable[str]) -> Iterator[str]:
    """Yield the entries for a number with some protocols: alone, and with each and with all.

    It also has the word before it, in the language of the build.
    """
    names = [*protocols]
    if names:
        yield number
        words = f"{_('Port').lower()} {number}"
        yield words.ljust(2 * len(words) - 1, "/")
        for name in dict.fromkeys([*names, "+".join(names)]):
            for sign in "/ ":
                yield sign.join((number, name, number))
