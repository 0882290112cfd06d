"""HTML: captions, headings with their scope, ids, and no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .. import document as doc
from ..blocks import Block
from .page_writer import PageWriter, Picture
from .writer import squeezed


class Html(PageWriter):
    """Writes HTML with the classes that pages made by Sphinx have.

    A page has no scripts and, but for its stylesheet and its charts, no other files.
    """

    links_charts = True
    stylesheet = "medulla-flows.css"

    def whole(self, block: Block, pieces: list[str]) -> str:
        """Put a block into one element."""
        inside = "\n".join(pieces)
        return f'<div class="medulla-block">\n{inside}\n</div>'

    def text(self, text: str) -> str:
        """Escape; a line break within a cell or a line is one."""
        return escape(squeezed(text)).replace("\n", "<br>\n")

    def link(self, address: str, text: str) -> str:
        """Write a link."""
        return f'<a href="{escape(address)}">{self.text(text)}</a>'

    def literal(self, text: str) -> str:
        """Write code."""
        return f"<code>{self.text(text)}</code>"

    def part(self, part: doc.Part) -> str:
        """Write a part of a line; code says its language if it has one."""
        if isinstance(part, doc.Literal) and part.language:
            return f'<code lang="{escape(part.language)}">{self.text(part.text)}</code>'
        return super().part(part)

    def strong(self, text: str) -> str:
        """Write it bold."""
        return f"<strong>{self.text(text)}</strong>"

    def emphasis(self, text: str) -> str:
        """Write it in italics."""
        return f"<em>{self.text(text)}</em>"

    def mark(self, mark: doc.Mark) -> str:
        """Link to the note."""
        here = f' id="{self.name}-mark-{mark.letter}"' if mark.first else ""
        return (
            f'<a class="medulla-mark"{here} href="#{self.name}-note-{mark.letter}">'
            f"[{mark.letter}]</a>"
        )

    def caption(self, text: str) -> str:
        """Write a paragraph: the level of a heading is up to the page."""
        return f'<p class="medulla-caption"><strong>{self.text(text)}</strong></p>'

    def paragraph(self, paragraph: doc.Paragraph) -> str:
        """Write a paragraph."""
        kind = f' class="medulla-{paragraph.kind}"' if paragraph.kind else ""
        return "\n".join(f"<p{kind}>{text}</p>" for text in self.paragraphs(paragraph.parts))

    def note(self, note: doc.Note) -> str:
        """Begin with a link back."""
        first, *others = self.paragraphs(note.parts)
        start = (
            f'<p class="medulla-note" id="{self.name}-note-{note.letter}">'
            f'<a href="#{self.name}-mark-{note.letter}">[{note.letter}]</a> {first}</p>'
        )
        return "\n".join([start, *(f'<p class="medulla-note">{text}</p>' for text in others)])

    def bullets(self, bullets: doc.Bullets) -> str:
        """Write a list."""
        items = "".join(f"<li>{self._within(item)}</li>\n" for item in bullets.items)
        return f'<ul class="medulla-{bullets.kind}">\n{items}</ul>'

    def _within(self, parts: Iterable[doc.Part]) -> str:
        """A text within a cell or an item: paragraphs, if it has several."""
        texts = self.paragraphs(parts)
        return "".join(f"<p>{text}</p>" for text in texts) if texts[1:] else texts[0]

    def definitions(self, definitions: doc.Definitions) -> str:
        """Write a list of terms."""
        lines = [f'<dl class="medulla-{definitions.kind}">']
        for entry in definitions.entries:
            lines.append(f"<dt{self._id(entry)}>{self.inline(entry.term)}</dt>")
            paragraphs = "".join(map(self.paragraph, entry.paragraphs))
            lines.append(f"<dd>{paragraphs}</dd>")
        return "\n".join([*lines, "</dl>"])

    def table(self, table: doc.Table, caption: str) -> str:
        """Write a table: a heading and the rows below it are a row group."""
        lines = ['<table class="medulla-table">']
        if caption:
            lines.append(f"<caption>{self.text(caption)}</caption>")
        heads = "".join(
            f'<th scope="col">{self.text(column.heading)}</th>' for column in table.columns
        )
        lines += [f"<thead>\n<tr>{heads}</tr>\n</thead>", "<tbody>"]
        for place, row in enumerate(table.rows):
            if isinstance(row, doc.Row):
                cells = "".join(f"<td>{self._within(cell)}</td>" for cell in row.cells)
                lines.append(f"<tr{self._id(row)}>{cells}</tr>")
                continue
            if place:
                lines.append("</tbody>\n<tbody>")
            lines.append(self._heading(row, len(table.columns)))
        return "\n".join([*lines, "</tbody>", "</table>"])

    def _heading(self, heading: doc.Heading, columns: int) -> str:
        text = self.text(heading.text)
        kind = f'<tr class="medulla-{heading.kind}"{self._id(heading)}>'
        cell = "td" if heading.kind == "empty" else 'th scope="rowgroup"'
        return f'{kind}<{cell} colspan="{columns}">{text}</{cell[:2]}></tr>'

    def _id(self, place: doc.Row | doc.Heading | doc.Definition) -> str:
        mine = self.links.claim(place)
        return f' id="{mine}"' if mine else ""

    def document(self, title: str, language: str, pieces: Iterable[str]) -> str:
        """A document; what a wiki needs is the content of ``main``."""
        inside = "\n".join(pieces)
        words = self.text(title).replace("<br>", "")
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<title>{words}</title>\n<link rel="stylesheet" href="{self.stylesheet}">\n</head>\n'
            f"<body>\n<main>\n{inside}\n</main>\n</body>\n</html>\n"
        )

    def way_back(self, link: doc.Link) -> str:
        """Write it as navigation."""
        return f"<nav>{self.inline([link])}</nav>"

    def heading(self, text: str, level: int) -> str:
        """Write it."""
        return f"<h{level}>{self.text(text)}</h{level}>"

    def picture(self, picture: Picture) -> str:
        """Write an image."""
        file = escape(picture.file)
        alt = escape(" ".join(picture.alt.split()))
        image = f'<img src="{file}" alt="{alt}">'
        return f'<p class="medulla-chart" id="{picture.anchor}"><a href="{file}">{image}</a></p>'
