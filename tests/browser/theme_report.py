"""Measures the manual of looks in every theme that the extension promises to look well in.

``nox -s themes`` prints the table: in each theme, light and dark, at three widths, the lowest
contrast of text and of lines, by how much the page is wider than the screen (beyond what the
theme's own pages are), whether a table scrolls, and the size of the smallest text in charts. Words
after ``--`` choose themes. It fails if anything is below what readers need.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from browsers import WIDTHS, chromium, opened, served
from manuals import MANUALS
from measuring import FAINT, FAINT_LINES, SMALLEST, WIDE
from playwright.sync_api import Browser

THEMES = {
    "alabaster": "",
    "classic": "",
    "bizstyle": "",
    "sphinx_rtd_theme": "",
    "furo": "",
    "pydata_sphinx_theme": "",
    "sphinx_book_theme": "",
    "sphinx_immaterial": """
extensions += ["sphinx_immaterial"]
html_theme_options = {"font": False, "palette": [
    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
]}
""",
    "shibuya": "",
    "sphinxawesome_theme": "",
    "sphinx_nefertiti": "",
    "sphinx_wagtail_theme": 'extensions += ["sphinx_wagtail_theme"]',
    "piccolo_theme": "",
    "insipid": "",
    "guzzle_sphinx_theme": """
import guzzle_sphinx_theme
extensions += ["guzzle_sphinx_theme"]
html_theme_path = guzzle_sphinx_theme.html_theme_path()
""",
}
"""The themes, each with what its documentation says that conf.py needs."""

BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

TEXT, LINES, READABLE = 4.5, 3.0, 10.0
"""What WCAG 2.2 wants of text and of lines; the pixels of the smallest text in a chart."""


class Measured(NamedTuple):
    """What one page is like."""

    theme: str
    side: str
    width: int
    text: float
    lines: float
    beyond: int
    scrolls: bool
    smallest: float

    @property
    def good(self) -> bool:
        """Whether readers get what they need."""
        enough = self.text >= TEXT and self.lines >= LINES and self.smallest >= READABLE
        return enough and self.beyond == 0 and not self.scrolls


def build(root: Path, theme: str) -> Path:
    """Build the manual with a theme, in a process of its own: some change Sphinx for good."""
    source, out = root / theme, root / f"{theme}-html"
    shutil.copytree(MANUALS / "look", source)
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\nhtml_theme = {theme!r}\n{THEMES[theme]}")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", str(source), str(out)], check=True)
    return out


def measure(browser: Browser, folder: Path, theme: str) -> Iterator[Measured]:
    """Measure the page on both sides and at all widths."""
    with served(folder) as address:
        for side in ("light", "dark"):
            for width in WIDTHS:
                with opened(browser, f"{address}/search.html", side, width) as tab:
                    own = tab.evaluate(BEYOND)
                with opened(browser, f"{address}/index.html", side, width) as tab:
                    tab.wait_for_timeout(500)  # themes wrap tables, and colours fade in
                    text, lines = tab.evaluate(FAINT), tab.evaluate(FAINT_LINES)
                    for contrast, paint, element in [*text["found"][:3], *lines["found"][:3]]:
                        print(f"  {contrast} {paint} {element}", file=sys.stderr)
                    wide, smallest = tab.evaluate(WIDE), tab.evaluate(SMALLEST)
                    yield Measured(
                        theme,
                        side,
                        width,
                        text["lowest"],
                        lines["lowest"],
                        max(0, wide["page"] - own),
                        wide["scrolls"],
                        smallest,
                    )


def main(names: list[str]) -> int:
    """Print the table; return 1 if a page is not good."""
    bad = 0
    print("| Theme | Side | Width | Text | Lines | Beyond | Scrolls | Chart text |")
    print("|---|---|---:|---:|---:|---:|---|---:|")
    with tempfile.TemporaryDirectory() as root, chromium() as browser:
        for theme in names or THEMES:
            for page in measure(browser, build(Path(root), theme), theme):
                bad += not page.good
                print(
                    f"| {page.theme} | {page.side} | {page.width} | {page.text:.1f} "
                    f"| {page.lines:.1f} | {page.beyond} | {'yes' if page.scrolls else 'no'} "
                    f"| {page.smallest:.1f} |{'' if page.good else ' <- not good'}",
                    flush=True,
                )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
