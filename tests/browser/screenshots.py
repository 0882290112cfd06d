"""Pictures of a page with everything, to look at: each theme, light and dark, at three widths.

``nox -s screenshots`` writes them into build/screenshots.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browsers import LOOKS, THEMES, WIDTHS, chromium, look, opened, served


def main(folder: Path) -> None:
    """Write them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root, chromium() as browser:
        built = {theme: look(Path(root), theme) for theme in THEMES}
        for theme, side in LOOKS:
            for width in WIDTHS:
                path = folder / f"{theme}-{side}-{width}.png"
                with (
                    served(built[theme]) as address,
                    opened(browser, f"{address}/index.html", side, width) as page,
                ):
                    page.screenshot(path=path, full_page=True)
                print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
