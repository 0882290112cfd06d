"""The layout of charts for a command: within a time limit, with errors as commands report them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager

from ..diagram.layout import LONGEST_TIME_LIMIT, TIME_LIMIT, LayoutError, NoGraphvizError
from ..diagram.layout_queue import CURRENT_QUEUE, LayoutQueue
from .exit_codes import UsageError


@contextmanager
def drawing(dot_timeout: str | None) -> Iterator[None]:
    """Lay out charts within a time limit, which is in seconds; errors become a `UsageError`."""
    try:
        seconds = TIME_LIMIT if dot_timeout is None else float(dot_timeout)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= LONGEST_TIME_LIMIT:
        raise UsageError(
            f"The value {dot_timeout!r} of --dot-timeout cannot be used. Write a number of "
            f"seconds, more than 0 and at most {LONGEST_TIME_LIMIT}."
        )
    try:
        with closing(LayoutQueue(seconds=seconds)) as queue:
            CURRENT_QUEUE.set(queue)
            yield
    except NoGraphvizError:
        raise UsageError(
            "Graphviz is not available, so charts cannot be drawn. Run pip install "
            '"sphinx-medulla[dot]", or install Graphviz so that dot is on the PATH.'
        ) from None
    except LayoutError as error:
        raise UsageError(str(error)) from None


def add_dot_timeout(parser: argparse._ActionsContainer) -> None:
    """Add the option with the time limit of charts."""
    parser.add_argument(
        "--dot-timeout",
        metavar="SECONDS",
        help=f"how long Graphviz may take to lay out one chart (default: {TIME_LIMIT})",
    )
