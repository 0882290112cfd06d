"""The official site: Medulla's flows, and the manual of the extension that shows them.

The first page and the flows are there in other languages too: ``sphinx-build -t fr docs out/fr``
builds them in French, and nothing else. They lie beside the English ones, under the same names.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sphinx_medulla import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

LANGUAGES = {
    "en": {"name": "English", "label": "Language", "title": "Medulla network flows"},
    "fr": {"name": "Français", "label": "Langue", "title": "Flux réseau de Medulla"},
    "de": {"name": "Deutsch", "label": "Sprache", "title": "Verbindungen von Medulla"},
}

project = "sphinx_medulla"
root_doc = "index"
author = "The Medulla documentation team"
project_copyright = author
version = release = __version__

# Sphinx puts `tags` here
language = next((code for code in LANGUAGES if tags.has(code)), "en")  # noqa: F821  # Sphinx gives tags
locale_dirs = ["locale"]
gettext_compact = "flows"  # one catalog has all pages

extensions = [
    "myst_parser",
    "sphinx_medulla",
    "live_example",
    "reference",
    "render_tables",
    "flow_pages",
    "page_description",
]
exclude_patterns = ["_build", "examples"]
templates_path = ["_templates"]
nitpicky = True
smartquotes = False  # messages of the code stand in pages as they are

# Every correction is shown beside the table that it belongs to, and every table says how old it is.
medulla_errata = "notes"
medulla_stamp = True

# Only who publishes the site knows its address, which a feed of changes needs.
if "SITE_URL" in os.environ:
    folder = "" if language == "en" else f"{language}/"
    html_baseurl = f"{os.environ['SITE_URL'].rstrip('/')}/{folder}"
    medulla_changes_feed = "changes.xml"

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]

latex_elements = {"figure_align": "H"}  # each chart stands where it is shown

html_theme = "furo"
html_title = LANGUAGES[language]["title"]
html_logo = html_favicon = "_static/logo.svg"
html_static_path = ["_static"]
html_css_files = ["examples.css", "docs.css"]
epub_css_files = ["examples.css"]
epub_exclude_files = ["_static/docs.css"]  # what readers of books do not know is invalid there
html_context = {"languages": LANGUAGES}

if language == "en":
    extensions += ["rule_pages"]
else:
    include_patterns = ["index.md", "flows/**.md"]

# A PDF begins with the pages themselves: the first one leads to others by links.
latex_documents = [(root_doc, "medulla-flows.tex", html_title, author, "manual", True)]
