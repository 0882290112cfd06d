"""The files of a build: copied and loaded where they are needed, removed where no page has them.

Files that others are about to write are no pages of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import TEMPORARY
from .canonical_targets import reading_order, shown_blocks
from .domain import domain_of
from .downloads import FOLDER
from .node_ids import CHART_FILES, chart_file
from .output_files import remove_empty, remove_left, remove_output
from .port_index import PortIndex

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def register(app: Sphinx) -> None:
    """Connect to the events of a build."""
    app.connect("config-inited", _ignore_temporary)
    app.connect("builder-inited", _copy)
    app.connect("env-updated", _clean_up)
    app.connect("html-page-context", _load)


def _ignore_temporary(app: Sphinx, config: Config) -> None:
    """Have Sphinx find no pages in the folders that `generate` makes beside its own."""
    config.exclude_patterns = [*config.exclude_patterns, f"**{TEMPORARY}*"]


def _copy(app: Sphinx) -> None:
    """Copy the files that the output needs, and remove temporary files of killed builds."""
    out, doctrees = Path(app.outdir), Path(app.doctreedir)
    images = getattr(app.builder, "imagedir", "")
    remove_left(out, [out, out / "_static", out / images, out / FOLDER])
    remove_left(doctrees, [domain_of(app.env).source.folder])
    domain_of(app.env).family.copy_files()


def _load(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load stylesheets and script into pages that have blocks, and nothing into others."""
    domain = domain_of(app.env)
    records = domain.block_records
    if page in records or (domain.family.single_page and records):
        domain.family.load_files(context)


def _clean_up(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove what no page shows any more: downloads, charts, the page of an index without entries.

    An EPUB would pack them.
    """
    domain = domain_of(env)
    family = domain.family
    if not any(key.startswith("port:") for key in domain.targets):
        family.remove_page(f"medulla-{PortIndex.name}")
    shown = list(shown_blocks(domain, reading_order(env)))
    if family.has_downloads:
        # each with the first page that has it, which comes last here
        downloads = {
            name: page for page, _place, record in reversed(shown) for name in record.files
        }
        _remove_others(app, Path(app.outdir, FOLDER).glob("*"), downloads)
        remove_empty(Path(app.outdir), Path(app.outdir, FOLDER))
        family.offer({f"{FOLDER.name}/{name}": page for name, page in downloads.items()})
    if family.packs_folder:
        pictures = Path(app.outdir, app.builder.imagedir)
        suffix = family.chart_format
        charts = {
            chart_file(page, place, suffix)
            for page, place, record in shown
            if any(key.startswith("chart:") for key in record.targets)
        }
        _remove_others(app, pictures.glob(f"{CHART_FILES}*.{suffix}"), charts)


def _remove_others(app: Sphinx, paths: Iterable[Path], names: Container[str]) -> None:
    """Remove the files that have none of the names."""
    remove_output(Path(app.outdir), (path for path in paths if path.name not in names))
