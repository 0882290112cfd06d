"""The rule misplaced-erratum."""

from __future__ import annotations

import pytest
from remark_datasets import corrected


@pytest.mark.parametrize(
    ("erratum", "entry", "what"),
    [
        ("at: ports, ports: [22, 23], published: x", "a", "23/tcp, which is no port of the flow a"),
        ("at: ports, ports: [443/tcp+udp], published: x", "a", "443/udp"),
        ("at: note, modes: [one, two], published: x", "a", "two, which is no mode of the flow a"),
        ("at: name, ports: [22], published: x", "role", "no port of the role server"),
        ("at: ports, ports: [8005-8010], published: x", "service", "8010/tcp"),
        ("at: title, modes: [two], published: x", "mode", "no mode of the mode one"),
    ],
)
def test_an_erratum_on_the_wrong_entry(erratum: str, entry: str, what: str):
    (found,) = corrected(erratum, entry)
    assert found.problem.code == "MED907"
    assert what in found.problem.message


def test_an_erratum_in_its_place():
    assert not corrected("at: ports, ports: [8001-8003], published: x", "service")
    assert not corrected("at: note, modes: [one], ports: [22], published: x", "a")
    assert not corrected("at: name, modes: [two], published: x", "service")
    assert not corrected("at: title, modes: [one], published: x", "mode")


def test_a_quoted_description_of_other_ports():
    quoted = 'at: description, published: "Ports 9000 and 9001: used by internal services."'
    (found,) = corrected(quoted, "service")
    assert found.problem.code == "MED907"
    assert "quotes a description of 9000 and 9001, but the service web has" in found.problem.message


@pytest.mark.parametrize(
    "erratum",
    [
        'at: description, published: "Ports 9000 and 443: used by internal services."',
        'at: description, published: "Since 2019: used by internal services."',
        'at: description, published: "Port 9000: a web.", ports: [443]',
    ],
)
def test_a_quoted_description_of_the_same_ports_or_of_none(erratum: str):
    assert not corrected(erratum, "service")


def test_another_erratum_may_say_that_the_published_ports_are_others():
    quoted = 'at: description, published: "Port 9000: used by internal services."'
    ports = "reason: R}, {at: ports, ports: [443], published: 9000"
    assert corrected(quoted, "service")
    assert not corrected(f"{quoted}, {ports}", "service")


def test_a_quoted_description_of_former_ports():
    """The service moved after the page was written."""
    quoted = 'at: description, published: "Port 9000: used by internal services."'
    assert not corrected(quoted, "service", formerly="9000")
    assert corrected(quoted, "service", formerly="9001")
