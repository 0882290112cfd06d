"""What translators get of a page: each text of the dataset that it shows, with its line.

A page's directives are drawn from a dataset whose texts are marks. The marks that come out tell
which texts the page shows; so nothing has to know what each directive is made of.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ...dataset.packaged import packaged_dataset
from ...dataset.queries import Queries
from ...dataset.translation import texts, translated
from ...render.block_options import FlowchartOptions
from ...render.flowchart import alternative, dot
from ..node_context import NodeContext
from ..resolve import draw_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...dataset.loading import Loaded
    from ..block_records import Placeholder
    from ..domain import MedullaDomain

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

    def __init__(self, loaded: Loaded, domain: MedullaDomain) -> None:
        self.domain = domain
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
        source = self._source()
        for number in sorted(numbers):
            words = self.texts[number]
            for line in self.lines[words]:
                yield Message.of(words, source, line)

    def _source(self) -> Path:
        """The file as catalogs name it: they make paths relative to the output folder.

        It is named relative to the manual, and the packaged one by its name: never by where it is
        installed.
        """
        path, outdir = self.domain.source.path, Path(self.domain.builder.outdir)
        if path.resolve() == packaged_dataset().resolve():
            return outdir / path.name
        try:
            return outdir / relpath(path, self.domain.env.srcdir)
        except ValueError:  # on another drive
            return outdir / path.name


def leave_all(
    placeholders: list[Placeholder], domain: MedullaDomain, document: nodes.document
) -> None:
    """Leave the messages of one page in it."""
    marked = _marked(domain)
    if marked is None:
        draw_all(placeholders, domain, None)
        return
    shown: list[str] = []
    for placeholder in placeholders:
        shown += _beside(placeholder, domain, marked.queries)
    draw_all(placeholders, domain, marked.queries)
    shown.append(document.astext())
    document += list(marked.messages(shown))


def _marked(domain: MedullaDomain) -> Marked | None:
    """The build's marked dataset; None where it does not load."""
    if domain.marked is None and (loaded := domain.source.load()) is not None:
        domain.marked = Marked(loaded, domain)
    return domain.marked


def _beside(placeholder: Placeholder, domain: MedullaDomain, queries: Queries) -> Iterator[str]:
    """What is shown beside what is drawn: a generated caption, and the words within a chart."""
    request = placeholder.request
    block = placeholder.parent
    title = next((node for node in block if isinstance(node, (nodes.title, nodes.caption))), None)
    if title is not None and not title.get("translatable", True):
        for mode in request.selection.modes:
            yield queries.dataset.modes[mode].title
    if isinstance(request, FlowchartOptions):
        rendering = NodeContext(domain.builder, domain, queries, request.docname)
        view = queries.select(request.selection)
        yield alternative(rendering.labels, request)
        if view.rows:
            yield dot(request, view, links=True)
