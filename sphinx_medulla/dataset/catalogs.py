"""Catalogs of translations: where they are, and what they contain.

A checkout has ``.po`` files, which people edit. A wheel has the ``.mo`` files that were made from
them. If both exist side by side, the newer one is used, so that an edit takes effect at once.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from gettext import GNUTranslations, NullTranslations
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from ..files import read_file
from .characters import refused

FOLDER = "locale"
"""The folder beside a dataset in which its catalogs are."""

MESSAGES = "LC_MESSAGES"


def languages(language: str) -> tuple[str, ...]:
    """A language and, if it names a region, the one without: ``fr_CA``, then ``fr``."""
    return tuple(dict.fromkeys((language, language.partition("_")[0]))) if language else ()


def catalog(folder: Path, language: str, domain: str) -> Path | None:
    """The catalog of a domain in a folder of languages, in the best language that it has.

    None if the folder has no catalog of the domain in the language.
    """
    for name in languages(language):
        made = folder / name / MESSAGES / f"{domain}.mo"
        found = max(made, made.with_suffix(".po"), key=_changed)  # of equal age, the .mo file
        if _changed(found) > _MISSING:
            return found
    return None


_MISSING = -1


def _changed(path: Path) -> int:
    """When a file was changed, `_MISSING` if there is none.

    A file that cannot be asked, such as in a folder that may not be entered, counts as an old one:
    whoever reads it says why.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _MISSING
    except OSError:
        return 0
    return _MISSING if stat.S_ISDIR(status.st_mode) else max(status.st_mtime_ns, 0)


def catalog_beside(dataset: Path, language: str) -> Path | None:
    """The catalog of a dataset: in the folder `FOLDER` beside it, with the dataset's name."""
    return catalog(dataset.parent / FOLDER, language, dataset.stem)


def sources_beside(dataset: Path) -> Iterator[Path]:
    """The ``.po`` file of each language beside a dataset, in the order of languages.

    Of a folder of languages that may not be entered, a path that cannot be read, either.
    """
    folder = dataset.parent / FOLDER
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        names = ["*"]
    for name in names:
        source = folder / name / MESSAGES / f"{dataset.stem}.po"
        if _changed(source) > _MISSING:
            yield source


def every_catalog(folder: Path, language: str) -> list[Path]:
    """All ``.mo`` files in a folder of languages: those of the region first, sorted by name."""
    found: list[Path] = []
    for name in languages(language):
        found += sorted((folder / name / MESSAGES).rglob("*.mo"))
    return found


class CatalogError(ValueError):
    """A file is not a catalog, or cannot be read; the message says why.

    ``line`` is the line where that shows, 1 if there is none.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@contextmanager
def catalog_errors() -> Iterator[None]:
    """Turn whatever is wrong with a catalog into a `CatalogError`."""
    try:
        yield
    except struct.error:
        raise CatalogError("it is no catalog") from None
    except Exception as error:  # gettext and babel raise many types, bare LookupError among them
        reason = getattr(error, "strerror", None) or str(error)
        number = getattr(error, "lineno", None)  # babel counts from 0, also in the message
        if number is None:
            raise CatalogError(reason) from None
        words = reason.removesuffix(f" on {number}")
        raise CatalogError(f"{words} in line {number + 1}", number + 1) from None


class Translations(GNUTranslations):
    """A catalog whose translations may contain what a dataset may: others count as missing."""

    _catalog: dict[object, str]

    def texts(self) -> list[str]:
        """All texts with their translations, for comparisons."""
        return sorted(map(repr, ((text, said) for text, said in self._catalog.items() if text)))

    def gettext(self, message: str) -> str:
        """The translation of a text, or the text itself."""
        found = super().gettext(message)
        return message if not found.strip() or any(refused(found)) else found


def translations(paths: Iterable[Path]) -> NullTranslations:
    """Combine catalogs into one: the first that has a text translates it.

    A text that no catalog has stays as it is. Files that cannot be read are skipped.
    """
    first = NullTranslations()
    for path in paths:
        with suppress(CatalogError):  # or just removed
            first.add_fallback(read_catalog(path))
    return first


def read_catalog(path: Path) -> Translations:
    """The catalog in a file; raises `CatalogError`."""
    with catalog_errors():
        return Translations(BytesIO(compiled(path) if path.suffix == ".po" else read_file(path)))


def fingerprint(
    paths: Iterable[Path], report: Callable[[Path, CatalogError], None] | None = None
) -> str:
    """A digest of the names and the contents of catalogs, in their order.

    ``report`` gets each file that cannot be read, which counts as missing. The digest does not
    change when Sphinx makes a ``.mo`` file of a ``.po`` file, whose header it writes.
    """
    digest = blake2b(digest_size=16)
    for path in paths:
        try:
            found = read_catalog(path)
        except CatalogError as error:
            if report:
                report(path, error)
        else:
            digest.update(repr((str(path.with_suffix("")), found.texts())).encode())
    return digest.hexdigest()


def compiled(source: Path) -> bytes:
    """The content of the ``.mo`` file that is made from a ``.po`` file."""
    from babel.messages.mofile import write_mo  # only a checkout needs it
    from babel.messages.pofile import read_po

    made = BytesIO()
    write_mo(made, read_po(BytesIO(read_file(source)), abort_invalid=True))
    return made.getvalue()
