"""Comparing flows between modes, and services with flows: the cases that are easy to get wrong."""

from __future__ import annotations

from textwrap import dedent

import pytest
from checking import text_at as text_in

from sphinx_medulla.checker.analysis.port_sets import beyond, near, spans
from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.ports import Port

HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core}
kinds: {relay: {name: relay}}
groups: {core: {title: Core}, other: {title: Other}}
roles:
  server: {name: Server}
  old: {name: Old relay, kind: relay}
  new: {name: New relay, kind: relay}
  client: {name: Client, several: true}
modes:
  one: {title: One, roles: [server, old]}
  two: {title: Two, roles: [server, new]}
  three: {title: Three, roles: [server, new]}
"""


def run(code: str, body: str, *, waive: bool = True) -> list[Finding]:
    """What one rule finds in a dataset of the head above and the body."""
    rules = [rule for rule in RULES if rule.code == code]
    assert rules
    return list(check(load_text(HEAD + dedent(body), "d.yaml"), rules, waive=waive).findings)


def text_at(body: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    return text_in(HEAD + dedent(body), found)


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]


def parsed(*texts: str) -> list[Port]:
    return [Port.parse(text) for text in texts]


# --- lists of ports ----------------------------------------------------------------------------


def test_lists_are_equal_however_they_are_written():
    assert spans(parsed("80-89/tcp", "53/tcp+udp")) == spans(
        parsed("53/udp", "85-89/tcp", "53/tcp", "80-84/tcp", "83-86/tcp")
    )
    assert spans(parsed("80/tcp", "81/udp")) != spans(parsed("80-81/tcp"))


def test_what_is_beyond_a_list():
    known = spans(parsed("80-89/tcp", "100/tcp", "53/tcp"))
    assert [str(port) for port in beyond(parsed("79-101/tcp"), known)] == [
        "79/tcp",
        "90-99/tcp",
        "101/tcp",
    ]
    assert [str(port) for port in beyond(parsed("53/tcp+udp"), known)] == ["53/udp"]
    assert beyond(parsed("82-89/tcp", "80/tcp"), known) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("8443/tcp", "8433/tcp", True),
        ("8443/tcp", "4843/tcp", True),
        ("8434/tcp", "8443/tcp", True),
        ("844/tcp", "8443/tcp", True),
        ("22/tcp", "22067/tcp", False),
        ("8443/tcp", "8443/tcp", False),
        ("8443/tcp", "8433/udp", False),
        ("8443/tcp", "8343-8350/tcp", False),
        ("1221/tcp", "2112/tcp", False),
        ("1234/tcp", "1432/tcp", False),
    ],
)
def test_one_slip_of_the_hand(one: str, other: str, expected: bool):
    assert near(Port.parse(one), Port.parse(other)) is expected
    assert near(Port.parse(other), Port.parse(one)) is expected


# --- the same connection with other ports ------------------------------------------------------

THREE = """\
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22/tcp, 80/tcp, 9990/tcp]}
  - {id: b, from: server, to: new, modes: [two], ports: [22/tcp, 80/tcp, 4370-4380/tcp]}
  - {id: c, from: server, to: new, modes: [three], ports: [80/tcp, 22/tcp, 4370-4379/tcp, 4380/tcp]}
"""


def test_one_finding_for_all_flows_with_the_other_list():
    (found,) = run("MED401", THREE)
    assert found.subject.id == "a"
    assert text_at(THREE, found) == "[22/tcp, 80/tcp, 9990/tcp]"
    assert ports(found) == ["9990/tcp", "4370-4380/tcp"]
    assert "without 4370-4380/tcp and with 9990/tcp" in found.problem.message
    assert [related.location.line for related in found.problem.related] == [18]


def test_the_list_of_more_modes_is_the_usual_one():
    body = """\
    flows:
      - {id: a, from: server, to: new, modes: [two], ports: [22/tcp, 80/tcp]}
      - {id: b, from: server, to: new, modes: [one, three], ports: [22/tcp]}
    """
    (found,) = run("MED401", body)
    assert found.subject.id == "a"
    (found,) = run("MED401", body.replace("[one, three]", "[three]"))
    assert found.subject.id == "b"


def test_flows_with_the_same_other_list_are_related():
    body = """\
    flows:
      - {id: a, from: server, to: old, ports: [22/tcp, 80/tcp]}
      - {id: b, from: server, to: new, modes: [two], ports: [22/tcp]}
      - {id: c, from: server, to: new, modes: [three], ports: [22/tcp]}
    """
    (found,) = run("MED401", body)
    assert found.subject.id == "b"
    related = found.problem.related
    assert [one.message for one in related] == ["a has the other list.", "So has c."]


def like(flow: str) -> str:
    return f"like: {{flow: {flow}, reason: Because.}}"


def test_like_answers_wherever_it_stands():
    for answered in ("id: a,", "id: b,"):
        other = "b" if answered == "id: a," else "a"
        assert not run("MED401", THREE.replace(answered, f"{answered} {like(other)},"))


def test_like_answers_over_another_flow_but_not_for_a_third_list():
    far = "  - {id: x, from: client, to: server, modes: [one], ports: [1/tcp]}\n"
    joined = THREE.replace("id: a,", f"id: a, {like('x')},") + far
    assert run("MED401", joined)
    assert not run("MED401", joined.replace("id: b,", f"id: b, {like('x')},"))
    third = THREE.replace("4370-4379/tcp, 4380/tcp", "5000/tcp").replace(
        "id: b,", f"id: b, {like('a')},"
    )
    (found,) = run("MED401", third)
    assert found.subject.id == "c"


def test_another_group_is_another_connection():
    body = THREE.replace("id: a,", "id: a, group: other,")
    assert not run("MED401", body)


def test_a_flow_that_states_no_port_is_not_compared():
    assert not run("MED401", THREE.replace("[22/tcp, 80/tcp, 9990/tcp]", "[]"))


def test_two_roles_of_a_kind_in_the_same_modes_do_not_stand_in_for_one_another():
    body = """\
    flows:
      - {id: a, from: server, to: old, modes: [one, two], ports: [22/tcp, 80/tcp]}
      - {id: b, from: server, to: new, modes: [one, two], ports: [22/tcp]}
    """
    assert not run("MED401", body)
    assert run("MED401", body.replace("new, modes: [one, two]", "new, modes: [two]"))


def test_two_rows_for_one_connection_in_one_mode_are_not_compared_as_modes():
    body = """\
    flows:
      - {id: a, from: client, to: server, modes: [one, two], ports: [22/tcp, 80/tcp]}
      - {id: b, from: client, to: server, modes: [two], ports: [443/tcp]}
    """
    assert not run("MED401", body)
    assert run("MED304", body)


def test_the_same_roles_in_two_modes_are_compared_without_a_kind():
    body = """\
    flows:
      - {id: a, from: client, to: server, modes: [one], ports: [22/tcp, 80/tcp]}
      - {id: b, from: client, to: server, modes: [two], ports: [22/tcp]}
    """
    (found,) = run("MED401", body)
    assert ports(found) == ["80/tcp"]


def test_a_waiver_covers_the_ports_that_it_names_and_no_later_one():
    waiver = "ignore: [{rule: MED401, ports: [9990/tcp, 4370-4380/tcp], reason: So.}]"
    waived = THREE.replace("id: a,", f"id: a, {waiver},")
    assert not run("MED401", waived)
    assert run("MED401", waived.replace("22/tcp, 80/tcp, 9990", "80/tcp, 9990"))


def test_a_near_miss_is_stronger_and_said_once():
    body = """\
    flows:
      - {id: a, from: server, to: old, modes: [one], ports: [22/tcp, 8443/tcp]}
      - {id: b, from: server, to: new, modes: [two], ports: [22/tcp, 8434/tcp]}
    """
    (found,) = run("MED402", body)
    assert found.problem.severity.label == "error"
    assert ports(found) == ["8434/tcp", "8443/tcp"]
    assert not run("MED401", body)
    assert not run("MED402", body.replace("8434", "9999"))
    assert run("MED401", body.replace("8434", "9999"))


# --- a connection that is missing --------------------------------------------------------------

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
    everywhere = ONE_WAY.replace("from: old, to: server, modes: [one]", "from: new, to: server")
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


# --- double entry ------------------------------------------------------------------------------

SERVICES = """\
services:
  files:
    name: Files
    ports: [445/tcp, 2049/tcp+udp]
    listens_on: [server]
    called_by: [client, old]
"""


def flows(*lines: str) -> str:
    return SERVICES + "flows:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def test_a_lost_port_of_one_flow_stands_at_its_list():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [445/tcp, 2049/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [445/tcp, 2049/tcp+udp]",
    )
    (found,) = run("MED405", body)
    assert text_at(body, found) == "[445/tcp, 2049/tcp]"
    assert (found.subject.kind, found.subject.id) == ("flow", "a")
    assert ports(found) == ["2049/udp"]
    assert [related.location.line for related in found.problem.related] == [19, 21, 20]


def test_a_port_that_every_flow_lacks_is_one_finding_at_the_service():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [2049/tcp+udp, 455/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [2049/tcp+udp]",
    )
    (found,) = run("MED405", body)
    assert (found.subject.kind, found.subject.id) == ("service", "files")
    assert text_at(body, found) == "445/tcp"
    assert len(found.problem.related) == 2


def test_a_protocol_that_every_flow_lacks_is_named_alone():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [2049/tcp, 445/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [2049/tcp, 445/tcp]",
    )
    (found,) = run("MED405", body)
    assert "lists 2049/udp: a and b lack it." in found.problem.message


def test_the_hint_names_the_slip():
    body = flows(
        "id: a, from: client, to: server, modes: [one], ports: [2049/tcp+udp, 455/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [2049/tcp+udp, 445/tcp]",
    )
    (found,) = run("MED405", body)
    assert found.problem.hint.startswith("Did you mean 445/tcp where it lists 455/tcp?")


def test_two_flows_of_the_same_ends_share_their_ports_mode_by_mode():
    split = flows(
        "id: a, from: client, to: server, modes: [one, two], ports: [445/tcp]",
        "id: b, from: client, to: server, modes: [one, two], ports: [2049/tcp+udp]",
    )
    assert not run("MED405", split)
    (found,) = run("MED405", split.replace("two], ports: [2049", "three], ports: [2049"))[:1]
    assert found.subject.modes == ("two",)


def test_a_flow_of_every_mode_makes_up_for_the_others():
    body = flows(
        "id: a, from: client, to: server, modes: [one, two], ports: [445/tcp]",
        "id: b, from: client, to: server, group: other, ports: [445/tcp, 2049/tcp+udp]",
    )
    assert not run("MED405", body)


def test_no_flow_no_expectation_and_no_list_no_expectation():
    assert not run("MED405", flows("id: a, from: server, to: old, ports: [1/tcp]"))
    assert not run("MED405", flows("id: a, from: client, to: server, ports: []"))
    body = flows("id: a, from: client, to: server, ports: [1/tcp]")
    assert run("MED405", body)
    assert not run("MED405", body.replace("    called_by: [client, old]\n", ""))
    assert not run("MED405", body.replace("    listens_on: [server]\n", ""))


def test_a_range_in_part_is_said_once():
    body = flows("id: a, from: client, to: server, ports: [5000-5004/tcp, 5006-5009/tcp]")
    body = body.replace("445/tcp, 2049/tcp+udp", "5000-5009/tcp")
    (found,) = run("MED406", body)
    assert ports(found) == ["5005/tcp"]
    assert not run("MED405", body)
    assert not run("MED406", body.replace("5004/tcp, 5006", "5005/tcp, 5006"))
    none = body.replace("5000-5004/tcp, 5006-5009/tcp", "1/tcp")
    assert not run("MED406", none)
    assert run("MED405", none)


def test_a_caller_that_a_service_does_not_name_is_said_once_for_all_flows():
    body = flows(
        "id: a, from: new, to: server, modes: [two], ports: [445/tcp]",
        "id: b, from: new, to: server, modes: [three], ports: [22/tcp, 445/tcp]",
    )
    (found,) = run("MED407", body)
    assert text_at(body, found) == "445/tcp"
    about = found.subject
    assert (about.kind, about.id, about.from_, about.to) == ("service", "files", "new", "")
    assert about.modes == ("two", "three")
    assert [related.location.line for related in found.problem.related] == [21, 24]


def test_a_listener_that_no_service_names():
    body = flows("id: a, from: client, to: new, ports: [445/tcp, 7/tcp]")
    (found,) = run("MED407", body)
    assert (found.subject.from_, found.subject.to) == ("", "new")
    assert "does not listen on new" in found.problem.message


def test_of_several_services_with_the_port_the_one_that_the_source_calls():
    other = "  mine: {name: Mine, ports: [445/tcp], listens_on: [old], called_by: [new]}\n"
    body = flows("id: a, from: new, to: client, ports: [445/tcp]").replace(
        "flows:\n", other + "flows:\n"
    )
    (found,) = run("MED407", body)
    assert found.subject.id == "mine"


def test_a_service_without_callers_may_be_called_by_all():
    body = flows("id: a, from: new, to: server, ports: [445/tcp]")
    assert run("MED407", body)
    assert not run("MED407", body.replace("    called_by: [client, old]\n", ""))


# --- one direction only ------------------------------------------------------------------------

MUTUAL = """\
services:
  sync:
    name: Sync
    ports: [22000/tcp]
    listens_on: [server, old, new]
    called_by: [server, old, new]
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [1/tcp, 22000/tcp]}
  - {id: b, from: server, to: new, modes: [two, three], ports: [22000/tcp]}
  - {id: c, from: new, to: server, modes: [three], ports: [22000/tcp]}
"""


def test_only_the_modes_without_a_way_back():
    first, second = run("MED410", MUTUAL)
    assert (first.subject.id, first.subject.modes, ports(first)) == ("a", ("one",), ["22000/tcp"])
    assert text_at(MUTUAL, first) == "22000/tcp"
    assert (second.subject.id, second.subject.modes) == ("b", ("two",))


def test_a_way_back_in_every_mode_answers():
    body = MUTUAL.replace("to: server, modes: [three]", "to: server, modes: [two, three]")
    assert [one.subject.id for one in run("MED410", body)] == ["a"]


def test_a_way_back_without_the_port_is_a_missing_port():
    body = MUTUAL.replace("[three], ports: [22000/tcp]", "[two, three], ports: [1/tcp]")
    assert [one.subject.id for one in run("MED410", body)] == ["a"]
    assert [one.subject.id for one in run("MED405", body)] == ["c"]


def test_a_service_of_one_side_needs_no_way_back():
    assert not run("MED410", MUTUAL.replace("called_by: [server, old, new]", "called_by: [server]"))
