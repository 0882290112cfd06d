"""Compiles the translation catalogs, ``.po`` to ``.mo``, when the package is built.

A wheel contains them where the package looks for them, with a template for other languages. An
editable checkout gets them too. There, an edited ``.po`` file is newer than its ``.mo`` file and is
read instead (dataset/catalogs.py).
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = {
    "sphinx_medulla/locale": "sphinx_medulla/locale",
    "data/locale": "sphinx_medulla/data/locale",
}
"""The folders with catalogs, each with its place in a wheel."""

TEMPLATES = "build/templates"
"""Where templates are made: beside the catalogs, each would look like a language."""


class CompileCatalogs(BuildHookInterface[Any]):
    """Compiles the catalogs before a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, and add them to ``build_data``."""
        root = Path(self.root)
        for folder, target in FOLDERS.items():
            for source in sorted((root / folder).rglob("*.po")):
                made = source.with_suffix(".mo")
                with source.open("rb") as po, made.open("wb") as mo:
                    write_mo(mo, read_po(po))
                inside = made.relative_to(root / folder).as_posix()
                build_data["force_include"][str(made)] = f"{target}/{inside}"
                template = root / TEMPLATES / f"{source.stem}.pot"
                template.parent.mkdir(parents=True, exist_ok=True)
                template.write_bytes(as_template(source))
                build_data["force_include"][str(template)] = f"{target}/{template.name}"


def as_template(source: Path) -> bytes:
    """Return the texts of a catalog without translations: all catalogs of a domain have the same.

    As `sphinx_medulla.dataset.messages` does, which needs more than a build has.
    """
    with source.open("rb") as po:
        found = read_po(po)
    made = Catalog(project=source.stem, charset="utf-8", creation_date=found.creation_date)
    for message in found:
        if message.id:
            made.add(message.id, locations=message.locations, flags=message.flags)
    content = BytesIO()
    write_po(content, made, width=100)
    return content.getvalue()
