"""What translators get of a page: each text of the dataset that it shows, with its line.

A page's directives are drawn from a dataset whose texts are marks. The marks that come out tell
which texts the page shows; so nothing has to know what each directive is made of.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ...dataset.queries import Queries
from ...dataset.translation import texts, translated
from ...render.block_options import FlowchartOptions
from ...render.flowchart import alternative, dot
from ...render.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ...dataset.loading import Loaded
    from ..block_records import Placeholder

_MARK = re.compile("\ue000([0-9]+)\ue001")


class Message(nodes.Element, addnodes.translatable):
    """A text for translators; it stands in no output."""

    uid = ""

    @classmethod
    def of(cls, text: str, source: Path, line: int) -> Message:
        """A message, and where translators find its text."""
        message = cls(text)
        message.source, message.line = str(source), line
        message.uid = blake2b(text.encode(), digest_size=16).hexdigest()
        return message

    def extract_original_messages(self) -> list[str]:
        """The text as it is, whatever spaces are in it."""
        return [self.rawsource]


class Marked:
    """A dataset with marks for its texts: made once in a build, for all of its pages."""

    def __init__(self, loaded: Loaded, source: Path) -> None:
        self.source = source
        """The dataset's file as catalogs name it."""
        self.lines: dict[str, list[int]] = {}
        """The texts, each with its lines in the file, in the order of the file."""
        placed = [(loaded.locate(*text.path).line, text.words) for text in texts(loaded.dataset)]
        for line, words in sorted(placed):
            self.lines.setdefault(words, []).append(line)
        self.texts = list(self.lines)
        marks = {words: f"\ue000{number}\ue001" for number, words in enumerate(self.texts)}
        self.queries = Queries(translated(loaded.dataset, marks.__getitem__))

    def messages(self, blocks: Iterable[str]) -> Iterator[Message]:
        """A message for each line of each text whose mark stands in what was drawn."""
        numbers = {int(number) for block in blocks for number in _MARK.findall(block)}
        for number in sorted(numbers):
            words = self.texts[number]
            for line in self.lines[words]:
                yield Message.of(words, self.source, line)


def leave_all(
    placeholders: Sequence[Placeholder],
    document: nodes.document,
    marked: Marked | None,
    draw_all: Callable[[Queries | None], None],
) -> None:
    """Draw the placeholders of a page from the marked dataset, and leave the messages in it.

    ``marked`` is None where the dataset does not load.
    """
    if marked is None:
        draw_all(None)
        return
    shown: list[str] = []
    for placeholder in placeholders:
        shown += _beside(placeholder, marked.queries)
    draw_all(marked.queries)
    shown.append(document.astext())
    document += list(marked.messages(shown))


def _beside(placeholder: Placeholder, queries: Queries) -> Iterator[str]:
    """What is shown beside what is drawn: a generated caption, and the words within a chart."""
    request = placeholder.request
    block = placeholder.parent
    title = next((node for node in block if isinstance(node, (nodes.title, nodes.caption))), None)
    if title is not None and not title.get("translatable", True):
        for mode in request.selection.modes:
            yield queries.dataset.modes[mode].title
    if isinstance(request, FlowchartOptions):
        view = queries.select(request.selection)
        yield alternative(Labels(queries), request)
        if view.rows:
            yield dot(request, view, links=True)
