"""One published page in other forms, made from its Markdown with tables in HTML."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from published_pages import FLOWCHART

from sphinx_medulla.published.markdown_page import markdown_parts
from sphinx_medulla.published.page_parts import Heading, Line, Part, Table

_FRENCH = {
    "workstation": "poste",
    "server": "serveur",
    "Server": "Serveur",
    " to ": " vers ",
    " and ": " et ",
    " & ": " et ",
    " &amp; ": " et ",
}


def html() -> str:
    """As the wiki exports it in HTML."""

    def cell(found: re.Match[str]) -> str:
        inner = found[2].replace("  \n", "<br>").replace("\n\n", "</p><p>")
        return (
            found[1]
            + re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", inner, flags=re.DOTALL)
            + "</td>"
        )

    tables = re.findall(r"<table.*?</table>", FLOWCHART, re.DOTALL)
    text = FLOWCHART
    for number, table in enumerate(tables):
        text = text.replace(table, f"TABLE{number}")
    page = MarkdownIt("commonmark").render(text)
    for number, table in enumerate(tables):
        made = re.sub(r"(<td[^>]*>)(.*?)</td>", cell, table, flags=re.DOTALL)
        page = page.replace(f"<p>TABLE{number}</p>", made)
    return (
        f"<!DOCTYPE html>\n<html><head><title>Page 1</title></head><body>\n{page}</body></html>\n"
    )


def upper_case() -> str:
    """With all of its texts in upper case."""
    return re.sub(r">[^<]+|^[^<]+$", lambda found: found[0].upper(), FLOWCHART, flags=re.MULTILINE)


def unclosed() -> str:
    """With cells and rows that do not end, as HTML allows."""
    return re.sub(r"</(?:td|tr|thead|tbody)>", "", html())


def crlf() -> str:
    """With the line ends of Windows."""
    return FLOWCHART.replace("\n", "\r\n")


def one_line() -> str:
    """HTML without line breaks."""
    return html().replace("\n", " ")


def pipes() -> str:
    """With pipe tables, whose cells have their lines apart by a tag."""
    return "\n\n".join(map(_in_pipes, markdown_parts(FLOWCHART))) + "\n"


def _in_pipes(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * part.level} {part.text.words}"
    if isinstance(part, Line):
        return f"{'- ' if part.is_item else ''}{part.text.words}"
    lines = []
    for row in part.rows:
        cells = ["<br>".join(filter(None, map(str.strip, c.text.split("\n")))) for c in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([lines[0], "|---|---|---|", *lines[1:]])


def plain() -> str:
    """As text, with each line of each cell on a line of its own."""
    lines: list[str] = []
    for part in markdown_parts(FLOWCHART):
        if isinstance(part, Table):
            for row in part.rows:
                lines += [line.strip() for cell in row for line in cell.text.split("\n")]
        else:
            bullet = isinstance(part, Line) and part.is_item
            lines += ["", f"{'- ' if bullet else ''}{part.text.words}"]
    return "\n".join(lines) + "\n"


def french() -> str:
    """With some French words."""
    text = FLOWCHART
    for english, word in _FRENCH.items():
        text = text.replace(english, word)
    return text
