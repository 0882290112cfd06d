"""The rule very-wide-range."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at


def service(port: str, description: str = "Channels.") -> str:
    return body(
        f"known: {{name: Channels, ports: [{port}], description: {description}}}",
        f"id: a, from: server, to: client, ports: [{port}]",
    )


@pytest.mark.parametrize(
    ("port", "hint"),
    [
        ("2500-33001/tcp", "write 2500-3300/tcp"),
        ("5000-51002/tcp+udp", "write 5000-5100/tcp+udp"),
        ("1-65535/tcp", "Correct the range"),
        ("20000-40000/udp", "Correct the range"),
    ],
)
def test_a_wide_range(port: str, hint: str):
    text = service(port)
    (found,) = run("MED422", text)
    assert found.problem.severity.label == "warning"
    assert text_at(text, found) == port
    assert hint in found.problem.hint
    text = body(
        "",
        f"id: a, from: server, to: client, ports: [{port}]",
        f"id: b, from: server, to: proxy, ports: [{port}]",
    )
    (found,) = run("MED422", text)
    assert (found.subject.id, ports(found)) == ("a", [port])
    assert len(found.problem.related) == 1


@pytest.mark.parametrize(
    "port",
    [
        "49152-65535/tcp",
        "1024-65535/tcp",
        "32768-60999/tcp+udp",
        "32768-61000/tcp",
        "50000-65000/tcp",
        "1025-65535/tcp",
        "16384-32767/udp",
        "10000-20000/udp",
        "30000-32767/tcp",
        "10000-19999/tcp",
    ],
)
def test_dynamic_and_narrower_ranges(port: str):
    assert not run("MED422", service(port))


def test_a_description_may_explain_a_range_but_not_a_footnote_mark():
    words = "Dynamically assigned ports for transfers."
    assert not run("MED422", service("20000-40000/udp", words))
    assert run("MED422", service("2500-33001/tcp", words))
