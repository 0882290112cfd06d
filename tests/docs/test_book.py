"""The official site as a book, without what only the site has, such as its other languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from programs import FAULTLESS, epubcheck_says

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.heavy
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_site_is_a_valid_book(language: str, tmp_path: Path) -> None:
    options = ["-q", "-W", "-b", "epub", "-d", str(tmp_path / "doctrees"), "-t", language]
    out = tmp_path / "epub"
    subprocess.run([sys.executable, "-m", "sphinx", *options, str(DOCS), str(out)], check=True)
    (book,) = out.glob("*.epub")
    assert FAULTLESS in epubcheck_says(book)
