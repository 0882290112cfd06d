"""The rule encryption-contradicts-service."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at


def service(entry: str) -> str:
    return body(
        f"known: {{{entry}}}",
        "id: a, from: server, to: client, ports: [22/tcp]",
    )


@pytest.mark.parametrize(
    ("entry", "severity", "at"),
    [
        ("name: HTTPS, ports: [433/tcp], encryption: none", "warning", "none"),
        ("name: LDAPS, ports: [636/tcp], encryption: none", "warning", "none"),
        ("name: SSH, ports: [2222/tcp], encryption: none", "warning", "none"),
        (
            "name: Web, ports: [{port: 443/tcp, name: HTTPS, encryption: none}]",
            "warning",
            "none",
        ),
        ("name: WireGuard, ports: [51820/udp], encryption: none", "warning", "none"),
        ("name: SSH, ports: [22/tcp], encryption: tls", "info", "tls"),
        ("name: HTTPS, ports: [443/tcp], encryption: ssh", "info", "ssh"),
        ("name: Web pages, ports: [443/tcp], encryption: none", "info", "none"),
        ("name: HTTP, ports: [80/tcp], encryption: tls", "info", "tls"),
        ("name: LDAP, ports: [389/tcp], encryption: tls", "info", "tls"),
    ],
)
def test_what_contradicts_the_name_or_the_number(entry: str, severity: str, at: str):
    text = service(entry)
    (found,) = run("MED421", text)
    assert found.problem.severity.label == severity
    assert text_at(text, found) == at
    assert len(ports(found)) == 1


@pytest.mark.parametrize(
    "entry",
    [
        "name: HTTPS, ports: [443/tcp], encryption: tls",
        "name: HTTPS, ports: [443/tcp]",
        "name: HTTP and HTTPS, ports: [8090/tcp], encryption: none",
        "name: HTTPS proxy, ports: [443/tcp], encryption: none",
        "name: SSH tunnel, ports: [9022/tcp], encryption: none",
        "name: LDAP, ports: [389/tcp], encryption: starttls",
        "name: AMQP, ports: [5671/tcp], encryption: tls",
        "name: WireGuard, ports: [51820/udp], encryption: tls",
        "name: Web, ports: [{port: 80/tcp, name: HTTP, encryption: none}], encryption: tls",
    ],
)
def test_what_does_not(entry: str):
    assert not run("MED421", service(entry))
