"""The rule other-setting-in-text."""

from __future__ import annotations

import pytest
from checking import found_by


def dataset(description: str, note: str = "Events") -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  client: {{name: Client}}
services:
  events:
    name: Events
    ports: [8415/tcp, {{port: 8416/tcp, setting: [replica.port]}}]
    setting: [EVENTS_PORT]
    description: {description!r}
  shell: {{name: Shell, ports: [22/tcp], setting: [SHELL_PORT], description: Shell.}}
  bare: {{name: Bare, ports: [80/tcp], description: 'Not SHELL_PORT, but SHELL_PORTS.'}}
flows:
  - {{id: a, from: client, to: server, ports: [8415/tcp], note: {note!r}}}
  - {{id: b, from: client, to: server, ports: [22/tcp, 80/tcp]}}
"""


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Set by EVENT_PORT.", "EVENT_PORT"),
        ("Set by SHELL_PORT.", "SHELL_PORT"),
        ("Set by EVENTS_PROT.", "EVENTS_PROT"),
    ],
)
def test_another_setting(words: str, named: str):
    for text in (dataset(words), dataset("Events", words)):
        (found,) = found_by("MED530", text)
        assert f"names {named}, but the setting of its ports is " in found.problem.message


@pytest.mark.parametrize(
    "words",
    [
        "Set by EVENTS_PORT.",
        "Set by EVENTS_PORT, not by SHELL_PORT.",
        "Set by EVENTS_PORT2.",
        "Set by EVENTS_HOST, in replica.conf.",
        "Events on ports of events.",
        "Unlike SHELL_PORT.",
    ],
)
def test_its_own_setting_and_other_names(words: str):
    assert not found_by("MED530", dataset(words))
    assert not found_by("MED530", dataset("Events", words))


def test_a_setting_that_another_service_has_is_no_slip():
    text = dataset("Events, also of SHELL_PORTS.").replace("[EVENTS_PORT]", "[SHELL_PORT]")
    (found,) = found_by("MED530", text)
    assert found.problem.severity.label == "warning"
    text = text.replace(
        "name: Shell, ports: [22/tcp], setting: [SHELL_PORT]",
        "name: Shell, ports: [22/tcp], setting: [SHELL_PORTS]",
    )
    (found,) = found_by("MED530", text)
    assert found.problem.severity.label == "info"
