"""From a directive in a page to its requests, and to the nodes that wait for them to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..dataset.views import Selection
from ..export.records import FORMATS
from .arguments import Arguments
from .captions import chart_caption, findings_caption, ports_caption, table_caption
from .config import Settings
from .domain import domain_of
from .placements import Placeholder, block_anchor
from .requests import (
    COLUMNS,
    ChartRequest,
    ErrataRequest,
    FindingsRequest,
    FlowsRequest,
    ModesRequest,
    PortsRequest,
    Request,
    RulesRequest,
)
from .showings import placement, unfit
from .warning import Code, warn
from .words import _

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from .directives import MedullaDirective

ALIGNMENTS = ("left", "center", "right")


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
        views = self.domain.source.views
        dataset = self.domain.source.dataset
        if views is None or dataset is None:
            self.domain.note(docname, unfit(self.domain.source))
            return [self._notice()]
        arguments = Arguments(dataset, self.options)
        arguments.known(self.directive.option_spec or ())
        requests = self._requests(arguments)
        if arguments.wrong:
            for code, sentence, option in arguments.wrong:
                warn(code, f"{self.name}: {sentence}", self._where(option))
            self.domain.note(docname, unfit(self.domain.source))
            return [self._notice()]
        found: list[nodes.Node] = []
        for number, request in enumerate(requests):
            self.domain.note(docname, placement(request, views))
            outside, inside = self._block(request, views.dataset)
            self.directive.set_source_info(inside)
            inside["classes"] += (self.options.get("class") or "").split()
            if number == 0:
                self.directive.add_name(inside)  # before our id, so that it is one itself
            if isinstance(inside, (nodes.table, nodes.figure)):
                inside["ids"].append(block_anchor(*request.key))
            found.append(outside)
        return found

    # What is asked

    def _requests(self, arguments: Arguments) -> list[Request]:
        written = self.directive.arguments
        if written and not self.directive.takes_modes:
            arguments.complain(
                Code.BAD_VALUE, f"It takes no argument, but has {written[0]!r}. Leave it out."
            )
        modes = arguments.modes(written[0]) if written and self.directive.takes_modes else ()
        arguments.choice("align", ALIGNMENTS, "")
        settings = Settings.of(self.directive.config)
        errata = arguments.choice("errata", ("none", "notes"), settings.errata)
        common: dict[str, Any] = {
            "docname": self.directive.env.docname,
            "place": self.domain.next_place(self.directive.env.docname),
            "stamp": arguments.flag("stamp", settings.stamp),
            "errata": errata == "notes",
        }
        kinds = {
            "medulla-flows": self._flows,
            "medulla-flowchart": self._charts,
            "medulla-ports": self._ports,
        }
        if self.name in kinds:
            return list(kinds[self.name](arguments, modes, common))
        plain: dict[str, type[Request]] = {
            "medulla-modes": ModesRequest,
            "medulla-flow-rules": RulesRequest,
            "medulla-errata": ErrataRequest,
            "medulla-findings": FindingsRequest,
        }
        return [plain[self.name](**common | {"stamp": False})]

    def _flows(
        self, arguments: Arguments, modes: tuple[str, ...], common: dict[str, Any]
    ) -> Iterator[Request]:
        """One table, whatever the number of modes."""
        by_port = arguments.choice("layout", ("flows", "ports"), "flows") == "ports"
        columns = arguments.chosen("columns", COLUMNS)
        number = "mode" if len(modes) > 1 else "no"
        if not columns and by_port:
            columns = (number, "from", "to", "ports", "service", "purpose", "need")
        elif not columns:
            columns = (number, "connection", "ports", "notes")
        columns = tuple(dict.fromkeys(columns))
        yield FlowsRequest(
            **common,
            selection=arguments.selection(modes),
            columns=columns,
            by_port=by_port,
            widths=arguments.widths(len(columns)),
            download=tuple(dict.fromkeys(arguments.chosen("download", tuple(FORMATS)))),
        )

    def _charts(
        self, arguments: Arguments, modes: tuple[str, ...], common: dict[str, Any]
    ) -> Iterator[Request]:
        """A chart for each mode, else one of the flows that name no mode."""
        focus = arguments.option_names("focus", arguments.dataset.roles, "role")
        if len(focus) > 1:
            arguments.complain(Code.BAD_VALUE, "The option 'focus' takes one role.", "focus")
        look: dict[str, Any] = {
            "direction": arguments.choice("direction", ("TB", "LR"), "TB"),
            "ports": arguments.choice("ports", ("full", "compact", "none"), "full"),
            "focus": "".join(focus[:1]),
            "alt": arguments.text("alt"),
        }
        selection = arguments.selection(modes)
        for number, mode in enumerate(modes or ("",)):
            mine = common | {"place": common["place"] + number}
            of_mode = selection.of_modes((mode,) if mode else ())
            yield ChartRequest(**mine, selection=of_mode, **look)

    def _ports(
        self, arguments: Arguments, modes: tuple[str, ...], common: dict[str, Any]
    ) -> Iterator[Request]:
        """One list or table of services."""
        dataset = arguments.dataset
        as_table = arguments.choice("layout", ("list", "table"), "list") == "table"
        if not as_table:
            for option in ("align", "caption"):
                if option in self.options:
                    arguments.complain(
                        Code.BAD_VALUE,
                        f"A list has no {option}. Leave the option {option!r} out, or write "
                        "':layout: table'.",
                        option,
                    )
        selection = Selection(
            modes=arguments.option_names("mode", dataset.modes),
            role=arguments.option_names("role", dataset.roles),
            port=arguments.ports("port"),
        )
        yield PortsRequest(**common, selection=selection, as_table=as_table)

    # What waits in the page

    def _block(self, request: Request, dataset: Dataset) -> tuple[nodes.Element, nodes.Element]:
        """What goes into the page, and within it the element that has the name."""
        placeholder = Placeholder("", request=request)
        if isinstance(request, FlowsRequest):
            return self._table(request, placeholder, table_caption(request.selection, dataset))
        if isinstance(request, PortsRequest) and request.as_table:
            return self._table(request, placeholder, ports_caption(request.selection, dataset))
        if isinstance(request, FindingsRequest):
            return self._table(request, placeholder, findings_caption())
        if isinstance(request, ChartRequest):
            return self._figure(request, placeholder, chart_caption(request.selection, dataset))
        container = nodes.container("", placeholder, classes=[self.name], is_div=True)
        return container, container

    def _table(
        self, request: Request, placeholder: Placeholder, generated: str
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
        self, request: Request, placeholder: Placeholder, generated: str
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
            return [kind("", generated, translatable=False)]
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
        for offset, text in enumerate(self.directive.block_text.splitlines()):
            if option and text.strip().startswith(f":{option}:"):
                return f"{source}:{line + offset}"
        return f"{source}:{line}"
