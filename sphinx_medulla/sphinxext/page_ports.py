"""Port numbers that an author wrote into the text of a page, and where."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.utils import get_source_line

from ..checker.analysis.text_ports import PortMention, counted, ports_in
from ..dataset.ports import PROTOCOLS, Port

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_NAME = "|".join(PROTOCOLS)
_PORT = re.compile(rf"[0-9]{{1,5}}(?:-[0-9]{{1,5}})?(?:/(?:{_NAME}|[+])+)?", re.IGNORECASE)
_NO_WORD = "\N{OBJECT REPLACEMENT CHARACTER}"


class Mention(NamedTuple):
    """A port in the text of a page, the number of its paragraph, and its file and line."""

    port: PortMention
    block: int
    where: str


def mentions(document: nodes.document) -> list[Mention]:
    """Return the ports in the text of a page: in paragraphs, titles and the like, not in code.

    Of what an author marks as code within a text, only a port counts, such as ``22``: no command.
    """
    found = []
    for number, block in enumerate(document.findall(nodes.TextElement)):
        is_text = not isinstance(block, nodes.Inline | nodes.FixedTextElement | nodes.Invisible)
        if is_text and block.get("translatable", True):  # a generated caption is not
            source, first = get_source_line(block)
            text = _words(block)
            for port in ports_in(text):
                line = (first or 1) + text.count("\n", 0, port.start)
                found.append(Mention(port, number, f"{source}:{line}"))
    return found


def unknown(found: Iterable[Mention], known: Collection[Port]) -> Iterator[Mention]:
    """Yield the mentions of ports of which the known ones have no number and protocol.

    Ports that a text denies or contrasts are not among them.
    """

    def is_known(port: Port) -> bool:
        return any(port.overlaps(other) for other in known)

    for _block, group in groupby(found, key=attrgetter("block")):
        where = {mention.port: mention for mention in group}
        for port in counted(where, is_known):
            if not (port.denied or port.unused or is_known(port.as_port)):
                yield where[port]


def _words(block: nodes.Element) -> str:
    """Return the text of a block with its lines, its code but for bare ports made unreadable."""
    found = []
    for text in block.findall(nodes.Text):
        words = text.astext()
        if isinstance(text.parent, nodes.literal) and not _PORT.fullmatch(words):
            words = re.sub(r"\S", _NO_WORD, words)
        found.append(words)
    return "".join(found)
