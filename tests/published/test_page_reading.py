"""The same page in many formats says the same; a format that is not known is refused whole."""

from __future__ import annotations

from collections.abc import Callable

import page_forms
import pytest
from markdown_it import MarkdownIt
from published_pages import FLOWCHART, compare, facts, read

from sphinx_medulla.published.page_parts import PageError, Table
from sphinx_medulla.published.page_reading import read_page

FACTS = facts(read(FLOWCHART))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (page_forms.html, "page.html"),
        (page_forms.html, "page.md"),
        (page_forms.upper_case, "page.md"),
        (page_forms.unclosed, "page.html"),
        (page_forms.crlf, "page.md"),
        (page_forms.one_line, "page.html"),
        (page_forms.one_line, "page"),
        (page_forms.pipes, "page.md"),
        (page_forms.plain, "page.txt"),
        (page_forms.plain, "page.md"),
    ],
    ids=lambda part: part if isinstance(part, str) else part.__name__,
)
def test_the_same_page_in_another_form_says_the_same(form: Callable[[], str], name: str) -> None:
    assert facts(read(form(), name)) == FACTS


def test_marks_of_emphasis_that_a_wiki_left_in_html_are_no_words() -> None:
    html = MarkdownIt("commonmark").render(FLOWCHART)
    assert "**Medulla to** the" in html
    assert facts(read(html, "page.html")) == FACTS
    assert compare(html, name="page.html").loud == []


def test_words_of_another_language_change_no_port() -> None:
    def ports(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        return sorted(
            tuple(part for part in one if "/" in part and " " not in part) for one in found
        )

    assert ports(facts(read(page_forms.french()))) == ports(FACTS)


@pytest.mark.parametrize(
    "table",
    [
        "+------+-------+\n| From | Ports |\n+======+=======+\n| A    | 22    |\n+------+-------+",
        "====  =====\nFrom  Ports\n====  =====\nA     22\n====  =====",
        "----  -----\nFrom  Ports\n----  -----\nA     22",
        "|===\n|From |Ports\n|A |22\n|===",
        "{| class=wikitable\n! From\n|-\n| A\n|}",
        ".. list-table::\n\n   * - From\n     - Ports",
        "┌──────┬───────┐\n│ From │ Ports │\n└──────┴───────┘",
        "\\begin{tabular}{ll}\nFrom & Ports\\\\\n\\end{tabular}",
    ],
)
def test_a_table_of_an_unknown_kind_refuses_the_whole_page(table: str) -> None:
    text = f"# Ports\n\nA → B: 22\n\n{table}\n"
    with pytest.raises(PageError, match="nothing of the page") as caught:
        read(text)
    assert caught.value.line == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04", "an office document"),
        (b"A \xff", "not UTF-8"),
        (b"A \x00", "not text"),
        (b" " * (16 * 1024 * 1024 + 1), "larger than 16 MiB"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(PageError, match=words):
        read_page(content, "page.md")


def test_a_page_without_its_line_breaks_is_refused() -> None:
    text = FLOWCHART.replace("\n", " ")
    with pytest.raises(PageError, match="headings on one line"):
        read_page(text.encode(), "page.md")


def test_a_table_within_a_table_is_refused() -> None:
    text = "<table><tr><td>\n<table><tr><td>22</td></tr></table></td></tr></table>"
    with pytest.raises(PageError, match="within a table") as caught:
        read(text, "page.html")
    assert caught.value.line == 2


def test_cells_that_span_rows_and_columns_are_in_each_of_them() -> None:
    text = (
        "<table><tr><th>From</th><th>To</th><th>Ports</th></tr>"
        "<tr><td rowspan=2>A</td><td>B</td><td>22</td></tr><tr><td>C</td><td>80</td></tr>"
        "<tr><td colspan=2>D</td><td>443</td></tr></table>"
    )
    (table,) = read_page(text.encode(), "page.html").parts
    assert isinstance(table, Table)
    rows = [[cell.text for cell in row] for row in table.rows[1:]]
    assert rows == [["A", "B", "22"], ["A", "C", "80"], ["D", "D", "443"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Ports\n\n| From | To | Ports |\n|---|---|---|\n| A | B | 22, 80 |\n", "page.md"),
        ("x\n\nFrom,To,Ports\n", "page.csv"),
        ('From;To;Ports\nA;B;"22,\n80"\n', "page.csv"),
        ("From\tTo\tPorts\nA\tB\t80\n", "page.tsv"),
        ("<p>&amp; <b>22</b></p>\n<table><tr><td>A<br>80</td></tr></table>", "page.html"),
        ("A → B\n22 (SSH)\n  80\n", "page.txt"),
        ("Text with [a link](https://example.com/22) and **80**, `443`\n", "page.md"),
    ],
)
def test_every_character_knows_its_place(text: str, name: str) -> None:
    lines = text.split("\n")
    for part in read_page(text.encode(), name).parts:
        cells = (
            [cell for row in part.rows for cell in row] if isinstance(part, Table) else [part.text]
        )
        for cell in cells:
            for at, character in enumerate(cell.text):
                where = cell.location("page", at, at + 1)
                if not character.isspace() and character != "&":
                    assert lines[where.line - 1][where.column - 1] == character


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<a " * 20_000, "page.html"),
        ("<!--" * 20_000, "page.html"),
        (" " * 20_000 + "|", "page.txt"),
        ("A" + " " * 20_000 + "-> B: 22", "page.md"),
        ("default " * 5_000, "page.txt"),
        ("A -> B\n" + "1/" * 20_000, "page.txt"),
        ("(" * 20_000, "page.txt"),
    ],
    ids=["tags", "comments", "blanks", "arrow", "words", "slashes", "parentheses"],
)
def test_reading_takes_time_in_proportion_to_the_page(text: str, name: str) -> None:
    assert read(text, name).connections == []


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", ",,\n"])
def test_an_empty_table_says_nothing(text: str) -> None:
    assert read(text, "page.csv").lines == []


def test_a_table_with_too_many_cells_is_refused() -> None:
    cells = "<td colspan=1000 rowspan=1000>x" * 2
    text = f"<table><tr>{cells}{'<tr><td>y' * 600}</table>"
    with pytest.raises(PageError, match="more than a million cells"):
        read(text, "page.html")
