"""The dataset of a build: found, read once, and known again by its hash in the next build."""

from __future__ import annotations

import pickle
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import __version__
from ..dataset.packaged import packaged_dataset
from ..files import write_file
from .config import Settings
from .warning import warn_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..dataset.load import Loaded
    from ..dataset.model import Dataset
    from ..dataset.problem import DatasetError
    from ..dataset.views import Views


class State(NamedTuple):
    """What a build knew of its dataset: compared with the next build's, which may then be lazy."""

    fingerprint: str
    loads: bool


class DatasetSource:
    """One for a build; its processes share what was loaded before they were forked."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder
        self._fingerprint = ""
        self._views: Views | None = None
        self._broken = False

    @classmethod
    def of(cls, app: Sphinx) -> DatasetSource:
        """The source that the configuration names, else the packaged dataset."""
        named = Settings.of(app.config).dataset
        path = Path(app.confdir or app.srcdir) / named if named else packaged_dataset()
        return cls(path, Path(app.doctreedir) / "medulla")

    @property
    def fingerprint(self) -> str:
        """A digest of the file's bytes, of this package and of Python; empty without a file."""
        if not self._fingerprint:
            try:
                content = self.path.read_bytes()
            except (OSError, ValueError):  # a path may be impossible
                return ""
            made_by = f"{__version__} {sys.version} {self.path}".encode()
            self._fingerprint = blake2b(content, digest_size=16, key=_key(made_by)).hexdigest()
        return self._fingerprint

    @property
    def touched(self) -> bool:
        """Whether something asked for the dataset yet."""
        return self._broken or self._views is not None

    @property
    def state(self) -> State:
        """What to remember for the next build; loads the dataset where that was not done yet."""
        return State(self.fingerprint, self.views is not None)

    @property
    def views(self) -> Views | None:
        """The dataset, ready for questions; None where it does not load.

        The first call reads it, from what an earlier build kept where the file is unchanged, and
        reports everything that is wrong with it.
        """
        if self._views is None and not self._broken:
            # Here, as below, what a build in which nothing changed does not need.
            from ..dataset.problem import DatasetError
            from ..dataset.views import Views

            try:
                self._views = Views(self._kept() or self._read().dataset)
            except DatasetError as error:
                self._refuse(error)
        return self._views

    def load(self) -> Loaded | None:
        """The dataset with the places of everything in its file; None where it does not load.

        Always reads the file, which `views` then need not do. What is wrong is reported, once.
        """
        if self._broken:
            return None
        from ..dataset.problem import DatasetError
        from ..dataset.views import Views

        try:
            loaded = self._read()
        except DatasetError as error:
            self._refuse(error)
            return None
        self._views = self._views or Views(loaded.dataset)
        return loaded

    def _refuse(self, error: DatasetError) -> None:
        self._broken = True
        for problem in error.problems:
            warn_of(problem)

    @property
    def _keep(self) -> Path:
        return self.folder / "dataset.pickle"

    def _kept(self) -> Dataset | None:
        """The dataset as an earlier build read it from the same bytes."""
        try:
            with self._keep.open("rb") as file:
                if pickle.load(file) != self.fingerprint:
                    return None
                dataset: Dataset = pickle.load(file)
                return dataset
        except Exception:  # whatever is wrong with a cache, the dataset itself is there to be read
            return None

    def _read(self) -> Loaded:
        from ..dataset.load import load

        loaded = load(self.path)
        kept = pickle.dumps(self.fingerprint)
        kept += pickle.dumps(loaded.dataset, pickle.HIGHEST_PROTOCOL)
        write_file(self._keep, kept)
        return loaded


def _key(text: bytes) -> bytes:
    return blake2b(text, digest_size=32).digest()
