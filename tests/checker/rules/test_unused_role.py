"""The rule unused-role."""

from __future__ import annotations

from role_datasets import FLOWS, ROLES, run, shown


def test_an_unused_role_stands_with_what_names_it():
    ssh = "  ssh: {name: SSH, ports: [22], listens_on: [old, new], called_by: [x]}\n"
    body = ROLES.replace("[server, new]", "[server, new, x]").replace(
        "modes:\n", "  x: {name: X}\nservices:\n" + ssh + "modes:\n"
    )
    body += FLOWS
    (found,) = run("MED209", body)
    assert shown(body, found) == "x"
    assert [one.location.line for one in found.problem.related] == [16, 13]
