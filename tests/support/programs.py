"""Programs of the system that a few tests want: where one is missing, the test says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

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


def epubcheck_says(book: Path) -> str:
    """What epubcheck says of a book.

    Java's second compiler, which pays off in long runs only, is off: that halves the time.
    """
    program = needed("epubcheck")
    options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    command = ["java", "-jar", program] if zipfile.is_zipfile(program) else [program]  # Debian's
    done = subprocess.run(
        [*command, str(book)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "JAVA_TOOL_OPTIONS": options},
    )
    return done.stdout + done.stderr


FAULTLESS = "No errors or warnings detected"
"""What epubcheck says of a book without a fault."""
