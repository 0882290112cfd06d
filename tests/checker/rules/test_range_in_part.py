"""The rule range-in-part."""

from __future__ import annotations

from mode_datasets import flows, ports, run


def test_a_range_in_part_is_said_once():
    body = flows("id: a, from: client, to: server, ports: [5000-5004/tcp, 5006-5009/tcp]")
    body = body.replace("445/tcp, 2049/tcp+udp", "5000-5009/tcp")
    (found,) = run("MED406", body)
    assert ports(found) == ["5005/tcp"]
    assert not run("MED405", body)
    assert not run("MED406", body.replace("5004/tcp, 5006", "5005/tcp, 5006"))
    none = body.replace("5000-5004/tcp, 5006-5009/tcp", "1/tcp")
    assert not run("MED406", none)
    assert run("MED405", none)
