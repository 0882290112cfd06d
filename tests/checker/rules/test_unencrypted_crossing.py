"""The rule unencrypted-crossing."""

from __future__ import annotations

from zone_datasets import HEAD, body, ports, run, text_at

WEB = body(
    "web: {name: Web, encryption: none, ports: [80/tcp, {port: 443/tcp, encryption: tls}, 81/tcp]}",
    "id: a, from: proxy, to: server, ports: [443/tcp, 80/tcp, 81/tcp]",
)


def test_the_ports_without_encryption_that_cross_a_border():
    (found,) = run("MED603", WEB)
    assert (found.subject.id, ports(found)) == ("a", ["80/tcp", "81/tcp"])
    assert text_at(WEB, found) == "80/tcp"
    assert "from the zone between to inside" in found.problem.message
    (related,) = found.problem.related
    line = (HEAD + WEB).splitlines()[related.location.line - 1]
    assert line[related.location.column - 1 : related.location.end_column - 1] == "none"


def test_unknown_encryption_one_zone_and_no_zone_are_silent():
    assert not run("MED603", WEB.replace("encryption: none, ", ""))
    assert not run("MED603", WEB.replace("encryption: none", "encryption: starttls"))
    assert not run("MED603", WEB.replace("from: proxy", "from: client"))
    assert not run("MED603", WEB.replace("from: proxy", "from: nowhere"))
    assert run("MED603", WEB.replace("from: proxy, to: server", "from: server, to: proxy"))
