"""The rule core-flow-without-mode."""

from __future__ import annotations

from checking import rules_of
from role_datasets import FLOWS, HEAD, ROLES, run, shown

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text


def test_a_flow_of_another_group_needs_no_mode():
    body = ROLES + FLOWS + "  - {id: c, from: old, to: server, ports: [1]}\n"
    (found,) = run("MED206", body)
    assert shown(body, found) == "c"
    assert not run("MED206", body.replace("id: c,", "id: c, group: other,"))


def test_without_modes_or_without_a_default_group_no_flow_needs_one():
    flow = "flows:\n  - {id: c, from: old, to: server, ports: [1]}\n"
    assert run("MED206", ROLES + flow)
    assert not run("MED206", ROLES[: ROLES.index("modes:")] + flow)
    rules = rules_of("MED206")
    text = (HEAD + ROLES + flow).replace("group: core, ", "")
    assert not check(load_text(text, "d.yaml"), rules).findings
