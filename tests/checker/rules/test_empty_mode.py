"""The rule empty-mode."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, run, shown


def test_a_mode_is_empty_where_it_has_only_what_every_mode_has():
    body = ROLES + FLOWS[: FLOWS.index("  - {id: b")]
    every = "  - {id: c, group: other, from: new, to: server, ports: [1]}\n"
    (found,) = run("MED212", body)
    assert shown(body, found) == "two"
    assert found.problem.message == "The mode two has no flow of its own."
    (found,) = run("MED212", body + every)
    assert found.problem.message.endswith("only those that name no mode.")
    assert not run("MED212", body + every.replace("group: other, ", ""))
    assert not run("MED212", body + every.replace("other,", "other, modes: [two],"))
