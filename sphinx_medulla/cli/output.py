"""Where reports go: to the terminal, or into files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from ..checker.reports import FORMATS
from ..dataset.characters import line_of
from ..dataset.names import did_you_mean, find
from ..files import write_file
from .exit_codes import UsageError, refused


class Output(NamedTuple):
    """The format of a report, and the file to write it to; without a file, standard output."""

    format: str
    file: Path | None = None

    @classmethod
    def parse(cls, text: str) -> Output:
        """Read ``FORMAT`` or ``FORMAT=FILE``; raises `UsageError`."""
        word, equals, file = text.partition("=")
        name = find(word, FORMATS)
        if name is None:
            raise UsageError(
                f"There is no output format {word!r}. {did_you_mean(word, FORMATS)}"
                f"Write one of {', '.join(FORMATS)}."
            )
        if equals and not file:
            raise UsageError(f"{text!r} does not name a file. Write {name}=FILE, or {name} alone.")
        return cls(name, Path(file) if file else None)


def add_output_format(command: argparse._ActionsContainer) -> None:
    """Add the option with the formats of a report, which `outputs` reads."""
    command.add_argument(
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help="full (the default), concise, json, sarif, github, gitlab or junit; with =FILE, "
        "write to a file instead of standard output; repeatable",
    )


def outputs(words: Iterable[str], datasets: Collection[Path]) -> tuple[Output, ...]:
    """The requested outputs; `full` if there are none.

    Raises `UsageError` if two would go to the same place, or one would overwrite a dataset.
    """
    found = tuple(map(Output.parse, words)) or (Output("full"),)
    taken: set[Path | None] = set()
    for output in found:
        place = output.file and real_path(output.file)
        if place in taken:
            where = str(output.file) if output.file else "the standard output"
            raise UsageError(f"Two reports would go to {where}. Write FORMAT=FILE for one of them.")
        taken.add(place)
        for dataset in datasets:
            if output.file is not None and is_same(output.file, dataset):
                raise UsageError(
                    f"A report would overwrite the dataset {dataset}. Name another file."
                )
    return found


def write(output: Output, text: str) -> None:
    """Write a report to its output; raises `UsageError` if that fails."""
    # a name that is not valid text is written as JSON escapes it
    content = text.encode("utf-8", "backslashreplace")
    if output.file is not None:
        write_bytes(output.file, content)
    elif output.format in {"full", "concise"}:
        print_text(text)
    else:
        print_bytes(content)


def write_bytes(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises `UsageError` if it cannot be written."""
    with refused(f"{file} cannot be written"):
        path = real_path(file)  # a link stays a link
        if path.exists() and not path.is_file():  # a pipe or a device must not be replaced
            path.write_bytes(content)
        else:
            write_file(path, content)


def print_text(text: str) -> None:
    """Write text to standard output, with escapes for what its encoding does not have.

    Raises `UsageError` if it cannot be written, such as on a full disk.
    """
    if sys.stdout is not None and text:
        _write_text(sys.stdout, text)


def print_bytes(content: bytes) -> None:
    """Write to standard output exactly these bytes; raises `UsageError` as `print_text` does."""
    if sys.stdout is not None and content:
        with _given_up_on_errors(sys.stdout):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.flush()


def say(*lines: str) -> None:
    """Write lines to standard error, which gets everything that is not output.

    What the names of files may contain is made visible.
    """
    if sys.stderr is not None:
        with suppress(UsageError):  # there is no other place to say it
            _write_text(sys.stderr, "".join(f"{line_of(line)}\n" for line in lines))


def _write_text(stream: TextIO, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with _given_up_on_errors(stream):
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


@contextmanager
def _given_up_on_errors(stream: TextIO) -> Iterator[None]:
    """If a stream cannot be written, let it lead nowhere, else Python complains when it exits."""
    try:
        yield
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader has ended, such as ``| head``
            raise UsageError(f"The standard output cannot be written: {error.strerror}.") from None


def is_coloured(stream: TextIO | None) -> bool:
    """Whether to colour a stream: NO_COLOR decides, then FORCE_COLOR, then the kind of terminal."""
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def real_path(path: Path) -> Path:
    """The path without links, or as it is if that cannot be found."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name that cannot be
        return path


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
