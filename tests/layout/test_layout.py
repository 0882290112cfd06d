"""The layout of the package: what lint cannot say of names and of what is named."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import sphinx_medulla
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.packaged import packaged_dataset

PACKAGE = Path(sphinx_medulla.__file__).parent
MODULES = [path for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__")]
NAMED = [*MODULES, *(PACKAGE / "sphinxext" / "static").iterdir()]


def test_no_two_modules_have_one_name() -> None:
    assert len(MODULES) > 100
    names = Counter(path.stem for path in MODULES)
    assert [name for name, count in names.items() if count > 1] == []


ARCHITECTURE = PACKAGE.parent / "docs" / "contributing" / "architecture.md"
ONE_PER_ENTRY = ("checker/rules/", "checker/reports/", "render/writers/", "sphinxext/builders/")
"""Folders of which the page says what each of their modules is for."""


def is_described(path: Path, words: set[str]) -> bool:
    """Whether the page on the architecture names a module, or says what its folder has."""
    name = path.relative_to(PACKAGE).as_posix()
    return path.stem in words or name.startswith(ONE_PER_ENTRY) or name.endswith("_command.py")


def test_the_page_on_the_architecture_names_each_module() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    words = {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"\w+", code)}
    assert [path for path in MODULES if not is_described(path, words)] == []


def test_modules_in_the_tables_on_the_architecture_exist() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    tables = re.findall(r"\| (?:Other m|M)odules? of `(\w.*?/)` .*\n\|-.*\n((?:\|.*\n)+)", text)
    assert len(tables) > 7
    for folder, rows in tables:
        for row in rows.splitlines():
            for name in re.findall(r"`([^`]+)`", row.split("|")[1]):
                path = PACKAGE / folder / name
                assert path.is_dir() or path.with_suffix(".py").is_file(), path


def code_of(path: Path) -> str:
    """A file's text; of Python without docstrings, which have examples."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(lines)


@pytest.mark.dataset
@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_names_a_mode_a_role_or_a_port_of_the_dataset(path: Path) -> None:
    """Ids of one word, such as server, and low numbers mean too much else to be looked for."""
    dataset = load(packaged_dataset()).dataset
    words = {name for name in (*dataset.modes, *dataset.roles) if "-" in name}
    words |= {mode.title for mode in dataset.modes.values()}
    entries = (entry for service in dataset.services.values() for entry in service.ports)
    words |= {str(entry.port.first) for entry in entries if entry.port.first > 9999}
    pattern = rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words)))})(?![\w-])"
    assert re.findall(pattern, code_of(path)) == []
