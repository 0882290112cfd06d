"""The rule id-names-other-ends."""

from __future__ import annotations

import pytest
from checking import found_by, text_at


def dataset(flow: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  client: {{name: Client}}
  third: {{name: Third}}
flows:
  - {{{flow}, ports: [443/tcp]}}
"""


@pytest.mark.parametrize("ends", ["from: server, to: client", "from: client, to: third"])
def test_an_id_of_other_ends(ends: str):
    text = dataset(f"id: client-to-server, {ends}")
    (found,) = found_by("MED224", text)
    assert text_at(text, found) == "client-to-server"
    assert found.problem.severity.label == "info"


@pytest.mark.parametrize("name", ["client-to-server", "a", "server-to-anywhere", "shell-to-server"])
def test_an_id_of_its_ends_or_of_something_else(name: str):
    assert not found_by("MED224", dataset(f"id: {name}, from: client, to: server"))
