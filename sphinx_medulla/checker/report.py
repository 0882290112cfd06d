"""Everything that a report says about a checked file, whether it loads or not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..dataset.problem import Location, Severity
from .finding import Finding, Waived, digest
from .rule import Rule

UNREADABLE = "MED001"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found in one file, or in several ``files``, each with a report of its own.

    ``path`` is the file as locations name it, ``uri_path`` as a forge knows it: relative to the
    repository, with slashes. ``text`` is the file's content, for frames. ``rules`` are those that
    ran, none if the file does not load. ``fail_level`` is the lowest severity that fails a check.
    """

    path: str
    uri_path: str
    text: str = ""
    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    fail_level: Severity = Severity.WARNING
    files: tuple[Report, ...] = ()
    _prints: dict[int, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Give findings with equal fingerprints different ones, in the order of the file."""
        seen: Counter[str] = Counter()
        for finding in self.all_findings():
            plain = finding.fingerprint
            seen[plain] += 1
            number = seen[plain]
            self._prints[id(finding)] = plain if number == 1 else digest(f"{plain} {number}")

    def each_file(self) -> tuple[Report, ...]:
        """The report on each file."""
        return self.files or (self,)

    def all_findings(self) -> Iterator[Finding]:
        """The findings that count, then the waived ones."""
        return chain(self.findings, (waived.finding for waived in self.waived))

    def fingerprint(self, finding: Finding) -> str:
        """The fingerprint of one of the findings, unique in this report."""
        return self._prints[id(finding)]

    def uri_path_of(self, location: Location) -> str:
        """The file of a location as a forge knows it."""
        uri_paths = {file.path: file.uri_path for file in self.each_file()}
        return uri_paths.get(location.path) or Path(location.path).as_posix()

    def fails(self, finding: Finding) -> bool:
        """Whether a finding fails a check."""
        return finding.problem.severity >= self.fail_level

    def counts(self) -> dict[str, int]:
        """The number of findings by severity, the worst first, and of waived ones."""
        seen = Counter(finding.problem.severity for finding in self.findings)
        levels = {level.label: seen[level] for level in sorted(Severity, reverse=True)}
        return {**levels, "waived": len(self.waived)}


def combined(reports: Sequence[Report]) -> Report:
    """One report on several files, in their order."""
    if len(reports) == 1:
        return reports[0]
    rules = {rule.code: rule for report in reports for rule in report.rules}
    return Report(
        path="",
        uri_path="",
        rules=tuple(rules.values()),
        findings=tuple(finding for report in reports for finding in report.findings),
        waived=tuple(waived for report in reports for waived in report.waived),
        fail_level=reports[0].fail_level,
        files=tuple(reports),
    )


def uri_path(path: Path) -> str:
    """A file as a forge knows it: relative to its repository, else to the current folder.

    A file that is neither in a repository nor below the current folder has only its name.
    """
    full = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    # Path raises an error if a folder may not be entered.
    roots = (above for above in full.parents if os.path.exists(above / ".git"))  # noqa: PTH110
    root = next(roots, Path.cwd())
    try:
        return full.relative_to(root).as_posix()
    except ValueError:
        return full.name
