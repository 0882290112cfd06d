"""Charts are laid out while Sphinx reads and writes on: each as soon as its page has been read.

Only the main process hands charts to the layout worker, after it read a page or took it over from
a process of ``-j``. Processes that write pages find the pictures in the cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagram.layout_queue import LayoutQueue
from .block_records import Placeholder
from .config import Settings
from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..render.document import Document
    from .domain import MedullaDomain


class ChartLayouts:
    """Submits the charts of one application's builds, each of which has a queue of its own."""

    def __init__(self) -> None:
        self._submitted: set[str] = set()

    def begin(self, app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
        """Make the queue of a build."""
        domain, settings = domain_of(env), Settings.of(app.config)
        domain.layout_queue = LayoutQueue(settings.dot, settings.dot_timeout, domain.source.folder)
        self._submitted = set()
        return []

    def page_was_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the charts of a page, and submit them if this is the main process."""
        domain, docname = domain_of(app.env), app.env.docname
        documents = domain.source.documents
        kind = domain.family.chart_format
        if not kind or documents is None or docname not in domain.block_records:
            return
        blocks = (placeholder.options for placeholder in doctree.findall(Placeholder))
        domain.charts[docname] = _sources(map(documents.build, blocks), kind)
        if not domain.layout_queue.is_forked:
            self._submit(domain, kind)

    def pages_were_read(
        self, app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment
    ) -> None:
        """Submit the charts of pages that another process read."""
        domain = domain_of(env)
        self._submit(domain, domain.family.chart_format)

    def all_were_read(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Submit the charts of pages that are written again without having been read."""
        domain = domain_of(env)
        kind = domain.family.chart_format
        pages = domain.pending_writes.unwritten - self._submitted if kind else ()
        for docname in pages:
            records = [
                record
                for record in domain.block_records.get(docname, ())
                if any(key.startswith("chart:") for key in record.targets)
            ]
            if records and (current := domain.current_blocks()) is not None:
                domain.charts[docname] = _sources(map(current.document, records), kind)
        self._submit(domain, kind)
        return []

    def _submit(self, domain: MedullaDomain, kind: str) -> None:
        for sources in domain.charts.values():
            for source in sources:
                domain.layout_queue.submit(source, kind)
        self._submitted.update(domain.charts)
        domain.charts.clear()

    def before_writing(self, app: Sphinx, builder: Builder) -> None:
        """Wait for all charts before pages are written by several processes.

        Those could neither wait for the worker nor kill it.
        """
        if builder.parallel_ok:
            domain_of(app.env).layout_queue.drain()

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """End the worker."""
        queue = getattr(domain_of(app.env), "layout_queue", None)
        if queue is not None:
            queue.close()


def _sources(documents: Iterable[Document], kind: str) -> list[str]:
    """The DOT of the charts in some documents; of those that have something to draw."""
    from ..diagram.dot import chart_dot  # here what is not needed where nothing changed
    from ..render.document import Chart

    return [
        chart_dot(element.model, links=kind == "svg")
        for document in documents
        for element in document.body
        if isinstance(element, Chart) and element.model.lines
    ]


def register(app: Sphinx) -> None:
    """Submit the charts of each page that was read, and of those that are only written again."""
    layouts = ChartLayouts()
    app.connect("env-get-outdated", layouts.begin, priority=200)  # after `domain` began its build
    app.connect("doctree-read", layouts.page_was_read)
    app.connect("env-merge-info", layouts.pages_were_read)
    app.connect("env-updated", layouts.all_were_read, priority=900)  # after `canonical_targets`
    app.connect("write-started", layouts.before_writing)
    app.connect("build-finished", layouts.finish)
