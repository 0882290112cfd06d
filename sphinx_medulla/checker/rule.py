"""What a rule is: its code, its words, its examples and its check.

Rule files import what most of them need from here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from ..dataset.problem import Location, Problem, Related, Severity
from .context import Place, RuleContext
from .finding import Finding, Subject

__all__ = [
    "DatasetRule",
    "Place",
    "Rule",
    "RuleContext",
    "Severity",
    "Subject",
    "Violation",
    "Violations",
]


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule reports: where, about what, a sentence, and how to correct it.

    Without a ``hint`` the rule's ``fix`` is shown. ``related`` pairs other places with a sentence
    about each. ``at_key`` marks the key of the place instead of its value. A ``severity`` replaces
    the rule's.
    """

    place: Place | Location
    subject: Subject
    message: str
    hint: str = ""
    related: Iterable[tuple[Place | Location, str]] = ()
    at_key: bool = False
    severity: Severity | None = None


Violations = Iterator[Violation]


class Rule:
    """The words, the examples and the traits of one rule.

    A rule's docstring begins with one sentence that says what is wrong. Its ``name`` is that of its
    file with hyphens: ``same-port-twice`` in ``same_port_twice.py``. ``why`` says what comes of the
    fault, ``fix`` how to correct it. ``bad`` and ``good`` are whole datasets, with and without the
    fault, called ``flows.yaml``; ``beside`` are files beside them, by name. Rules that are
    ``about_ports`` report single ports, so that their waivers must name ports; rules that are
    ``about_ends`` report one end of a connection or both. A rule that is not ``waivable`` reports
    something on which no waiver can be written.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str]
    fix: ClassVar[str]
    bad: ClassVar[str]
    good: ClassVar[str]
    about_ports: ClassVar[bool] = False
    about_ends: ClassVar[bool] = False
    waivable: ClassVar[bool] = True
    beside: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init_subclass__(cls) -> None:
        """Name the rule after its file, unless it has a name of its own."""
        super().__init_subclass__()
        if "name" not in vars(cls):
            cls.name = cls.__module__.rpartition(".")[2].replace("_", "-")

    def finding(self, context: RuleContext, violation: Violation) -> Finding:
        """A violation of this rule as a finding, with its places in the file."""
        problem = Problem(
            code=self.code,
            name=self.name,
            message=violation.message,
            hint=violation.hint or self.fix,
            location=context.locate(violation.place, at_key=violation.at_key),
            severity=self.severity if violation.severity is None else violation.severity,
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
