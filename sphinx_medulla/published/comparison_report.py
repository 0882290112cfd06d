"""The report of a comparison, in the form of a report of the checker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..checker.context import RuleContext
from ..checker.finding import Finding, Waived
from ..checker.report import Report, combined, uri_path
from ..dataset.loading import Loaded
from ..dataset.model import Erratum, Waiver
from .comparison_rules import COMPARISON_RULES
from .matched_page import Difference, MatchedPage
from .page_comparison import differences
from .page_names import PageNames
from .page_parts import Page
from .published_facts import Reading


@dataclass(frozen=True)
class DatasetFile:
    """A dataset, and its file as locations show it."""

    loaded: Loaded
    path: Path
    shown: str


def report_of_comparison(
    page: Page, reading: Reading, dataset: DatasetFile, names: PageNames, source: str = ""
) -> Report:
    """Compare a page with a dataset, and report on both files.

    What an erratum explains is waived, with the reason or the question of the erratum. The page
    must have what cites ``source``, or everything.
    """
    context = RuleContext(dataset.loaded)
    findings: list[Finding] = []
    waived: list[Waived] = []
    known = {rule.code: rule for rule in COMPARISON_RULES}
    for found in differences(MatchedPage(context, reading, names, page.path, source)):
        finding = known[found.rule.code].finding(context, found.violation)
        if found.explanation is None:
            findings.append(finding)
        else:
            waived.append(Waived(finding, _waiver(found, found.explanation)))
    findings.sort(key=_place)
    waived.sort(key=lambda each: _place(each.finding))
    files = ((page.path, Path(page.path), page.text), _file(dataset))
    return combined([_report(*file, findings, waived) for file in files])


def _file(dataset: DatasetFile) -> tuple[str, Path, str]:
    return dataset.shown, dataset.path, dataset.loaded.tree.text


def _report(
    shown: str, path: Path, text: str, findings: list[Finding], waived: list[Waived]
) -> Report:
    """The report on one of the files: what is at a place in it."""
    return Report(
        path=shown,
        uri_path=uri_path(path),
        text=text,
        rules=COMPARISON_RULES,
        findings=tuple(one for one in findings if one.problem.location.path == shown),
        waived=tuple(one for one in waived if one.finding.problem.location.path == shown),
    )


def _waiver(found: Difference, erratum: Erratum) -> Waiver:
    """An erratum as the waiver of the difference that it explains."""
    return Waiver(
        rule=found.rule.code,
        ports=erratum.ports,
        modes=erratum.modes,
        source=erratum.source,
        reason="" if erratum.undecided else erratum.reason,
        question=erratum.reason if erratum.undecided else "",
    )


def _place(finding: Finding) -> tuple[object, ...]:
    place = finding.problem.location
    return place.path, place.line, place.column, finding.problem.code, finding.subject.id
