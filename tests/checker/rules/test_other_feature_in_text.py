"""The rule other-feature-in-text."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(service: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
features:
  remote: {{name: Remote control}}
  imaging: {{name: PXE boot and imaging}}
  backup: {{name: Backup}}
roles:
  server: {{name: Server}}
  client: {{name: Client}}
services:
  it: {{{service}, ports: [5900/tcp]}}
flows:
  - {{id: f, from: server, to: client, ports: [5900/tcp]}}
"""


@pytest.mark.parametrize(
    ("service", "other"),
    [
        ("name: VNC, description: For remote control., feature: imaging", "remote"),
        ("name: Remote control, description: VNC., feature: backup", "remote"),
        ("name: PXE, description: PXE boot of clients., feature: remote", "imaging"),
        ("name: Remote control, description: PXE boot from afar., feature: imaging", "remote"),
        ("name: UrBackup, description: Files of clients., feature: imaging", "backup"),
    ],
)
def test_the_feature_of_another_service(service: str, other: str):
    (found,) = found_by("MED527", dataset(service))
    assert found.subject.word == other
    assert text_at(dataset(service), found) == service.rpartition(" ")[2]
    assert found.problem.hint.startswith(f"Write feature: {other}, or ")


@pytest.mark.parametrize(
    "service",
    [
        "name: VNC, description: For remote control., feature: remote",
        "name: VNC, description: Controls the screen., feature: imaging",
        "name: Images, description: Images for the remote control of boots., feature: imaging",
        "name: Metrics, description: Metrics of the backup., feature: remote",
        "name: VNC, description: For remote control.",
    ],
)
def test_other_texts(service: str):
    assert not found_by("MED527", dataset(service))


def test_the_words():
    (found,) = found_by(
        "MED527", dataset("name: VNC, description: For remote control., feature: imaging")
    )
    assert found.problem.message == (
        "The service it has the feature imaging, but its texts name the feature remote, "
        "'Remote control'."
    )
    assert found.problem.hint == (
        "Write feature: remote, or describe what VNC does for 'PXE boot and imaging'."
    )
