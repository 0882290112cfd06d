"""Blocks in a PDF: tables that go on over pages, narrow columns, and words that break.

Sphinx's writer takes a table's columns from a node that authors write as ``tabularcolumns``. It has
no nodes for the rest, which is raw LaTeX; ``static/medulla.sty`` defines the commands.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from .latex_rows import MOST_LINES, split_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Size(NamedTuple):
    """How a table is written: the points of its letters, those between its columns, the LaTeX."""

    points: int
    gap: int
    style: str


SMALLER = (
    (10, Size(7, 4, r"\scriptsize\setlength{\tabcolsep}{2pt}")),
    (6, Size(8, 12, r"\footnotesize")),
    (0, Size(10, 12, "")),
)
"""The sizes of tables with more than this number of columns."""

NARROWEST, FEW = 0.06, 10
"""The least share of a table's width for a column: a number and its heading fit. In tables with
more than this number of columns, which are written smaller, the share is smaller too."""

WIDTH = 450
"""The points that all columns of a table have together."""

LETTER_WIDTH = 0.5
"""How wide a letter is, in parts of its size."""

NEWLINE = r"\newline \hspace{0pt}"
"""The end of a line within a cell. Without the space TeX hyphenates no word behind it."""

BREAK, LAST_BREAK, HYPHEN = r"\allowbreak{}", r"\penalty9000{}", r"\-"
"""Places to break a word: anywhere, where there is no other, and with a hyphen."""

UNHYPHENATED = r"\mbox{}"
"""Before a word: TeX hyphenates no word that follows a box without a space."""

NO_SPACE = r"\csname NoAutoSpacing\endcsname "
"""A command of babel-french; in a manual without babel it does nothing."""

LONG_WORD = 20
"""Words of more characters may break, such as the path of a file. No port is as long."""

HYPHENATED = 10
"""Words of this length are left to TeX. In shorter words and in names it often finds no hyphen."""

# The name of a host or a file, in which a hyphen would seem to be a part of it.
_NAME = r"(?<!\S)\S*[^\W\d_][./]\w\S*"
_LONG = re.compile(rf"\S{{{LONG_WORD + 1},}}|{_NAME}|\w+_\w+")
# The last two parts of a host stay together.
_AFTER = re.compile(r"(?<=[/_,])(?=\w)|(?<=\.)(?=\w)(?![\w-]+\W*$)")
_HYPHEN = re.compile(r"(?<=[^\W_][-_])(?=\w)")
_PART = re.compile(r".+?(?:[-/+_.,](?=\w)|$)")
_VOWEL = "[aeiouyàâäéèêëîïôöùûü]"
# Before the consonants with which a syllable begins, as TeX does after two letters, before three.
_SYLLABLES = re.compile(
    r"(?<=[^\W\d_]{2})(?!(?<=[cgpst])h|(?<=[bcdfgpt])[lr])"
    rf"(?=(?:[cgpst]h|[bcdfgpt][lr]|(?!{_VOWEL})[^\W\d_]){_VOWEL}[^\W\d_])",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[^\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}])([:;!?])(?=\S)")


def fit(around: nodes.Element, language: str) -> None:
    """Fit all that the container of a directive holds to the pages of a PDF."""
    longest: dict[nodes.Node, int] = {}  # the letters of a line, for the cells of narrow columns
    for table in list(around.findall(nodes.table)):
        widths = _widths(table)
        size = next(size for columns, size in SMALLER if len(widths) > columns)
        letters = [
            max(1, int((WIDTH * width / sum(widths) - size.gap) / (LETTER_WIDTH * size.points)))
            for width in widths
        ]
        split_rows(table, letters, size.points)
        if len(widths) > FEW:
            rows = (row for row in table.findall(nodes.row) if len(row) == len(widths))
            longest |= {
                cell: width for row in rows for cell, width in zip(row, letters, strict=True)
            }
        _fit_table(table, around, widths)
        _surround(table, size.style)
    for text in list(around.findall(nodes.Text)):
        _break(text, longest, french=language.startswith("fr"))
    for note in list(around.findall(nodes.paragraph)):
        if "medulla-note" in note["classes"]:
            _surround(note, r"\medullaragged")


def _fit_table(table: nodes.table, around: nodes.Element, widths: Sequence[int]) -> None:
    """Let a table break over pages, wrap its columns, and keep headings with what follows.

    ``widths`` are the shares of its columns.
    """
    table["classes"].append("longtable")
    before = around.parent[: around.parent.index(around)]
    if not before or not isinstance(before[-1], addnodes.tabular_col_spec):  # the author's
        columns = (rf">{{\medullaragged}}\X{{{width}}}{{{sum(widths)}}}" for width in widths)
        spec = addnodes.tabular_col_spec(spec="".join(columns))
        table.parent.insert(table.parent.index(table), spec)
    shown = [node for node in before if not isinstance(node, nodes.Invisible)]
    if [type(node) for node in shown] == [nodes.title, nodes.paragraph]:
        around.insert(0, _raw(r"\medullakeep{}"))
    for row in list(table.findall(nodes.row)):
        if "medulla-heading" in row["classes"]:
            row.parent.insert(row.parent.index(row) + 1, _raw(r"\noalign{\nobreak}"))


def _widths(table: nodes.table) -> list[int]:
    """Return the shares of the columns, none too narrow."""
    widths = [column["colwidth"] for column in table.findall(nodes.colspec)]
    least = ceil(NARROWEST * min(1, FEW / len(widths)) * sum(widths))
    return [max(width, least) for width in widths]


def _surround(node: nodes.Element, style: str) -> None:
    """Give a style to one block."""
    if style:
        place = node.parent.index(node)
        node.parent.insert(place + 1, _raw(r"\par\endgroup"))
        node.parent.insert(place, _raw(rf"\begingroup{style}"))


def _break(text: nodes.Text, longest: dict[nodes.Node, int], *, french: bool) -> None:
    """Put line ends and places to break into a text, unless it is a caption, code or an address.

    ``longest`` are the letters that fit a line, by cells. Before French stops within a word there
    is no space.
    """
    parent = text.parent
    node, words = parent, text.astext()
    if isinstance(node, nodes.raw | nodes.FixedTextElement) or node.get("refuri") == words:
        return
    while not isinstance(node, nodes.entry | nodes.document):
        if isinstance(node, nodes.title | nodes.caption):
            return
        node = node.parent
    literal = isinstance(parent, nodes.literal)
    breaks = _breaks(words, literal=literal, longest=longest.get(node, len(words)))
    cuts = {(place, place): latex for place, latex in breaks}
    if isinstance(node, nodes.entry) and node.astext().count("\n") < MOST_LINES:
        cuts |= {found.span(): NEWLINE for found in re.finditer("\n", words)}
    if french:
        cuts |= {stop.span(): rf"{{{NO_SPACE}{stop[0]}}}" for stop in _STOP.finditer(words)}
    if not cuts:
        return
    pieces: list[nodes.Node] = []
    place = 0
    for (start, end), latex in [*sorted(cuts.items()), ((len(words), len(words)), "")]:
        pieces += [nodes.Text(words[place:start]), _raw(latex)]
        place = end
    parent.replace(text, [piece for piece in pieces if piece.astext()])


def _breaks(words: str, *, literal: bool, longest: int) -> Iterator[tuple[int, str]]:
    """Yield where a text may break, with the LaTeX to insert there."""
    for word in re.finditer(rf"\S{{{longest + 1},}}", words):
        plain = not literal and not re.search(r"\.\w", word[0])
        for place, latex in _narrow_breaks(word[0], longest, plain=plain):
            yield word.start() + place, latex
    if literal:  # Sphinx breaks them at all stops, but at none of these
        for found in _HYPHEN.finditer(words):
            yield found.start(), BREAK
        return
    for found in re.finditer(_NAME, words):
        yield found.start(), UNHYPHENATED
    for word in _LONG.finditer(words):
        for found in _AFTER.finditer(word[0]):
            yield word.start() + found.start(), BREAK


def _narrow_breaks(word: str, longest: int, *, plain: bool) -> Iterator[tuple[int, str]]:
    """Yield where a word breaks that is longer than its column: the next one would hide its end.

    That is behind its stops; in long parts of a ``plain`` word, neither code nor the name of a
    host, between syllables; elsewhere anywhere.
    """
    for part in _PART.finditer(word):
        if part.start():
            yield part.start(), BREAK
        bare = part[0].strip(".,;:()")
        is_word = plain and bare.isalpha() and not bare.isupper()
        if len(part[0]) <= longest or (is_word and len(bare) >= HYPHENATED):
            continue
        if is_word:
            for found in _SYLLABLES.finditer(part[0]):
                yield part.start() + found.start(), HYPHEN
        else:
            for place in range(part.start() + 1, part.end()):
                yield place, LAST_BREAK


def _raw(latex: str) -> nodes.raw:
    return nodes.raw("", latex, format="latex")
