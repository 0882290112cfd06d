"""The rule waiver-without-ports."""

from __future__ import annotations

from remark_datasets import codes, of, waived


def test_a_rule_about_ports_needs_ports_and_that_is_said_once():
    body = waived("rule: MED301")
    assert codes(body) == ["MED904"]
    (found,) = of("MED904", body)
    assert found.problem.hint == "Write ports: [69/tcp]."
    assert len(of("MED301", body)) == 2
