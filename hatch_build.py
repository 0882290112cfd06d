"""Makes the catalogs of translations that an install has: a ``.mo`` file of each ``.po`` file.

In a wheel they lie where the package looks for them. An editable checkout gets them too; when a
``.po`` file is edited there, it is newer and counts by itself (dataset/catalogs.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = {
    "sphinx_medulla/locale": "sphinx_medulla/locale",
    "data/locale": "sphinx_medulla/data/locale",
}
"""The folders with catalogs, and where a wheel has them."""


class CompileCatalogs(BuildHookInterface[Any]):
    """Compiles before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, and tell where they go."""
        root = Path(self.root)
        for folder, target in FOLDERS.items():
            for source in sorted((root / folder).rglob("*.po")):
                made = source.with_suffix(".mo")
                with source.open("rb") as po, made.open("wb") as mo:
                    write_mo(mo, read_po(po))
                inside = made.relative_to(root / folder).as_posix()
                build_data["force_include"][str(made)] = f"{target}/{inside}"
