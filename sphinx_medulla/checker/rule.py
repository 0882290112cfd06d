"""What a rule is: its code, its words, its examples, and how it looks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from ..dataset.problem import Problem, Related, Severity
from .finding import Finding, Subject

if TYPE_CHECKING:
    from ..dataset.yaml_tree import Step
    from .context import RuleContext
    from .run_result import Judged


class Rule(ABC):
    """One rule. A subclass says everything about itself; its docstring is what is wrong, in a line.

    ``why`` says what comes of it, ``fix`` how to mend it. ``bad`` and ``good`` are whole datasets:
    the first has the fault, the second has not. ``about_ports`` rules speak of single ports, so
    that their waivers must name ports; ``about_ends`` rules speak of one end of a connection or of
    both. A rule that is not ``waivable`` speaks of what has no waivers. ``beside`` are files beside
    the datasets of the examples, which are called ``flows.yaml``.
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

    @abstractmethod
    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look at a dataset; time and memory grow with its size, never with its square."""

    def finding(
        self,
        case: RuleContext,
        path: tuple[Step, ...],
        subject: Subject,
        message: str,
        hint: str,
        *,
        at_key: bool = False,
        related: Iterable[tuple[tuple[Step, ...], str]] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """A finding at a path of the file, such as ``("flows", 3, "ports", 2)``.

        ``related`` pairs the paths of other places with a sentence about each.
        """
        locate = case.loaded.locate_key if at_key else case.loaded.locate
        problem = Problem(
            code=self.code,
            name=self.name,
            message=message,
            hint=hint,
            location=locate(*path),
            severity=self.severity if severity is None else severity,
            related=tuple(Related(case.loaded.locate(*other), text) for other, text in related),
        )
        return Finding(problem=problem, subject=subject)


class LateRule(Rule):
    """A rule about waivers and errata: it looks when the others have, and cannot be waived."""

    waivable = False

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Find nothing yet."""
        yield from ()

    @abstractmethod
    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Look at a dataset and at what the other rules said of it."""
