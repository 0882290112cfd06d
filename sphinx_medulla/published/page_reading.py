"""Reading a published page: which format a file has, and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from .delimited_page import delimited_parts
from .html_page import html_parts
from .page_parts import Page, PageError, Part
from .text_page import text_parts

MOST_BYTES = 16 * 1024 * 1024
"""The size of the largest page that is read."""

_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an office document or an archive",
    b"\xd0\xcf\x11\xe0": "an office document",
}
_UNKNOWN_TABLES = (
    (re.compile(r"^ *\+(?:[-=:]{2,}\+)+ *$", re.MULTILINE), "a grid table"),
    (re.compile(r"^ *={2,}(?: +={2,})+ *$", re.MULTILINE), "a simple table of reStructuredText"),
    (re.compile(r"^ *-{2,}(?: +-{2,})+ *$", re.MULTILINE), "a simple table of pandoc"),
    (re.compile(r"^ *\|={3,} *$", re.MULTILINE), "a table of AsciiDoc"),
    (re.compile(r"^ *\{\|", re.MULTILINE), "a table of MediaWiki"),
    (re.compile(r"^ *\|\|.*\|\| *$", re.MULTILINE), "a table of a wiki"),
    (re.compile(r"^ *\.\. (?:list|csv|flat)-table::", re.MULTILINE), "a directive"),
    (re.compile(r"^.*[│┃║╭┌┏╔├┝┣╠]", re.MULTILINE), "a table of box-drawing characters"),
    (re.compile(r"\\begin\{(?:tabular|longtable)"), "a table of LaTeX"),
)
_PIPES = re.compile(r"^ *\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$", re.MULTILINE)


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
    for kind, what in _UNKNOWN_TABLES:
        if (found := kind.search(text)) is not None:
            raise PageError(
                f"The page has {what}, which cannot be read, so nothing of the page was. Write "
                "the table with pipes or in HTML, or save it as CSV.",
                text.count("\n", 0, found.start()) + 1,
            )
    is_markdown = suffix in {".md", ".markdown"} or "<table" in text.lower() or _PIPES.search(text)
    if not is_markdown:
        return text_parts
    from .markdown_page import markdown_parts

    return markdown_parts
