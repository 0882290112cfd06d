"""The rule missing-connection."""

from __future__ import annotations

from textwrap import dedent

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


def test_a_mode_in_which_the_other_side_connects_lacks_nothing():
    turned = (
        "flows:\n"
        "  - {id: a, from: server, to: old, modes: [one], ports: [22/tcp]}\n"
        "  - {id: b, from: new, to: server, modes: [two, three], ports: [443/tcp]}\n"
    )
    assert not run("MED409", turned)


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


def test_a_connection_that_is_not_always_needed():
    way_back = "id: b, from: old, to: server, modes: [one], ports: "
    optional = ONE_WAY.replace(f"{way_back}[22/tcp]", f"{way_back}[22/tcp], need: optional")
    assert not run("MED409", optional)
    condition = "{port: 22/tcp, need: {when: you use it}}"
    assert not run("MED409", ONE_WAY.replace(f"{way_back}[22/tcp]", f"{way_back}[{condition}]"))
    some = ONE_WAY.replace(f"{way_back}[22/tcp]", f"{way_back}[{condition}, 23/tcp]")
    assert run("MED409", some)


def test_another_role_of_the_mode_takes_the_place():
    body = """\
    flows:
      - {id: a, from: client, to: server, modes: [one], ports: [22/tcp]}
      - {id: b, from: client, to: new, modes: [two, three], ports: [22/tcp, 23/tcp]}
    """
    listed = HEAD.replace("roles: [server,", "roles: [server, client,")
    rules = [rule for rule in RULES if rule.code == "MED409"]

    def modes(text: str) -> list[str]:
        found = check(load_text(listed + dedent(text), "d.yaml"), rules).findings
        return [one.subject.id for one in found if one.subject.to == "server"]

    assert not modes(body)
    assert modes(body.replace("[22/tcp, 23/tcp]", "[23/tcp]")) == ["two", "three"]
    both = dedent(body) + "  - {id: c, from: client, to: new, modes: [one], ports: [22/tcp]}\n"
    assert modes(both) == ["two", "three"]


def test_another_role_of_the_mode_connects_in_its_place():
    body = """\
    flows:
      - {id: a, from: server, to: client, modes: [one], ports: [22/tcp]}
      - {id: b, from: new, to: client, modes: [two, three], ports: [22/tcp, 23/tcp]}
    """
    listed = HEAD.replace("roles: [server,", "roles: [server, client,")
    rules = [rule for rule in RULES if rule.code == "MED409"]

    def modes(text: str) -> list[str]:
        found = check(load_text(listed + dedent(text), "d.yaml"), rules).findings
        return [one.subject.id for one in found if one.subject.from_ == "server"]

    assert not modes(body)
    assert modes(body.replace("[22/tcp, 23/tcp]", "[23/tcp]")) == ["two", "three"]
