"""From a directive in a page to its requests, and to the nodes that wait for them to be drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from ..render.block_options import BlockOptions, FlowchartOptions
from ..render.document_builder import caption_of
from ..render.localization import _
from ..render.option_errors import OptionError, OptionProblem
from ..render.parse_options import parse_options
from .block_records import Placeholder, block_anchor
from .build_warnings import Code, warn
from .config import Settings
from .domain import domain_of
from .showings import block_record, unfit

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from .directives import MedullaDirective


class Reading:
    """The reading of one directive."""

    def __init__(self, directive: MedullaDirective) -> None:
        self.directive = directive
        self.name = directive.name
        self.options = directive.options
        self.domain = domain_of(directive.env)

    def run(self) -> list[nodes.Node]:
        """The nodes for the page; a notice, and warnings, where something does not fit."""
        docname = self.directive.env.docname
        queries = self.domain.source.queries
        dataset = self.domain.source.dataset
        if queries is None or dataset is None:
            self.domain.note(docname, unfit(self.domain.source))
            return [self._notice()]
        place = self.domain.next_place(docname)
        settings = Settings.of(self.directive.config)
        parsed = parse_options(
            self.name.removeprefix("medulla-"),
            "".join(self.directive.arguments),
            self.options,
            dataset,
            errata=settings.errata == "notes",
            stamp=settings.stamp,
        )
        classes = self._classes(parsed.errors)
        if parsed.errors:
            for code, sentence, option in parsed.errors:
                warn(Code[code.name], f"{self.name}: {sentence}", self._where(option))
            self.domain.note(docname, unfit(self.domain.source))
            return [self._notice()]
        requests = [
            replace(one, docname=docname, place=place + turn, named=tuple(parsed.named))
            for turn, one in enumerate(parsed.blocks)
        ]
        found: list[nodes.Node] = []
        for number, request in enumerate(requests):
            self.domain.note(docname, block_record(request, queries))
            outside, inside = self._block(request, queries.dataset)
            self.directive.set_source_info(inside)
            inside["classes"] += classes
            if number == 0:
                self.directive.add_name(inside)  # before our id, so that it is one itself
            if isinstance(inside, (nodes.table, nodes.figure)):
                inside["ids"].append(block_anchor(*request.key))
            found.append(outside)
        return found

    def _classes(self, errors: list[OptionProblem]) -> list[str]:
        """The author's classes, in the letters that docutils gives to every class."""
        if not (self.options.get("class") or "").strip():
            return []
        try:
            return directives.class_option(self.options["class"])
        except ValueError:
            sentence = f"The option 'class' is {self.options['class']!r}. "
            sentence += "Write words of letters, digits and hyphens that begin with a letter."
            errors.append(OptionProblem(OptionError.BAD_VALUE, sentence, "class"))
            return []

    # What waits in the page

    def _block(
        self, request: BlockOptions, dataset: Dataset
    ) -> tuple[nodes.Element, nodes.Element]:
        """What goes into the page, and within it the element that has the name."""
        placeholder = Placeholder("", request=request)
        caption = caption_of(request, dataset)
        if isinstance(request, FlowchartOptions):
            return self._figure(placeholder, caption)
        if caption:
            return self._table(placeholder, caption)
        container = nodes.container("", placeholder, classes=[self.name], is_div=True)
        return container, container

    def _table(
        self, placeholder: Placeholder, generated: str
    ) -> tuple[nodes.Element, nodes.Element]:
        """A table with its caption, within what holds the notes under it too."""
        title, *messages = self._caption(nodes.title, generated)
        table = nodes.table("", title, placeholder, classes=["medulla-table"])
        if "align" in self.options:
            table["align"] = self.options["align"]
        classes = [self.name, "medulla-block"]
        container = nodes.container("", table, *messages, classes=classes, is_div=True)
        return container, table

    def _figure(
        self, placeholder: Placeholder, generated: str
    ) -> tuple[nodes.Element, nodes.Element]:
        """A figure with its caption."""
        caption, *messages = self._caption(nodes.caption, generated)
        figure = nodes.figure("", placeholder, caption, *messages, classes=["medulla-chart"])
        figure["align"] = self.options.get("align", "default")
        return figure, figure

    def _caption(self, kind: type[nodes.TextElement], generated: str) -> list[nodes.Node]:
        """The author's caption, else the generated one, which no translator is asked for."""
        written = (self.options.get("caption") or "").strip()
        if not written:
            caption = kind("", generated, translatable=False)
            self.directive.set_source_info(caption)  # else Sphinx does, and dumps the node for it
            return [caption]
        inside, messages = self.directive.parse_inline(written, lineno=self.directive.lineno)
        caption = kind(written, "", *inside)
        self.directive.set_source_info(caption)
        return [caption, *messages]

    def _notice(self) -> nodes.warning:
        text = _("The network flows that belong here cannot be shown. The build's log says why.")
        return nodes.warning("", nodes.paragraph("", text), classes=["medulla-notice"])

    def _where(self, option: str) -> str:
        """The file and the line of an option, the directive's own where it is not found."""
        source, line = self.directive.get_source_info()
        lines = self.directive.block_text.splitlines() if option else []
        for start in (f":{option}:", f"{option}:"):  # MyST takes a block of YAML, too
            for offset, text in enumerate(lines):
                if text.strip().startswith(start):
                    return f"{source}:{line + offset}"
        return f"{source}:{line}"
