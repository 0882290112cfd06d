"""Charts are laid out while Sphinx reads and writes on: each as soon as its page has been read.

Only the main process hands charts to the layout worker, after it read a page or took it over from
a process of ``-j``. Processes that write pages find the pictures in the cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagram.layout_queue import LayoutQueue
from ..render.block_options import FlowchartOptions
from .config import Settings
from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..dataset.queries import Queries, View
    from .domain import MedullaDomain

KINDS = {"html": "svg", "latex": "pdf"}
"""The kind of picture that builders of a format take; the others list a chart's flows."""


class ChartLayouts:
    """The charts of one build, in DOT and laid out."""

    def __init__(self, domain: MedullaDomain) -> None:
        settings = Settings.of(domain.builder.config)
        self.domain = domain
        self.kind = KINDS.get(domain.builder.format, "")
        self.queue = LayoutQueue(settings.dot, settings.dot_timeout, domain.source.folder)
        self._sources: dict[tuple[str, int], str] = {}

    def submit(self, docnames: Iterable[str]) -> None:
        """Have the charts of some pages laid out; returns at once."""
        if not self.kind or self.queue.is_forked:
            return
        for docname in docnames:
            for record in self.domain.block_records.get(docname, ()):
                request = record.request if self.domain.is_shown(record) else None
                queries = self.domain.source.queries
                if isinstance(request, FlowchartOptions) and queries is not None:
                    for source in chart_sources(request, queries, self.kind):
                        self._sources[request.key] = source
                        self.queue.submit(source, self.kind)

    def source(self, request: FlowchartOptions, view: View) -> str:
        """A chart in DOT; taken as `submit` made it, if it did."""
        return self._sources.pop(request.key, "") or _dot(request, view, self.kind)


def chart_sources(request: FlowchartOptions, queries: Queries, kind: str) -> Iterator[str]:
    """The DOT of the chart that a directive asks for; of none if no flow fits."""
    view = queries.select(request.selection)
    if view.rows:
        yield _dot(request, view, kind)


def _dot(request: FlowchartOptions, view: View, kind: str) -> str:
    from ..render.flowchart import dot  # not needed where nothing changed

    return dot(request, view, links=kind == "svg")


def register(app: Sphinx) -> None:
    """Submit the charts of each page that was read, and of those to be written all the same."""
    app.connect("env-get-outdated", _begin, priority=200)  # after `domain` began its build
    app.connect("doctree-read", _page_was_read)
    app.connect("env-merge-info", _pages_were_read)
    app.connect("env-updated", _all_were_read, priority=900)  # after `targets`
    app.connect("write-started", _before_writing)
    app.connect("build-finished", _finish)


def _begin(app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
    domain = domain_of(env)
    domain.chart_layouts = ChartLayouts(domain)
    return []


def _page_was_read(app: Sphinx, doctree: nodes.document) -> None:
    domain_of(app.env).chart_layouts.submit([app.env.docname])


def _pages_were_read(
    app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment
) -> None:
    domain_of(env).chart_layouts.submit(docnames)


def _all_were_read(app: Sphinx, env: BuildEnvironment) -> list[str]:
    domain = domain_of(env)
    domain.chart_layouts.submit(domain.pending_writes.unwritten)
    return []


def _before_writing(app: Sphinx, builder: Builder) -> None:
    if builder.parallel_ok:  # processes that write could neither wait for the worker nor kill it
        domain_of(app.env).chart_layouts.queue.drain()


def _finish(app: Sphinx, exception: Exception | None) -> None:
    layouts = getattr(domain_of(app.env), "chart_layouts", None)
    if layouts is not None:
        layouts.queue.close()
