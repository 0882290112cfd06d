"""The rule role-not-in-mode."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, related, run, shown


def test_a_role_that_a_mode_lacks_is_said_once_for_all_flows():
    more = "  - {id: c, from: old, to: server, modes: [one, two], ports: [1]}\n"
    body = ROLES + FLOWS.replace("modes: [one]", "modes: [one, two]") + more
    (found,) = run("MED207", body)
    assert shown(body, found) == "two"
    assert found.problem.severity.label == "error"
    assert (found.subject.kind, found.subject.id, found.subject.modes) == ("role", "old", ("two",))
    assert related(found) == ["These are the roles of two.", "c is another one."]


def test_only_core_flows_of_modes_that_list_roles_are_held_to_them():
    body = ROLES + FLOWS.replace("modes: [one]", "modes: [one, two]")
    assert not run("MED207", body.replace("id: a,", "id: a, group: other,"))
    assert not run("MED207", body.replace(", roles: [server, new]", ""))
    assert not run("MED207", ROLES + FLOWS + "  - {id: c, from: old, to: new, ports: [1]}\n")


def test_a_role_that_no_mode_lists_is_information_if_its_flows_are_in_all():
    body = (ROLES + FLOWS).replace("[server, old]", "[server]")
    (found,) = run("MED207", body)
    assert found.problem.severity.label == "error"
    (found,) = run(
        "MED207", body + "  - {id: c, from: old, to: server, group: other, ports: [1]}\n"
    )
    assert found.problem.severity.label == "info"


def test_a_waiver_of_the_role_and_the_mode():
    waiver = "ignore: [{rule: MED207, modes: [two], reason: So.}]"
    body = ROLES + FLOWS.replace("modes: [one]", "modes: [one, two]")
    assert not run("MED207", body.replace("Old relay,", f"Old relay, {waiver},"))
    other = waiver.replace("[two]", "[one]")
    assert run("MED207", body.replace("Old relay,", f"Old relay, {other},"))
