"""What commands that write documents have in common: the format, the file, and how to write it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from ..dataset.names import find, suggestion
from ..render.comparison_job import ComparisonJob
from ..render.formats import FORMATS
from ..render.render_job import RenderJob
from .argument_parser import CommandParser
from .dataset_path import named_or_packaged
from .layout_errors import add_dot_timeout, drawing
from .output import is_same, print_bytes, print_text, write_bytes
from .progress import progress


def add_output_options(command: CommandParser, kind: str) -> None:
    """Add the options about the input and the output of a kind of block."""
    group = command.add_argument_group("input and output")
    formats = ", ".join(name for name, one in FORMATS.items() if one.shows(kind))
    group.add_argument(
        "--format",
        metavar="FORMAT",
        help=f"{formats}; the default follows the suffix of the file, or is text",
    )
    group.add_argument(
        "--output", metavar="FILE", help="write to a file instead of standard output"
    )
    group.add_argument("--dataset", metavar="FILE", help="the dataset's file")
    group.add_argument(
        "--language",
        metavar="LANGUAGE",
        help="the language of the output, such as fr; the dataset's texts need a catalog",
    )
    add_dot_timeout(group)


def format_name(options: argparse.Namespace) -> str:
    """The format that is named, else that of the file's suffix, else text."""
    if options.format is not None:
        return find(options.format, FORMATS) or options.format
    suffix = Path(options.output or "").suffix.lower()
    return next((name for name, one in FORMATS.items() if suffix in one.suffixes), "text")


def format_errors(options: argparse.Namespace, name: str) -> Iterator[str]:
    """What is wrong with the format and with the output file."""
    kind, output = options.kind, options.output
    if name not in FORMATS:
        yield f"There is no format {name!r}. {suggestion(name, FORMATS)}"
    elif not FORMATS[name].shows(kind):
        fits = ", ".join(other for other, one in FORMATS.items() if one.shows(kind))
        kinds = ", ".join(FORMATS[name].kinds)
        yield f"The format {name} shows {kinds}, not {kind}. For {kind}, write one of: {fits}."
    elif FORMATS[name].binary and output is None and sys.stdout and sys.stdout.isatty():
        yield f"A terminal cannot show {name}. Write --output FILE."
    if output == "":
        yield "The name of the output is empty. Write the path of a file."
    elif output and is_same(Path(output), named_or_packaged(options.dataset).path):
        yield f"The output would overwrite the dataset {output}. Name another file."


def write_output(name: str, job: RenderJob | ComparisonJob, options: argparse.Namespace) -> None:
    """Write a job in a format to the output; raises `UsageError` or `LayoutError`."""
    output, one = options.output, FORMATS[name]
    if output is None:
        job = job._replace(encoding=getattr(sys.stdout, "encoding", None) or "utf-8")
    with drawing(options.dot_timeout), progress(1, "charts") if one.picture else nullcontext():
        content = one.write(job)
    if output is not None:
        write_bytes(Path(output), content)
    elif name == "text":
        print_text(content.decode())
    else:
        print_bytes(content)
