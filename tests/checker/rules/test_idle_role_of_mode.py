"""The rule idle-role-of-mode."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, run, shown


def test_a_role_without_a_flow_of_its_own_in_the_mode():
    body = ROLES.replace("[server, new]", "[server, new, old]") + FLOWS
    (found,) = run("MED208", body)
    assert shown(body, found) == "old"
    assert (found.subject.id, found.subject.modes) == ("old", ("two",))
    everywhere = "  - {id: c, from: old, to: server, ports: [1]}\n"
    assert not run("MED208", body + everywhere)
    assert run("MED208", body + everywhere.replace("id: c,", "id: c, group: other,"))
    named = everywhere.replace("id: c,", "id: c, group: other, modes: [two],")
    assert not run("MED208", body + named)


def test_a_role_without_any_flow_and_a_mode_without_flows_are_said_once():
    lost = ROLES + FLOWS[: FLOWS.index("  - {id: b")]
    assert not run("MED208", lost)
    assert [found.subject.id for found in run("MED209", lost)] == ["new"]
    assert [found.subject.id for found in run("MED212", lost)] == ["two"]
