"""Programs of the system that a few tests want: where one is missing, the test says so."""

from __future__ import annotations

import shutil
import subprocess

import pytest


def needed(program: str, package: str = "") -> str:
    """Where a program is, else the test is skipped, with what to install."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed: apt-get install {package or program}")
    return path


def needed_by_latex(file: str, package: str) -> None:
    """Skip the test where LaTeX has not a file, with what to install."""
    found = subprocess.run([needed("kpsewhich", "latexmk"), file], capture_output=True, check=False)
    if found.returncode:
        pytest.skip(f"LaTeX has no {file}: apt-get install {package}")
