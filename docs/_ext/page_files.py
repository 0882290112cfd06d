"""Writes pages into the sources before Sphinx looks for pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx_medulla.files import write_file


def write_pages(folder: Path, pages: Mapping[str, str], pattern: str) -> None:
    """Make the files of a folder that match ``pattern`` equal to ``pages``, a text for each name.

    A file that already has its text keeps its date, so that Sphinx does not read it again. A
    matching file that is not among the pages is removed.
    """
    for name, text in pages.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_file(path, text.encode())
    for path in folder.glob(pattern):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink(missing_ok=True)  # a build beside this one may be faster
