"""Manuals as others would write them: each builder, in parallel, and again without a change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from manuals import MANUALS, Manual

OTHERS = ("french", "german", "other_product", "design", "writing")
BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "gettext",
    "dummy",
)
AWKWARD = "Handbücher & Pläne (für Ärzte)"
"""A folder as people have them, with spaces and letters that are not ASCII."""

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Manual:
    """A copy of a manual, in an awkward folder."""
    root = tmp_path_factory.mktemp("others") / AWKWARD
    shutil.copytree(MANUALS / request.param, root / "source")
    return Manual(root, {})


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """The files of an output, and when each was written."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_manual_builds_without_a_warning_and_again(other: Manual, builder: str) -> None:
    folder = "gettext" if builder == "gettext" else "run"  # it shares an environment with no other
    options = ("-W", "--keep-going", "-j", "2")
    first = other.run(builder, *options, folder=folder)
    assert first.returncode == 0, first.stderr
    assert not first.stderr
    before = state(other.ran(builder, folder).out)
    again = other.run(builder, *options, folder=folder)
    assert again.returncode == 0, again.stderr
    assert not again.stderr
    assert ", 0 changed, 0 removed" in again.stdout
    after = state(other.ran(builder, folder).out)
    pages = [name for name in before if name.endswith((".html", ".txt", ".xml", ".xhtml"))]
    assert {name: before[name][1] for name in pages} == {name: after[name][1] for name in pages}
    assert before.keys() == after.keys()
