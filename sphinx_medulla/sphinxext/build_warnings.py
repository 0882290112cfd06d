"""Every warning that the Sphinx side gives: typed, numbered, located."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from ..dataset.characters import visible
from ..render.option_errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from ..dataset.catalogs import CatalogError
    from ..dataset.problem import Location, Problem

LOGGER = logging.getLogger("sphinx_medulla")


class Code(Enum):
    """A warning's code, with its name in words and what it is about.

    ``suppress_warnings = ["medulla.MED701"]`` in conf.py silences one, ``["medulla"]`` all.
    """

    UNKNOWN_NAME = OptionError.UNKNOWN_NAME.value
    UNKNOWN_OPTION = OptionError.UNKNOWN_OPTION.value
    BAD_VALUE = OptionError.BAD_VALUE.value
    BAD_CONFIG = ("MED704", "A value in conf.py cannot be used, so the default is used.")
    NO_GRAPHVIZ = (
        "MED705",
        "Graphviz is not available, so charts are replaced by lists of their flows.",
    )
    LAYOUT_FAILED = (
        "MED706",
        "Graphviz could not lay out a chart, so it is replaced by a list of its flows.",
    )
    OTHER_REVISION = (
        "MED707",
        "The revision of the dataset is not the one that the manual expects.",
    )
    FLOW_NOT_SHOWN = ("MED708", "No page shows a flow, although `medulla_complete` requires it.")
    UNKNOWN_PORT = ("MED709", "The text of a page names a port that the dataset does not have.")
    UNKNOWN_REFERENCE = ("MED710", "A role refers to something that does not exist.")
    FORMER_NAME = ("MED711", "A role uses a former name.")
    NOT_SHOWN = ("MED712", "A role refers to something that no page shows.")
    NO_NUMBER = ("MED713", "The role numref refers to a label that has no number.")
    RESERVED_LABEL = (
        "MED714",
        "A page defines a label that is reserved for the output of a directive.",
    )
    QUESTIONS_NOT_SHOWN = OptionError.QUESTIONS_NOT_SHOWN.value
    NOTHING_SELECTED = OptionError.NOTHING_SELECTED.value
    NO_FEED = ("MED716", "The feed of changes cannot be written, or not with all changes.")
    UNREADABLE_CATALOG = (
        "MED717",
        "A catalog of translations cannot be read, so its texts are not translated.",
    )

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence


Place = str | tuple[str, int] | nodes.Node | None
"""Where something is, as Sphinx's logging has it: a file with its line, a page with it, a node."""


def give(code: str, sentences: str, location: Place, *, info: bool = False) -> None:
    """Log whole sentences under a code: a warning, or a line of ``-v`` if they are ``info``."""
    log = LOGGER.verbose if info else LOGGER.warning
    log("%s %s", code, sentences, type="medulla", subtype=code, location=location)


def warn(code: Code, sentences: str, location: Place) -> None:
    """Give one warning of the Sphinx side, in whole sentences."""
    give(code.code, sentences, location)


def warn_of(problem: Problem, named_at: str = "") -> None:
    """Give a dataset's problem as a warning, at its line, with its column in the text.

    ``named_at`` is the place where the file is named, for a file in which there is nothing to see.
    """
    if named_at:
        give(problem.code, f"{visible(problem.location.path)}: {problem.sentence}", named_at)
    else:
        give(problem.code, with_column(problem), file_and_line(problem.location))


def warn_of_catalog(path: Path, error: CatalogError) -> None:
    """Warn of a catalog that cannot be read: once, though several readers may look for it."""
    sentence = f"The catalog cannot be read, so its texts are not translated: {error}."
    code = Code.UNREADABLE_CATALOG.code
    where = f"{visible(str(path))}:{error.line}"
    LOGGER.warning("%s %s", code, sentence, type="medulla", subtype=code, location=where, once=True)


def with_column(problem: Problem) -> str:
    """Return the sentences of a problem, with the column at which it is."""
    return f"{problem.sentence} (column {problem.location.column})"


def file_and_line(location: Location) -> str:
    """Return a location as Sphinx writes it, without the column.

    Programs that read the log take the last number before the level for the line.
    """
    return f"{visible(location.path)}:{location.line}"


def warn_of_former(kind: str, target: str, today: str, node: nodes.Node) -> None:
    """Warn of a reference that uses a former name."""
    sentence = f"{target!r} is a former {kind}. Write {today} instead."
    warn(Code.FORMER_NAME, sentence, node)
