"""What translators get of a page: each text of the dataset that it shows, with its lines.

A page's documents are built from a dataset whose texts are marks. The marks that they have say
which texts the page shows, so nothing has to know what each document is made of.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ...dataset.messages import texts_by_line
from ...dataset.queries import Queries
from ...dataset.translation import translated
from ...render.document_builder import DocumentBuilder
from ...render.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...dataset.loading import Loaded
    from ..block_records import Placeholder

_MARK = re.compile(r"\\ue000([0-9]+)\\ue001")
"""A mark as the ``repr`` of a document has it."""


class Message(nodes.Element, addnodes.translatable):
    """A text for translators, which is in no output."""

    def __init__(self, text: str, source: Path, line: int) -> None:
        super().__init__(text)
        self.source, self.line = str(source), line  # where translators find it
        self.uid = blake2b(text.encode(), digest_size=16).hexdigest()

    def extract_original_messages(self) -> list[str]:
        """Return the text as it is, whatever spaces are in it."""
        return [self.rawsource]


class Marked:
    """A dataset with marks for its texts: made once in a build, for all of its pages."""

    def __init__(self, loaded: Loaded, source: Path) -> None:
        self.source = source
        """The dataset's file as catalogs name it."""
        self.lines: dict[str, list[int]] = {}
        """The texts, each with its lines in the file, in the order of the file."""
        for line, words in texts_by_line(loaded):
            self.lines.setdefault(words, []).append(line)
        self.texts = list(self.lines)
        marks = {words: f"\ue000{number}\ue001" for number, words in enumerate(self.texts)}
        dataset = translated(loaded.dataset, marks.__getitem__)
        self.documents = DocumentBuilder(Labels(Queries(dataset)))

    def messages(self, placeholders: Iterable[Placeholder]) -> Iterator[Message]:
        """Yield a message per line of each text that is in the documents of some blocks."""
        shown = map(self._shown, placeholders)
        numbers = {int(number) for document in shown for number in _MARK.findall(document)}
        for number in sorted(numbers):
            words = self.texts[number]
            for line in self.lines[words]:
                yield Message(words, self.source, line)

    def _shown(self, placeholder: Placeholder) -> str:
        """What readers see of a block: the caption only where the author gave none."""
        document = self.documents.build(placeholder.options)._replace(targets=())
        for title in placeholder.parent:
            if isinstance(title, (nodes.title, nodes.caption)) and title.get("translatable", True):
                return repr(document._replace(caption=""))
        return repr(document)
