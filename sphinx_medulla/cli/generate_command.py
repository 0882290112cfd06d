"""`medulla-flows generate`: a whole set of pages, for a Sphinx manual or for a wiki."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..dataset.names import suggestion
from ..dataset.queries import Queries
from ..render.labels import Labels
from ..render.localization import speaking
from ..render.site.finished_pages import WRITERS as FLAT
from ..render.site.finished_pages import Flat
from ..render.site.site_plan import Page, Plan
from ..render.site.sphinx_pages import WRITERS as MANUAL
from ..render.site.sphinx_pages import manual
from .dataset_path import named, named_or_packaged
from .dataset_reading import read
from .exit_codes import FOUND, OK, UsageError
from .language import in_language, language_of
from .layout_errors import drawing
from .manifest import LIST, Changes, OwnFiles, folder_named
from .output import print_text, say
from .progress import progress


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a command line says."""

    folder: str
    format: str
    flat: bool
    force: bool
    dataset: str | None
    language: str | None
    dot_timeout: str | None = None

    @property
    def is_flat(self) -> bool:
        """Whether the pages are finished; those of HTML always are."""
        return self.flat or self.format not in MANUAL


def run(wish: Wish) -> int:
    """Write the pages. Raises `UsageError` with everything that does not fit, and writes none."""
    translate, sentences = language_of(wish.language)
    if wish.format not in FLAT:
        sentences.append(f"There is no format {wish.format!r}. {suggestion(wish.format, FLAT)}")
    try:
        folder = folder_named(wish.folder)
    except UsageError as error:
        sentences.append(str(error))
    if sentences:
        _refuse(sentences)
    ours = OwnFiles(folder)
    dataset = read(wish.dataset)
    if dataset is None:
        return FOUND
    labels = Labels(Queries(in_language(dataset, wish.dataset, wish.language)))
    with speaking(translate), drawing(wish.dot_timeout):
        pages = Plan(labels).pages()
        files: dict[str, bytes] = {}
        with progress(len(pages), "pages") as step:
            for found in _made(wish, pages, labels):
                files |= found
                step()
    changes = ours.changes(files, named_or_packaged(wish.dataset).path, force=wish.force)
    if changes.wrong:
        _refuse(changes.wrong)
    ours.apply(changes)
    _report(wish, len(files), changes)
    return OK


def _report(wish: Wish, count: int, changes: Changes) -> None:
    """Say what was done, and what is left to do."""
    for name in changes.kept:
        path = Path(wish.folder) / name
        say(f"{path} is no longer made, but was edited: it is kept. Remove it by hand.")
    written = len(changes.write.keys() - {LIST})
    if not written and not changes.remove:
        print_text(f"{wish.folder}: nothing to write, all {count} files are up to date.\n")
        return
    removed = f", {len(changes.remove)} removed" if changes.remove else ""
    print_text(f"{wish.folder}: {written} of {count} files written{removed}.\n")
    if not wish.is_flat:
        say("\n".join(_to_build(wish)))


def _to_build(wish: Wish) -> Iterator[str]:
    """What conf.py has to say, so that Sphinx builds the pages."""
    names = ["sphinx_medulla", *(["myst_parser"] if wish.format == "md" else [])]
    yield "To build the pages, write into the conf.py of the manual:"
    yield f"  extensions = {json.dumps(names)}"
    which = named(wish.dataset)
    if which is not None:
        path = os.path.relpath(which.path.resolve(), Path(wish.folder).resolve())
        shown = json.dumps(Path(path).as_posix(), ensure_ascii=False)
        yield f"  medulla_dataset = {shown}  # as seen from {wish.folder}"
    if wish.language:
        yield f"  language = {json.dumps(wish.language)}"


def _made(wish: Wish, pages: list[Page], labels: Labels) -> Iterator[dict[str, bytes]]:
    if wish.is_flat:
        return Flat(pages, labels, wish.format, wish.language or "en").files()
    return manual(pages, wish.format)


def _refuse(sentences: list[str]) -> None:
    raise UsageError("\nmedulla-flows: ".join(sentences))
