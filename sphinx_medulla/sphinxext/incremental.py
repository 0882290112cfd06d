"""Incremental builds: what a block shows, recorded when its page is read and compared later."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from ..render.document import digest, links_of
from ..render.empty_blocks import complaint
from ..render.parse_options import Parsed, parse_options
from ..render.parsed_options import BlockOptions, FlowTableOptions
from ..render.targets import shown
from .block_records import BlockRecord, WrittenBlock
from .language_setup import words_print
from .package_fingerprint import package_print

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dataset.model import Dataset
    from ..render.document import Document
    from ..render.document_builder import DocumentBuilder
    from .config import Settings


def parse(
    written: WrittenBlock, dataset: Dataset, documents: DocumentBuilder, settings: Settings
) -> Parsed:
    """The blocks of a directive, or everything that is wrong with it."""
    return parse_options(
        written.kind,
        written.argument,
        written.options,
        dataset,
        translated=documents.labels.dataset,
        errata=settings.errata == "notes",
        questions=settings.open_questions,
        stamp=settings.stamp,
    )


def records_of(
    written: WrittenBlock, blocks: Iterable[BlockOptions], documents: DocumentBuilder
) -> list[BlockRecord]:
    """What the environment keeps of the blocks of a directive."""
    written_bytes = pickle.dumps(written)
    found = []
    for number, options in enumerate(blocks):
        document = documents.build(options)
        told = shown(document.targets), tuple(dict.fromkeys(links_of(document)))
        files = _downloads(options, documents)
        found.append(
            BlockRecord(
                digest=_digest(options, files, documents),
                written_bytes=written_bytes,
                number=number,
                shown_bytes=pickle.dumps(told),
                files=tuple(files),
            )
        )
    return found


class CurrentBlocks:
    """What the blocks of earlier builds show now."""

    def __init__(self, dataset: Dataset, documents: DocumentBuilder, settings: Settings) -> None:
        self.dataset = dataset
        self.documents = documents
        self.settings = settings
        self._parsed: dict[bytes, list[BlockOptions]] = {}

    def differ(self, records: Iterable[BlockRecord]) -> bool:
        """Whether one of the blocks of a page shows something else now, or may do so."""
        return any(self._digest(record) != record.digest for record in records)

    def document(self, record: BlockRecord) -> Document:
        """What a block shows now; raises `IndexError` if its directive does not fit any more."""
        return self.documents.build(self._options(record))

    def _digest(self, record: BlockRecord) -> str | None:
        """The digest that a block has now; None for what is read again in any case."""
        if not record.digest:  # a notice: whatever it was for may be mended
            return None
        try:
            options = self._options(record)
        except IndexError:
            return None
        return _digest(options, _downloads(options, self.documents), self.documents)

    def _options(self, record: BlockRecord) -> BlockOptions:
        if record.written_bytes not in self._parsed:
            written = pickle.loads(record.written_bytes)
            parsed = parse(written, self.dataset, self.documents, self.settings)
            self._parsed[record.written_bytes] = parsed.blocks
        return self._parsed[record.written_bytes][record.number]


def _downloads(options: BlockOptions, documents: DocumentBuilder) -> dict[str, bytes]:
    """The files that a block offers, by name."""
    if not isinstance(options, FlowTableOptions) or not options.download:
        return {}
    from ..render.render_job import files_of  # here what most pages do not need

    return files_of(options, documents.labels.queries)


def _digest(options: BlockOptions, files: dict[str, bytes], documents: DocumentBuilder) -> str:
    """A digest of what a block shows, offers and warns of, and of the code and the words around."""
    warning = complaint(options, documents.labels.queries)
    found = digest(documents.build(options), files, warning)
    return f"{package_print()} {words_print()} {found}"
