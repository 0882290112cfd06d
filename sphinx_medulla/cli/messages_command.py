"""`medulla-flows messages`: what a translator needs for a language that the package lacks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..dataset.catalogs import CatalogError
from ..dataset.characters import visible
from ..dataset.messages import as_template, read, template, written
from ..render.localization import CATALOG, message_source
from .dataset_path import named_or_packaged
from .dataset_reading import read_loaded
from .exit_codes import FOUND, OK, UsageError
from .manifest import folder_named, write_into
from .output import print_text

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

EPILOG = """\
Writes two templates for translators: sphinx_medulla.pot, with the texts of the extension, and one
that is named after the dataset, with its texts. Write them where `sphinx-build -b gettext` writes
those of the manual. sphinx-intl then makes the catalogs of all of them.

examples:
  sphinx-build -b gettext docs _build/gettext
  medulla-flows messages --write _build/gettext --dataset data/flows.yaml
  sphinx-intl update -p _build/gettext -d docs/locales -l es
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument(
        "--write",
        metavar="LOCALE_DIR",
        required=True,
        help="the folder to write to; created if it does not exist",
    )
    command.add_argument("--dataset", metavar="FILE", help="the dataset's file")


def run(options: argparse.Namespace) -> int:
    """Write the templates; return 1 if the dataset does not load.

    Raises `UsageError` where they cannot be written.
    """
    folder = folder_named(options.write)
    loaded = read_loaded(options.dataset)
    if loaded is None:
        return FOUND
    name = Path(named_or_packaged(options.dataset).path).name
    templates = {
        f"{CATALOG}.pot": as_template(message_source()),
        f"{Path(name).stem}.pot": template(loaded, name),
    }
    for path, found in templates.items():
        _keep_others(folder / path, found)
    write_into(folder, {path: written(found) for path, found in templates.items()})
    print_text("".join(f"{visible(str(folder / path))}: written\n" for path in templates))
    return OK


def _keep_others(path: Path, found: Catalog) -> None:
    """Add what a template of the same name has of other files, such as a page of the manual."""
    if not path.is_file():
        return
    own = {name for message in found for name, _line in message.locations}
    try:
        others = read(path)
    except (CatalogError, OSError) as error:
        raise UsageError(f"{visible(str(path))} cannot be read: {error}.") from None
    for message in others:
        places = [place for place in message.locations if place[0] not in own]
        if message.id and places:
            found.add(message.id, locations=places, flags=message.flags)
