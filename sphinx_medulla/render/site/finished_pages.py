"""Finished pages for a wiki: tables, charts as files, and links between pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..blocks import Block, Links, block_of, linked_in, places_of
from ..document import Bullets, Chart, Link, Part
from ..labels import Labels
from ..parse_options import parse_options
from ..targets import FIRST_CHOICE, Place, TargetMap, anchor
from ..writers.chart_writer import picture
from ..writers.page_writer import PageWriter, Picture
from .site_plan import INDEX, Page, Shown, chart_name


class Drawing(NamedTuple):
    """A chart of a page, its file, and the keys of the flows in it."""

    chart: Chart
    picture: Picture
    keys: tuple[str, ...]


Piece = Block | Drawing


class Leaf(NamedTuple):
    """A page, and what each of its sections shows."""

    page: Page
    shown: list[list[Piece]]

    @property
    def blocks(self) -> list[Block]:
        """Everything but its charts."""
        return [piece for pieces in self.shown for piece in pieces if isinstance(piece, Block)]

    @property
    def charts(self) -> list[Drawing]:
        """Its charts."""
        return [piece for pieces in self.shown for piece in pieces if isinstance(piece, Drawing)]

    @property
    def places(self) -> Iterator[Place]:
        """Where the page shows keys: in its charts and in its rows."""
        for chart in self.charts:
            yield Place(self.page.name, chart.picture.anchor, chart.keys)
        yield from places_of(self.blocks, self.page.name)


def _renamed(piece: Piece, names: Counter[str]) -> Piece:
    """A piece of a page, with a number behind the name of a block if an earlier one has it."""
    if not isinstance(piece, Block):
        return piece
    names[piece.name] += 1
    number = names[piece.name]
    return piece if number == 1 else piece._replace(name=f"{piece.name}-{number}")


@dataclass
class FinishedPages:
    """A set of finished pages, written by ``writer`` into files with ``suffix``."""

    pages: Sequence[Page]
    labels: Labels
    writer: type[PageWriter]
    suffix: str
    language: str

    def __post_init__(self) -> None:
        self.leaves = [self._leaf(page) for page in self.pages]
        self.titles = {page.name: page.title for page in self.pages}
        places = [
            Place(page.name, "", (f"page:{page.name}", *page.keys), FIRST_CHOICE)
            for page in self.pages
        ]
        places += (place for leaf in self.leaves for place in leaf.places)
        self.targets = TargetMap.of_places(places)
        self.linked = {key for leaf in self.leaves for key in linked_in(leaf.blocks)}

    def files(self) -> Iterator[dict[str, bytes]]:
        """The files of each page, by name; raises `LayoutError` if a chart cannot be drawn."""
        for number, leaf in enumerate(self.leaves):
            found = {self._file(leaf.page.name): self._document(leaf).encode()}
            for chart in leaf.charts:
                found[chart.picture.file] = self._drawn(chart, leaf)
            stylesheet = self.writer.stylesheet
            if stylesheet and not number:
                found[stylesheet] = Path(__file__).with_name(stylesheet).read_bytes()
            yield found

    def _leaf(self, page: Page) -> Leaf:
        names: Counter[str] = Counter()
        shown = [
            [_renamed(piece, names) for one in section.shown for piece in self._made(one, page)]
            for section in page.sections
        ]
        return Leaf(page, shown)

    def _made(self, shown: Shown, page: Page) -> Iterator[Piece]:
        argument = ", ".join(shown.modes)
        parsed = parse_options(shown.kind, argument, shown.options, self.labels.dataset)
        for options in parsed.blocks:
            block = block_of(options, self.labels)
            mode = "".join(options.selection.modes)
            yield self._drawing(block, page, mode) if options.kind == "flowchart" else block

    def _drawing(self, block: Block, page: Page, mode: str) -> Drawing:
        (chart,) = block.document.body
        assert isinstance(chart, Chart)
        keys = tuple(target.key for target in block.document.targets if target.key[:6] == "chart:")
        place = anchor(f"chart:{mode}").rstrip("-")
        return Drawing(chart, Picture(f"{chart_name(page, mode)}.svg", chart.title, place), keys)

    def _address(self, key: str, page: str) -> str:
        """The address of a key of the set, relative to a page; empty without one."""
        found = self.targets.get(key)
        if found is None:
            return ""
        place = f"#{found.anchor}" if found.anchor and self.writer.has_ids else ""
        return place if found.page == page else f"{self._file(found.page)}{place}"

    def _file(self, page: str) -> str:
        return f"{page}{self.suffix}"

    def _document(self, leaf: Leaf) -> str:
        page = leaf.page
        linked = linked_in(leaf.blocks)
        linked |= self.linked & self.targets.on({page.name}).keys()
        links = Links(leaf.places, linked, lambda key: self._address(key, page.name))
        writer = self.writer(leaf.blocks, links)
        return writer.document(page.title, self.language, self._pieces(leaf, writer))

    def _pieces(self, leaf: Leaf, writer: PageWriter) -> Iterator[str]:
        page = leaf.page
        if page.name != INDEX:
            yield writer.way_back(self._link(INDEX))
        yield writer.heading(page.title, 1)
        for section, shown in zip(page.sections, leaf.shown, strict=True):
            yield from writer.opening(section.title, section.text)
            for piece in shown:
                if isinstance(piece, Drawing):
                    yield writer.picture(piece.picture)
                else:
                    yield writer.block(piece)
            if section.pages:
                items: list[list[Part]] = [[self._link(name)] for name in section.pages]
                yield writer.bullets(Bullets(items, "pages"))

    def _link(self, page: str) -> Link:
        return Link(f"page:{page}", self.titles[page])

    def _drawn(self, chart: Drawing, leaf: Leaf) -> bytes:
        """The chart as an SVG file, with links from its numbers to rows where pages have them."""
        if not self.writer.links_charts:
            return picture(chart.chart, "svg")
        rows = TargetMap.of_places(leaf.places).items()
        found = {**self.targets, **{key: row for key, row in rows if key.startswith("flow:")}}
        links = {
            f"medulla:{key}": f"{self._file(at.page)}#{at.anchor}".rstrip("#")
            for key, at in found.items()
        }
        return picture(chart.chart, "svg", links)
