"""What is wrong with a dataset, and where: the one form in which every package reports it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a problem is; a higher value is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for it: ``info``, ``warning`` or ``error``."""
        return self.name.lower()


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file.

    Lines and columns count from 1, columns in Unicode code points. The end is exclusive, like an
    editor's cursor after the last character.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Related:
    """A second place that explains a problem, such as the first of two equal keys."""

    location: Location
    message: str


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    ``code`` is ``MEDnnn`` and ``name`` its name in words with hyphens. ``message`` is one sentence
    that says what is wrong, ``hint`` one that says what to write instead.
    """

    code: str
    name: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()

    @property
    def sentence(self) -> str:
        """The message, followed by the hint if there is one."""
        return f"{self.message} {self.hint}".strip()

    def __str__(self) -> str:
        return f"{self.location}: {self.code} {self.sentence}"


class DatasetError(Exception):
    """A dataset that does not load; ``problems`` holds everything that is wrong, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type[DatasetError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)
