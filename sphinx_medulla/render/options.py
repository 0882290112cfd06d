"""The kinds of blocks and their options: one entry each. Everything else follows from it.

Directives and ``medulla-flows render`` accept the options, captions and the command below a table
say which were used, and ``--help`` and the manual list them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, fields
from typing import Any

from ..dataset.ip_protocols import IP_PROTOCOLS
from ..dataset.model import Dataset, Flow
from ..dataset.ports import PROTOCOLS
from ..dataset.selection import NEED_LEVELS, Selection
from . import option_parsers as parse
from .columns import COLUMNS
from .formats import downloads
from .labels import level_word
from .localization import _
from .option_parsers import Option
from .parsed_options import (
    QUESTIONS,
    BlockOptions,
    ComparisonOptions,
    FlowchartOptions,
    FlowTableOptions,
    PortListOptions,
)


@dataclass(frozen=True)
class Kind:
    """A kind of block: the directive ``medulla-KIND`` and the command ``render KIND``.

    ``modes`` tells how modes are chosen: by the ``argument``, which the command has as words, by
    an ``option``, for which the command takes words, or, if empty, not at all. Several modes make
    one block, or one ``each``. If there is a ``count``, so many modes must be named. ``options`` is
    the type of a block's options.
    """

    about: str
    _: KW_ONLY
    options: type[BlockOptions] = BlockOptions
    modes: str = ""
    each: bool = False
    count: int = 0


KINDS: dict[str, Kind] = {
    "flows": Kind("a table of flows", options=FlowTableOptions, modes="argument"),
    "ports": Kind("descriptions of ports", options=PortListOptions, modes="option"),
    "flowchart": Kind(
        "a chart of flows, or a list of them", options=FlowchartOptions, modes="argument", each=True
    ),
    "lookup": Kind("all ports, for readers who look one up"),
    "modes": Kind("the choice of mode"),
    "flow-rules": Kind("how to read tables and charts"),
    "errata": Kind("corrections and open questions"),
    "findings": Kind("open questions and known exceptions, in a table"),
    "changes": Kind("what each revision of the dataset changed"),
    "diff": Kind(
        "what to open and what may be closed, from one mode to another",
        options=ComparisonOptions,
        modes="argument",
        count=2,
    ),
}
"""Each kind by its name, in the order of the help."""

_FLOWS = ("flows", "flowchart")
_CAPTIONED = ("flows", "flowchart", "ports", "findings", "diff")
_STAMPED = ("flows", "flowchart", "ports", "diff")


def _default_columns(values: Mapping[str, Any]) -> str:
    by_port = "from to ports service purpose need encryption setting"
    columns = by_port if values["by_port"] else "connection ports notes"
    several = len(values.get("modes", ())) > 1
    return f"{columns} mode" if several else f"no {columns}"


def _names_no_mode(flow: Flow, _dataset: Dataset, _value: object) -> bool:
    return not flow.modes


OPTIONS: tuple[Option, ...] = (
    Option(
        "from",
        _FLOWS,
        parse.ids,
        "flows that these roles open",
        table="roles",
        fills="from_",
        caption=lambda: _("from"),
    ),
    Option("to", _FLOWS, parse.ids, "flows to these roles", table="roles", caption=lambda: _("to")),
    Option(
        "mode", ("ports",), parse.ids, "only what these modes need", table="modes", fills="modes"
    ),
    Option(
        "role",
        (*_FLOWS, "ports"),
        parse.ids,
        "flows from or to these roles",
        table="roles",
        caption=lambda: _("from or to"),
    ),
    Option(
        "between",
        _FLOWS,
        parse.two_ids,
        "flows between two zones, in either direction",
        table="zones",
        metavar="ZONE,ZONE",
        caption=lambda: _("between"),
    ),
    Option(
        "crossing",
        _FLOWS,
        parse.flag,
        "only flows that leave their zone",
        caption=lambda: _("only flows that leave their zone"),
    ),
    Option(
        "group",
        _FLOWS,
        parse.ids,
        "flows of these groups",
        table="groups",
        caption=lambda: _("group"),
    ),
    Option(
        "protocol",
        _FLOWS,
        parse.protocols,
        "only ports of these protocols",
        choices=lambda: (*PROTOCOLS, *IP_PROTOCOLS),
        caption=lambda: _("protocol"),
    ),
    Option(
        "port",
        (*_FLOWS, "ports"),
        parse.ports,
        "only these ports; a port inside a range counts",
        caption=lambda: _("port"),
    ),
    Option(
        "feature",
        _FLOWS,
        parse.ids,
        "only what these features need",
        table="features",
        caption=lambda: _("feature"),
    ),
    Option(
        "need",
        _FLOWS,
        parse.some_choices,
        "only ports with this need",
        choices=lambda: NEED_LEVELS,
        caption=lambda: _("need"),
        word=level_word,
    ),
    Option(
        "common",
        _FLOWS,
        parse.flag,
        "only flows that name no mode",
        holds=_names_no_mode,
        caption=lambda: _("only flows that name no mode"),
    ),
    Option(
        "empty",
        (*_FLOWS, "ports"),
        parse.is_second_choice,
        "warn if nothing is selected (warning), or accept it (ok)",
        choices=lambda: ("warning", "ok"),
        default="warning",
        fills="may_be_empty",
        metavar="WHAT",
    ),
    Option(
        "layout",
        ("flows",),
        parse.is_second_choice,
        "one row per flow, or one per port",
        choices=lambda: ("flows", "ports"),
        default="flows",
        fills="by_port",
    ),
    Option(
        "sort",
        ("flows",),
        parse.is_second_choice,
        "with one row per port, the ports of a flow as in the dataset, or by number",
        choices=lambda: ("dataset", "port"),
        default="dataset",
        fills="by_number",
    ),
    Option(
        "columns",
        ("flows",),
        parse.some_choices,
        "the columns, in this order",
        choices=lambda: COLUMNS,
        default=_default_columns,
        metavar="COLUMN",
    ),
    Option(
        "widths",
        ("flows",),
        parse.widths,
        "the proportions of the columns, as whole numbers",
        default="auto",
        metavar="NUMBERS",
    ),
    Option(
        "layout",
        ("ports",),
        parse.is_second_choice,
        "a list of terms, or a table",
        choices=lambda: ("list", "table"),
        default="list",
        fills="as_table",
    ),
    Option(
        "errata",
        ("flows", "ports"),
        parse.is_second_choice,
        "notes about corrections too, or about open questions only (none)",
        choices=lambda: ("none", "notes"),
        metavar="WHICH",
    ),
    Option(
        "questions",
        ("flows", "ports", "lookup", "flow-rules", "errata", "findings"),
        parse.one_choice,
        "open questions in full, as marks that lead to their list, or as “not confirmed” (hide)",
        choices=lambda: QUESTIONS,
        metavar="HOW",
    ),
    Option(
        "direction",
        ("flowchart",),
        parse.one_choice,
        "from top to bottom, or from left to right",
        choices=lambda: ("TB", "LR"),
        default="TB",
    ),
    Option(
        "ports",
        ("flowchart",),
        parse.one_choice,
        "the ports by number, by the names of their services (compact), or not at all",
        choices=lambda: ("full", "compact", "none"),
        default="full",
        metavar="HOW",
    ),
    Option(
        "focus", ("flowchart",), parse.one_id, "the role whose flows are highlighted", table="roles"
    ),
    Option(
        "legend",
        ("flowchart",),
        parse.flag,
        "explain the colours and the signs of the chart",
    ),
    Option(
        "alt",
        ("flowchart",),
        parse.text,
        "what the chart shows, for readers who cannot see it",
        metavar="TEXT",
    ),
    Option(
        "replaces",
        ("diff",),
        parse.replacements,
        "roles that count as the same machine, the old one first",
        table="roles",
        metavar="OLD=NEW",
    ),
    Option(
        "role",
        ("diff",),
        parse.ids,
        "only what changes on these machines",
        table="roles",
        fills="machines",
    ),
    Option("stamp", _STAMPED, parse.flag, "add the product, the revision and the source"),
    Option(
        "download",
        ("flows",),
        parse.some_choices,
        "formats in which readers can download the flows",
        choices=downloads,
        metavar="FORMAT",
        command=False,
    ),
    Option(
        "caption",
        _CAPTIONED,
        parse.unless_list(parse.text),
        "a caption instead of the generated one",
        fills="",
        metavar="TEXT",
    ),
    Option(
        "align",
        _CAPTIONED,
        parse.unless_list(parse.one_choice),
        "where the table or the chart is on the page",
        fills="",
        choices=lambda: ("left", "center", "right"),
        metavar="WHERE",
        command=False,
    ),
    Option(
        "name",
        tuple(KINDS),
        parse.words,
        "a label for references",
        fills="",
        metavar="LABEL",
        command=False,
    ),
    Option("class", tuple(KINDS), parse.words, "classes for a stylesheet", fills="", command=False),
)
"""Every option, in the order of the help. Two kinds may have different options of one name."""

SELECTION_FIELDS = frozenset(field.name for field in fields(Selection))


def options_of(kind: str, *, command: bool = False) -> dict[str, Option]:
    """The options of a kind of block by name: of the directive, or those that the command has."""
    return {
        option.name: option
        for option in OPTIONS
        if kind in option.kinds and (option.command or not command)
    }


def used_options(selection: Selection) -> Iterator[tuple[Option, Any]]:
    """The options that make a selection of flows, each with its value, without modes."""
    values = {one.option: one.value for one in selection.where}
    for option in options_of("flows").values():
        if option.field in SELECTION_FIELDS:
            values[option.name] = getattr(selection, option.field)
        if values.get(option.name):
            yield option, values[option.name]
