"""The rule same-port-twice."""

from __future__ import annotations

from checking import found_by
from flow_datasets import listing, ports


def test_a_port_twice_over_one_of_its_protocols():
    (found,) = found_by("MED301", listing("53/tcp+udp", "80/tcp", "53/udp"))
    assert ports(found) == ["53/udp"]
    assert not found_by("MED301", listing("53/tcp", "53/udp"))
