"""The analysis `port_sets`."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.port_sets import beyond, differ_by_one_slip, spans
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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("8443/tcp", "8433/tcp", True),
        ("8443/tcp", "4843/tcp", True),
        ("8434/tcp", "8443/tcp", True),
        ("844/tcp", "8443/tcp", True),
        ("22/tcp", "22067/tcp", False),
        ("8443/tcp", "8443/tcp", False),
        ("8443/tcp", "8433/udp", False),
        ("8443/tcp", "8343-8350/tcp", False),
        ("1221/tcp", "2112/tcp", False),
        ("1234/tcp", "1432/tcp", False),
    ],
)
def test_one_slip_of_the_hand(one: str, other: str, expected: bool):
    assert differ_by_one_slip(Port.parse(one), Port.parse(other)) is expected
    assert differ_by_one_slip(Port.parse(other), Port.parse(one)) is expected
