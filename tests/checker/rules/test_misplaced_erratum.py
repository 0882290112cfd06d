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
