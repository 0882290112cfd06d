"""A chip's label: an arrow with the flow's number, an open lock for clear text, and the ports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil

from .chart_model import ChartFlow, PortLine
from .dot_text import marked_up
from .open_lock import LOCK_WIDTH, open_lock
from .palette import CLEAR, GREY, LIGHT
from .text_width import text_width

CHIP_SIZE = 10
"""The size of a chip's text as it is shown, in points."""

MEASURED_CHIP_SIZE = 10.4
"""The size for which chips are measured: browsers draw text up to 4 % wider than Graphviz."""

CHIP_WIDTH = 24
"""The characters after which a chip's line of ports is wrapped: wide charts have small text."""

CLEAR_WIDTH = 12
"""The characters that the ports beside the lock may have."""

BOLD = 1.1
"""How much wider bold figures are than others."""

GLYPHS = {"TB": ("↓", "↑"), "LR": ("→", "←")}
"""How an arrow along the lines' direction looks, and one against it."""

TURN = "↻"
"""The arrow of a flow from a role to the same role."""

_TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="1">'


def chip_label(flow: ChartFlow, direction: str) -> str:
    """Return the label of a flow's chip, with markup; ``direction`` is that of the chart."""
    down, up = GLYPHS[direction]
    glyph = TURN if flow.source == flow.destination else down if flow.downhill else up
    colour = colour_of(flow)
    head = f"{glyph} {flow.number}"
    lines = list(_lines(flow))
    clear = _shortened(flow.clear, " ", CLEAR_WIDTH) if flow.clear else ""
    beside = ceil(BOLD * _width(clear) + LOCK_WIDTH + 8) if clear else 0
    width = max(ceil(_width(text) + 2) for text in (head, *(text for text, _markup in lines)))
    width = max(width, ceil(_width(head)) + beside)
    first = f'<td align="left" width="{width - beside}">{_bold(head, colour)}</td>'
    across = ""
    if clear:
        red = GREY if flow.emphasis == "muted" else CLEAR
        first += f'<td width="{LOCK_WIDTH + 4}">{open_lock(red)}</td>'
        first += f'<td align="right">{_bold(clear, red)}</td>'
        across = 'colspan="3" '
    rows = "".join(
        f'<tr><td align="left" {across}width="{width}">{markup}</td></tr>'
        for _text, markup in lines
    )
    return f"{_TABLE}<tr>{first}</tr>{rows}</table>"


def colour_of(flow: ChartFlow) -> str:
    """The colour of a flow's chip and lines."""
    return GREY if flow.emphasis == "muted" else LIGHT[flow.slot - 1]


@lru_cache(maxsize=1024)  # many flows have the same ports
def filled(ports: PortLine, width: int = CHIP_WIDTH) -> list[str]:
    """Words in lines of at most ``width`` characters, each line beginning alike.

    There are as few lines as that allows, and they are as short as that many lines can be.
    """
    shortest = max(len(ports.before) + len(word) for word in ports.words)
    longest = max(shortest, width)
    fewest = len(lines_of(ports, longest))
    tries = (lines_of(ports, width) for width in range(shortest, longest + 1))
    return next(lines for lines in tries if len(lines) == fewest)


def lines_of(ports: PortLine, width: int) -> list[str]:
    """Words in lines of a width, as many in each as fit, not counting a comma at its end."""
    before, words, between = ports[:3]
    lines = [before + words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]}{between}{word}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines[-1] += between.rstrip()
            lines.append(before + word)
    return lines


def _lines(flow: ChartFlow) -> Iterator[tuple[str, str]]:
    """The lines below the number, each as plain text and with markup."""
    by_number = [(ports, line) for ports in flow.ports for line in filled(ports)]
    if flow.names:
        named = _names(flow.names, [line for _ports, line in by_number])
        if named:
            yield from ((line, marked_up(line)) for line in named)
            return
    for ports, line in by_number:
        yield line, _coloured(line, ports, GREY if flow.emphasis == "muted" else CLEAR)


def _names(names: tuple[str, ...], numbers: list[str]) -> list[str]:
    """The names of services, as many as take no more room than the numbers, and how many more.

    Empty if not even one does.
    """
    widest = max(map(_width, numbers))
    longest = max(map(len, numbers))
    for count in range(len(names), 0, -1):
        lines = lines_of(PortLine("", _first(names, count), ", "), longest)
        if len(lines) <= len(numbers) and max(map(_width, lines)) <= widest:
            return lines
    return []


def _shortened(words: tuple[str, ...], between: str, width: int) -> str:
    """As many words as fit a width, at least one, and how many more there are."""
    for count in range(len(words), 0, -1):
        text = between.join(_first(words, count))
        if len(text) <= width:
            break
    return text


def _first(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    """The first words, and how many more there are."""
    return words if count == len(words) else (*words[:count], f"+{len(words) - count}")


def _coloured(line: str, ports: PortLine, colour: str) -> str:
    """A line of ports with markup: those in clear text stand out."""
    if not ports.clear:
        return marked_up(line)
    # Spaces at the beginning of a run of text are lost in SVG, those at its end are not.
    words = line.removeprefix(ports.before).replace(ports.between, f"{ports.between}\0").split("\0")
    marked = (
        _bold(word, colour) if word.strip() in ports.clear else marked_up(word) for word in words
    )
    return marked_up(ports.before) + "".join(marked)


def _bold(text: str, colour: str) -> str:
    return f'<b><font color="{colour}">{marked_up(text)}</font></b>'


def _width(text: str) -> float:
    return text_width(text, MEASURED_CHIP_SIZE)
