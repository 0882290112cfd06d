"""Reports for CI servers that show tests: JUnit's XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from ...dataset.characters import line_of, visible
from ..finding import Finding
from ..report import Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_COUNTS = ("tests", "failures", "errors", "skipped", "time")


def render(report: Report) -> str:
    """A suite per file: one test case per finding, and one per rule without findings.

    Findings below the fail level pass, with the finding as their output. Waived ones are skipped,
    for the reason of the waiver.
    """
    suites = ET.Element("testsuites", {"name": "medulla-flows"})
    for file in report.each_file():
        suites.append(_suite(file))
    for name in _COUNTS:
        total = sum(int(suite.get(name, "0")) for suite in suites)
        suites.set(name, str(total))
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(report: Report) -> ET.Element:
    """The cases of one file."""
    cases = [_found(finding, report) for finding in report.findings]
    for waived in report.waived:
        case = _case(waived.finding, report)
        reason = waived.waiver.reason or waived.waiver.question
        ET.SubElement(case, "skipped", message=_clean(reason))
        cases.append(case)
    busy = {finding.problem.code for finding in report.all_findings()}
    silent = [rule for rule in report.rules if rule.code not in busy]
    cases += [_element(report, f"{rule.code} {rule.name}") for rule in silent]
    failures = sum(case.find("failure") is not None for case in cases)
    numbers = (len(cases), failures, 0, len(report.waived), 0)
    counts = dict(zip(_COUNTS, map(str, numbers), strict=True))
    suite = ET.Element("testsuite", {"name": _clean(report.uri_path), **counts})
    suite.extend(cases)
    return suite


def _found(finding: Finding, report: Report) -> ET.Element:
    problem = finding.problem
    case = _case(finding, report)
    related = (f"{each.location}: {each.message}" for each in problem.related)
    lines = [f"{problem.severity.label} {problem}", *map(line_of, related)]
    words = "\n".join(map(_clean, lines))
    if report.fails(finding):
        failure = ET.SubElement(
            case, "failure", message=_clean(problem.message), type=problem.severity.label
        )
        failure.text = words
    else:
        ET.SubElement(case, "system-out").text = words
    return case


def _case(finding: Finding, report: Report) -> ET.Element:
    problem = finding.problem
    return _element(
        report,
        f"{problem.code} {problem.name}: {problem.message}",
        file=_clean(report.uri_path_of(problem.location)),
        line=str(problem.location.line),
    )


def _element(report: Report, name: str, **place: str) -> ET.Element:
    named = {"classname": _clean(report.uri_path), "name": _clean(name)}
    return ET.Element("testcase", {**named, **place, "time": "0"})


def _clean(text: str) -> str:
    """A text on one line, without the characters that XML does not allow, even as references."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", visible(text))
