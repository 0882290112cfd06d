"""The rule one-direction."""

from __future__ import annotations

from mode_datasets import ports, run, text_at

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
