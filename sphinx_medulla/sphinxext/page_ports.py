"""Port numbers that an author wrote into the text of a page, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.utils import get_source_line

from ..dataset.ports import PROTOCOLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int, tuple[str, ...]]
"""A port or a range as plain values: the first and the last number, and the protocols."""

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
    span: Span
    where: str


def mentions(document: nodes.document) -> list[Mention]:
    """The ports in the text of a page: in paragraphs, titles and the like, not in code.

    Of what an author marks as code within a text, a port alone counts: ``22``, but no command.
    """
    return [
        Mention(text, span, _where(block, line))
        for block in _blocks(document)
        for text, span, line in ports_in(_words(block))
    ]


def ports_in(text: str) -> Iterator[tuple[str, Span, int]]:
    """Each port of a text as written, as numbers, and in which line of the text (from 0).

    A number is a port that has a protocol (``22/tcp``), that stands behind the word port or a
    protocol (``port 22``, ``UDP 53``), or that goes on with a list of such (``ports 22 and 80``;
    one port goes on with ``port 22 or 80`` only, since 12 is none in ``port 22, 12 days later``).
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
        span = (int(first), int(last or first), _protocols(mine) if mine else protocols)
        yield found[0], span, text.count("\n", 0, found.start())


def unknown(found: Iterable[Mention], known: Iterable[Span]) -> Iterator[Mention]:
    """The mentions of ports of which the known ones have no number and protocol."""
    spans = list(known)
    for mention in found:
        first, last, protocols = mention.span
        if not any(
            low <= last and first <= high and not set(names).isdisjoint(protocols)
            for low, high, names in spans
        ):
            yield mention


def _protocols(text: str | None) -> tuple[str, ...]:
    return tuple(text.lower().split("+")) if text else PROTOCOLS


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
