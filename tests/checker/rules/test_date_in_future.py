"""The rule date-in-future."""

from __future__ import annotations

from datetime import date

import pytest
from checking import rules_of

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

TODAY = date(2026, 11, 25)


def found(revision: str, retrieved: str, today: date | None = TODAY) -> list[Finding]:
    text = f"""\
format: 1
product: {{name: Example}}
revision: {revision}
defaults: {{source: page}}
sources: {{page: {{title: The page, retrieved: {retrieved}}}}}
roles: {{server: {{name: Server}}, client: {{name: Client}}}}
flows:
  - {{id: a, from: client, to: server, ports: [443/tcp]}}
"""
    return list(check(load_text(text, "d.yaml"), rules_of("MED218"), today=today).findings)


def test_dates_after_tomorrow_are_warnings():
    revision, retrieved = found("2026-11-27", "2027-11-20")
    assert revision.problem.severity.label == retrieved.problem.severity.label == "warning"
    assert (revision.subject.kind, retrieved.subject.kind) == ("dataset", "source")
    assert [one.problem.location.line for one in (revision, retrieved)] == [3, 5]


@pytest.mark.parametrize("day", ["2026-11-26", "2026-11-25", "2020-01-01"])
def test_tomorrow_is_today_elsewhere(day: str):
    assert not found(day, day)


def test_other_revisions_and_checks_without_a_day():
    assert not found("9999", "2026-11-25")
    assert not found("9999-12-31", "9999-12-31", today=None)


def test_the_hints_say_what_to_write():
    hints = [one.problem.hint for one in found("2062-11-24", "2062-11-24")]
    assert hints == [
        "Write the day of the last change.",
        "Write the day on which it was retrieved.",
    ]
