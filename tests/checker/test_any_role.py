"""Rules that compare flows know a role that is every source or destination."""

from __future__ import annotations

import pytest
from checking import found_by

DATASET = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core}
groups: {core: {title: Core}}
roles:
  anybody: {name: Any source, any: ANY}
  client: {name: Client}
  server: {name: Server}
modes:
  lan: {title: LAN, roles: [client, server]}
  wan: {title: WAN, roles: [client, server]}
services:
  web: {name: Web, ports: [443/tcp], listens_on: [server], called_by: [CALLER]}
  ssh: {name: SSH, ports: [22/tcp], listens_on: [server], called_by: [client, server, anybody]}
flows:
  - {id: in-lan, from: client, to: server, modes: [lan], ports: [443/tcp, 22/tcp]}
  - {id: in-wan, from: client, to: server, modes: [wan], ports: [22/tcp]}
  - {id: of-anybody, from: anybody, to: server, modes: [wan], ports: [443/tcp, 22/tcp]}
"""


def dataset(caller: str = "client, anybody", *, anybody: bool = True) -> str:
    return DATASET.replace("CALLER", caller).replace("ANY", str(anybody).lower())


def test_a_port_that_anybody_may_open_is_missing_in_no_mode():
    assert found_by("MED401", dataset(anybody=False))
    assert not found_by("MED401", dataset())


def test_nor_is_it_missing_where_a_service_says_who_calls_it():
    text = dataset().replace("[443/tcp, 22/tcp]", "[22/tcp]", 1)
    text = text.replace(
        "to: server, modes: [wan], ports: [443/tcp,", "to: server, ports: [443/tcp,"
    )
    assert found_by("MED405", text.replace("any: true", "any: false"))
    assert not found_by("MED405", text)


def test_a_connection_that_anybody_may_open_is_not_missing():
    lost = (
        dataset()
        .replace("  - {id: in-wan, from: client, to: server, modes: [wan], ports: [22/tcp]}\n", "")
        .replace("from: anybody, to: server, modes: [wan]", "from: anybody, to: server")
    )
    assert found_by("MED409", lost.replace("any: true", "any: false"))
    assert not found_by("MED409", lost)


def test_a_service_that_anybody_calls_is_called_by_every_role():
    assert found_by("MED407", dataset("anybody", anybody=False))
    assert not found_by("MED407", dataset("anybody"))


def test_nothing_need_listen_on_every_destination():
    text = dataset() + "  - {id: out, from: server, to: anybody, ports: [443/tcp]}\n"
    assert found_by("MED407", text.replace("any: true", "any: false"))
    assert not [one for one in found_by("MED407", text) if one.subject.to]


def test_it_need_not_be_several_machines_nor_be_called_back():
    text = dataset() + "  - {id: all, from: anybody, to: anybody, modes: [lan], ports: [443/tcp]}\n"
    assert found_by("MED213", text.replace("any: true", "any: false"))
    assert not found_by("MED213", text)


def test_a_role_that_a_service_names_may_be_among_them():
    idle = "".join(line for line in dataset().splitlines(True) if "{id: in-" not in line)
    assert found_by("MED511", idle.replace("any: true", "any: false"))
    assert not found_by("MED511", idle)


def test_it_is_in_every_mode():
    assert found_by("MED207", dataset(anybody=False))
    assert not found_by("MED207", dataset())


def test_every_source_without_a_zone_is_in_the_least_trusted_one():
    zones = "zones: {outside: {name: Outside}, inside: {name: Inside}}\nroles:"
    text = dataset().replace("roles:", zones, 1).replace("SSH,", "SSH, administration: true,")
    (found,) = found_by("MED604", text)
    assert found.subject.id == "of-anybody"
    assert found.problem.related[1].message == "anybody is every source."
    assert not found_by("MED604", text.replace("any: true", "any: false"))
    assert not found_by("MED604", text.replace("any: true", "any: true, zone: inside"))


def test_clear_text_of_every_source_crosses_a_border():
    zones = "zones: {outside: {name: Outside}, inside: {name: Inside}}\nroles:"
    bare = (
        dataset().replace("roles:", zones, 1).replace("Web, ports", "Web, encryption: none, ports")
    )
    text = bare.replace("name: Server", "name: Server, zone: inside")
    (found,) = found_by("MED603", text)
    assert found.subject.id == "of-anybody"
    assert "from every zone to inside without" in found.problem.message
    assert not found_by("MED603", bare)
    assert not found_by("MED603", text.replace("any: true", "any: false"))
    assert not found_by("MED603", text.replace("any: true", "any: true, zone: inside"))
    assert not found_by("MED603", text.replace("outside: {name: Outside}, ", ""))


def test_so_does_what_goes_to_every_destination():
    zones = "zones: {outside: {name: Outside}, inside: {name: Inside}}\nroles:"
    text = (
        dataset().replace("roles:", zones, 1).replace("Web, ports", "Web, encryption: none, ports")
    )
    text = text.replace("listens_on: [server], called_by: [client, anybody]", "description: Pages.")
    text = text.replace("name: Server", "name: Server, zone: inside")
    text += "  - {id: out, from: server, to: anybody, ports: [443/tcp]}\n"
    found = found_by("MED603", text)
    assert [one.subject.id for one in found] == ["of-anybody", "out"]
    assert "from the zone inside to every zone without" in found[1].problem.message


WIDE = """\
format: 1
product: {name: Example}
revision: 1
roles:
  everybody: {name: Everybody, any: true}
  client: {name: Client}
  old: {name: Old}
  server: {name: Server}
services:
  web: {name: Web, ports: [443/tcp], listens_on: [server], called_by: [client, old]}
  database: {name: Database, ports: [1521/tcp], listens_on: [server]}
flows:
  - {id: a, from: client, to: server, ports: [443/tcp]}
  - {id: b, from: old, to: everybody, ports: [PORTS]}
"""


@pytest.mark.parametrize("rule", ["MED210", "MED511"])
@pytest.mark.parametrize(
    ("ports", "used"),
    [
        ("any", True),
        ("any/tcp", True),
        ("400-2000/tcp", True),
        ("any/udp", False),
        ("1/tcp", False),
    ],
)
def test_a_range_to_every_destination_uses_each_service_within_it(
    rule: str, ports: str, used: bool
) -> None:
    assert bool(found_by(rule, WIDE.replace("PORTS", ports))) is not used
