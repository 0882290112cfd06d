"""A dataset's texts as catalogs for translators: ``python -m sphinx_medulla.dataset.messages``.

Writes ``locale/fr/LC_MESSAGES/flows.po`` beside ``flows.yaml``, or updates it: new texts are added,
removed ones are dropped, and translations are kept.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import read_file, write_file
from .catalogs import FOLDER, MESSAGES, catalog_errors, sources_beside
from .loading import Loaded, load
from .problem import DatasetError
from .translation import texts

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

WIDTH = 100


def texts_by_line(loaded: Loaded) -> list[tuple[int, str]]:
    """Every text of a dataset, after the number of its line in the file; sorted."""
    locate = loaded.tree.locate
    return sorted((locate(*text.path).line, text.words) for text in texts(loaded.dataset))


def template(loaded: Loaded, name: str) -> Catalog:
    """A catalog of every text of a dataset, with its lines in the file called ``name``."""
    from babel.messages.catalog import Catalog  # only translators need it

    found = Catalog(project=name, charset="utf-8")
    for line, words in texts_by_line(loaded):
        found.add(words, locations=[(name, line)])
    return found


def read(path: Path) -> Catalog:
    """Read a ``.po`` file. Raises `CatalogError` if it is not one, or cannot be read."""
    from babel.messages.pofile import read_po

    with catalog_errors():
        return read_po(BytesIO(read_file(path)), abort_invalid=True)


def as_template(path: Path) -> Catalog:
    """The texts of a ``.po`` or ``.pot`` file without translations; raises as `read`."""
    from babel.messages.catalog import Catalog

    found = read(path)
    made = Catalog(project=path.stem, charset="utf-8", creation_date=found.creation_date)
    for message in found:
        if message.id:
            made.add(message.id, locations=message.locations, flags=message.flags)
    return made


def written(found: Catalog) -> bytes:
    """A catalog as the content of its file."""
    from babel.messages.pofile import write_po

    content = BytesIO()
    write_po(content, found, width=WIDTH, ignore_obsolete=True)
    return content.getvalue()


def merge(asked: Catalog, path: Path, language: str, *, lines: bool = True) -> bool:
    """Update a ``.po`` file to the texts of ``asked``; return whether the file changed.

    Without ``lines``, it names the files that contain a text, but not the lines.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = read_file(path) if path.is_file() else b""
    merged = read(path) if old else Catalog(project=asked.project, charset="utf-8")
    merged.locale = language
    merged.fuzzy = False
    merged.update(asked, no_fuzzy_matching=True, update_creation_date=False)
    new = BytesIO()
    write_po(new, merged, width=WIDTH, ignore_obsolete=True, include_lineno=lines)
    if new.getvalue() == old:
        return False
    write_file(path, new.getvalue())
    return True


def ids(found: Catalog) -> set[str]:
    """The texts of a catalog, translated or not."""
    return {str(message.id) for message in found if message.id}


def translations_in(found: Catalog) -> dict[str, str]:
    """The texts that a catalog translates, each with its translation."""
    done = (each for each in found if each.id and each.string and not each.fuzzy)
    return {str(each.id): str(each.string) for each in done}


def main(arguments: list[str] | None = None) -> int:
    """Write the catalogs of a dataset.

    Returns 1 if the dataset does not load, 2 if a catalog cannot be read or written, else 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_medulla.dataset.messages",
        description="Write the texts of a dataset to translation catalogs beside it.",
    )
    parser.add_argument("dataset", type=Path, help="the dataset's file")
    parser.add_argument(
        "language",
        nargs="*",
        help="a language, such as fr; if omitted, all languages that have a catalog",
    )
    options = parser.parse_args(arguments)
    dataset: Path = options.dataset
    try:
        asked = template(load(dataset), dataset.name)
    except DatasetError as error:
        print(error)  # noqa: T201  # what this command says
        return 1
    languages = options.language or [path.parts[-3] for path in sources_beside(dataset)]
    for language in languages:
        path = dataset.parent / FOLDER / language / MESSAGES / f"{dataset.stem}.po"
        try:
            changed = merge(asked, path, language)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            text = f"{path} cannot be updated: {why}."
            print(text, file=sys.stderr)  # noqa: T201  # what this command says
            return 2
        text = f"{path}: {'written' if changed else 'nothing to change'}"
        print(text)  # noqa: T201  # what this command says
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
