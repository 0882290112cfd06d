"""What the writers of several text formats have in common."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from .. import document as doc
from ..blocks import Block, Links, linked_in, places_of
from ..port_descriptions import in_sentences
from ..port_lines import in_a_line

URL_SAFE = "!#$%&'()*+,/:;=?@[]~"
"""The characters of an address that `urllib.parse.quote` leaves as they are."""

_SPACES = re.compile("[ \t\r\f\v\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]+")
"""Every kind of space but line breaks and no-break spaces."""


def squeezed(text: str) -> str:
    """A text with single spaces between words and single line breaks between lines."""
    return re.sub(" ?\n[ \n]*", "\n", _SPACES.sub(" ", text))


class Writer(ABC):
    """Writes blocks; what the methods of a subclass return is put into the output as it is."""

    def __init__(self, blocks: Sequence[Block], links: Links | None = None) -> None:
        self.blocks = blocks
        self.links = links or Links(places_of(blocks), linked_in(blocks))
        self.name = ""

    def write(self) -> str:
        """The whole output."""
        return "\n\n".join(self.block(block) for block in self.blocks) + "\n"

    def block(self, block: Block) -> str:
        """A block with everything in it."""
        self.name = block.name
        pieces: list[str] = []
        tabled = any(isinstance(element, doc.Table) for element in block.document.body)
        if block.caption and not tabled:
            pieces.append(self.caption(block.caption))
        pieces += [self._element(element, block.caption) for element in block.document.body]
        pieces += [
            self.note(below) if isinstance(below, doc.Note) else self.paragraph(below)
            for below in block.document.below
        ]
        return self.whole(block, [piece for piece in pieces if piece])

    def _element(self, element: doc.Element, caption: str) -> str:
        if isinstance(element, doc.Table):
            return self.table(element, caption)
        if isinstance(element, doc.Bullets):
            return self.bullets(element)
        if isinstance(element, doc.Chart):
            return "\n\n".join(self._element(one, caption) for one in element.in_words)
        if isinstance(element, doc.Definitions):
            return self.definitions(element)
        if isinstance(element, doc.Descriptions):
            return self.definitions(in_sentences(element))
        return self.paragraph(element)

    def inline(self, parts: Iterable[doc.Part]) -> str:
        """A line of text."""
        return "".join(map(self.part, parts))

    def paragraphs(self, parts: Iterable[doc.Part]) -> list[str]:
        """The paragraphs of a text, each a line of text."""
        return [self.inline(paragraph) for paragraph in doc.paragraphs_of(parts)]

    def part(self, part: doc.Part) -> str:
        """A part of a line."""
        match part:
            case str():
                return self.text(part)
            case doc.Link():
                address = self.links.address(part.key)
                return self.link(address, part.text) if address else self.text(part.text)
            case doc.WebLink():
                return self.link(part.url, part.text)
            case doc.Mark():
                return self.text(f"{part.word} " if part.word else "") + self.mark(part)
            case doc.Break():
                return "\n\n"
            case doc.Span():
                return self.inline(part.parts)
            case doc.PortGroup():
                return self.inline(in_a_line(part))
            case _:
                return self._styled(part)

    def _styled(self, part: doc.Literal | doc.Strong | doc.Emphasis | doc.Sign) -> str:
        """A part that is a text of its kind."""
        match part:
            case doc.Literal():
                return self.literal(part.text)
            case doc.Strong():
                return self.strong(part.text)
            case doc.Emphasis():
                return self.emphasis(part.text)
            case doc.Sign():
                return self.sign(part)

    def whole(self, block: Block, pieces: list[str]) -> str:
        """All pieces of a block."""
        return "\n\n".join(pieces)

    @abstractmethod
    def text(self, text: str) -> str:
        """A plain text."""

    @abstractmethod
    def link(self, address: str, text: str) -> str:
        """A link; an address that begins with ``#`` is a place in the output itself."""

    @abstractmethod
    def literal(self, text: str) -> str:
        """A text as a program writes it, such as a name of a setting."""

    @abstractmethod
    def strong(self, text: str) -> str:
        """A text that heads what follows it."""

    @abstractmethod
    def emphasis(self, text: str) -> str:
        """An emphasised text."""

    def sign(self, sign: doc.Sign) -> str:
        """A sign; without a stylesheet it is its word."""
        return self.text(sign.word)

    @abstractmethod
    def mark(self, mark: doc.Mark) -> str:
        """The mark of a note."""

    @abstractmethod
    def caption(self, text: str) -> str:
        """The caption of a block without a table."""

    @abstractmethod
    def paragraph(self, paragraph: doc.Paragraph) -> str:
        """A paragraph."""

    @abstractmethod
    def note(self, note: doc.Note) -> str:
        """A note under a table."""

    @abstractmethod
    def bullets(self, bullets: doc.Bullets) -> str:
        """A list."""

    @abstractmethod
    def definitions(self, definitions: doc.Definitions) -> str:
        """A list of terms."""

    @abstractmethod
    def table(self, table: doc.Table, caption: str) -> str:
        """A table."""
