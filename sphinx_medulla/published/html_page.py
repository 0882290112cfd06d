"""The parts of a page in HTML, of a whole one or of what Markdown has in HTML."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from .page_builder import PageBuilder
from .page_parts import Part, without_marks

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("header", "hr", "html", "legend", "main", "nav", "ol", "p", "pre", "section"),
        *("option", "summary", "ul"),
    )
)
_SILENT = frozenset(
    ("head", "iframe", "noscript", "script", "style", "svg", "template", "textarea")
)
_HIDEABLE = frozenset(("a", "b", "div", "em", "i", "small", "span", "strong"))
"""Elements that pages hide, and that never end without an end tag."""

_HIDING = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")
_MARKED = {"del": "~~", "s": "~~", "strike": "~~", "sub": "_", "sup": "^"}
"""Markers that replace elements which change the meaning of a text, such as struck text."""

_BOXED = frozenset(("button", "code", "kbd", "label", "samp"))
"""Elements that readers see apart from each other, without a blank between them."""

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
"""Marks of Markdown that a wiki left as they were."""

_CELLS = frozenset({"td", "th"})
_MOST_SPANNED = 1000  # as in browsers


class Markup(HTMLParser):
    """Reads HTML into a page; ``first_line`` is the line of the page on which it begins."""

    def __init__(self, page: PageBuilder, first_line: int = 1) -> None:
        super().__init__(convert_charrefs=False)
        self._page = page
        self._lines_before = first_line - 1
        self._silent: list[str] = []
        self._is_verbatim = False
        self._is_behind_box = False

    def read(self, text: str) -> None:
        """Read a text to its end.

        A comment without an end hides the rest, as in browsers, and the last tag is text if it has
        no end: Python's parser would look for the ends of all such tags one after the other.
        """
        if text.rfind("<!--") > text.rfind("-->"):
            text += "-->"
        tag = text.find("<", text.rfind(">") + 1)
        self.feed(text if tag < 0 else text[:tag])
        self.close()
        if tag >= 0:
            self.handle_data(text[tag:])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "body":
            self._silent.clear()  # the end tag of the head may be omitted
        if self._silent:
            self._silent += [tag] * (tag == self._silent[-1])
        elif tag in _SILENT or (tag in _HIDEABLE and _is_hidden(dict(attrs))):
            self._silent.append(tag)
        elif tag in _HEADINGS:
            self._page.begin_heading(_HEADINGS[tag])
        elif tag == "li":
            self._page.begin_item()
        elif tag in _BREAKING:
            self._page.end_line()
            self._is_verbatim = tag == "pre"
        elif tag == "table":
            self._page.begin_table(self.getpos()[0] + self._lines_before)
        elif tag == "tr":
            self._page.begin_row()
        elif tag in _CELLS:
            given = dict(attrs)
            self._page.begin_cell(_spanned(given.get("colspan")), _spanned(given.get("rowspan")))
        else:
            self._begin_words(tag, attrs)

    def _begin_words(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element within a line."""
        if tag == "img":
            self._add_instead(dict(attrs).get("alt") or "")
        elif tag in _BOXED and self._is_behind_box:
            self._add_instead(" ")
        else:
            self._add_instead(_MARKED.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element such as ``<br/>``, which has no content."""
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _HEADINGS:
            self._page.end_heading()
        elif tag == "table":
            self._page.end_table()
        elif tag == "tr":
            self._page.end_row()
        elif tag in _CELLS:
            self._page.end_cell()
        elif tag in _BREAKING or tag == "li":
            self._page.end_line()
            self._is_verbatim = False
        elif _MARKED.get(tag) == "~~":
            self._add_instead("~~")
        self._is_behind_box = tag in _BOXED

    def _add_instead(self, text: str) -> None:
        """Add a text for which the page has markup."""
        if not self._silent:
            line, column = self.getpos()
            self._page.add_one(text, line + self._lines_before, column + 1)

    def handle_data(self, data: str) -> None:
        """Add text, in which a line break is a blank unless it is verbatim."""
        if self._silent:
            return
        self._is_behind_box = False
        line, column = self.getpos()
        if not self._is_verbatim:
            self._page.add(data, line + self._lines_before, column + 1)
            return
        for number, part in enumerate(data.split("\n")):
            if number:
                self._page.end_line()
            self._page.add(part, line + number + self._lines_before, 1 if number else column + 1)

    def handle_entityref(self, name: str) -> None:
        """Add the character of a reference such as ``&amp;``."""
        self._add_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Add the character of a reference such as ``&#38;``."""
        self._add_reference(f"&#{name};")

    def _add_reference(self, reference: str) -> None:
        self._is_behind_box = False
        self._add_instead(unescape(reference))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether readers do not see an element."""
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))


def _spanned(value: str | None) -> int:
    """How many rows or columns an attribute says that a cell spans."""
    number = int(value) if value and value.isascii() and value.isdigit() else 1
    return min(max(number, 1), _MOST_SPANNED)


def html_parts(text: str) -> tuple[Part, ...]:
    """The parts of a page in HTML; raises `PageError` if a table is within another."""
    page = PageBuilder()
    Markup(page).read(text)
    return tuple(without_marks(part, _BOLD) for part in page.finish())
