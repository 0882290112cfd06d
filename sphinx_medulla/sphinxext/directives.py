"""The directives: what an author may write, checked, and kept for when the page is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..dataset.views import Selection
from .arguments import Arguments, find
from .captions import chart_caption, ports_caption, table_caption
from .config import Settings
from .domain import domain_of
from .placements import block_anchor, placement, unfit
from .requests import (
    COLUMNS,
    ChartRequest,
    ErrataRequest,
    FlowsRequest,
    ModesRequest,
    Placeholder,
    PortsRequest,
    Request,
    RulesRequest,
)
from .warning import Code, warn
from .words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..dataset.model import Dataset

CHOOSING = (
    "from",
    "to",
    "role",
    "between",
    "crossing",
    "group",
    "protocol",
    "port",
    "feature",
    "need",
)
"""The options that choose flows: the same for tables and for charts."""

BLOCK = ("name", "class", "align")
ALIGNMENTS = ("left", "center", "right")


class AnyOption(dict[str, Callable[[str | None], Any]]):
    """Accepts whatever option an author writes, as text, so that we say what is wrong with it."""

    def __missing__(self, name: str) -> Callable[[str | None], Any]:
        """The converter of an option."""
        return directives.unchanged


class MedullaDirective(SphinxDirective):
    """What all directives do; each has its options in ``known``, and asks in `requests`."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = AnyOption(name=directives.unchanged)
    known: ClassVar[tuple[str, ...]] = ()
    takes_modes: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in the page until it is written."""
        domain = domain_of(self.env)
        docname = self.env.docname
        views = domain.source.views
        if views is None:
            domain.note(docname, unfit(domain.source))
            return [self._notice()]
        arguments = Arguments(views.dataset, self.options)
        arguments.known(self.known)
        requests = self._requests(arguments, domain.next_place(docname))
        if arguments.wrong:
            for code, sentence, option in arguments.wrong:
                warn(code, f"{self.name}: {sentence}", self._where(option))
            domain.note(docname, unfit(domain.source))
            return [self._notice()]
        found: list[nodes.Node] = []
        for number, request in enumerate(requests):
            domain.note(docname, placement(request, views))
            placeholder = Placeholder("", request=request)
            block, inside = self.block(request, placeholder, views.dataset)
            self.set_source_info(inside)
            inside["classes"] += self.options.get("class", "").split()
            if number == 0:
                self.add_name(inside)
            found.append(block)
        return found

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """What is asked; ``common`` holds what every request has, the place counting up from it."""
        raise NotImplementedError

    def block(
        self, request: Request, placeholder: Placeholder, dataset: Dataset
    ) -> tuple[nodes.Element, nodes.Element]:
        """What goes into the page around a placeholder, and in it the element that is named."""
        container = nodes.container("", placeholder, classes=[self.name], is_div=True)
        return container, container

    def _requests(self, arguments: Arguments, first: int) -> list[Request]:
        settings = Settings.of(self.config)
        common = {
            "docname": self.env.docname,
            "place": first,
            "stamp": "stamp" in self.known and arguments.flag("stamp", settings.stamp),
            "errata": "errata" in self.known
            and arguments.choice("errata", ("none", "notes"), settings.errata) == "notes",
        }
        if self.arguments and not self.takes_modes:
            arguments.complain(
                Code.BAD_VALUE,
                f"It takes no argument, but has {self.arguments[0]!r}. Leave it out.",
            )
        arguments.choice("align", ALIGNMENTS, "")
        return list(self.requests(arguments, common))

    def modes(self, arguments: Arguments) -> tuple[str, ...]:
        """The modes that the argument names."""
        return arguments.modes(self.arguments[0]) if self.arguments else ()

    def _notice(self) -> nodes.warning:
        text = _("The network flows that belong here could not be shown. The build's log says why.")
        return nodes.warning("", nodes.paragraph("", text), classes=["medulla-notice"])

    def _where(self, option: str) -> tuple[str, int]:
        """The file and the line of an option, the directive's own where it is not found."""
        source, line = self.get_source_info()
        for offset, text in enumerate(self.block_text.splitlines()):
            if option and text.strip().startswith(f":{option}:"):
                return source, line + offset
        return source, line

    def caption(self, kind: type[nodes.TextElement], generated: str) -> list[nodes.Node]:
        """The author's caption, else the generated one, which no translator is asked for."""
        written = (self.options.get("caption") or "").strip()
        if not written:
            return [kind("", generated, translatable=False)]
        inside, messages = self.parse_inline(written, lineno=self.lineno)
        caption = kind(written, "", *inside)
        self.set_source_info(caption)
        return [caption, *messages]

    def table(self, request: Request, placeholder: Placeholder, generated: str) -> Any:
        """A table with its caption, within what holds the notes under it too."""
        title, *messages = self.caption(nodes.title, generated)
        table = nodes.table("", title, placeholder, classes=["medulla-table"])
        table["ids"].append(block_anchor(*request.key))
        if "align" in self.options:
            table["align"] = self.options["align"]
        container = nodes.container("", table, *messages, classes=[self.name], is_div=True)
        return container, table


class Flows(MedullaDirective):
    """``medulla-flows``: a table of flows."""

    known = (*CHOOSING, *BLOCK, "caption", "columns", "layout", "widths", "errata", "stamp")
    takes_modes = True

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """One table, whatever the number of modes."""
        selection = arguments.selection(self.modes(arguments))
        by_port = arguments.choice("layout", ("flows", "ports"), "flows") == "ports"
        columns = arguments.chosen("columns", COLUMNS) or self._columns(selection, by_port)
        yield FlowsRequest(
            **common,
            selection=selection,
            columns=tuple(dict.fromkeys(columns)),
            by_port=by_port,
            widths=_widths(arguments, len(columns)),
        )

    def block(
        self, request: Request, placeholder: Placeholder, dataset: Dataset
    ) -> tuple[nodes.Element, nodes.Element]:
        """The table without its rows."""
        found: tuple[nodes.Element, nodes.Element] = self.table(
            request, placeholder, table_caption(request.selection, dataset)
        )
        return found

    def _columns(self, selection: Selection, by_port: bool) -> tuple[str, ...]:
        number = "mode" if len(selection.modes) > 1 else "no"
        if by_port:
            return (number, "from", "to", "ports", "service", "purpose", "need")
        return (number, "connection", "ports", "notes")


class Flowchart(MedullaDirective):
    """``medulla-flowchart``: a chart of flows for each mode."""

    known = (*CHOOSING, *BLOCK, "caption", "direction", "ports", "focus", "alt", "stamp")
    takes_modes = True

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """A chart for each mode, else one of the flows that name no mode."""
        modes = self.modes(arguments)
        focus = arguments.text("focus")
        found = find(focus, arguments.dataset.roles) if focus else ""
        if found is None:
            arguments.option_names("focus", arguments.dataset.roles, "role")
        look: dict[str, Any] = {
            "direction": arguments.choice("direction", ("TB", "LR"), "TB"),
            "ports": arguments.choice("ports", ("full", "compact", "none"), "full"),
            "focus": found or "",
            "alt": arguments.text("alt"),
        }
        for number, mode in enumerate(modes or ("",)):
            selection = arguments.selection((mode,) if mode else ())
            place = common | {"place": common["place"] + number}
            yield ChartRequest(**place, selection=selection, **look)

    def block(
        self, request: Request, placeholder: Placeholder, dataset: Dataset
    ) -> tuple[nodes.Element, nodes.Element]:
        """The figure without its picture."""
        caption, *messages = self.caption(nodes.caption, chart_caption(request.selection, dataset))
        figure = nodes.figure("", placeholder, caption, *messages, classes=["medulla-chart"])
        figure["ids"].append(block_anchor(*request.key))
        figure["align"] = self.options.get("align", "default")
        return figure, figure


class Ports(MedullaDirective):
    """``medulla-ports``: what the ports are for."""

    known = (*BLOCK, "caption", "mode", "role", "port", "layout", "errata", "stamp")

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """One list or table of services."""
        dataset = arguments.dataset
        yield PortsRequest(
            **common,
            selection=Selection(
                modes=arguments.option_names("mode", dataset.modes),
                role=arguments.option_names("role", dataset.roles),
                port=arguments.ports("port"),
            ),
            as_table=arguments.choice("layout", ("list", "table"), "list") == "table",
        )

    def block(
        self, request: Request, placeholder: Placeholder, dataset: Dataset
    ) -> tuple[nodes.Element, nodes.Element]:
        """The list, or the table without its rows."""
        assert isinstance(request, PortsRequest)
        if not request.as_table:
            return super().block(request, placeholder, dataset)
        found: tuple[nodes.Element, nodes.Element] = self.table(
            request, placeholder, ports_caption(request.selection, dataset)
        )
        return found


class Modes(MedullaDirective):
    """``medulla-modes``: which mode is whose."""

    known = ("name", "class")

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """All modes."""
        yield ModesRequest(**common)


class FlowRules(MedullaDirective):
    """``medulla-flow-rules``: how to read tables and charts."""

    known = ("name", "class")

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """All rules."""
        yield RulesRequest(**common)


class Errata(MedullaDirective):
    """``medulla-errata``: what was corrected, and what is open."""

    known = ("name", "class")

    def requests(self, arguments: Arguments, common: dict[str, Any]) -> Iterator[Request]:
        """All errata."""
        yield ErrataRequest(**common)


def _widths(arguments: Arguments, count: int) -> tuple[int, ...]:
    """The widths of columns: as many whole numbers as there are columns, or ``auto`` for ours."""
    words = arguments.words("widths")
    if not words or words == ("auto",):
        return ()
    if len(words) != count or not all(word.isascii() and word.isdigit() for word in words):
        arguments.complain(
            Code.BAD_VALUE,
            f"The option 'widths' is {' '.join(words)!r}. Write {count} whole numbers, one for "
            "each column, or auto.",
            "widths",
        )
        return ()
    return tuple(max(1, int(word)) for word in words)


def register(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("medulla-flows", Flows)
    app.add_directive("medulla-flowchart", Flowchart)
    app.add_directive("medulla-ports", Ports)
    app.add_directive("medulla-modes", Modes)
    app.add_directive("medulla-flow-rules", FlowRules)
    app.add_directive("medulla-errata", Errata)
