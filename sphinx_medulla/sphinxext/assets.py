"""The stylesheet, brought to the builds that need it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.fileutil import copy_asset_file

from .domain import domain_of
from .placements import CHART_FILES, chart_file

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

STATIC = Path(__file__).parent / "static"
STYLESHEET = "medulla.css"
SCREEN_STYLESHEET = "medulla-screen.css"


def register(app: Sphinx) -> None:
    """Announce the files."""
    app.connect("builder-inited", _add_static)
    app.connect("env-updated", _remove_old_charts)
    app.connect("html-page-context", _style)


def _add_static(app: Sphinx) -> None:
    """Copy the stylesheets; `html_static_path` is not ours: a changed value outdates the pages."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        for stylesheet in _stylesheets(app):
            copy_asset_file(STATIC / stylesheet, folder, force=True)


def _remove_old_charts(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove from an EPUB's folder what no page shows any more: all that is there gets packed."""
    if app.builder.name != "epub":
        return
    shown = {
        chart_file(docname, turn, "svg")
        for docname, placements in domain_of(env).placements.items()
        for turn, placement in enumerate(placements)
        if any(showing.key.startswith("chart:") for showing in placement.shows)
    }
    for path in (Path(app.outdir) / "_images").glob(f"{CHART_FILES}*.svg"):
        if path.name not in shown:
            path.unlink()


def _style(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the stylesheet on pages with our directives, and on no others."""
    placements = domain_of(app.env).placements
    if page in placements or (app.builder.name == "singlehtml" and placements):
        for stylesheet in _stylesheets(app):
            app.add_css_file(stylesheet)


def _stylesheets(app: Sphinx) -> tuple[str, ...]:
    """The stylesheets of a build: an EPUB gets only what its checkers and its readers know."""
    return (STYLESHEET,) if app.builder.name == "epub" else (STYLESHEET, SCREEN_STYLESHEET)
