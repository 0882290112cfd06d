"""Conflicts within a mode: lists, connections, services with one port, and what ``like`` says."""

from __future__ import annotations

import pytest
from checked import found_by, related_lines, text_at

from sphinx_medulla.checker.finding import Finding

HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core}
groups: {core: {title: Core}, other: {title: Other}}
roles:
  server: {name: Server}
  relay: {name: Relay}
  client: {name: Client}
modes:
  one: {title: One}
  two: {title: Two}
  three: {title: Three}
"""


def listing(*ports: str, services: str = "") -> str:
    """A dataset with one flow."""
    return (
        HEAD
        + services
        + f"flows:\n  - {{id: a, from: client, to: server, ports: [{', '.join(ports)}]}}\n"
    )


def flows(*lines: str, services: str = "") -> str:
    return HEAD + services + "flows:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]


# --- lists -------------------------------------------------------------------------------------


def test_a_port_twice_over_one_of_its_protocols():
    (found,) = found_by("MED301", listing("53/tcp+udp", "80/tcp", "53/udp"))
    assert ports(found) == ["53/udp"]
    assert not found_by("MED301", listing("53/tcp", "53/udp"))


@pytest.mark.parametrize(
    ("listed", "at", "common"),
    [
        (["4370-4380/tcp", "4375/tcp"], "4375/tcp", ["4375/tcp"]),
        (["4375/tcp", "4370-4380/tcp"], "4370-4380/tcp", ["4375/tcp"]),
        (["4370-4380/tcp", "80/tcp", "4380-4390/tcp"], "4380-4390/tcp", ["4380/tcp"]),
        (["53-60/tcp+udp", "60-70/tcp+udp"], "60-70/tcp+udp", ["60/tcp", "60/udp"]),
        (["1-100/tcp", "5/udp", "50/tcp+udp"], "50/tcp+udp", ["50/tcp"]),
    ],
)
def test_ranges_that_overlap_are_one_finding_at_the_later_entry(
    listed: list[str], at: str, common: list[str]
):
    text = listing(*listed)
    (found,) = found_by("MED302", text)
    assert text_at(text, found) == at
    assert ports(found) == common


def test_a_wide_range_overlaps_all_that_lie_in_it():
    text = listing("10-50/tcp", "20-30/tcp", "40-60/tcp", "55/tcp")
    found = found_by("MED302", text)
    assert [text_at(text, one) for one in found] == ["20-30/tcp", "40-60/tcp", "55/tcp"]
    assert [ports(one) for one in found] == [["20-30/tcp"], ["40-50/tcp"], ["55/tcp"]]


def test_neither_the_same_port_nor_another_protocol_overlaps():
    assert not found_by("MED302", listing("10-20/tcp", "10-20/tcp"))
    assert found_by("MED301", listing("10-20/tcp", "10-20/tcp"))
    assert not found_by("MED302", listing("10-20/tcp", "15/udp", "21/tcp"))


MEDIA = """\
services:
  media: {name: Media, ports: [5000-5009/tcp]}
"""


def test_two_halves_of_one_range_of_a_service():
    text = listing("5005-5009/tcp", "22/tcp", "5000-5004/tcp", services=MEDIA)
    (found,) = found_by("MED303", text)
    assert text_at(text, found) == "5005-5009/tcp"
    assert found.problem.hint == "Write 5000-5009/tcp."


@pytest.mark.parametrize(
    "listed",
    [
        ["5000-5008/tcp", "5009/tcp"],
        ["5000-5003/tcp", "5005-5009/tcp"],
        ["5000-5004/tcp", "{port: 5005-5009/tcp, need: optional}"],
        ["6000-6004/tcp", "6005-6009/tcp"],
    ],
)
def test_ranges_that_may_stand_apart(listed: list[str]):
    assert not found_by("MED303", listing(*listed, services=MEDIA))


def test_a_range_that_the_service_cuts_is_said_there_once():
    cut = MEDIA.replace("5000-5009/tcp", "5000-5004/tcp, 5005-5009/tcp")
    text = listing("5000-5004/tcp", "5005-5009/tcp", services=cut)
    (found,) = found_by("MED303", text)
    assert (found.subject.kind, found.subject.id) == ("service", "media")
    named = cut.replace("5005-5009/tcp", "{port: 5005-5009/tcp, name: Sound}")
    assert not found_by("MED303", listing("5000-5004/tcp", "5005-5009/tcp", services=named))


# --- one connection in two flows ---------------------------------------------------------------


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
    assert found.problem.hint.startswith("Take one of the two away")
    other = text.replace("three], ports: [22/tcp]", "three], ports: [80/tcp]")
    assert found_by("MED304", other)[0].problem.hint.startswith("Put the ports into a")


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


# --- services and the ports of flows -----------------------------------------------------------

TWO = """\
services:
  web: {name: Web, ports: [443/tcp, 53/tcp+udp], listens_on: [server, relay]}
  console: {name: Console, ports: [80/tcp, 443/tcp, 53/udp], listens_on: [relay, server, client]}
"""


def test_two_services_are_one_finding_for_all_that_they_share():
    text = listing("443/tcp", services=TWO)
    (found,) = found_by("MED305", text)
    assert (found.subject.kind, found.subject.id) == ("service", "console")
    assert ports(found) == ["443/tcp", "53/udp"]
    assert "on server and relay" in found.problem.message
    assert text_at(text, found) == "443/tcp"


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("[relay, server, client]", "[client]", 0),
        (", listens_on: [relay, server, client]", "", 0),  # anybody's, where nobody else listens
        ("[80/tcp, 443/tcp, 53/udp]", "[80/tcp, 443/udp]", 0),
        ("[80/tcp, 443/tcp, 53/udp]", "[400-500/tcp]", 1),
    ],
)
def test_other_listeners_and_other_protocols_share_nothing(old: str, new: str, number: int):
    assert len(found_by("MED305", listing("443/tcp", services=TWO.replace(old, new)))) == number


def test_two_services_of_anybody_and_a_service_with_itself():
    text = TWO.replace(", listens_on: [relay, server, client]", "")
    text = text.replace(", listens_on: [server, relay]", "")
    assert len(found_by("MED305", listing("443/tcp", services=text))) == 1
    twice = "services:\n  web: {name: Web, ports: [443/tcp, 440-450/tcp]}\n"
    (found,) = found_by("MED305", listing("443/tcp", services=twice))
    assert "twice" in found.problem.message


BOOT = """\
services:
  boot: {name: Boot, ports: [69/udp], listens_on: [server]}
"""


def test_another_protocol_is_one_finding_for_all_flows():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [69/tcp]",
        "id: b, from: relay, to: server, modes: [two], ports: [22/tcp, 69/tcp]",
        services=BOOT,
    )
    (found,) = found_by("MED306", text)
    about = found.subject
    assert (about.kind, about.id, about.modes) == ("service", "boot", ("one", "two"))
    assert ports(found) == ["69/tcp"]
    assert text_at(text, found) == "69/tcp"
    assert [line[:8] for line in related_lines(text, found)] == ["boot: {n", "- {id: b"]


def test_the_protocol_that_a_service_lacks():
    (found,) = found_by("MED306", listing("69/tcp+udp", services=BOOT))
    assert ports(found) == ["69/tcp"]
    ranges = BOOT.replace("69/udp", "60-70/udp")
    assert found_by("MED306", listing("62-64/tcp", services=ranges))
    assert not found_by("MED306", listing("62-74/tcp", services=ranges))


def test_another_number_or_another_listener_is_no_other_protocol():
    assert not found_by("MED306", listing("70/tcp", services=BOOT))
    away = BOOT.replace("[server]", "[relay]")
    assert not found_by("MED306", listing("69/tcp", services=away))
    anybody = BOOT.replace(", listens_on: [server]", "")
    assert found_by("MED306", listing("69/tcp", services=anybody))


def test_a_port_that_a_service_has_elsewhere_is_said_by_one_rule():
    other = BOOT + "  far: {name: Far, ports: [69/tcp], listens_on: [relay]}\n"
    text = listing("69/tcp", services=other)
    assert found_by("MED306", text)
    assert not found_by("MED407", text)
    away = listing("69/tcp", services=other.replace("[server]", "[client]"))
    assert not found_by("MED306", away)
    assert found_by("MED407", away)


# --- like --------------------------------------------------------------------------------------


def test_a_like_of_its_own_flow_says_nothing():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp], "
        "like: {flow: a, without: [80/tcp], reason: Because.}"
    )
    (found,) = found_by("MED308", text)
    assert text_at(text, found).startswith("{flow: a") or text_at(text, found) == "a"
    assert "itself" in found.problem.message
    assert not found_by("MED307", text)


def like(ports: str, words: str) -> str:
    return flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp, 80/tcp, 4370-4380/tcp]",
        f"id: b, from: client, to: relay, modes: [one], ports: [{ports}], "
        f"like: {{flow: a, {words}, reason: Because.}}",
    )


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ("22/tcp, 4370-4380/tcp", "without: [80/tcp]"),
        ("4371-4380/tcp, 22/tcp, 4370/tcp", "without: [80/tcp]"),
        ("22/tcp, 80/tcp, 4370-4374/tcp, 4376-4380/tcp", "without: [4375/tcp]"),
        ("22/tcp, 80/tcp, 443/tcp, 4370-4380/tcp", "with: [443/tcp]"),
        ("443/tcp, 80/tcp", "with: [443/tcp], without: [22/tcp, 4370-4380/tcp]"),
    ],
)
def test_a_list_that_follows_from_the_other(listed: str, words: str):
    assert not found_by("MED307", like(listed, words))
    assert not found_by("MED308", like(listed, words))


@pytest.mark.parametrize(
    ("listed", "words", "differing"),
    [
        ("22/tcp, 80/tcp, 4370-4380/tcp", "without: [80/tcp]", ["80/tcp"]),
        ("22/tcp, 4370-4379/tcp", "without: [80/tcp]", ["4380/tcp"]),
        ("22/tcp, 80/tcp, 4370-4380/tcp", "with: [443/tcp]", ["443/tcp"]),
        ("22/tcp, 80/udp, 4370-4380/tcp", "with: [22/tcp]", ["80/udp", "80/tcp"]),
    ],
)
def test_a_list_that_does_not_follow(listed: str, words: str, differing: list[str]):
    text = like(listed, words)
    (found,) = found_by("MED307", text)
    assert text_at(text, found) == f"[{listed}]"
    assert ports(found) == differing


def test_the_hint_says_what_to_do_with_each_port():
    (found,) = found_by("MED307", like("22/tcp, 443/tcp, 4370-4380/tcp", "without: [9/tcp]"))
    assert found.problem.hint == "Add 80/tcp and take 443/tcp away, or correct with and without."


@pytest.mark.parametrize(
    ("words", "idle"),
    [
        ("with: [443/tcp, 80/tcp]", ["80/tcp"]),
        ("with: [4371-4373/tcp]", ["4371-4373/tcp"]),
        ("with: [4371-4390/tcp]", []),
        ("without: [443/tcp, 80/tcp]", ["443/tcp"]),
        ("without: [80/udp]", ["80/udp"]),
        ("without: [4380-4390/tcp]", []),
        ("with: [443/tcp], without: [443/tcp]", ["443/tcp"]),
    ],
)
def test_what_does_nothing_stands_at_its_own_place(words: str, idle: list[str]):
    text = like("22/tcp", words)
    found = found_by("MED308", text)
    assert [text_at(text, one) for one in found] == idle


def test_nothing_follows_from_a_list_that_is_not_stated():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: []",
        "id: b, from: client, to: relay, ports: [22/tcp], "
        "like: {flow: a, with: [22/tcp], reason: So.}",
    )
    assert not found_by("MED307", text)
    assert not found_by("MED308", text)
