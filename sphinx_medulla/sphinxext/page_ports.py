"""Port numbers that an author wrote into the text of a page, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.utils import get_source_line

from ..dataset.ports import PROTOCOLS, Port

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "|".join(PROTOCOLS)
_NUMBERS = re.compile(
    r"(?<![\w.])([0-9]{1,5})(?:(?:\s?[-\N{EN DASH}]\s?|\s(?:to|à|bis)\s)([0-9]{1,5}))?"
    rf"(?:/((?:{_NAME})(?:\+(?:{_NAME}))*))?(?!\w|[.:][0-9]|-\w|%)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:\b({_NAME})\s+)?(?<![-\w])ports?(?:\s+numbers?)?(?:\s+({_NAME}))?[\s:(]*$"
    rf"|\b({_NAME})[\s/:(]+$",
    re.IGNORECASE,
)
_OR = r"(?:or|ou|oder)\s+"
_AND = r"(?:and|or|et|ou|und|oder)\s+"
_REMARK = r"(?:\s*\([^()]*\))?"
_BETWEEN = re.compile(rf"{_REMARK}(?:\s*[,/&]\s*(?:{_AND})?|\s+{_AND})", re.IGNORECASE)
_BETWEEN_TWO = re.compile(rf"{_REMARK}\s+{_OR}", re.IGNORECASE)
_SINGULAR = re.compile(r"\bport\b", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*\(?({_NAME})\b\)?", re.IGNORECASE)
_LONGEST_LEAD = 40
_PORT = re.compile(rf"[0-9]{{1,5}}(?:-[0-9]{{1,5}})?(?:/(?:{_NAME}|[+])+)?", re.IGNORECASE)
_NO_WORD = "\N{OBJECT REPLACEMENT CHARACTER}"


class Mention(NamedTuple):
    """A port in the text of a page: as it was written, what it means, and its file and line."""

    text: str
    port: Port
    where: str


def mentions(document: nodes.document) -> list[Mention]:
    """Return the ports in the text of a page: in paragraphs, titles and the like, not in code.

    Of what an author marks as code within a text, only a port counts, such as ``22``: no command.
    """
    found = []
    for block in document.findall(nodes.TextElement):
        is_text = not isinstance(block, nodes.Inline | nodes.FixedTextElement | nodes.Invisible)
        if is_text and block.get("translatable", True):  # a generated caption is not
            source, first = get_source_line(block)
            for text, port, line in ports_in(_words(block)):
                found.append(Mention(text, port, f"{source}:{(first or 1) + line}"))
    return found


def ports_in(text: str) -> Iterator[tuple[str, Port, int]]:
    """Yield each port of a text as written, what it means, and its line in the text (from 0).

    A number is a port if it has a protocol (``22/tcp``), if the word port or a protocol precedes it
    (``port 22``, ``UDP 53``), or if it continues a list of ports (``ports 22 and 80``). After the
    singular, only ``or`` continues it: 12 is no port in ``port 22, 12 days later``.
    """
    end = -1
    between = _BETWEEN
    protocols: tuple[str, ...] = PROTOCOLS
    for found in _NUMBERS.finditer(text):
        first, last, named = found.groups()
        lead = _LEAD.search(text, max(0, found.start() - _LONGEST_LEAD), found.start())
        if lead is not None:
            protocols = _protocols(next(filter(None, lead.groups()), None))
            between = _BETWEEN_TWO if _SINGULAR.search(lead[0]) else _BETWEEN
        listed = end >= 0 and between.fullmatch(text, end, found.start()) is not None
        if lead is None and not listed and named is None:
            continue
        behind = _BEHIND.match(text, found.end())
        end = (behind or found).end() if lead is not None or listed else -1
        mine = named or (behind and behind[1])
        port = Port(int(first), int(last or first), _protocols(mine) if mine else protocols)
        yield found[0], port, text.count("\n", 0, found.start())


def _protocols(text: str | None) -> tuple[str, ...]:
    return tuple(text.lower().split("+")) if text else PROTOCOLS


def _words(block: nodes.Element) -> str:
    """Return the text of a block with its lines, its code but for bare ports made unreadable."""
    found = []
    for text in block.findall(nodes.Text):
        words = text.astext()
        if isinstance(text.parent, nodes.literal) and not _PORT.fullmatch(words):
            words = re.sub(r"\S", _NO_WORD, words)
        found.append(words)
    return "".join(found)
