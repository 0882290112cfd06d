"""`medulla-flows generate`: a whole set of pages, for a Sphinx manual or for a wiki."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

from ..dataset.characters import line_of
from ..dataset.names import find, suggestion
from ..dataset.queries import Queries
from ..render.formats import page_formats
from ..render.labels import Labels
from ..render.localization import speaking
from ..render.site.finished_pages import FinishedPages
from ..render.site.site_plan import Plan
from ..render.site.sphinx_pages import manual_pages
from ..render.writers.page_writer import MarkupWriter
from .argument_parser import WHICH_DATASET, CommandParser
from .dataset_path import named, named_or_packaged
from .dataset_reading import in_language, language_of, read
from .exit_codes import FOUND, OK, UsageError
from .layout_errors import add_dot_timeout, drawing
from .manifest import LIST, Changes, Manifest, folder_named
from .output import print_text, say
from .progress import progress

EPILOG = f"""\
{WHICH_DATASET}
A later run writes only the pages that have changed. It never overwrites a page that was edited by
hand unless you add --force. A folder holds one set of pages: pages that are no longer needed are
removed unless they were edited. The file .medulla-flows.json in the folder lists the generated
files.

exit status: 0 if the folder is up to date, 1 if the dataset does not load, 2 and 3 as for check

examples:
  medulla-flows generate docs/flows --format md
  medulla-flows generate manuel --format rst --language fr
  medulla-flows generate wiki --format html
  medulla-flows generate wiki --format md --flat --dataset data/flows.yaml
"""


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.add_argument(
        "folder", metavar="DIR", help="the folder to write to; created if it does not exist"
    )
    command.add_argument(
        "--format",
        required=True,
        metavar="FORMAT",
        help=f"{', '.join(page_formats())}; for Sphinx, md is MyST",
    )
    command.add_argument(
        "--flat",
        action="store_true",
        help="write finished tables and SVG files instead of directives; implied by html",
    )
    command.add_argument("--dataset", metavar="FILE", help="the dataset's file")
    command.add_argument(
        "--language", metavar="LANGUAGE", help="the language of the pages, such as fr"
    )
    command.add_argument(
        "--force", action="store_true", help="overwrite pages that were edited by hand"
    )
    add_dot_timeout(command)


def run(options: argparse.Namespace) -> int:
    """Write the pages; raises `UsageError` with everything that is wrong, and then writes none."""
    translate, sentences = language_of(options.language)
    formats = page_formats()
    options.format = find(options.format, formats) or options.format
    if options.format not in formats:
        words = suggestion(options.format, formats)
        sentences.append(f"There is no format {options.format!r}. {words}")
    try:
        folder = folder_named(options.folder)
    except UsageError as error:
        sentences.extend(error.args)
    if sentences:
        raise UsageError(*sentences)
    manifest = Manifest(folder)
    dataset = read(options.dataset)
    if dataset is None:
        return FOUND
    labels = Labels(Queries(in_language(dataset, options.dataset, options.language)))
    writer = formats[options.format].page_writer
    assert writer is not None
    suffix = formats[options.format].suffixes[0]
    page_writer = writer()
    with speaking(translate, options.language or "en"), drawing(options.dot_timeout):
        pages = Plan(labels).pages()
        if is_manual := issubclass(page_writer, MarkupWriter) and not options.flat:
            made = manual_pages(pages, page_writer([]), suffix)
        else:
            language = options.language or "en"
            made = FinishedPages(pages, labels, page_writer, suffix, language).files()
        files: dict[str, bytes] = {}
        with progress(len(pages), "pages") as step:
            for found in made:
                files |= found
                step()
    changes = manifest.update(files, named_or_packaged(options.dataset).path, force=options.force)
    _report(options, len(files), changes)
    if is_manual and (changes.remove or changes.write.keys() - {LIST}):
        say(*_to_build(options))
    return OK


def _report(options: argparse.Namespace, count: int, changes: Changes) -> None:
    """Say what was written and removed."""
    for name in changes.kept:
        path = Path(options.folder) / name
        say(f"{path} is no longer needed, but was edited, so it is kept. Remove it yourself.")
    shown = line_of(options.folder)
    written = len(changes.write.keys() - {LIST})
    if not written and not changes.remove:
        print_text(f"{shown}: nothing to write, all {count} files are up to date.\n")
        return
    removed = f", {len(changes.remove)} removed" if changes.remove else ""
    print_text(f"{shown}: {written} of {count} files written{removed}.\n")


def _to_build(options: argparse.Namespace) -> Iterator[str]:
    """The lines that conf.py needs so that Sphinx builds the pages."""
    names = ["sphinx_medulla", *(["myst_parser"] if options.format == "md" else [])]
    yield "To build the pages, add to the conf.py of the manual:"
    yield f"  extensions = {json.dumps(names)}"
    which = named(options.dataset)
    if which is not None:
        path = os.path.relpath(which.path.resolve(), Path(options.folder).resolve())
        shown = json.dumps(Path(path).as_posix(), ensure_ascii=False)
        yield f"  medulla_dataset = {shown}  # relative to {options.folder}"
    if options.language:
        yield f"  language = {json.dumps(options.language)}"
