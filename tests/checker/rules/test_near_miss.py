"""The rule near-miss."""

from __future__ import annotations

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
