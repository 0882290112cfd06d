"""The rule idle-source-port."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from text_datasets import dataset


@pytest.mark.parametrize(
    ("ports", "source_ports", "idle"),
    [
        ("123/udp", "123/tcp", ["123/tcp"]),
        ("123/udp, 53/tcp", "123/udp, 1024-65535/tcp+sctp", ["1024-65535/tcp+sctp"]),
        ("esp", "500/udp", ["500/udp"]),
        ("esp, any/udp", "500/udp", []),
        ("any", "500/udp", []),
        ("", "500/udp", []),
    ],
)
def test_source_ports_of_protocols_that_the_flow_does_not_have(
    ports: str, source_ports: str, idle: list[str]
) -> None:
    flow = f"id: a, from: client, to: server, ports: [{ports}], source_ports: [{source_ports}]"
    text = dataset(flow)
    assert [text_at(text, found) for found in found_by("MED313", text)] == idle
