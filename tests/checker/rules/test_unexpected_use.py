"""The rule unexpected-use."""

from __future__ import annotations

from mode_datasets import flows, run, text_at


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
