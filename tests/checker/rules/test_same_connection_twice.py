"""The rule same-connection-twice."""

from __future__ import annotations

from checking import found_by, related_lines
from flow_datasets import flows


def test_a_second_row_for_a_connection_with_all_of_its_modes():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [22/tcp]",
        "id: c, from: client, to: server, ports: [80/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert (found.subject.id, found.subject.modes) == ("c", ())
    assert [line[:8] for line in related_lines(text, found)] == ["- {id: a", "- {id: b"]


def test_only_the_modes_that_both_have():
    text = flows(
        "id: a, from: client, to: server, modes: [one, two], ports: [22/tcp]",
        "id: b, from: client, to: server, modes: [two, three], ports: [22/tcp]",
    )
    (found,) = found_by("MED304", text)
    assert found.subject.modes == ("two",)
    assert "in the mode two" in found.problem.message
    assert found.problem.hint.startswith("Remove one of the two")
    other = text.replace("three], ports: [22/tcp]", "three], ports: [80/tcp]")
    assert found_by("MED304", other)[0].problem.hint.startswith("Move the ports into a")


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
        "id: b, from: client, to: server, ports: [80/tcp]",
    )
    assert len(found_by("MED304", text[: text.index("modes:")] + text[text.index("flows:") :])) == 1
