"""The options of `medulla-flows render`: those of the directives, and where the output goes."""

from __future__ import annotations

import argparse

from ..render.options import OF_MODES, OPTIONS

KINDS = {
    "flows": "a table of flows",
    "ports": "what the ports are for",
    "flowchart": "a chart of flows, or a list of them",
    "modes": "which mode is whose",
    "flow-rules": "how to read tables and charts",
    "errata": "what was corrected, and what is open",
    "findings": "what is open, and which exceptions are known",
}
"""What can be rendered; the order is that of the help."""

CAPTIONED = ("flows", "flowchart", "ports", "findings")
"""What may have a caption; a list of ports says itself that it has none."""

WHERE = ("format", "output", "dataset", "language", "dot-timeout")
"""The options that say how, where to and from what."""

FLAGS = ("crossing", "stamp")

_ABOUT = {
    "from": ("ROLE", "flows that these roles open"),
    "to": ("ROLE", "flows to these roles"),
    "role": ("ROLE", "flows from or to these roles"),
    "between": ("ZONE,ZONE", "flows between two zones, in either direction"),
    "crossing": ("", "only flows that leave their zone"),
    "group": ("GROUP", "flows of these groups"),
    "protocol": ("PROTOCOL", "only ports of these protocols"),
    "port": ("PORT", "only these ports; one inside a range counts"),
    "feature": ("FEATURE", "only what these features need"),
    "need": ("NEED", "required, optional, conditional or not-stated"),
    "columns": ("COLUMN", "the columns, in this order"),
    "layout": ("LAYOUT", "flows: a row for each of the flows or ports; ports: list or table"),
    "widths": ("NUMBERS", "the proportions of the columns"),
    "errata": ("WHICH", "notes shows corrections under the table, none open questions only"),
    "stamp": ("", "add product, revision and source"),
    "direction": ("TB|LR", "from top to bottom, or from left to right"),
    "ports": ("HOW", "full, compact (names instead of numbers) or none"),
    "focus": ("ROLE", "let the flows of a role stand out"),
    "alt": ("TEXT", "what a chart says to who cannot see it"),
    "mode": ("MODE", "only what these modes need"),
    "caption": ("TEXT", "a caption instead of the generated one"),
}


def options_of(kind: str) -> tuple[str, ...]:
    """The options of a kind that choose what is shown."""
    return (*OPTIONS[kind], "caption") if kind in CAPTIONED else OPTIONS[kind]


def add_options(command: argparse.ArgumentParser, kind: str) -> None:
    """Give a kind's parser its arguments."""
    if kind in (*OF_MODES, "ports"):
        about = "modes, by id or title; without, the flows that name no mode"
        if kind == "ports":
            about = "modes, by id or title; without, all ports"
    else:
        about = argparse.SUPPRESS
    command.add_argument("words", nargs="*", metavar="MODE", help=about)
    shown = command.add_argument_group("what is shown (lists: spaces or commas)")
    for option in options_of(kind):
        metavar, help_text = _ABOUT[option]
        if option in FLAGS:
            shown.add_argument(
                f"--{option}",
                dest=_dest(option),
                action="append_const",
                const="true",
                help=help_text,
            )
        else:
            shown.add_argument(
                f"--{option}", dest=_dest(option), action="append", metavar=metavar, help=help_text
            )
    where = command.add_argument_group("how, where to and from what")
    where.add_argument(
        "--format",
        metavar="FORMAT",
        help="text, md, html or rst; for flows and ports also csv or json; for a flowchart these "
        "and dot, svg, pdf or png; without it, what the name of the file says, else text",
    )
    where.add_argument("--output", metavar="FILE", help="a file instead of the standard output")
    where.add_argument("--dataset", metavar="FILE", help="the dataset's file")
    where.add_argument(
        "--language",
        metavar="LANGUAGE",
        help="the language to write in, such as fr: our words, and the dataset's where a catalog "
        "has them",
    )
    add_dot_timeout(where)


def add_dot_timeout(parser: argparse._ActionsContainer) -> None:
    """Give a parser the option with the time limit of charts."""
    parser.add_argument(
        "--dot-timeout",
        metavar="SECONDS",
        help="how long Graphviz may take to lay out one chart (default: 30)",
    )


def options_given(asked: argparse.Namespace, unknown: list[str]) -> dict[str, list[str]]:
    """The options of a command line with their values; unknown ones too, which have none."""
    given = {
        option: values
        for option in options_of(asked.kind)
        if (values := getattr(asked, _dest(option))) is not None
    }
    for word in unknown:
        if word.startswith("-"):
            given[word.lstrip("-").partition("=")[0]] = []
    return given


def _dest(option: str) -> str:
    return f"option_{option}"
