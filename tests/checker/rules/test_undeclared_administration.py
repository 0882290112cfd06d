"""The rule undeclared-administration."""

from __future__ import annotations

import pytest
from zone_datasets import body, run, text_at


def services(*entries: str) -> str:
    listed = "\n".join(f"s{turn}: {{{entry}}}" for turn, entry in enumerate(entries))
    return body(listed, "id: f, from: server, to: client, ports: [22/tcp]")


SHELL = "name: SSH, ports: [22/tcp], administration: true"


@pytest.mark.parametrize("name", ["VNC", "RDP", "WinRM", "Remote Desktop", "Telnet"])
def test_a_service_for_administration_that_is_not_declared(name: str):
    text = services(SHELL, f"name: {name}, ports: [5900/tcp]")
    (found,) = run("MED606", text)
    assert found.subject.id == "s1"
    assert found.problem.severity.label == "info"
    assert text_at(text, found) == "s1"
    assert found.problem.message == (
        "The service s1 gives remote access as s0 does, but only s0 is declared for administration."
    )


@pytest.mark.parametrize(
    "other",
    [
        "name: VNC, ports: [5900/tcp], administration: true",
        "name: Web, ports: [443/tcp]",
        "name: SSH tunnel, ports: [2222/tcp]",
        "name: VNC proxy, ports: [5901/tcp]",
    ],
)
def test_other_services(other: str):
    assert not run("MED606", services(SHELL, other))


def test_a_dataset_that_declares_none():
    assert not run("MED606", services("name: SSH, ports: [22/tcp]", "name: VNC, ports: [5900/tcp]"))
