"""The rule unused-port."""

from __future__ import annotations

import pytest
from checking import found_by
from text_datasets import dataset, ports

DNS = "  dns: {name: DNS, ports: [53/tcp+udp, 853/tcp, 5300-5309/udp], description: DNS.}\n"


@pytest.mark.parametrize(
    ("used", "unused"),
    [
        ("53/tcp+udp, 853/tcp, 5300-5309/udp", []),
        ("53/udp, 853/tcp, 5303/udp", ["53/tcp"]),
        ("53/tcp, 53/udp", ["853/tcp", "5300-5309/udp"]),
        ("53/tcp+udp, 850-860/tcp, 5000-6000/udp", []),
    ],
)
def test_ports_of_a_service_that_no_flow_uses(used: str, unused: list[str]):
    text = dataset(f"id: a, from: client, to: server, ports: [{used}]", services=DNS)
    assert [ports(one)[0] for one in found_by("MED502", text)] == unused


def test_an_unused_service_and_double_entry_are_for_other_rules():
    assert not found_by(
        "MED502", dataset("id: a, from: client, to: server, ports: [1/tcp]", services=DNS)
    )
    both = DNS.replace("description", "listens_on: [server], called_by: [client], description")
    text = dataset("id: a, from: client, to: server, ports: [853/tcp]", services=both)
    assert not found_by("MED502", text)
    assert len(found_by("MED405", text)) == 2
