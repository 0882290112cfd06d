"""A file under check, whether it loads or not: everything that a report says of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

from ..dataset.loading import load
from ..dataset.problem import DatasetError, Location, Problem, Severity
from .finding import Finding, Subject, Waived
from .rule import Rule
from .rule_selection import with_severity
from .rules import RULES
from .runner import check

UNREADABLE = "MED001"


class UnreadableFileError(Exception):
    """A file that cannot be read, so that nothing can be said of what is in it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found in one file.

    ``path`` is the file as its locations name it, ``uri_path`` as a forge knows it: relative to
    the repository, with slashes. ``text`` is the file's content, for frames. ``rules`` are those
    that ran, none where the file does not load. ``fail_level`` is the lowest severity that fails a
    check.
    """

    path: str
    uri_path: str
    text: str = ""
    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    fail_level: Severity = Severity.WARNING
    _prints: dict[int, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Tell findings with one fingerprint apart, in the order of the file."""
        seen: Counter[str] = Counter()
        for finding in self.all_findings():
            plain = finding.fingerprint
            seen[plain] += 1
            turn = seen[plain]
            self._prints[id(finding)] = plain if turn == 1 else _again(plain, turn)

    def all_findings(self) -> Iterator[Finding]:
        """Those that count, then the waived ones."""
        yield from self.findings
        for waived in self.waived:
            yield waived.finding

    def fingerprint(self, finding: Finding) -> str:
        """The fingerprint of one of the findings, which no other one has."""
        return self._prints[id(finding)]

    def uri_path_of(self, location: Location) -> str:
        """The file of a location as a forge knows it."""
        return self.uri_path if location.path == self.path else Path(location.path).as_posix()

    def fails(self, finding: Finding) -> bool:
        """Whether a finding fails a check."""
        return finding.problem.severity >= self.fail_level

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, the worst first, and how many waived."""
        seen = Counter(finding.problem.severity for finding in self.findings)
        levels = {level.label: seen[level] for level in sorted(Severity, reverse=True)}
        return {**levels, "waived": len(self.waived)}


def report_of(
    path: Path,
    shown: str,
    rules: Iterable[Rule] = RULES,
    *,
    waive: bool = True,
    given: Mapping[str, Severity] | None = None,
    fail_level: Severity = Severity.WARNING,
    today: date | None = None,
) -> Report:
    """Check the dataset in a file; ``shown`` is how locations name it.

    Without ``waive``, waived findings count; ``given`` are severities for rules, by code; without
    ``today``, no waiver expires. Where a dataset does not load, what is wrong is what is found.
    Raises `UnreadableFileError` where the file cannot be read.
    """
    empty = Report(path=shown, uri_path=uri_path(path), fail_level=fail_level)
    try:
        loaded = load(path, shown)
    except DatasetError as error:
        if error.problems[0].code == UNREADABLE:
            raise UnreadableFileError(error.problems[0]) from None
        findings = tuple(map(_of_loading, error.problems))
        return replace(empty, text=_content(path), findings=findings)
    ran = tuple(rules)
    outcome = check(loaded, ran, waive=waive, today=today)
    levels = given or {}
    return replace(
        empty,
        text=loaded.tree.text,
        rules=ran,
        findings=tuple(with_severity(finding, levels) for finding in outcome.findings),
        waived=tuple(
            Waived(with_severity(each.finding, levels), each.waiver) for each in outcome.waived
        ),
    )


def uri_path(path: Path) -> str:
    """A file as a forge knows it: relative to the repository around it, else to where we are.

    A file that is neither in a repository nor below the current folder is known by its name alone.
    """
    full = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    root = next((above for above in full.parents if (above / ".git").exists()), Path.cwd())
    try:
        return full.relative_to(root).as_posix()
    except ValueError:
        return full.name


def _of_loading(problem: Problem) -> Finding:
    """A problem of loading as a finding: its message tells it from others with its code."""
    return Finding(problem=problem, subject=Subject(kind="dataset", id=problem.message))


def _content(path: Path) -> str:
    """What can be shown of a file that does not load."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _again(fingerprint: str, turn: int) -> str:
    return blake2b(f"{fingerprint} {turn}".encode(), digest_size=16).hexdigest()
