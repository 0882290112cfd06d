"""The dataset of a build: found, read once, and known again by its hash in the next build.

It is translated here, at the one place, so that whatever is drawn from it is translated too.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dataset import catalogs
from ..dataset.packaged import packaged_dataset
from ..files import keep, read_file
from .build_warnings import warn_of, warn_of_catalog
from .config import PREFIX, Settings, location_of
from .language_setup import manual_folders, words_print
from .package_fingerprint import package_print

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from ..dataset.loading import Loaded
    from ..dataset.model import Dataset
    from ..dataset.problem import DatasetError
    from ..dataset.queries import Queries
    from ..render.document_builder import DocumentBuilder


class State(NamedTuple):
    """What a build knew of its dataset: compared with the next build's, which may then be lazy."""

    fingerprint: str
    loads: bool


@dataclass(eq=False)
class DatasetSource:
    """One for a build; its processes share what was loaded before they were forked."""

    path: Path
    folder: Path
    language: str = ""
    locales: tuple[Path, ...] = ()
    named_at: Callable[[], str] = str
    _dataset: Dataset | None = field(default=None, init=False)
    _broken: bool = field(default=False, init=False)

    @classmethod
    def of(cls, app: Sphinx) -> DatasetSource:
        """The source that the configuration names, else the packaged dataset."""
        named = Settings.of(app.config).dataset
        folders = [Path(folder) for folder in (app.srcdir, app.confdir) if folder]
        path = dataset_file(named, folders) if named else packaged_dataset()
        folder = Path(app.doctreedir) / "medulla"
        named_at = partial(location_of, app, app.config, f"{PREFIX}dataset") if named else str
        language = app.config.language or ""
        return cls(path, folder, language, tuple(manual_folders(app)), named_at)

    @cached_property
    def content(self) -> bytes | None:
        """The bytes of the file, read once for the whole build; None without a file."""
        with suppress(OSError, ValueError):  # a path may be impossible
            return read_file(self.path)
        return None

    @cached_property
    def file_print(self) -> str:
        """A digest of the file's bytes, of this package and of Python; empty without a file."""
        if self.content is None:
            return ""
        key = blake2b(self._made_by.encode(), digest_size=32).digest()
        return blake2b(self.content, digest_size=16, key=key).hexdigest()

    @property
    def _made_by(self) -> str:
        return f"{package_print()} {sys.version} {self.path}"

    @cached_property
    def catalogs(self) -> tuple[Path, ...]:
        """The catalogs that translate the dataset: the manual's own, then the one beside it.

        To be asked for when the build has compiled those of the manual.
        """
        found = [each for at in self.locales for each in catalogs.every_catalog(at, self.language)]
        beside = catalogs.catalog_beside(self.path, self.language)
        return (*found, *([beside] if beside else []))

    @cached_property
    def _catalogs_print(self) -> str:
        return catalogs.fingerprint(self.catalogs, warn_of_catalog)

    @property
    def fingerprint(self) -> str:
        """A digest of the file and of all that translates what is shown of it."""
        return self.file_print and " ".join([self.file_print, self._catalogs_print, words_print()])

    @property
    def touched(self) -> bool:
        """Whether something asked for the dataset yet."""
        return self._broken or self._dataset is not None

    @property
    def state(self) -> State:
        """What to remember for the next build; loads the dataset where that was not done yet."""
        return State(self.fingerprint, self.queries is not None)

    @cached_property
    def documents(self) -> DocumentBuilder | None:
        """What builds documents of the dataset in the language of the build; None without one."""
        dataset = self.dataset
        if dataset is None:
            return None
        from ..dataset.queries import Queries
        from ..render.document_builder import DocumentBuilder
        from ..render.labels import Labels

        if self.catalogs:
            from ..dataset.translation import translated

            dataset = translated(dataset, catalogs.translations(self.catalogs).gettext)
        return DocumentBuilder(Labels(Queries(dataset)))

    @property
    def queries(self) -> Queries | None:
        """The dataset in the language of the build, ready for questions; None as `dataset` is."""
        documents = self.documents
        return None if documents is None else documents.labels.queries

    @property
    def dataset(self) -> Dataset | None:
        """The dataset as its file says it, in which authors name things; None if it does not load.

        The first call reads it, from what an earlier build kept where the file is unchanged, and
        reports everything that is wrong with it.
        """
        if self._dataset is None and not self._broken:
            # Here, as elsewhere, what a build in which nothing changed does not need.
            from ..dataset.problem import DatasetError

            try:
                kept: Dataset | None = unpickled(self._keep, (self._made_by, self.file_print))
                self._dataset = kept or self._read().dataset
            except DatasetError as error:
                self._refuse(error)
        return self._dataset

    def load(self) -> Loaded | None:
        """The dataset with the places of everything in its file; None where it does not load.

        Always reads the file, which `dataset` then need not do. What is wrong is reported, once.
        """
        if self._broken:
            return None
        from ..dataset.problem import DatasetError

        try:
            loaded = self._read()
        except DatasetError as error:
            self._refuse(error)
            return None
        self._dataset = self._dataset or loaded.dataset
        return loaded

    def _refuse(self, error: DatasetError) -> None:
        self._broken = True
        from ..dataset.codes import Code

        for problem in error.problems:
            unread = problem.code == Code.UNREADABLE_FILE.code
            warn_of(problem, self.named_at() if unread else "")

    @property
    def _keep(self) -> Path:
        return self.folder / "dataset.pickle"

    def _read(self) -> Loaded:
        from ..dataset.loading import load

        loaded = load(self.path, content=self.content)
        keep_pickled(self._keep, (self._made_by, self.file_print), loaded.dataset)
        return loaded


def dataset_file(named: str, folders: Sequence[Path]) -> Path:
    """The path of a dataset by its name relative to the first folder that has it, else the last.

    The folder of the sources comes before that of ``conf.py``: what builds old versions of a manual
    keeps today's ``conf.py``.
    """
    paths = [Path(os.path.abspath(folder / named)) for folder in folders]  # noqa: PTH100  # resolve() would follow links
    for path in paths:
        with suppress(OSError, ValueError):  # a path may be impossible
            if path.is_file():
                return path
    return paths[-1]


def keep_pickled(path: Path, made_of: object, found: object) -> None:
    """Write a value to a cache file, with a key that says what it was made of."""
    keep(path, pickle.dumps(made_of) + pickle.dumps(found, pickle.HIGHEST_PROTOCOL))


def unpickled(path: Path, made_of: object) -> Any:
    """The value that `keep_pickled` wrote with the same key; None where the file has no such."""
    try:
        file = BytesIO(path.read_bytes())
        return pickle.load(file) if pickle.load(file) == made_of else None
    except Exception:  # whatever is wrong with a cache, the dataset itself can be read
        return None
