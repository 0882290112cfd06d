"""Charts are laid out while Sphinx reads and writes on: each as soon as its page has been read.

Only the main process hands charts to the layout worker, after it read a page or took it over from
a process of ``-j``. Processes that write pages find the pictures in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from ..diagram.layout_queue import LayoutQueue
from .block_records import Placeholder
from .config import Settings
from .domain import MedullaDomain, domain_of

if TYPE_CHECKING:
    from ..render.document import Document


def make_queue(app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
    """Make the queue of a build."""
    domain, settings = domain_of(env), Settings.of(app.config)
    domain.layout_queue = LayoutQueue(settings.dot, settings.dot_timeout, domain.source.folder)
    return []


def page_was_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note the charts of a page, and submit them if this is the main process."""
    domain, docname = domain_of(app.env), app.env.docname
    documents = domain.source.documents
    if not domain.family.chart_format or documents is None or docname not in domain.block_records:
        return
    blocks = (placeholder.options for placeholder in doctree.findall(Placeholder))
    domain.charts[docname] = _sources(map(documents.build, blocks), domain)
    if not domain.layout_queue.is_forked:
        _submit(domain, [docname])


def pages_were_read(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """Submit the charts of pages that another process read."""
    _submit(domain_of(env), docnames)


def all_were_read(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Submit the charts of pages that are written again without having been read."""
    domain = domain_of(env)
    pages = domain.pending_writes.unwritten if domain.family.chart_format else set[str]()
    for docname in pages - domain.charts.keys():
        records = [
            record
            for record in domain.block_records.get(docname, ())
            if any(key.startswith("chart:") for key in record.targets)
        ]
        if records and (current := domain.current_blocks()) is not None:
            domain.charts[docname] = _sources(map(current.document, records), domain)
            _submit(domain, [docname])
    domain.charts.clear()
    return []


def drain_queue(app: Sphinx, builder: Builder) -> None:
    """Wait for all charts before pages are written by several processes.

    Those could neither wait for the worker nor kill it.
    """
    if builder.parallel_ok:
        domain_of(app.env).layout_queue.drain()


def close_queue(app: Sphinx, exception: Exception | None) -> None:
    """End the worker."""
    queue = getattr(domain_of(app.env), "layout_queue", None)
    if queue is not None:
        queue.close()


def _submit(domain: MedullaDomain, docnames: Iterable[str]) -> None:
    for docname in docnames:
        for source in domain.charts.get(docname, ()):
            domain.layout_queue.submit(source, domain.family.chart_format)


def _sources(documents: Iterable[Document], domain: MedullaDomain) -> list[str]:
    """The DOT of the charts in some documents, without empty charts."""
    from ..render.document import Chart  # imported, as below, only where it is needed

    charts = [
        element.model
        for document in documents
        for element in document.body
        if isinstance(element, Chart) and element.model.lines
    ]
    if not charts:
        return []
    from ..diagram.dot import chart_dot

    return [chart_dot(chart, links=domain.family.chart_format == "svg") for chart in charts]


def register(app: Sphinx) -> None:
    """Submit the charts of each page that was read, and of those that are only written again."""
    app.connect("env-get-outdated", make_queue, priority=200)  # after `domain` began its build
    app.connect("doctree-read", page_was_read)
    app.connect("env-merge-info", pages_were_read)
    app.connect("env-updated", all_were_read, priority=900)  # after `canonical_targets`
    app.connect("write-started", drain_queue)
    app.connect("build-finished", close_queue)
