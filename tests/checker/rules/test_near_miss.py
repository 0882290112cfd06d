"""The rule near-miss."""

from __future__ import annotations

from textwrap import dedent

import pytest
from mode_datasets import ports, run


def test_a_near_miss_is_stronger_and_said_once():
    body = """\
    flows:
      - {id: a, from: server, to: old, modes: [one], ports: [22/tcp, 8443/tcp]}
      - {id: b, from: server, to: new, modes: [two], ports: [22/tcp, 8434/tcp]}
    """
    (found,) = run("MED402", body)
    assert found.problem.severity.label == "error"
    assert ports(found) == ["8434/tcp", "8443/tcp"]
    assert not run("MED401", body)
    assert not run("MED402", body.replace("8434", "9999"))
    assert run("MED401", body.replace("8434", "9999"))


def two_modes(one: int, two: int) -> str:
    return dedent(
        f"""\
        services:
          plain: {{name: Plain, ports: [{one}/tcp]}}
          secure: {{name: Secure, ports: [{two}/tcp]}}
        flows:
          - {{id: a, from: client, to: server, modes: [one], ports: [22/tcp, {one}/tcp]}}
          - {{id: b, from: client, to: server, modes: [two], ports: [22/tcp, {two}/tcp]}}
        """
    )


def test_two_described_numbers_are_information():
    body = two_modes(80, 81)
    (found,) = run("MED402", body)
    assert found.problem.severity.label == "info"
    (found,) = run("MED402", body.replace("ports: [81/tcp]", "ports: [82/tcp]"))
    assert found.problem.severity.label == "error"


PAIRS = [
    (80, 443),
    (8080, 8443),
    (389, 636),
    (3268, 3269),
    (25, 465),
    (143, 993),
    (110, 995),
    (21, 990),
    (5672, 5671),
    (1883, 8883),
    (5060, 5061),
    (5222, 5223),
    (514, 6514),
    (5985, 5986),
]


@pytest.mark.parametrize(("plain", "tls"), PAIRS)
def test_the_usual_pairs_with_and_without_tls(plain: int, tls: int):
    for body in (two_modes(plain, tls), two_modes(tls, plain)):
        assert not run("MED402", body)
        assert not run("MED401", body)
        undescribed = body.replace(f"ports: [{tls}/tcp]", "ports: [1/tcp]")
        assert run("MED401", undescribed) or run("MED402", undescribed)
