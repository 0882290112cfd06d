"""The rule self-connection."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, run, shown


def test_a_flow_to_itself():
    body = ROLES + FLOWS.replace("from: server, to: old", "from: old, to: old")
    (found,) = run("MED213", body)
    assert shown(body, found) == "old"
    assert found.problem.severity.label == "info"
    assert not run("MED213", body.replace("Old relay,", "Old relay, several: true,"))
    assert not run("MED213", ROLES + FLOWS)
