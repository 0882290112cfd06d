"""The rule revision-before-source."""

from __future__ import annotations

from datetime import date

import pytest
from checking import found_by, rules_of, text_at

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text


def dataset(revision: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: {revision}
defaults: {{source: [old, page, new]}}
sources:
  old: {{title: The old page, retrieved: 2026-10-01}}
  page: {{title: The page, retrieved: 2026-11-20}}
  new: {{title: The new page, retrieved: 2026-11-22}}
roles: {{server: {{name: Server}}, client: {{name: Client}}}}
flows:
  - {{id: a, from: client, to: server, ports: [443/tcp]}}
"""


def test_a_revision_before_sources():
    text = dataset("2026-11-12")
    (found,) = found_by("MED219", text)
    assert text_at(text, found) == "2026-11-12"
    assert found.problem.severity.label == "warning"
    assert "new was retrieved on 2026-11-22" in found.problem.message
    assert [related.location.line for related in found.problem.related] == [7, 8]


@pytest.mark.parametrize("revision", ["2026-11-22", "2026-11-25", "1", "13.0", "31a8f95"])
def test_later_revisions_and_others(revision: str):
    assert not found_by("MED219", dataset(revision))


def test_a_source_from_the_future_is_left_to_med218():
    text = dataset("2026-11-21")
    loaded = load_text(text, "d.yaml")
    for today, times in ((date(2026, 11, 20), 0), (date(2026, 11, 21), 1)):
        findings = check(loaded, rules_of("MED219"), today=today).findings
        assert len(findings) == times


@pytest.mark.parametrize(
    ("revision", "change", "later"),
    [
        ("2026-11-22", "revision: 2026-11-24", True),
        ("2026-11-24", "revision: 2026-11-24", False),
        ("2026-11-22", "revision: 9, date: 2026-11-23", True),
        ("2.1", "revision: 2026-11-24", False),
        ("2026-11-22", "revision: 3", False),
    ],
)
def test_a_revision_before_a_change(revision: str, change: str, later: bool):
    text = dataset(revision) + f"changes: [{{{change}, change: A port was added.}}]\n"
    found = found_by("MED219", text)
    assert bool(found) == later
    if found:
        assert text_at(text, found[0]) == revision
        assert "but a change has the day 2026-11-2" in found[0].problem.message
