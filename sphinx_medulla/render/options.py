"""The kinds of blocks and their options: one entry each. Everything else follows from it.

Directives and ``medulla-flows render`` accept the options, captions and the command below a table
say which were used, and ``--help`` and the manual list them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..dataset.ports import PROTOCOLS
from ..dataset.queries import NEED_LEVELS, Selection
from .columns import COLUMNS
from .formats import downloads
from .localization import _
from .option_parsers import (
    Option,
    flag,
    ids,
    is_second_choice,
    one_choice,
    one_id,
    ports,
    some_choices,
    text,
    two_ids,
    unless_list,
    widths,
    words,
)
from .parsed_options import (
    BlockOptions,
    ErrataOptions,
    FindingsOptions,
    FlowchartOptions,
    FlowRulesOptions,
    FlowTableOptions,
    ModeListOptions,
    PortListOptions,
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of block: the directive ``medulla-KIND`` and the command ``render KIND``.

    ``modes`` tells how modes are chosen: by the ``argument``, which the command has as words, by
    an ``option``, for which the command takes words, or, if empty, not at all. Several modes make
    one block, or one ``each``.
    """

    options: type[BlockOptions]
    about: str
    modes: str = ""
    each: bool = False


KINDS: dict[str, Kind] = {
    "flows": Kind(options=FlowTableOptions, about="a table of flows", modes="argument"),
    "ports": Kind(options=PortListOptions, about="descriptions of ports", modes="option"),
    "flowchart": Kind(
        options=FlowchartOptions,
        about="a chart of flows, or a list of them",
        modes="argument",
        each=True,
    ),
    "modes": Kind(options=ModeListOptions, about="the choice of mode"),
    "flow-rules": Kind(options=FlowRulesOptions, about="how to read tables and charts"),
    "errata": Kind(options=ErrataOptions, about="corrections and open questions"),
    "findings": Kind(
        options=FindingsOptions, about="open questions and known exceptions, in a table"
    ),
}
"""Each kind by its name, in the order of the help."""

_FLOWS = ("flows", "flowchart")
_CAPTIONED = ("flows", "flowchart", "ports", "findings")
_STAMPED = ("flows", "flowchart", "ports")


def _default_columns(values: Mapping[str, Any]) -> str:
    number = "mode" if len(values.get("modes", ())) > 1 else "no"
    if values["by_port"]:
        return f"{number} from to ports service purpose need"
    return f"{number} connection ports notes"


def _need_word(level: str) -> str:
    return {
        "required": _("required"),
        "optional": _("optional"),
        "conditional": _("conditional"),
        "not-stated": _("not stated"),
    }[level]


OPTIONS: tuple[Option, ...] = (
    Option(
        name="from",
        kinds=_FLOWS,
        parse=ids,
        table="roles",
        fills="from_",
        about="flows that these roles open",
        caption=lambda: _("from"),
    ),
    Option(
        name="to",
        kinds=_FLOWS,
        parse=ids,
        table="roles",
        about="flows to these roles",
        caption=lambda: _("to"),
    ),
    Option(
        name="mode",
        kinds=("ports",),
        parse=ids,
        table="modes",
        fills="modes",
        about="only what these modes need",
    ),
    Option(
        name="role",
        kinds=(*_FLOWS, "ports"),
        parse=ids,
        table="roles",
        about="flows from or to these roles",
        caption=lambda: _("from or to"),
    ),
    Option(
        name="between",
        kinds=_FLOWS,
        parse=two_ids,
        table="zones",
        metavar="ZONE,ZONE",
        about="flows between two zones, in either direction",
        caption=lambda: _("between"),
    ),
    Option(
        name="crossing",
        kinds=_FLOWS,
        parse=flag,
        about="only flows that leave their zone",
        caption=lambda: _("only flows that leave their zone"),
    ),
    Option(
        name="group",
        kinds=_FLOWS,
        parse=ids,
        table="groups",
        about="flows of these groups",
        caption=lambda: _("group"),
    ),
    Option(
        name="protocol",
        kinds=_FLOWS,
        parse=some_choices,
        choices=lambda: PROTOCOLS,
        about="only ports of these protocols",
        caption=lambda: _("protocol"),
    ),
    Option(
        name="port",
        kinds=(*_FLOWS, "ports"),
        parse=ports,
        about="only these ports; a port inside a range counts",
        caption=lambda: _("port"),
    ),
    Option(
        name="feature",
        kinds=_FLOWS,
        parse=ids,
        table="features",
        about="only what these features need",
        caption=lambda: _("feature"),
    ),
    Option(
        name="need",
        kinds=_FLOWS,
        parse=some_choices,
        choices=lambda: NEED_LEVELS,
        about="only ports with this need",
        caption=lambda: _("need"),
        word=_need_word,
    ),
    Option(
        name="layout",
        kinds=("flows",),
        parse=is_second_choice,
        choices=lambda: ("flows", "ports"),
        default="flows",
        fills="by_port",
        about="one row per flow, or one per port",
    ),
    Option(
        name="columns",
        kinds=("flows",),
        parse=some_choices,
        choices=lambda: COLUMNS,
        default=_default_columns,
        metavar="COLUMN",
        about="the columns, in this order",
    ),
    Option(
        name="widths",
        kinds=("flows",),
        parse=widths,
        default="auto",
        metavar="NUMBERS",
        about="the proportions of the columns, as whole numbers",
    ),
    Option(
        name="layout",
        kinds=("ports",),
        parse=is_second_choice,
        choices=lambda: ("list", "table"),
        default="list",
        fills="as_table",
        about="a list of terms, or a table",
    ),
    Option(
        name="errata",
        kinds=("flows", "ports"),
        parse=is_second_choice,
        choices=lambda: ("none", "notes"),
        metavar="WHICH",
        about="notes about corrections too, or about open questions only (none)",
    ),
    Option(
        name="direction",
        kinds=("flowchart",),
        parse=one_choice,
        choices=lambda: ("TB", "LR"),
        default="TB",
        about="from top to bottom, or from left to right",
    ),
    Option(
        name="ports",
        kinds=("flowchart",),
        parse=one_choice,
        choices=lambda: ("full", "compact", "none"),
        default="full",
        metavar="HOW",
        about="the ports by number, by the names of their services (compact), or not at all",
    ),
    Option(
        name="focus",
        kinds=("flowchart",),
        parse=one_id,
        table="roles",
        about="the role whose flows are highlighted",
    ),
    Option(
        name="alt",
        kinds=("flowchart",),
        parse=text,
        metavar="TEXT",
        about="what the chart shows, for readers who cannot see it",
    ),
    Option(
        name="stamp",
        kinds=_STAMPED,
        parse=flag,
        about="add the product, the revision and the source",
    ),
    Option(
        name="download",
        kinds=("flows",),
        parse=some_choices,
        choices=downloads,
        metavar="FORMAT",
        about="formats in which readers can download the flows",
        command=False,
    ),
    Option(
        name="caption",
        fills="",
        kinds=_CAPTIONED,
        parse=unless_list(text),
        metavar="TEXT",
        about="a caption instead of the generated one",
    ),
    Option(
        name="align",
        fills="",
        kinds=_CAPTIONED,
        parse=unless_list(one_choice),
        choices=lambda: ("left", "center", "right"),
        metavar="WHERE",
        about="where the table or the chart is on the page",
        command=False,
    ),
    Option(
        name="name",
        fills="",
        kinds=tuple(KINDS),
        parse=words,
        metavar="LABEL",
        about="a label for references",
        command=False,
    ),
    Option(
        name="class",
        fills="",
        kinds=tuple(KINDS),
        parse=words,
        about="classes for a stylesheet",
        command=False,
    ),
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
