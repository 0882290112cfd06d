"""The rule same-connection-twice."""

from __future__ import annotations

from checking import found_by, related_lines
from flow_datasets import flows


def test_a_second_row_for_a_port_in_all_modes():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [22/tcp]",
        "id: c, from: client, to: server, ports: [22/tcp, 80/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert (found.subject.id, found.subject.modes) == ("c", ())
    assert [line[:8] for line in related_lines(text, found)] == ["- {id: a", "- {id: b"]
    assert found.problem.hint == "In each mode, list 22/tcp in one of these flows only."


def test_only_the_modes_that_both_have():
    text = flows(
        "id: a, from: client, to: server, modes: [one, two], ports: [22/tcp]",
        "id: b, from: client, to: server, modes: [two, three], ports: [22/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert found.subject.modes == ("two",)
    assert "in the mode two with 22/tcp" in found.problem.message


def test_a_common_row_and_rows_of_single_modes():
    text = flows(
        "id: a, from: client, to: server, ports: [22/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [80/tcp]",
        "id: c, from: client, to: server, modes: [three], ports: [443/tcp]",
    )
    assert not found_by("MED304", text)


def test_the_hint_opens_no_port_and_closes_none():
    text = flows(
        "id: a, from: client, to: server, ports: [22/tcp, 80/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [80/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert found.problem.hint == "Remove b: a has its ports in the same modes."
    (found,) = found_by("MED304", text.replace("[80/tcp]", "[80/tcp, 443/tcp]"))
    assert found.problem.hint == "Remove 80/tcp from b: a has it in the same modes."
    text = flows(
        "id: a, from: client, to: server, modes: [two], ports: [80/tcp]",
        "id: b, from: client, to: server, ports: [22/tcp, 80/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert found.problem.hint == "Remove a: b has its ports in the same modes."


def test_a_range_that_overlaps_another():
    text = flows(
        "id: a, from: client, to: server, ports: [100-200/tcp+udp]",
        "id: b, from: client, to: server, ports: [150-250/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert "150-200/tcp" in found.problem.message


def test_rows_of_different_purposes():
    text = flows(
        "id: a, from: client, to: server, ports: [443/tcp], note: Registration.",
        "id: b, from: client, to: server, ports: [443/tcp], note: Reports.",
        "id: c, from: client, to: server, ports: [443/tcp], note: Reports., need: optional",
    )
    assert not found_by("MED304", text)
    assert found_by("MED304", text.replace("Registration", "Reports"))


def test_the_way_back_another_mode_and_another_group_are_other_rows():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp]",
        "id: b, from: server, to: client, modes: [one], ports: [22/tcp]",
        "id: c, from: client, to: server, modes: [two], ports: [22/tcp]",
        "id: d, from: client, to: server, modes: [one], group: other, ports: [22/tcp]",
    )
    assert not found_by("MED304", text)


def test_a_dataset_without_modes_has_rows_too():
    text = flows(
        "id: a, from: client, to: server, ports: [22/tcp]",
        "id: b, from: client, to: server, ports: [22/tcp]",
    )
    assert len(found_by("MED304", text[: text.index("modes:")] + text[text.index("flows:") :])) == 1


def test_two_rows_that_state_no_port():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: []",
        "id: b, from: client, to: server, ports: []",
    )
    (found,) = found_by("MED304", text)
    assert found.problem.message.endswith("from client to server without a port, as a does.")
    assert not found_by("MED304", text.replace("id: a,", "id: a, note: So.,"))
