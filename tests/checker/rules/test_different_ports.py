"""The rule different-ports."""

from __future__ import annotations

from textwrap import dedent

from mode_datasets import ports, run, text_at

THREE = """\
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22/tcp, 80/tcp, 9990/tcp]}
  - {id: b, from: server, to: new, modes: [two], ports: [22/tcp, 80/tcp, 4370-4380/tcp]}
  - {id: c, from: server, to: new, modes: [three], ports: [80/tcp, 22/tcp, 4370-4379/tcp, 4380/tcp]}
"""


def like(flow: str) -> str:
    return f"like: {{flow: {flow}, reason: Because.}}"


def test_one_finding_for_all_flows_with_the_other_list():
    (found,) = run("MED401", THREE)
    assert found.subject.id == "a"
    assert text_at(THREE, found) == "[22/tcp, 80/tcp, 9990/tcp]"
    assert ports(found) == ["9990/tcp", "4370-4380/tcp"]
    assert "a lacks 4370-4380/tcp and adds 9990/tcp" in found.problem.message
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
      - {id: a, from: server, to: old, modes: [one, two, three], ports: [22/tcp, 80/tcp]}
      - {id: b, from: server, to: new, modes: [two], ports: [22/tcp]}
      - {id: c, from: server, to: new, modes: [three], ports: [22/tcp]}
    """
    (found,) = run("MED401", body)
    assert found.subject.id == "b"
    related = found.problem.related
    assert [one.message for one in related] == ["a has the other list.", "c has the same."]


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


def test_rows_of_single_modes_add_to_a_row_of_several():
    body = """\
    flows:
      - {id: a, from: client, to: server, modes: [one, two], ports: [22/tcp, 80/tcp]}
      - {id: b, from: client, to: server, modes: [two], ports: [443/tcp]}
    """
    assert not run("MED401", body)
    other = "  - {id: c, from: client, to: server, modes: [one], ports: [99/tcp]}\n"
    assert not run("MED401", dedent(body) + other)
    assert run("MED401", dedent(body) + other.replace("99/tcp", "443/tcp, 99/tcp"))


ROWS = """\
flows:
  - {id: a, from: client, to: server, modes: [one], ports: [22/tcp], note: Installation}
  - {id: b, from: client, to: server, modes: [one], ports: [443/tcp, 80/tcp], note: Pages}
  - {id: c, from: client, to: server, modes: [two], ports: [22/tcp], note: Installation}
  - {id: d, from: client, to: server, modes: [two], ports: [443/tcp], note: Pages}
"""


def test_the_rows_of_a_connection_are_compared_together():
    (found,) = run("MED401", ROWS)
    assert (found.subject.id, ports(found)) == ("d", ["80/tcp"])
    assert [one.message for one in found.problem.related] == ["b has the other list."]
    moved = ROWS.replace("[22/tcp], note: Inst", "[22/tcp, 80/tcp], note: Inst", 2)
    assert not run("MED401", moved.replace("443/tcp, 80/tcp", "443/tcp"))
    (found,) = run("MED401", ROWS.replace("[22/tcp]", "[22/tcp, 23/tcp]", 1))
    assert ports(found) == ["23/tcp", "80/tcp"]
    assert not run("MED401", ROWS.replace("id: d,", f"id: d, {like('b')},"))


def test_each_side_has_described_ports_of_its_own():
    services = """\
    services:
      old: {name: Old, ports: [8080/tcp], description: Old pages.}
      new: {name: New, ports: [9090/tcp], description: New pages.}
    """
    body = """\
    flows:
      - {id: a, from: client, to: server, modes: [one], ports: [22/tcp, 8080/tcp]}
      - {id: b, from: client, to: server, modes: [two], ports: [22/tcp, 9090/tcp]}
    """
    (found,) = run("MED401", dedent(services) + dedent(body))
    assert found.problem.severity.label == "info"
    kinds = dedent(body).replace("to: server", "to: old", 1).replace("to: server", "to: new", 1)
    undescribed = services.replace(", description: New pages.", "")
    (found,) = run("MED401", dedent(undescribed) + dedent(body))
    assert found.problem.severity.label == "warning"
    (found,) = run("MED401", dedent(services) + kinds)
    assert found.problem.severity.label == "warning"
    (found,) = run("MED401", body)
    assert found.problem.severity.label == "warning"


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
