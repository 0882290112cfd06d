"""Port lists of other products are shown in full: as tables, descriptions, charts and questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats import text_of
from manuals import Manual, page

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.model import Dataset
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.diagram.dot import chart_dot
from sphinx_medulla.render.document import Chart
from sphinx_medulla.render.document_builder import build_document
from sphinx_medulla.render.empty_blocks import complaint
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.parse_options import parse_options
from sphinx_medulla.render.parsed_options import BlockOptions
from sphinx_medulla.render.render_job import RenderJob

PRODUCTS = sorted((Path(__file__).parents[1] / "checker" / "other_products").glob("*.yaml"))


def blocks(dataset: Dataset) -> list[BlockOptions]:
    """Every kind of block, for every mode and for the flows that name none."""
    modes = [*dataset.modes, *([""] if any(not flow.modes for flow in dataset.flows) else [])]
    written = [
        *(("flows", mode, {"layout": layout}) for mode in modes for layout in ("flows", "ports")),
        *(("flowchart", mode, {"direction": way}) for mode in modes for way in ("TB", "LR")),
        *((kind, "", {}) for kind in ("ports", "flow-rules", "errata", "findings")),
    ]
    found = []
    for kind, mode, options in written:
        parsed = parse_options(kind, mode, options, dataset)
        assert parsed.errors == []
        found += parsed.blocks
    return found


@pytest.fixture(params=PRODUCTS, ids=lambda path: path.stem)
def queries(request: pytest.FixtureRequest) -> Queries:
    return Queries(load(request.param).dataset)


def test_the_format_lacks_nothing_that_a_list_says() -> None:
    assert not [path.stem for path in PRODUCTS if "NOT YET" in path.read_text(encoding="utf-8")]


def test_every_block_shows_something_and_every_chart_is_drawn_both_ways(queries: Queries) -> None:
    labels = Labels(queries)
    flows, drawn = set(), set()
    for options in blocks(queries.dataset):
        assert complaint(options, queries) == ""
        for element in build_document(options, labels).body:
            if isinstance(element, Chart):
                assert chart_dot(element.model)
                drawn |= {key.removeprefix("flow:") for key in element.model.links}
        if options.kind == "flows":
            flows |= {row.flow.id for row in queries.select(options.selection).rows}
    assert flows == drawn & flows == set(queries.flows)


def test_no_port_cell_is_lost(queries: Queries) -> None:
    for flow in queries.flows.values():
        assert flow.ports
        for entry in flow.ports:
            parts = {part for use in queries.uses(flow, entry) for part in use.port.each_protocol()}
            assert parts == set(entry.port.each_protocol())


def test_what_is_written_for_each_builds_under_w(tmp_path: Path) -> None:
    """One manual has a page per product, of what `render --format rst` writes."""
    pages = {}
    for path in PRODUCTS:
        found = Queries(load(path).dataset)
        texts = [
            text_of("rst", RenderJob([options], found))
            for options in blocks(found.dataset)
            if options.kind != "flowchart"
        ]
        pages[f"{path.stem}.rst"] = page(path.stem, *texts)
    toctree = ".. toctree::\n\n" + "".join(f"   {name[:-4]}\n" for name in pages)
    built = Manual(tmp_path, {"index.rst": page("Products", toctree), **pages}).build()
    assert built.warnings == []
