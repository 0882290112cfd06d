"""Message catalogs for translators."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.gettext import MessageCatalogBuilder

from ...dataset.packaged import packaged_dataset
from .base import BuilderFamily

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from ..block_records import Placeholder
    from ..dataset_source import DatasetSource
    from .gettext_messages import Marked


class GettextFamily(BuilderFamily):
    """Documents of a dataset with marked texts, so that each text shown becomes a message."""

    sphinx_class = MessageCatalogBuilder

    _marked: Marked | None = None

    def messages(
        self, placeholders: Sequence[Placeholder], source: DatasetSource
    ) -> list[nodes.Node]:
        """Return the messages of the texts that some blocks show; none without a dataset."""
        from .gettext_messages import Marked  # most builds write no catalogs

        if self._marked is None and (loaded := source.load()) is not None:
            self._marked = Marked(loaded, self._named(source.path))
        return [] if self._marked is None else list(self._marked.messages(placeholders))

    def _named(self, path: Path) -> Path:
        """Return the path of the dataset by which catalogs name it: they make it relative.

        It is named relative to the manual, and the packaged one by its name: never by where it is
        installed.
        """
        outdir = Path(self.builder.outdir)
        if path.resolve() == packaged_dataset().resolve():
            return outdir / path.name
        try:
            return outdir / relpath(path, self.builder.srcdir)
        except ValueError:  # on another drive
            return outdir / path.name
