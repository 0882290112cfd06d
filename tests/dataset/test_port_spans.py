"""Lists of ports compared by the numbers in them."""

from __future__ import annotations

from sphinx_medulla.dataset.port_spans import beyond, spans
from sphinx_medulla.dataset.ports import Port


def parsed(*texts: str) -> list[Port]:
    return [Port.parse(text) for text in texts]


def test_lists_are_equal_however_they_are_written():
    assert spans(parsed("80-89/tcp", "53/tcp+udp")) == spans(
        parsed("53/udp", "85-89/tcp", "53/tcp", "80-84/tcp", "83-86/tcp")
    )
    assert spans(parsed("80/tcp", "81/udp")) != spans(parsed("80-81/tcp"))


def test_what_is_beyond_a_list():
    known = spans(parsed("80-89/tcp", "100/tcp", "53/tcp"))
    assert [str(port) for port in beyond(parsed("79-101/tcp"), known)] == [
        "79/tcp",
        "90-99/tcp",
        "101/tcp",
    ]
    assert [str(port) for port in beyond(parsed("53/tcp+udp"), known)] == ["53/udp"]
    assert beyond(parsed("82-89/tcp", "80/tcp"), known) == ()
