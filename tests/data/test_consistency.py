"""The official dataset agrees with itself, as the file has it.

Nothing but PyYAML reads the file: no loader can hide what it does not say.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.dataset

ROOT = Path(__file__).parents[2]

# CBaseLoader leaves every scalar the string that is in the file: no date, no boolean.
DATA: dict[str, Any] = yaml.load(
    (ROOT / "data" / "medulla.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader
)
FLOWS: list[dict[str, Any]] = DATA["flows"]
SERVICES: dict[str, dict[str, Any]] = DATA["services"]
ROLES: dict[str, dict[str, Any]] = DATA["roles"]
MODES: dict[str, dict[str, Any]] = DATA["modes"]


def ports_of(entry: dict[str, Any]) -> list[str]:
    return [port if isinstance(port, str) else port["port"] for port in entry["ports"]]


def entries_in(ports: list[str]) -> list[str]:
    """Every port once for each of its protocols."""
    return [
        f"{number}/{protocol}"
        for number, _, protocols in (port.partition("/") for port in ports)
        for protocol in protocols.split("+")
    ]


def service_of(port: str, to: str) -> dict[str, Any]:
    """The one service that a port of a destination belongs to."""
    found = [
        service
        for service in SERVICES.values()
        if to in service["listens_on"]
        and set(entries_in([port])) <= set(entries_in(ports_of(service)))
    ]
    assert len(found) == 1, f"{port} of {to} is of {[service['name'] for service in found]}"
    return found[0]


def all_errata() -> list[tuple[str, dict[str, Any]]]:
    named = [*SERVICES.items(), *ROLES.items(), *MODES.items()]
    named += [(flow["id"], flow) for flow in FLOWS]
    return [(name, erratum) for name, entry in named for erratum in entry.get("errata", ())]


def test_no_flow_lists_a_port_twice() -> None:
    for flow in FLOWS:
        repeated = [port for port, n in Counter(entries_in(ports_of(flow))).items() if n > 1]
        assert repeated == [], flow["id"]


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_names_the_roles_of_its_own_core_flows(mode: str) -> None:
    own = [flow for flow in FLOWS if mode in flow.get("modes", ()) and "group" not in flow]
    roles = MODES[mode]["roles"]

    assert set(roles) == {end for flow in own for end in (flow["from"], flow["to"])}
    assert len(roles) == len(set(roles))


def test_no_two_roles_have_a_name_in_common_whatever_its_case() -> None:
    claims: dict[str, set[str]] = {}
    for role, entry in ROLES.items():
        for name in (role, entry["name"], *entry.get("aliases", ())):
            claims.setdefault(name.casefold(), set()).add(role)

    assert {name: roles for name, roles in claims.items() if len(roles) > 1} == {}


def test_services_are_in_the_order_of_their_numbers_those_of_other_machines_last() -> None:
    def place(name: str) -> tuple[bool, int]:
        service = SERVICES[name]
        foreign = any("host" in ROLES[role] for role in service["listens_on"])
        number = ports_of(service)[0].split("/")[0].split("-")[0]
        return foreign, 0 if foreign else int(number)

    assert list(SERVICES) == sorted(SERVICES, key=place)


@pytest.mark.parametrize("flow", FLOWS, ids=[flow["id"] for flow in FLOWS])
def test_each_port_of_a_flow_is_of_one_service_that_expects_it(flow: dict[str, Any]) -> None:
    for port in ports_of(flow):
        assert flow["from"] in service_of(port, flow["to"])["called_by"], port


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_listens_and_is_called_only_where_a_flow_says_so(name: str) -> None:
    service = SERVICES[name]
    offered = set(entries_in(ports_of(service)))
    used = [
        flow
        for flow in FLOWS
        if flow["to"] in service["listens_on"] and offered & set(entries_in(ports_of(flow)))
    ]

    assert {flow["to"] for flow in used} == set(service["listens_on"])
    assert {flow["from"] for flow in used} == set(service["called_by"])
    assert {port for flow in used for port in entries_in(ports_of(flow))} >= offered


def test_every_erratum_says_why_and_from_where() -> None:
    for name, erratum in all_errata():
        source = erratum["source"]
        listed = source if isinstance(source, list) else [source]
        cited = [one if isinstance(one, str) else one["id"] for one in listed]
        assert erratum["reason"].endswith((".", "?")), name
        assert cited, name
        assert set(cited) <= set(DATA["sources"]), name


def test_an_open_question_asks_something() -> None:
    for name, erratum in all_errata():
        undecided = erratum.get("undecided") == "true"
        assert erratum["reason"].endswith("?") == undecided, name
