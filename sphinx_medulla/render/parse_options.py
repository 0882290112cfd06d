"""From the words of a directive or of a command to requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..dataset.queries import Selection
from .block_options import (
    COLUMNS,
    DOWNLOADS,
    BlockOptions,
    ErrataOptions,
    FindingsOptions,
    FlowchartOptions,
    FlowRulesOptions,
    FlowTableOptions,
    ModeListOptions,
    PortListOptions,
)
from .option_errors import OptionError
from .option_parsers import Arguments
from .options import OF_MODES

_PLAIN: dict[str, type[BlockOptions]] = {
    "modes": ModeListOptions,
    "flow-rules": FlowRulesOptions,
    "errata": ErrataOptions,
    "findings": FindingsOptions,
}


class Asking:
    """Makes requests; what does not fit gathers in the arguments.

    ``errata`` and ``stamp`` are what holds without the options.
    """

    def __init__(
        self,
        arguments: Arguments,
        *,
        errata: str = "none",
        stamp: bool = False,
    ) -> None:
        self.arguments = arguments
        self._common: dict[str, Any] = {
            "errata": arguments.choice("errata", ("none", "notes"), errata) == "notes",
            "stamp": arguments.flag("stamp", stamp),
        }

    def requests(self, kind: str, modes: tuple[str, ...], argument: str = "") -> list[BlockOptions]:
        """What is asked for: one request, but a chart for each mode.

        ``argument`` is what was written where modes may stand.
        """
        if argument and kind not in OF_MODES:
            self.arguments.complain(
                OptionError.BAD_VALUE, f"It takes no argument, but has {argument!r}. Leave it out."
            )
        if kind == "flows":
            return [self._flows(modes)]
        if kind == "flowchart":
            return list(self._charts(modes))
        if kind == "ports":
            return [self._ports()]
        common = self._common | {"stamp": False}
        return [_PLAIN[kind](**common)]

    def _flows(self, modes: tuple[str, ...]) -> FlowTableOptions:
        """One table, whatever the number of modes."""
        arguments = self.arguments
        by_port = arguments.choice("layout", ("flows", "ports"), "flows") == "ports"
        columns = arguments.chosen("columns", COLUMNS)
        number = "mode" if len(modes) > 1 else "no"
        if not columns and by_port:
            columns = (number, "from", "to", "ports", "service", "purpose", "need")
        elif not columns:
            columns = (number, "connection", "ports", "notes")
        columns = tuple(dict.fromkeys(columns))
        return FlowTableOptions(
            **self._common,
            selection=arguments.selection(modes),
            columns=columns,
            by_port=by_port,
            widths=arguments.widths(len(columns)),
            download=tuple(dict.fromkeys(arguments.chosen("download", DOWNLOADS))),
        )

    def _charts(self, modes: tuple[str, ...]) -> Iterator[FlowchartOptions]:
        """A chart for each mode, else one of the flows that name no mode."""
        arguments = self.arguments
        focus = arguments.option_names("focus", arguments.dataset.roles, "role")
        if len(focus) > 1:
            arguments.complain(OptionError.BAD_VALUE, "The option 'focus' takes one role.", "focus")
        look: dict[str, Any] = {
            "direction": arguments.choice("direction", ("TB", "LR"), "TB"),
            "ports": arguments.choice("ports", ("full", "compact", "none"), "full"),
            "focus": "".join(focus[:1]),
            "alt": arguments.text("alt"),
        }
        selection = arguments.selection(modes)
        for mode in modes or ("",):
            of_mode = selection.of_modes((mode,) if mode else ())
            yield FlowchartOptions(**self._common, selection=of_mode, **look)

    def _ports(self) -> PortListOptions:
        """One list or table of services."""
        arguments = self.arguments
        dataset = arguments.dataset
        as_table = arguments.choice("layout", ("list", "table"), "list") == "table"
        if not as_table:
            for option in ("align", "caption"):
                if option in arguments.options:
                    arguments.complain(
                        OptionError.BAD_VALUE,
                        f"A list has no {option}. Leave the option {option!r} out, or choose "
                        "the layout table.",
                        option,
                    )
        selection = Selection(
            modes=arguments.option_names("mode", dataset.modes),
            role=arguments.option_names("role", dataset.roles),
            port=arguments.ports("port"),
        )
        return PortListOptions(**self._common, selection=selection, as_table=as_table)
