"""The rule like-with-other-condition."""

from __future__ import annotations

from checking import found_by, text_at
from flow_datasets import flows

FEATURES = "features: {backup: {name: Backup}}\n"


def pair(ports: str, like: str = "") -> str:
    return flows(
        "id: a, from: client, to: server, "
        "ports: [22/tcp, {port: 80-90/tcp, need: optional, feature: backup}]",
        f"id: b, from: client, to: relay, ports: [{ports}], "
        f"like: {{flow: a, {like}reason: Because.}}",
        services=FEATURES,
    )


def test_need_and_feature_follow_the_like():
    text = pair("22/tcp, 80-90/tcp")
    (found,) = found_by("MED312", text)
    assert (found.subject.id, text_at(text, found)) == ("b", "80-90/tcp")
    assert found.problem.message == (
        "b is declared `like: a`, but has 80-90/tcp with no need or feature where a has it with "
        "need: optional and feature: backup."
    )
    assert found_by("MED312", pair("22/tcp, {port: 80-90/tcp, need: optional}"))
    assert not found_by(
        "MED312", pair("22/tcp, {port: 80-90/tcp, need: optional, feature: backup}")
    )


def test_a_part_of_a_range_and_a_need_of_the_whole_flow():
    text = pair("22/tcp, 80/tcp").replace("ports: [22/tcp, 80/tcp]", "ports: [80/tcp]")
    (found,) = found_by("MED312", text)
    assert [str(port) for port in found.subject.ports] == ["80/tcp"]
    whole = text.replace("id: b,", "id: b, need: optional, feature: backup,")
    assert not found_by("MED312", whole)


def test_ports_under_with_and_without_differ_on_purpose():
    excepted = pair("22/tcp, 80-90/tcp", "without: [80-90/tcp], with: [80-90/tcp], ")
    for code in ("MED307", "MED308", "MED312"):
        assert not found_by(code, excepted)
    assert found_by("MED308", pair("22/tcp, 80-90/tcp", "with: [80-90/tcp], "))
