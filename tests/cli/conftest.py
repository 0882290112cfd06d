"""Fixtures for the command: a folder to work in, and the command within this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import FAULTY, Done

from sphinx_medulla.cli.main import main

Run = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: it holds ``flows.yaml``, and no pyproject.toml is above it."""
    (tmp_path / "flows.yaml").write_bytes(FAULTY.read_bytes())
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDULLA_FLOWS_TRACEBACK", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process."""

    def run(*arguments: str | Path) -> Done:
        try:
            status = main(list(map(str, arguments)))
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 1
        return Done(status, *capsys.readouterr())

    return run
