"""What a block shows by the dataset as it is: recorded when its page is read, compared later."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from ..render.block_options import BlockOptions, FlowTableOptions
from ..render.document import digest, links_of
from ..render.option_parsers import Arguments
from ..render.options import OF_MODES
from ..render.parse_options import Asking
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
    written: WrittenBlock, dataset: Dataset, settings: Settings
) -> tuple[list[BlockOptions], Arguments]:
    """The blocks of a directive, and its arguments with everything that is wrong with them.

    Names in it are those of the dataset as its file has it.
    """
    arguments = Arguments(dataset, written.options)
    modes: tuple[str, ...] = ()
    if written.argument and written.kind in OF_MODES:
        modes = arguments.modes(written.argument)
    asking = Asking(arguments, errata=settings.errata, stamp=settings.stamp)
    return asking.requests(written.kind, modes, written.argument), arguments


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
                digest=_digest(document, files),
                written_bytes=written_bytes,
                number=number,
                shown_bytes=pickle.dumps(told),
                files=tuple(files),
            )
        )
    return found


class CurrentDigests:
    """The digests that the blocks of earlier builds have now."""

    def __init__(
        self, dataset: Dataset | None, documents: DocumentBuilder | None, settings: Settings
    ) -> None:
        self.dataset = dataset
        self.documents = documents
        self.settings = settings
        self._found: dict[bytes, list[str]] = {}

    def differ(self, records: Iterable[BlockRecord]) -> bool:
        """Whether one of the blocks of a page shows something else now, or may do so."""
        for record in records:
            if not record.digest:  # a notice, which holds while the dataset does not load
                if self.documents is not None:
                    return True
                continue
            now = self._digests(record.written_bytes)
            if record.number >= len(now) or now[record.number] != record.digest:
                return True
        return False

    def _digests(self, written_bytes: bytes) -> list[str]:
        """The digests of the blocks of a directive; none where it does not fit any more."""
        if written_bytes not in self._found:
            self._found[written_bytes] = list(self._current(pickle.loads(written_bytes)))
        return self._found[written_bytes]

    def _current(self, written: WrittenBlock) -> Iterable[str]:
        if self.dataset is None or self.documents is None:
            return []
        blocks, arguments = parse(written, self.dataset, self.settings)
        if arguments.wrong:
            return []
        documents = self.documents
        return [
            _digest(documents.build(options), _downloads(options, documents)) for options in blocks
        ]


def _downloads(options: BlockOptions, documents: DocumentBuilder) -> dict[str, bytes]:
    """The files that a block offers, by name."""
    if not isinstance(options, FlowTableOptions) or not options.download:
        return {}
    from ..render.records import files_of  # here what most pages do not need

    return files_of(options, documents.labels.queries)


def _digest(document: Document, files: dict[str, bytes]) -> str:
    """A digest of all that a block shows and offers, and of the code and the words around it."""
    return f"{package_print()} {words_print()} {digest(document, files)}"
