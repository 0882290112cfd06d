"""`medulla-flows changes`: drafts from the history of a dataset in git."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from commands import Done

from sphinx_medulla.dataset.loading import load_text

Run = Callable[..., Done]
Edit = Callable[..., None]

DATASET = """\
format: 1
product: {name: Product}
revision: "1"
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  client: {name: Client}
flows:
  - {id: a, from: client, to: server, ports: [22, 80], note: Often.}
  - {id: b, from: server, to: client, ports: [9]}
"""


def git(*arguments: str) -> None:
    name = ("-c", "user.name=n", "-c", "user.email=e")
    subprocess.run(["git", *name, *arguments], check=True, capture_output=True)


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Edits the dataset in a repository and commits it; the repository has its first revision."""
    file = folder / "flows.yaml"
    file.write_text(DATASET, encoding="utf-8")
    git("init", "--quiet")

    def edit(*edits: tuple[str, str], commit: bool = True) -> None:
        text = file.read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        if commit:
            git("add", "flows.yaml")
            git("commit", "--quiet", "--message=m")

    edit()
    return edit


def test_each_revision_without_an_entry_is_drafted(edit: Edit, run: Run):
    edit(("ports: [9]", "ports: [10]"))  # the first revision becomes this
    edit(('revision: "1"', 'revision: "2"'), ("[22, 80]", "[22, 443]"), ("Often", "Rarely"))
    edit(("format: 1", "format: 0"))  # does not load
    edit(("format: 0", "format: 1"))
    edit(('revision: "2"', 'revision: "3"'), ("ports: [10]", "ports: [10, 11]"), commit=False)

    done = run("changes", "flows.yaml")

    assert (done.status, done.err) == (0, "")
    assert yaml.safe_load(done.out) == {
        "changes": [
            {
                "revision": "3",
                "change": "Opened: Server → Client 11/tcp.",
                "flows": ["b"],
            },
            {
                "revision": "2",
                "change": (
                    "Opened: Client → Server 443/tcp. Closed: Client → Server 80/tcp. "
                    "Changed: 1 text."
                ),
                "flows": ["a"],
            },
        ]
    }
    load_text(DATASET + done.out, "f")  # the drafts are what a dataset takes


def test_a_dataset_with_all_entries_needs_no_draft(edit: Edit, run: Run):
    changes = "changes: [{revision: '2', change: A new note.}]\nflows:"
    edit(("Often", "Rarely"), ('revision: "1"', 'revision: "2"'), ("flows:", changes))
    done = run("changes", "flows.yaml")
    assert (done.status, done.out) == (0, "")
    assert "Each revision in git has an entry under changes" in done.err


def test_a_file_outside_of_git_is_said(folder: Path, run: Run):
    (folder / "flows.yaml").write_text(DATASET, encoding="utf-8")
    done = run("changes", "flows.yaml")
    assert done.status == 2
    assert "The history of flows.yaml cannot be read: not a git repository" in done.err
