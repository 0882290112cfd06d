"""The rule description-off-topic."""

from __future__ import annotations

import pytest
from checking import found_by
from text_datasets import dataset


@pytest.mark.parametrize(
    ("description", "severity"),
    [
        ("SSH, for administration.", None),
        ("For administration.", "info"),
        ("Used by VNC for remote control.", "warning"),
        ("Used by SSH, unlike VNC.", None),
        ("Used for screens.", "info"),
        ("Used for TFTP.", "warning"),
        ("Used for remote screens and shells.", "warning"),
    ],
)
def test_a_description_of_something_else(description: str, severity: str | None):
    services = (
        f"  ssh: {{name: SSH, ports: [22/tcp], description: {description!r}}}\n"
        "  vnc: {name: VNC, ports: [5900/tcp], description: VNC.}\n"
        "  boot: {name: Boot, ports: [{port: 69/udp, name: TFTP}], description: Boot.}\n"
        "  screens: {name: Remote screens, ports: [1/tcp], description: Remote screens.}\n"
        "  number: {name: Port 7, ports: [7/tcp], description: Echo.}\n"
    )
    text = dataset("id: a, from: client, to: server, ports: [22/tcp]", services=services)
    found = found_by("MED512", text)
    assert [one.problem.severity.label for one in found] == [severity] * (severity is not None)
    assert all(one.subject.id == "ssh" for one in found)
