"""`medulla-flows new`: a small dataset and a manual to begin with."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..dataset.characters import visible
from ..dataset.schema import schema_text
from .exit_codes import OK, UsageError
from .manifest import folder_named, write_into
from .output import print_text

STARTER = Path(__file__).parent / "starter"

FILES = {"conf.py": "conf.py.txt", "flows.yaml": "flows.yaml", "index.rst": "index.rst"}
"""What a folder gets, and the files of `STARTER` that it is made of."""


EPILOG = """\
Writes into DIR a dataset with comments that explain it, its schema for editors, and a Sphinx manual
of one page. Existing files are not overwritten unless you add --force.

examples:
  medulla-flows new my-manual
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument(
        "folder", metavar="DIR", help="the folder to write to; created if it does not exist"
    )
    command.add_argument("--force", action="store_true", help="overwrite existing files")


def run(options: argparse.Namespace) -> int:
    """Write the files; raises a `UsageError` that names all files that exist already."""
    place = folder_named(options.folder)
    files = {name: (STARTER / source).read_bytes() for name, source in FILES.items()}
    files["schema.json"] = schema_text().encode()
    wrong = [*_wrong(place, files, force=options.force)]
    if wrong:
        raise UsageError(*wrong)
    write_into(place, files)
    dataset, pages = (shlex.quote(str(place / name)) for name in ("flows.yaml", "_build"))
    lines = (
        f"Write your own flows into {place / 'flows.yaml'}, then: medulla-flows check {dataset}",
        f"Then build the manual: sphinx-build -W {shlex.quote(str(place))} {pages}",
    )
    print_text("".join(f"{visible(line)}\n" for line in lines))
    return OK


def _wrong(folder: Path, files: Iterable[str], *, force: bool) -> Iterator[str]:
    """A sentence for each file that is in the way."""
    for name in files:
        path = folder / name
        if path.is_dir():
            yield f"{path} is a folder. Name another folder than {folder}."
        elif path.exists() and not force:
            yield f"{path} already exists. Name another folder, or add --force to overwrite it."
