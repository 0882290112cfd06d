"""The rule setting-of-strangers."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at


def services(*entries: str) -> str:
    listed = "\n".join(f"s{turn}: {{{entry}}}" for turn, entry in enumerate(entries))
    return body(listed, "id: f, from: server, to: client, ports: [22/tcp]")


SHELL = "name: SSH, ports: [22/tcp], setting: SHELL_PORT"


@pytest.mark.parametrize(
    "setting",
    ["setting: SHELL_PORT", "setting: [OTHER_PORT, SHELL_PORT]"],
)
def test_a_setting_that_was_copied(setting: str):
    text = services(SHELL, f"name: VNC, ports: [5900/tcp], {setting}")
    (found,) = run("MED424", text)
    assert (found.subject.id, ports(found)) == ("s1", ["5900/tcp"])
    assert found.problem.severity.label == "warning"
    assert text_at(text, found) == "SHELL_PORT"
    assert len(found.problem.related) == 1


def test_a_setting_of_a_single_port():
    entry = "name: VNC, ports: [5900/tcp, {port: 5901/tcp, setting: SHELL_PORT}], setting: VNC_PORT"
    (found,) = run("MED424", services(SHELL, entry))
    assert ports(found) == ["5901/tcp"]


@pytest.mark.parametrize(
    "other",
    [
        "name: VNC, ports: [5900/tcp], setting: VNC_PORT",
        "name: SSH for relays, ports: [2222/tcp], setting: SHELL_PORT",
        "name: Remote shell, ports: [22/tcp], setting: SHELL_PORT",
        "name: sshd, ports: [2222/tcp], setting: SHELL_PORT",
    ],
)
def test_settings_of_related_services(other: str):
    assert not run("MED424", services(SHELL, other))
