"""What a block needs in a PDF: tables that go on over pages, narrow columns, and words that break.

Sphinx's writer takes columns from a node that authors get by ``tabularcolumns``. For the rest it
has no nodes, so some raw LaTeX stands beside ours.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from docutils import nodes
from sphinx import addnodes
from sphinx.util.texescape import escape

from .latex_rows import Size, keep_heading, letters_of, split_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

RAGGED = r"\rightskip 0pt plus 4em\spaceskip\fontdimen2\font\relax"
"""Lines end where their words do. Unlike with ``raggedright``, long words still get hyphens."""

SMALLER = (
    (10, Size(7, 4, r"\scriptsize\setlength{\tabcolsep}{2pt}")),
    (6, Size(8, 12, r"\footnotesize")),
    (0, Size(10, 12, "")),
)
"""Sizes for tables of more than so many columns."""

NARROWEST, FEW = 0.06, 10
"""The share of a table's width that a column of ours has at least, for a number and its heading;
more than so many columns, which are written smaller, have less."""

MOST_LINES = 20
"""So many lines of a cell stand one below the other as they do elsewhere. More of them run on,
which takes less of the page."""

PAPER = (470, 560)
"""The width and the height, in points, that a page has for a chart above its caption."""

NO_SPACE = r"\csname NoAutoSpacing\endcsname "
"""A command of babel-french; where a manual does without babel, it does nothing."""

LONG_WORD = 20
"""Words of more characters may break, such as the path of a file; no port is as long."""

BREAKS, AT_LAST = r"\allowbreak{}", r"\penalty9000{}"
"""A place to break at, and one where there is no other."""

HYPHEN = r"\-"
"""A place to break at with a hyphen; TeX then puts none of its own into that word."""

HYPHENATED = 10
"""Words of so many letters are left to TeX. In many shorter ones, and in names, it finds no place
for a hyphen."""

UNHYPHENATED = r"\mbox{}"
"""Before a word, with no space between: TeX then puts no hyphens of its own into that word."""

_SIZE = re.compile(rb"/MediaBox *\[ *0 +0 +([1-9][0-9.]*) +([1-9][0-9.]*)")
# The name of a host or a file, in which a hyphen would seem to be a part of it.
_NAME = r"(?<!\S)\S*[^\W\d_][./]\w\S*"
_LONG = re.compile(rf"\S{{{LONG_WORD + 1},}}|{_NAME}|\w+_\w+")
# The last two parts of a host stay together.
_AFTER = re.compile(r"(?<=[/_,])(?=\w)|(?<=\.)(?=\w)(?![\w-]+\W*$)")
_HYPHEN = re.compile(r"(?<=[^\W_][-_])(?=\w)")
_VOWEL = "[aeiouyàâäéèêëîïôöùûü]"
# Before the consonants with which a syllable begins, as TeX does after two letters, before three.
_SYLLABLES = re.compile(
    r"(?<=[^\W\d_]{2})(?!(?<=[cgpst])h|(?<=[bcdfgpt])[lr])"
    rf"(?=(?:[cgpst]h|[bcdfgpt][lr]|(?!{_VOWEL})[^\W\d_]){_VOWEL}[^\W\d_])",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[^\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}])([:;!?])(?=\S)")


def fit(around: nodes.Element, language: str) -> None:
    """Make a block ready for LaTeX: all that the container of a directive holds."""
    for table in around.findall(nodes.table):
        _fit_rows(around, table)
    for entry in around.findall(nodes.entry):
        if 0 < entry.astext().count("\n") < MOST_LINES:
            for text in list(entry.findall(nodes.Text)):
                _replace(text, list(_lines(text)))
    for text in list(around.findall(nodes.Text)):
        if _may_be_cut(text):
            _replace(text, list(_pieces(text, french=language.startswith("fr"))))
    for table in list(around.findall(nodes.table)):
        _fit_table(table, given=_precedes(around, addnodes.tabular_col_spec))
    for note in list(around.findall(nodes.paragraph)):
        if "medulla-note" in note["classes"]:
            _surround(note, RAGGED)


def scale_on_paper(pdf: bytes) -> float:
    """How much smaller than drawn a chart is shown on a page; 1 where it fits."""
    found = _SIZE.search(pdf)
    if found is None:
        return 1
    return min(1, *(room / float(size) for room, size in zip(PAPER, found.groups(), strict=True)))


def index_entry(words: str, engine: str) -> nodes.raw:
    """An entry of the index that makeindex sorts by a letter of ASCII.

    It takes the first byte of an entry as the heading above those that begin alike. Of any other
    letter that is a part only, at which LaTeX stops.
    """
    first, *more = words.split("; ", 1)
    plain = "".join(char for char in normalize("NFKD", first) if not combining(char))
    key = _in_index(plain if plain[:1].isascii() else f"*{plain}", engine)
    levels = [f"{key}@{_shown(first, engine)}"]
    levels += [f"{_in_index(word, engine)}@{_shown(word, engine)}" for word in more]
    return _raw(rf"\index{{{'!'.join(levels)}}}")


def _shown(words: str, engine: str) -> str:
    return rf"\spxentry{{{_in_index(words, engine)}}}"


def _in_index(words: str, engine: str) -> str:
    """A text in which makeindex finds no character of its own, as Sphinx's writer has it."""
    text = escape(words, engine)
    text = text.replace(r"\{", r"\sphinxleftcurlybrace{}")
    text = text.replace(r"\}", r"\sphinxrightcurlybrace{}")
    return re.sub('["@!]', r'"\g<0>', text).replace("|", r"\textbar{}")


def _fit_table(table: nodes.table, *, given: bool) -> None:
    """Let it break over pages, its columns be wrapped, and a heading stay with its rows.

    ``given`` says that the author has stated the columns of this table by ``tabularcolumns``.
    """
    table["classes"].append("longtable")
    widths = _widths(table)
    if not given:
        columns = (rf">{{{RAGGED}}}\X{{{width}}}{{{sum(widths)}}}" for width in widths)
        spec = addnodes.tabular_col_spec(spec="".join(columns))
        table.parent.insert(table.parent.index(table), spec)
    style = _size(widths).style
    if style:
        _surround(table, style)
    for row in list(table.findall(nodes.row)):
        if "medulla-heading" in row["classes"]:
            row.parent.insert(row.parent.index(row) + 1, _raw(r"\noalign{\nobreak}"))


def _widths(table: nodes.table) -> list[int]:
    """The shares of the columns, none too narrow."""
    widths = [column["colwidth"] for column in table.findall(nodes.colspec)]
    least = ceil(NARROWEST * min(1, FEW / len(widths)) * sum(widths))
    return [max(width, least) for width in widths]


def _size(widths: list[int]) -> Size:
    """The size of a table's letters."""
    return next(size for columns, size in SMALLER if len(widths) > columns)


def _fit_rows(around: nodes.Element, table: nodes.table) -> None:
    """Make rows fit pages, and words fit columns, while cells are text."""
    widths = _widths(table)
    size = _size(widths)
    split_rows(table, widths, size, MOST_LINES)
    keep_heading(around, table, widths, size)
    if len(widths) > FEW:
        _break_words(table, letters_of(widths, size))


def _break_words(table: nodes.table, columns: list[int]) -> None:
    """Let words break that are longer than their column has letters.

    The next column would hide their ends.
    """
    for row in table.findall(nodes.row):
        if len(row) != len(columns):
            continue
        for entry, longest in zip(row, columns, strict=True):
            for text in list(entry.findall(nodes.Text)):
                if max(map(len, text.split()), default=0) > longest and _may_be_cut(text):
                    _replace(text, list(_broken(text, longest)))


def _broken(text: nodes.Text, longest: int) -> Iterator[nodes.Node]:
    """A text whose long words may break behind their stops, and long parts of these anywhere."""
    for number, piece in enumerate(re.split(rf"(\S{{{longest + 1},}})", text.astext())):
        if number % 2 == 0:
            yield nodes.Text(piece)
            continue
        plain = not isinstance(text.parent, nodes.literal) and not re.search(r"\.\w", piece)
        first, *others = re.split(r"(?<=[-/+_.,])(?=\w)", piece)
        yield from _spelled(first, longest, plain=plain)
        for part in others:
            yield _raw(BREAKS)
            yield from _spelled(part, longest, plain=plain)


def _spelled(part: str, longest: int, *, plain: bool) -> Iterator[nodes.Node]:
    """A part of a word with places to break at, if it is too long and TeX hyphenates it not.

    A ``plain`` one is no code and no part of a host's name: if it is a word, it gets hyphens.
    """
    bare = part.strip(".,;:()")
    is_word = plain and bare.isalpha() and not bare.isupper()
    if len(part) <= longest or (is_word and len(bare) >= HYPHENATED):
        yield nodes.Text(part)
        return
    first, *others = _SYLLABLES.split(part) if is_word else [*part]
    yield nodes.Text(first)
    for other in others:
        yield _raw(HYPHEN if is_word else AT_LAST)
        yield nodes.Text(other)


def _surround(node: nodes.Element, style: str) -> None:
    """Give a style to one block."""
    parent = node.parent
    place = parent.index(node)
    parent.insert(place + 1, _raw(r"\par\endgroup"))
    parent.insert(place, _raw(rf"\begingroup{style}"))


def _precedes(node: nodes.Element, kind: type[nodes.Element]) -> bool:
    """Whether something of a kind stands right before a node."""
    place = node.parent.index(node)
    return place > 0 and isinstance(node.parent[place - 1], kind)


def _may_be_cut(text: nodes.Text) -> bool:
    """Whether a text may be cut: no caption, no command, no address shown as such."""
    parent = text.parent
    if (
        isinstance(parent, nodes.raw | nodes.FixedTextElement)
        or parent.get("refuri") == text.astext()
    ):
        return False
    while parent is not None and not isinstance(parent, nodes.table | nodes.paragraph):
        if isinstance(parent, nodes.title | nodes.caption):
            return False
        parent = parent.parent
    return True


def _lines(text: nodes.Text) -> Iterator[nodes.Node]:
    """The lines of a text, with ends of lines between them."""
    first, *others = text.astext().split("\n")
    if first:
        yield nodes.Text(first)
    for line in others:
        yield _raw(r"\newline \hspace{0pt}")  # without it TeX would not hyphenate the first word
        if line:
            yield nodes.Text(line)


def _pieces(text: nodes.Text, *, french: bool) -> Iterator[nodes.Node]:
    """A text with places to break at; French stops within a word get no space before them."""
    place = 0
    words = text.astext()
    for found in _cuts(words, literal=isinstance(text.parent, nodes.literal), french=french):
        start, end, latex = found
        if start > place:
            yield nodes.Text(words[place:start])
        yield _raw(latex)
        place = end
    if place < len(words):
        yield nodes.Text(words[place:])


def _cuts(words: str, *, literal: bool, french: bool) -> list[tuple[int, int, str]]:
    """What to put where: start and end of the characters that it replaces, and the LaTeX."""
    cuts = []
    if literal:  # Sphinx breaks them at all stops, but at none of these
        cuts += [(cut.start(), cut.end(), BREAKS) for cut in _HYPHEN.finditer(words)]
    else:
        cuts += [(name.start(), name.start(), UNHYPHENATED) for name in re.finditer(_NAME, words)]
        cuts += [
            (word.start() + cut.start(), word.start() + cut.end(), BREAKS)
            for word in _LONG.finditer(words)
            for cut in _AFTER.finditer(word[0])
        ]
    if french:
        cuts += [
            (stop.start(), stop.end(), rf"{{{NO_SPACE}{stop[0]}}}")
            for stop in _STOP.finditer(words)
        ]
    return sorted(cuts)


def _replace(text: nodes.Text, pieces: list[nodes.Node]) -> None:
    if pieces != [text]:
        parent = text.parent
        place = parent.index(text)
        parent.remove(text)
        parent.insert(place, pieces)


def _raw(latex: str) -> nodes.raw:
    return nodes.raw("", latex, format="latex")
