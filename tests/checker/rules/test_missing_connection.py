"""The rule missing-connection."""

from __future__ import annotations

from mode_datasets import HEAD, run, text_at

from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

ONE_WAY = """\
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22/tcp]}
  - {id: b, from: old, to: server, modes: [one], ports: [22/tcp]}
  - {id: c, from: server, to: new, modes: [two, three], ports: [22/tcp]}
"""


def test_each_mode_without_the_connection():
    found = run("MED409", ONE_WAY)
    assert [(one.subject.id, one.subject.from_, one.subject.to) for one in found] == [
        ("two", "new", "server"),
        ("three", "new", "server"),
    ]
    assert [text_at(ONE_WAY, one) for one in found] == ["two", "three"]
    assert found[0].problem.related[0].location.line == HEAD.count("\n") + 3


def test_only_core_flows_and_modes_with_both_ends():
    assert not run("MED409", ONE_WAY.replace("id: b,", "id: b, group: other,"))
    everywhere = ONE_WAY + "  - {id: d, from: new, to: server, ports: [22/tcp]}\n"
    assert not run("MED409", everywhere)
    outside = ONE_WAY.replace("from: old, to: server", "from: client, to: server")
    assert not run("MED409", outside)


def test_roles_of_flows_count_where_a_mode_lists_none():
    head = HEAD.replace(", roles: [server, new]", "")
    loaded = load_text(head + ONE_WAY, "d.yaml")
    rules = [rule for rule in RULES if rule.code == "MED409"]
    assert [one.subject.id for one in check(loaded, rules).findings] == ["two", "three"]


def test_a_waiver_of_a_missing_connection_names_its_ends():
    def waived(ends: str) -> int:
        waiver = f"ignore: [{{rule: MED409, {ends}, question: Is it so?}}]"
        text = (HEAD + ONE_WAY).replace("title: Two,", f"title: Two, {waiver},")
        rules = [rule for rule in RULES if rule.code == "MED409"]
        return len(check(load_text(text, "d.yaml"), rules).findings)

    assert waived("from: new, to: server") == 1
    assert waived("from: server, to: new") == 2
