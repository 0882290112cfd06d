"""Where reports go: to the terminal, or into files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

from ..checker.reports import FORMATS
from ..dataset.names import did_you_mean
from ..files import write_file
from .exit_codes import UsageError


class Output(NamedTuple):
    """A format, and the file that it goes to; the standard output without one."""

    format: str
    file: Path | None = None

    @classmethod
    def parse(cls, text: str) -> Output:
        """Read ``FORMAT`` or ``FORMAT=FILE``; raises `UsageError`."""
        name, equals, file = text.partition("=")
        if name not in FORMATS:
            raise UsageError(
                f"There is no output format {name!r}. {did_you_mean(name, FORMATS)}"
                f"Write one of {', '.join(FORMATS)}."
            )
        if equals and not file:
            raise UsageError(f"{text!r} does not name a file. Write {name}=FILE, or {name} alone.")
        return cls(name, Path(file) if file else None)


def outputs(words: Iterable[str], dataset: Path) -> tuple[Output, ...]:
    """The requested outputs; `full` if there are none.

    Raises `UsageError` where two would go to one place, or one over the dataset.
    """
    found = tuple(map(Output.parse, words)) or (Output("full"),)
    taken: set[Path | None] = set()
    for output in found:
        place = output.file and _real(output.file)
        if place in taken:
            where = str(output.file) if output.file else "the standard output"
            raise UsageError(f"Two reports would go to {where}. Write FORMAT=FILE for one of them.")
        taken.add(place)
        if output.file is not None and is_same(output.file, dataset):
            raise UsageError(f"A report would overwrite the dataset {dataset}. Name another file.")
    return found


def write(output: Output, text: str) -> None:
    """Put a report where it goes; raises `UsageError` where that place cannot be written."""
    if output.file is None:
        print_text(text, exact=output.format not in {"full", "concise"})
        return
    # a name that is not valid text is written as JSON escapes it
    write_bytes(output.file, text.encode("utf-8", "backslashreplace"))


def write_bytes(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises `UsageError` where it cannot be written."""
    try:
        path = _real(file)  # a link stays a link
        if path.exists() and not path.is_file():  # a pipe or a device is not to be replaced
            with path.open("wb") as stream:
                stream.write(content)
        else:
            write_file(path, content)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{file} cannot be written: {why}.") from None


def print_text(text: str, *, exact: bool = False) -> None:
    """Write to the standard output whatever it can show; ``exact`` writes UTF-8 in any case.

    Raises `UsageError` where it cannot be written, as on a full disk.
    """
    stream = sys.stdout
    if stream is None or not text:
        return
    if exact and hasattr(stream, "buffer"):
        print_bytes(text.encode("utf-8", "backslashreplace"))
        return
    with _given_up_on_errors(stream):
        stream.write(_showable(text, stream))
        stream.flush()


def print_bytes(content: bytes) -> None:
    """Write to the standard output what is no text, or is to stay as it is; raises as above."""
    stream = sys.stdout
    if stream is None:
        return
    with _given_up_on_errors(stream):
        stream.flush()
        stream.buffer.write(content)
        stream.flush()


@contextmanager
def _given_up_on_errors(stream: TextIO) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _give_up(stream)
        if not isinstance(error, BrokenPipeError):  # nobody reads any more, as behind ``| head``
            raise UsageError(f"The standard output cannot be written: {error.strerror}.") from None


def say(text: str) -> None:
    """Write a line to the standard error, which has everything that is no finding."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(_showable(text, stream) + "\n")
        stream.flush()
    except OSError:  # there is no other place to say it
        _give_up(stream)


def _give_up(stream: TextIO) -> None:
    """Let a stream that cannot be written lead nowhere, else Python complains of it at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_coloured(stream: TextIO | None) -> bool:
    """Whether a stream wants colours: NO_COLOR, then FORCE_COLOR, then what it is decide."""
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _showable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _real(path: Path) -> Path:
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
