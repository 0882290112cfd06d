"""The stylesheet and the extension's own words: brought to the builds that need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.fileutil import copy_asset_file

from .domain import domain_of
from .words import CATALOG

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
LOCALE = Path(__file__).parent / "locale"
STYLESHEET = "medulla.css"


def register(app: Sphinx) -> None:
    """Announce the files."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    app.connect("builder-inited", _add_static)
    app.connect("html-page-context", _style)


def _add_static(app: Sphinx) -> None:
    """Copy the stylesheet; `html_static_path` is not ours: a changed value outdates the pages."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        copy_asset_file(STATIC / STYLESHEET, folder, force=True)


def _style(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the stylesheet on pages with our directives, and on no others."""
    placements = domain_of(app.env).placements
    if page in placements or (app.builder.name == "singlehtml" and placements):
        app.add_css_file(STYLESHEET)
