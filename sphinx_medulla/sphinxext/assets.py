"""Stylesheets and script: brought to the builds that need them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset_file

from ..render.localization import _
from .domain import domain_of
from .node_ids import CHART_FILES, chart_file

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

STATIC = Path(__file__).parent / "static"
STYLESHEET = "medulla.css"
SCREEN_STYLESHEET = "medulla-screen.css"
SCRIPT = "medulla.js"


def script_words() -> str:
    """The words of the script, in the language of the build."""
    words = {
        "filter": _("Filter"),
        "text": _("Text"),
        "port": _("Port"),
        "role": _("Role"),
        "direction": _("Direction"),
        "protocol": _("Protocol"),
        "everyRole": _("All roles"),
        "everyProtocol": _("All protocols"),
        "everyDirection": _("All directions"),
        "in": _("Inbound"),
        "out": _("Outbound"),
        "reset": _("Show all rows"),
        "shown": _("Rows shown: %(shown)s of %(all)s."),
        "noPort": _("This is no port: write a number, such as 8000, or 8000/tcp."),
        "copy": _("Copy ports"),
        "copied": _("Ports copied: %(count)s."),
        "byHand": _("The browser does not allow copying. Copy the list yourself."),
        "list": _("Ports"),
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def register(app: Sphinx) -> None:
    """Announce the files."""
    app.connect("builder-inited", _add_static)
    app.connect("env-updated", _remove_old_charts)
    app.connect("html-page-context", _load)


def _add_static(app: Sphinx) -> None:
    """Copy the files; `html_static_path` is not ours: a changed value outdates the pages."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        for name in _files(app):
            copy_asset_file(STATIC / name, folder, force=True)


def _remove_old_charts(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove from an EPUB's folder what no page shows any more: all that is there gets packed."""
    if app.builder.name != "epub":
        return
    domain = domain_of(env)
    shown = {
        chart_file(docname, turn, "svg")
        for docname, block_records in domain.block_records.items()
        for turn, block_record in enumerate(block_records)
        if any(key.startswith("chart:") for key in block_record.targets)
        and domain.is_shown(block_record)
    }
    for path in Path(app.outdir, app.builder.imagedir).glob(f"{CHART_FILES}*.svg"):
        if path.name not in shown:
            path.unlink()


def _load(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load what pages with our directives need, and nothing on others.

    The builder forgets the files with the page; the application would have them on every page of
    its next build, which live previews do.

    The script is only where something can be filtered or scrolled. Its words stand on its own
    element, so that a page needs no script within it.
    """
    block_records = domain_of(app.env).block_records
    builder = app.builder
    if page not in block_records and (builder.name != "singlehtml" or not block_records):
        return
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    for name in _files(app):
        if name != SCRIPT:
            builder.add_css_file(name)
        elif any(word in context.get("body", "") for word in ("medulla-table", "medulla-chart")):
            words: dict[str, Any] = {"data-words": script_words()}
            builder.add_js_file(SCRIPT, loading_method="defer", **words)


def _files(app: Sphinx) -> tuple[str, ...]:
    """What a build gets: an EPUB only what its checkers and its readers know."""
    if app.builder.name == "epub":
        return (STYLESHEET,)
    return (STYLESHEET, SCREEN_STYLESHEET, SCRIPT)
