"""What a rule is: its code, its words, its examples and its check.

Rule files import what most of them need from here.
"""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import dedent
from typing import ClassVar

from ..dataset.problem import Location, Problem, Related, Severity
from .context import Place, RuleContext
from .finding import Finding, Subject

__all__ = ["DatasetRule", "Rule", "RuleContext", "Severity", "Subject", "Violation", "Violations"]


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule reports: where, about what, a sentence, and how to correct it.

    Without a ``hint`` the rule's ``fix`` is shown. ``related`` pairs other places with a sentence
    about each. A ``severity`` replaces the rule's.
    """

    place: Place | Location
    subject: Subject
    message: str
    hint: str = ""
    related: Iterable[tuple[Place | Location, str]] = ()
    severity: Severity | None = None


Violations = Iterator[Violation]

_SECTION = re.compile(
    r"^(?P<title>Why|Bad|Good|Beside \S+?)::?(?: |\n\n)(?P<text>.+?)(?=\n\n\S|\Z)",
    re.MULTILINE | re.DOTALL,
)


class Rule:
    """The words, the examples and the traits of one rule.

    A rule's docstring is its documentation. It begins with one sentence that says what is wrong.
    The paragraph ``Why:`` says what comes of the fault. The literal blocks ``Bad::`` and ``Good::``
    are whole datasets, with and without the fault, called ``flows.yaml``; a block such as
    ``Beside locale/fr/LC_MESSAGES/flows.po::`` is a file beside them. All these texts are empty
    where Python runs without docstrings (``-OO``).

    A rule's ``name`` is that of its file with hyphens: ``same-port-twice`` in
    ``same_port_twice.py``. ``fix`` says how to correct the fault. Rules that are ``about_ports``
    report single ports, so that their waivers must name ports; rules that are ``about_ends`` report
    one end of a connection or both. A rule that is not ``waivable`` reports something on which no
    waiver can be written; ``accepted_by`` may say what else is written then.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING
    fix: ClassVar[str]
    about_ports: ClassVar[bool] = False
    about_ends: ClassVar[bool] = False
    waivable: ClassVar[bool] = True
    accepted_by: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Name the rule after its file, unless it has a name of its own."""
        super().__init_subclass__()
        if "name" not in vars(cls):
            cls.name = cls.__module__.rpartition(".")[2].replace("_", "-")

    @property
    def why(self) -> str:
        """What comes of the fault."""
        return self._sections().get("Why", "").replace("\n", " ").rstrip()

    @property
    def bad(self) -> str:
        """A dataset with the fault."""
        return self._sections().get("Bad", "")

    @property
    def good(self) -> str:
        """The same dataset without the fault."""
        return self._sections().get("Good", "")

    @property
    def beside(self) -> dict[str, str]:
        """The text of each file beside these datasets, by its path from their folder."""
        return {
            title.removeprefix("Beside "): text
            for title, text in self._sections().items()
            if title.startswith("Beside ")
        }

    def _sections(self) -> dict[str, str]:
        """The texts of the docstring's sections by their titles, without indentation."""
        found = _SECTION.finditer(inspect.cleandoc(type(self).__doc__ or ""))
        return {each["title"]: dedent(each["text"]).rstrip() + "\n" for each in found}

    def finding(self, context: RuleContext, violation: Violation) -> Finding:
        """A violation of this rule as a finding, with its places in the file."""
        problem = Problem(
            code=self.code,
            name=self.name,
            message=violation.message,
            hint=violation.hint or self.fix,
            location=context.locate_finding(violation.place),
            severity=context.severities.get(self.code) or violation.severity or self.severity,
            related=tuple(
                Related(context.locate(place), text) for place, text in violation.related
            ),
        )
        return Finding(problem=problem, subject=violation.subject)


class DatasetRule(Rule, ABC):
    """A rule about the dataset itself."""

    @abstractmethod
    def check(self, context: RuleContext) -> Violations:
        """Check a dataset; time and memory grow with its size, never with its square."""
