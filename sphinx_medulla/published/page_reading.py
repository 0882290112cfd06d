"""Reading a published page: which format a file has, and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from ..files import MOST_BYTES
from .delimited_page import delimited_parts
from .html_page import html_parts
from .page_parts import Page, PageError, Part
from .text_page import text_parts

_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an office document or an archive",
    b"\xd0\xcf\x11\xe0": "an office document",
}
_UNKNOWN_TABLES = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (r" *\+(?:[-=:]{2,}\+)+ *", "a grid table"),
        (r" *={2,}(?: +={2,})+ *", "a simple table of reStructuredText"),
        (r"(?=.*-{4}) *-{2,}(?: +-{2,})+ *", "a simple table of pandoc"),
        (r" *\|={3,} *", "a table of AsciiDoc"),
        (r" *\{\|.*", "a table of MediaWiki"),
        (r" *\|\|.*\|\| *", "a table of a wiki"),
        (r" *\.\. (?:list|csv|flat)-table::.*", "a directive"),
        (r".*[│┃║╭┌┏╔├┝┣╠].*", "a table of box-drawing characters"),
        (r".*\\begin\{(?:tabular|longtable).*", "a table of LaTeX"),
    )
)
"""Lines by which tables are known that cannot be read."""

_INNER_HEADING = re.compile(r"\S\s+#{2,6}\s+\S")
_PIPES = re.compile(r" *(?:\| *)?:?-+:? *(?:\| *:?-+:? *)*(?:\| *)?")
_LONGEST_LINE = 1000  # of those that say what a table is


def read_page(content: bytes, path: str) -> Page:
    """Read a page, whose locations show a path; its ending, or else its content says the format.

    Raises `PageError` if it is no text in UTF-8, or has a kind of table that is not known.
    """
    text = _text(content)
    return Page(path, text, _reader(text, PurePath(path).suffix.lower())(text))


def _text(content: bytes) -> str:
    for beginning, what in _NOT_TEXT.items():
        if content.startswith(beginning):
            raise PageError(
                f"The file is {what}. Export it as HTML, Markdown, plain text or CSV, and name "
                "that file."
            )
    if len(content) > MOST_BYTES:
        raise PageError("The file is larger than 16 MiB. Divide it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PageError("The file is not UTF-8. Save it as UTF-8.", line) from None
    if "\0" in text:
        raise PageError("The file is not text. Export it as HTML, Markdown, plain text or CSV.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _reader(text: str, suffix: str) -> Callable[[str], tuple[Part, ...]]:
    if suffix in {".csv", ".tsv"}:
        return delimited_parts
    if suffix in {".html", ".htm", ".xhtml"} or text.lstrip()[:5].lower() in {"<html", "<!doc"}:
        return html_parts
    is_markdown = suffix in {".md", ".markdown"} or "<table" in text.lower()
    for number, line in enumerate(text.split("\n"), 1):
        if "<table" in line and _INNER_HEADING.search(line):
            raise PageError(
                "The page has tables and headings on one line, so that nothing says which heading "
                "a table is below. Export it with its line breaks, or as HTML.",
                number,
            )
        if len(line) > _LONGEST_LINE:
            continue
        for kind, what in _UNKNOWN_TABLES:
            if kind.fullmatch(line):
                raise PageError(
                    f"The page has {what}, which cannot be read, so nothing of the page was. "
                    "Write the table with pipes or in HTML, or save it as CSV.",
                    number,
                )
        is_markdown = is_markdown or ("|" in line and _PIPES.fullmatch(line) is not None)
    if not is_markdown:
        return text_parts
    from .markdown_page import markdown_parts

    return markdown_parts
