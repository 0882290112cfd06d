"""The rule same-name-twice."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at


def two(one: str, other: str) -> str:
    return body(
        f"a: {{{one}}}\nb: {{{other}}}",
        "id: f, from: server, to: client, ports: [22/tcp]",
    )


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        (
            "name: HTTPS, ports: [443/tcp], encryption: tls",
            "name: HTTPS, ports: [8443/tcp], encryption: none",
            "warning",
        ),
        (
            "name: Feed, ports: [443/tcp], encryption: none",
            "name: feed, ports: [443/tcp], encryption: starttls",
            "warning",
        ),
        ("name: Feed, ports: [443/tcp]", "name: Feed, ports: [8443/tcp]", "warning"),
        ("name: Feed, ports: [443/tcp]", "name: Feed, ports: [443/udp]", "warning"),
        (
            "name: Feed, ports: [443/tcp], encryption: tls",
            "name: Feed, ports: [443/tcp]",
            "warning",
        ),
        (
            "name: Feed, ports: [443/tcp], listens_on: [server]",
            "name: Feed, ports: [8443/tcp], listens_on: [client, proxy]",
            "info",
        ),
        (
            "name: Feed, ports: [443/tcp], listens_on: [server, client]",
            "name: Feed, ports: [8443/tcp], listens_on: [client, proxy]",
            "warning",
        ),
    ],
)
def test_two_services(one: str, other: str, severity: str):
    text = two(one, other)
    (found,) = run("MED423", text)
    assert found.problem.severity.label == severity
    assert found.subject.id == "b"
    assert text_at(text, found).casefold() in {"https", "feed"}
    assert len(found.problem.related) == 1


@pytest.mark.parametrize(
    ("second", "severity"),
    [
        ("{port: 2/tcp, name: Alarms, encryption: none}", "warning"),
        ("{port: 2/tcp, name: Alarms, encryption: tls}", "info"),
        ("{port: 1/udp, name: alarms, encryption: tls}", "info"),
    ],
)
def test_two_ports_of_a_service(second: str, severity: str):
    entry = f"name: Events, ports: [{{port: 1/tcp, name: Alarms, encryption: tls}}, {second}]"
    (found,) = run("MED423", two(entry, "name: Other, ports: [{port: 3/tcp, name: Alarms}]"))
    assert found.problem.severity.label == severity
    assert found.subject.id == "a"
    assert ports(found) == [second[7:12]]


@pytest.mark.parametrize(
    "other",
    [
        "name: Feeds, ports: [8443/tcp]",
        "name: Feed, ports: [443/tcp], encryption: tls",  # MED305 is about it
    ],
)
def test_names_or_values_that_agree(other: str):
    assert not run("MED423", two("name: Feed, ports: [443/tcp], encryption: tls", other))
