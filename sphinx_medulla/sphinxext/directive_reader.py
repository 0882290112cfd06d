"""From a directive in a page to the records of its blocks, and to the nodes that wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from ..render.empty_blocks import complaint
from ..render.large_charts import advice
from ..render.localization import _
from ..render.option_errors import OptionError, OptionProblem
from ..render.parsed_options import BlockOptions, FlowchartOptions
from .block_records import BlockRecord, Placeholder, WrittenBlock
from .build_warnings import LOGGER, Code, warn
from .config import Settings
from .domain import domain_of
from .incremental import parse, records_of
from .node_ids import block_anchor

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective


class DirectiveReader:
    """Reads one directive."""

    def __init__(self, directive: SphinxDirective) -> None:
        self.directive = directive
        self.name = directive.name
        self.options = directive.options
        self.domain = domain_of(directive.env)

    def run(self) -> list[nodes.Node]:
        """Return the nodes for the page; a notice, and warnings, where something does not fit."""
        docname = self.directive.env.docname
        settings = Settings.of(self.directive.config)
        self._note_dependency(settings)
        records = self.domain.block_records.setdefault(docname, [])
        documents, dataset = self.domain.source.documents, self.domain.source.dataset
        if documents is None or dataset is None:
            records.append(BlockRecord())
            return [self._notice()]
        written = WrittenBlock(
            self.name.removeprefix("medulla-"), "".join(self.directive.arguments), {**self.options}
        )
        blocks, errors = parse(written, dataset, documents, settings)
        classes = self._classes(errors)
        if errors:
            for code, sentence, option in errors:
                warn(Code[code.name], f"{self.name}: {sentence}", self._where(option))
            records.append(BlockRecord())
            return [self._notice()]
        for options in blocks:
            nothing = complaint(options, documents.labels.queries)
            if nothing:
                warn(Code.NOTHING_SELECTED, f"{self.name}: {nothing}", self._where(""))
            if split := advice(options, documents.labels.queries):
                LOGGER.info("%s: %s: %s", self._where(""), self.name, split)
        found: list[nodes.Node] = []
        for options, record in zip(blocks, records_of(written, blocks, documents), strict=True):
            place = docname, len(records)
            records.append(record)
            outside, inside = self._block(options, place, documents.build(options).caption)
            self.directive.set_source_info(inside)
            inside["classes"] += classes
            if not found:
                self.directive.add_name(inside)  # before the generated id, to be one of its own
            if isinstance(inside, (nodes.table, nodes.figure)):
                inside["ids"].append(block_anchor(*place))
            found.append(outside)
        return found

    def _note_dependency(self, settings: Settings) -> None:
        """Have the page depend on the dataset's file, if the configuration asks for it."""
        if settings.note_dependency and settings.dataset:
            self.directive.env.note_dependency(str(self.domain.source.path))

    def _classes(self, errors: list[OptionProblem]) -> list[str]:
        """Return the author's classes, in the letters that docutils gives to every class."""
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
        self, options: BlockOptions, place: tuple[str, int], generated: str
    ) -> tuple[nodes.Element, nodes.Element]:
        """Return what goes into the page, and within it the element that has the name.

        A chart is a figure. A table is within what holds the notes under it too; a list has no
        caption. ``generated`` is the caption if the author wrote none.
        """
        placeholder = Placeholder("", options=options, place=place)
        if isinstance(options, FlowchartOptions):
            caption, *messages = self._caption(nodes.caption, generated)
            figure = nodes.figure("", placeholder, caption, *messages, classes=["medulla-chart"])
            figure["align"] = self.options.get("align", "default").strip().lower()
            return figure, figure
        container = nodes.container("", classes=[self.name], is_div=True)
        if not generated:
            container += placeholder
            return container, container
        title, *messages = self._caption(nodes.title, generated)
        table = nodes.table("", title, placeholder, classes=["medulla-table"])
        if "align" in self.options:
            table["align"] = self.options["align"].strip().lower()
        container["classes"].append("medulla-block")
        container += [table, *messages]
        return container, table

    def _caption(self, kind: type[nodes.TextElement], generated: str) -> list[nodes.Node]:
        """Return the author's caption, else the generated one, which is not for translators."""
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
        text = _("These network flows cannot be shown. The build log says why.")
        return nodes.warning("", nodes.paragraph("", text), classes=["medulla-notice"])

    def _where(self, option: str) -> str:
        """Return the file and line of an option; the directive's own where it is not found."""
        source, line = self.directive.get_source_info()
        lines = self.directive.block_text.splitlines() if option else []
        for start in (f":{option}:", f"{option}:"):  # MyST takes a block of YAML, too
            for offset, text in enumerate(lines):
                if text.strip().startswith(start):
                    return f"{source}:{line + offset}"
        return f"{source}:{line}"
