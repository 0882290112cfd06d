"""The rule idle-erratum."""

from __future__ import annotations

import pytest
from remark_datasets import corrected

IDLE = [
    ("at: name, published: Server", "role"),
    ("at: title, published: One", "mode"),
    ('at: when, published: "it  is one"', "mode"),
    ("at: name, published: Web", "service"),
    ("at: description, published: The web.", "service"),
    ('at: ports, published: "443, 8000-8009/tcp"', "service"),
    ("at: note, published: A note.", "a"),
    ("at: from, published: Server", "a"),
    ("at: to, published: Old relay", "a"),
    ('at: ports, published: "443 22"', "a"),
    ('at: ports, ports: [22], published: "22"', "a"),
    ('at: ports, ports: [22], published: "Port 22/tcp"', "a"),
    ('at: description, published: "Port 443: The web."', "service"),
    ('at: description, published: "Ports 443, 8000 to 8009: The web."', "service"),
]


@pytest.mark.parametrize(("erratum", "entry"), IDLE)
def test_an_erratum_that_corrects_nothing(erratum: str, entry: str):
    (found,) = corrected(erratum, entry)
    assert found.problem.code == "MED906"
    assert not corrected(f"{erratum}, undecided: true", entry)


@pytest.mark.parametrize(
    ("erratum", "entry"),
    [
        ("at: name, published: Main server", "role"),
        ('at: title, published: ""', "mode"),
        ("at: ports, published: Port 443", "service"),
        ('at: ports, ports: [22], published: "22/udp"', "a"),
        ('at: ports, published: "22"', "a"),
        ('at: row, published: ""', "a"),
        ("at: row, published: A note.", "a"),
        ('at: note, published: ""', "b"),
        ("at: to, published: new", "b"),
    ],
)
def test_an_erratum_that_corrects_something(erratum: str, entry: str):
    assert not corrected(erratum, entry)
