"""The official site: Medulla's flows, and the manual of the extension that shows them."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx_medulla import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx_medulla"
author = "The Medulla documentation team"
project_copyright = author
version = release = __version__

extensions = ["myst_parser", "sphinx_medulla", "live_example", "reference", "rule_pages"]
exclude_patterns = ["_build", "examples"]
nitpicky = True
smartquotes = False  # messages of the code stand in pages as they are

# Every correction is shown beside the table that it belongs to, and every table says how old it is.
medulla_errata = "notes"
medulla_stamp = True

myst_enable_extensions = ["colon_fence", "deflist"]

html_theme = "furo"
html_title = "Medulla network flows"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
