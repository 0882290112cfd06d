"""The rule flow-in-no-mode."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, run, shown


def test_a_flow_without_modes_between_roles_that_no_mode_has_together():
    body = ROLES + FLOWS + "  - {id: c, from: old, to: new, ports: [1]}\n"
    (found,) = run("MED310", body)
    assert shown(body, found) == "c"
    message = found.problem.message
    assert "old is in the mode one only, and new is in the mode two only" in message
    assert not run("MED310", body.replace("id: c,", "id: c, modes: [one],"))


def test_one_mode_with_both_ends_is_enough():
    assert not run("MED310", ROLES + FLOWS + "  - {id: c, from: old, to: server, ports: [1]}\n")


def test_a_role_that_no_mode_lists_is_in_all():
    body = ROLES + FLOWS + "  - {id: c, from: old, to: new, ports: [1]}\n"
    assert not run("MED310", body.replace("[server, new]", "[server]"))
