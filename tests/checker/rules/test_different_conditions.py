"""The rule different-conditions."""

from __future__ import annotations

from checking import found_by, text_at
from flow_datasets import flows

BACKUP = "features: {backup: {name: Backup}, updates: {name: Updates}}\n"


def test_one_port_required_in_one_mode_and_optional_in_another():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp, 443/tcp], need: required",
        "id: b, from: client, to: server, modes: [two], "
        "ports: [{port: 443/tcp, need: optional}, {port: 22/tcp, need: required}]",
    )
    (found,) = found_by("MED311", text)
    assert found.subject.id == "b"
    assert text_at(text, found) == "{port: 443/tcp, need: optional}"
    message = "b has 443/tcp with need: optional, and a with need: required."
    assert found.problem.message.endswith(message)
    (related,) = found.problem.related
    assert related.message == "a has it with need: required."
    assert not found_by("MED311", text.replace("id: b,", "id: b, note: For reports.,"))
    assert not found_by("MED311", text.replace("need: optional", "need: required"))


def test_the_feature_and_the_words_of_a_condition_count():
    text = flows(
        "id: a, from: client, to: server, ports: [443/tcp], feature: backup, "
        "need: {when: you make backups}",
        "id: b, from: client, to: server, ports: [400-500/tcp], feature: updates, "
        "need: {when: you make backups}",
        services=BACKUP,
    )
    (found,) = found_by("MED311", text)
    assert "443/tcp with need: {when: you make backups} and feature: updates" in (
        found.problem.message
    )
    assert not found_by("MED311", text.replace("feature: updates", "feature: backup"))
    other = text.replace("feature: updates", "feature: backup").replace("backups}", "any}", 1)
    assert found_by("MED311", other)


def test_other_ends_and_other_ports_are_not_compared():
    text = flows(
        "id: a, from: client, to: server, ports: [443/tcp, 22/tcp]",
        "id: b, from: client, to: relay, ports: [443/tcp], need: optional",
        "id: c, from: server, to: client, ports: [443/tcp], need: optional",
        "id: d, from: client, to: server, ports: [443/udp, 80/tcp], need: optional",
    )
    assert not found_by("MED311", text)


def test_a_like_is_for_another_rule():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [443/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [443/tcp], need: optional, "
        "like: {flow: a, reason: So.}",
    )
    assert not found_by("MED311", text)
    assert found_by("MED312", text)


def test_a_condition_in_words_may_differ_between_modes():
    text = flows(
        "id: a, from: client, to: server, modes: [one], ports: [443/tcp]",
        "id: b, from: client, to: server, modes: [two], ports: [443/tcp], "
        "need: {when: there is no load balancer}",
    )
    (found,) = found_by("MED311", text)
    assert found.problem.severity.label == "info"
    (found,) = found_by("MED311", text.replace("[one]", "[one, two]"))
    assert found.problem.severity.label == "warning"
