"""The rule fixed-port-called-dynamic."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at


@pytest.mark.parametrize(
    ("words", "listed", "expected"),
    [
        ("Dynamic ports of agents", "35621/tcp, 55415/tcp", ["35621/tcp", "55415/tcp"]),
        ("An EPHEMERAL port", "50000/tcp", ["50000/tcp"]),
        ("Dynamic ports", "49152-65535/tcp", []),
        ("Dynamic ports", "49152-65535/tcp, 135/tcp", ["135/tcp"]),
        ("Not dynamic ports, but fixed ones", "35621/tcp", []),
        ("Dynamic DNS", "53/udp", []),
        ("Aerodynamic ports", "35621/tcp", []),
        ("Called from ephemeral ports 49152 to 65535", "35621/tcp", []),
        ("Answers to ephemeral ports. Dynamic source ports.", "35621/tcp", []),
        ("The mapper hands out a dynamic port", "135/tcp", []),
        ("Tells the dynamic port of an RPC service", "135/tcp", []),
        ("A client asks it for the dynamic port of a service", "135/tcp", []),
        ("Clients learn the dynamic port of each service here", "135/tcp", []),
        ("Portmapper, which knows the dynamically assigned ports of NFS", "111/tcp", []),
        ("Resolves to the dynamic port of DCOM", "135/tcp", []),
        ("Control connection, followed by one to a random port", "21/tcp", []),
        ("Control connection; data uses dynamic ports", "21/tcp", []),
        ("A dynamic port of the agent", "35621/tcp", ["35621/tcp"]),
        ("On 1433; named instances use dynamic ports", "1433/tcp", []),
        ("A named instance needs its own, as dynamic ports are not supported", "1433/tcp", []),
        ("Endpoint mapper; RPC itself uses dynamic ports", "135/tcp", []),
        ("It uses dynamic ports", "35621/tcp", ["35621/tcp"]),
        ("From a dynamic port. A random port", "35621/tcp", ["35621/tcp"]),
    ],
)
def test_single_ports_called_dynamic(words: str, listed: str, expected: list[str]):
    service = f"s: {{name: S, ports: [{listed}], description: '{words}'}}"
    text = body(service, "id: a, from: client, to: server, ports: []")
    found = run("MED605", text)
    assert [ports(one) for one in found] == ([expected] if expected else [])
    if found:
        assert text_at(text, found[0]) == f"'{words}'"
