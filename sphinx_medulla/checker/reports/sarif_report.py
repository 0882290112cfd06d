"""Reports for code scanning: SARIF 2.1.0, as GitHub and others read it."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...dataset.problem import Location, Problem, Severity
from ..finding import Finding, Waived
from ..report import Report
from ..rule import Rule
from ..rule_pages import markdown_page, text_page, what
from .json_report import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "medullaFlows/v1"
"""The name of the fingerprint; another way of computing it needs another name."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """One run with every rule that ran, and the findings, the waived ones as suppressed."""
    rules = {rule.code: _rule(rule) for rule in report.rules}
    for finding in report.all_findings():
        if finding.problem.code not in rules:  # a file that does not load
            rules[finding.problem.code] = _refusal(finding.problem)
    places = {code: place for place, code in enumerate(rules)}
    results = [_result(finding, report, places) for finding in report.findings]
    results += [_suppressed(waived, report, places) for waived in report.waived]
    driver = {
        "name": "medulla-flows",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": list(rules.values()),
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule that ran."""
    sentence = what(rule)
    return _descriptor(
        rule, sentence, f"{sentence} {rule.why}", text_page(rule), markdown_page(rule)
    )


def _refusal(problem: Problem) -> dict[str, Any]:
    """A reason for which a file does not load, as a rule."""
    words = problem.name.replace("-", " ").capitalize()
    sentence = f"{words}: a dataset with this problem does not load."
    return _descriptor(problem, f"{words}.", sentence, sentence, sentence)


def _descriptor(
    about: Rule | Problem, short: str, full: str, text: str, markdown: str
) -> dict[str, Any]:
    return {
        "id": about.code,
        "name": about.name,
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[about.severity]},
    }


def _result(finding: Finding, report: Report, places: dict[str, int]) -> dict[str, Any]:
    problem = finding.problem
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": places[problem.code],
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.sentence},
        "locations": [{"physicalLocation": _physical(problem.location, report)}],
        "partialFingerprints": {FINGERPRINT: report.fingerprint(finding)},
    }
    if problem.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": related.message},
                "physicalLocation": _physical(related.location, report),
            }
            for number, related in enumerate(problem.related, 1)
        ]
    return result


def _suppressed(waived: Waived, report: Report, places: dict[str, int]) -> dict[str, Any]:
    """A waived finding: accepted for a reason, under review for a question."""
    waiver = waived.waiver
    suppression = {
        "kind": "inSource",
        "status": "accepted" if waiver.reason else "underReview",
        "justification": waiver.reason or waiver.question,
    }
    return {**_result(waived.finding, report, places), "suppressions": [suppression]}


def _physical(where: Location, report: Report) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(os.fsencode(report.uri_path_of(where)))},
        "region": {
            "startLine": where.line,
            "startColumn": where.column,
            "endLine": where.end_line,
            "endColumn": where.end_column,
        },
    }
