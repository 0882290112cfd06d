"""Port numbers that an author wrote into the text of a page, and where."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.utils import get_source_line

from ..checker.analysis.text_ports import PortMention, Span, counted, ports_in
from ..dataset.ports import PROTOCOLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME = "|".join(PROTOCOLS)
_PORT = re.compile(rf"[0-9]{{1,5}}(?:-[0-9]{{1,5}})?(?:/(?:{_NAME}|[+])+)?", re.IGNORECASE)
_NO_WORD = "\N{OBJECT REPLACEMENT CHARACTER}"


class Mention(NamedTuple):
    """A port in the text of a page, the number of its paragraph, and its file and line."""

    port: PortMention
    block: int
    where: str


def mentions(document: nodes.document) -> list[Mention]:
    """The ports in the text of a page: in paragraphs, titles and the like, not in code.

    Of what an author marks as code within a text, a port alone counts: ``22``, but no command.
    """
    found = []
    for number, block in enumerate(_blocks(document)):
        text = _words(block)
        for port in ports_in(text):
            line = text.count("\n", 0, port.start)
            found.append(Mention(port, number, _where(block, line)))
    return found


def unknown(found: Iterable[Mention], known: Iterable[Span]) -> Iterator[Mention]:
    """The mentions of ports of which the known ones have no number and protocol.

    Ports that a text denies or contrasts are not among them.
    """
    spans = list(known)

    def is_known(span: Span) -> bool:
        first, last, protocols = span
        return any(
            low <= last and first <= high and not set(names).isdisjoint(protocols)
            for low, high, names in spans
        )

    for _block, group in groupby(found, key=attrgetter("block")):
        where = {mention.port: mention for mention in group}
        for port in counted(where, is_known):
            if not (port.denied or port.unused or is_known(port.span)):
                yield where[port]


def _blocks(document: nodes.document) -> Iterator[nodes.TextElement]:
    """What authors write as text."""
    for node in document.findall(nodes.TextElement):
        if isinstance(node, nodes.Inline | nodes.FixedTextElement | nodes.Invisible):
            continue
        if node.get("translatable", True):  # what we wrote ourselves is not
            yield node


def _words(block: nodes.Element) -> str:
    """The text of a block, its code but for bare ports made unreadable, its lines kept."""
    return "".join(_read(text) for text in block.findall(nodes.Text))


def _read(text: nodes.Text) -> str:
    words = text.astext()
    if not isinstance(text.parent, nodes.literal) or _PORT.fullmatch(words):
        return words
    return re.sub(r"\S", _NO_WORD, words)


def _where(block: nodes.Node, line: int) -> str:
    """The file and the line of a line of a block."""
    source, first = get_source_line(block)
    return f"{source}:{(first or 1) + line}"
