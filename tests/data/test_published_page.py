"""The official dataset says what Medulla's published page says, and corrects what it gets wrong.

The page is spelled out here, by hand and from the page alone, so that a port that is lost from the
dataset is missed. Nothing but PyYAML reads the file: no loader can hide what it does not say.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]

# BaseLoader leaves every scalar the string that stands in the file: no date, no boolean.
DATA: dict[str, Any] = yaml.load(
    (ROOT / "data" / "medulla.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
FLOWS: list[dict[str, Any]] = DATA["flows"]
SERVICES: dict[str, dict[str, Any]] = DATA["services"]
ROLES: dict[str, dict[str, Any]] = DATA["roles"]
MODES: dict[str, dict[str, Any]] = DATA["modes"]

# --- the page -------------------------------------------------------------------------------------

# Each row: its table, source and destination as published, and its ports in the published order,
# with the protocol that the page's rule gives them. Corrected are 9 (UDP) and 69/69 (to 67/69).
TO_SERVER = (
    "22/tcp 67/udp 69/udp 80/tcp 443/tcp 111/tcp+udp 2049/tcp+udp 5222/tcp 8443/tcp 9990/tcp"
    " 9999/tcp 22067/tcp 55415/tcp"
)
TO_WORKSTATION = "9/udp 22/tcp 3389/tcp 5900/tcp 5985/tcp 5986/tcp 35621/tcp 35623/tcp"
PAGE = [
    ("admin", "Your internal admin workstation", "Medulla server", "139/tcp 445/tcp 8384/tcp"),
    ("standalone", "Internal workstation", "Medulla server", TO_SERVER),
    ("standalone", "Medulla server", "Internal workstation", TO_WORKSTATION),
    ("classic", "Internal workstation", "Medulla servers", TO_SERVER),
    ("classic", "Medulla servers", "Internal workstation", TO_WORKSTATION),
    (
        "classic",
        "Medulla Server",
        "Relay Server",
        "22/tcp 5269/tcp 8081/tcp 9990/tcp 22000/tcp",
    ),
    (
        "classic",
        "Relay Server",
        "Medulla Server",
        "22/tcp 5269/tcp 7080/tcp 8443/tcp 9999/tcp 22067/tcp 22000/tcp",
    ),
    (
        "classic",
        "Internal Station",
        "Relay Server",
        "22/tcp 67/udp 69/udp 80/tcp 443/tcp 111/tcp+udp 2049/tcp+udp 5222/tcp 9990/tcp",
    ),
    ("classic", "Relay Server", "Internal Station", "9/udp 22/tcp 3389/tcp 5900/tcp"),
    ("dmz", "Internal workstation", "Medulla Server", TO_SERVER),
    ("dmz", "Medulla server", "Internal workstation", TO_WORKSTATION),
    (
        "dmz",
        "Medulla Server",
        "DMZ Relay Server",
        "22/tcp 4369/tcp 4370-4380/tcp 5269/tcp 8081/tcp 22000/tcp",
    ),
    (
        "dmz",
        "DMZ Relay Server",
        "Medulla Server",
        "22/tcp 4369/tcp 4370-4380/tcp 5269/tcp 7080/tcp 8443/tcp 9999/tcp 22067/tcp 22000/tcp",
    ),
    ("dmz", "External Host", "DMZ Server", "22/tcp 5222/tcp"),
]

CLUSTER = "used for an ejabberd cluster if you have a DMZ relay"
BUNDLED = (
    "used by internal services or management APIs required by the relay server or Medulla"
    " components."
)
DYNAMIC = (
    "dynamic ports used by Medulla agents for real-time communication, inventory,"
    " synchronization, or task execution."
)

# The list of port descriptions: what stands before the colon, the ports, what stands after it.
DESCRIPTIONS = [
    ("Port 9", "9/udp", "used for Wake on LAN (WOL) to wake up a remote workstation."),
    (
        "Port 22 (SSH)",
        "22/tcp",
        (
            "SSH port used by Medulla for remote operations, command execution, and agent"
            " administration."
        ),
    ),
    (
        "Ports 67 and 69 (UDP)",
        "67/udp 69/udp",
        "used for DHCP and TFTP, particularly during PXE boot or for loading deployment images.",
    ),
    (
        "Ports 80 and 443",
        "80/tcp 443/tcp",
        "HTTP and HTTPS, used for web access and secure communication with Medulla services.",
    ),
    (
        "Port 111 (TCP and UDP)",
        "111/tcp+udp",
        (
            "used by Portmapper / RPCbind, required for NFS services and certain internal network"
            " calls."
        ),
    ),
    ("Port 3389", "3389/tcp", "used for RDP to connect remotely to Windows workstations."),
    ("Port 4369", "4369/tcp", CLUSTER),
    ("Ports 4370 to 4380", "4370-4380/tcp", CLUSTER),
    (
        "Port 5222",
        "5222/tcp",
        "used by XMPP for communication between Medulla agents and the server.",
    ),
    (
        "Port 5269",
        "5269/tcp",
        (
            "used by XMPP for server-to-server communication, particularly between Medulla and the"
            " DMZ relay server."
        ),
    ),
    ("Port 5900", "5900/tcp", "used by VNC for remote control."),
    (
        "Ports 5985 and 5986",
        "5985/tcp 5986/tcp",
        "used by WinRM (HTTP and HTTPS) for remote commands on Windows.",
    ),
    ("Ports 7080 and 8081", "7080/tcp 8081/tcp", BUNDLED),
    ("Port 8443", "8443/tcp", "HTTPS used by Medulla\u2019s secure interface or APIs."),
    (
        "Port 9990",
        "9990/tcp",
        "used by an internal Medulla service for management and monitoring.",
    ),
    (
        "Port 9999",
        "9999/tcp",
        (
            "used as an internal synchronization or exchange port between the Medulla server and"
            " components such as the relay."
        ),
    ),
    (
        "Port 22000",
        "22000/tcp",
        (
            "used by Syncthing as the main channel for data synchronization (packages, artifacts,"
            " inventories)."
        ),
    ),
    (
        "Port 22067",
        "22067/tcp",
        (
            "used by Syncthing as a relayed channel, useful for mobile devices or those located"
            " behind a NAT."
        ),
    ),
    ("Ports 35621, 35623, and 55415", "35621/tcp 35623/tcp 55415/tcp", DYNAMIC),
]

# Ports that the page lists in its tables and describes nowhere.
UNDESCRIBED = ("139/tcp", "445/tcp", "2049/tcp+udp", "8384/tcp")

# The errata that stand beside flows: flow, place, ports, modes, published words, whether undecided.
FLOW_ERRATA = {
    ("workstation-to-classic-relay", "ports", "67/udp 69/udp", "", "69/69 (UDP)", True),
    ("server-to-workstation", "ports", "9/udp", "", "9", False),
    ("classic-relay-to-workstation", "ports", "9/udp", "", "9", False),
    ("server-to-workstation", "ports", "5986/tcp", "", "5985/5986", True),
    ("admin-workstation-to-server", "ports", "8384/tcp", "", "8384", True),
    ("server-to-updates-siveo", "to", "", "", "updates.siveo.net:443", True),
    (
        "server-to-classic-relay",
        "note",
        "",
        "",
        "Traffic initiated by Medulla to the DMZ Server.",
        False,
    ),
    (
        "classic-relay-to-server",
        "note",
        "",
        "",
        "Traffic initiated by the DMZ server to Medulla.",
        False,
    ),
    (
        "workstation-to-server",
        "note",
        "",
        "",
        "Traffic initiated by the extension to Medulla.",
        False,
    ),
    (
        "server-to-workstation",
        "note",
        "",
        "standalone",
        "Traffic initiated by the Medulla server to internal extensions.",
        False,
    ),
    (
        "workstation-to-classic-relay",
        "note",
        "",
        "",
        "Traffic initiated by the internal extension to the Relay Server.",
        False,
    ),
    (
        "classic-relay-to-workstation",
        "note",
        "",
        "",
        "Traffic initiated by the Relay Servertothe internal extension.",
        False,
    ),
}

# --- reading the file -----------------------------------------------------------------------------


def port_of(entry: str | dict[str, Any]) -> str:
    return entry if isinstance(entry, str) else entry["port"]


def ports_of(entry: dict[str, Any]) -> str:
    return " ".join(port_of(port) for port in entry["ports"])


def entries_in(ports: str) -> list[str]:
    """Every port once for each of its protocols: the unit in which the page is counted."""
    return [
        f"{number}/{protocol}"
        for number, _, protocols in (port.partition("/") for port in ports.split())
        for protocol in protocols.split("+")
    ]


def role_called(name: str) -> str:
    """The one role that the page means by a name."""
    found = [
        role for role, entry in ROLES.items() if name in (entry["name"], *entry.get("aliases", ()))
    ]
    assert len(found) == 1, f"{name!r} names {found}"
    return found[0]


def flows_of(mode: str) -> list[dict[str, Any]]:
    """All that a mode needs, in the order of its numbers."""
    groups = list(DATA["groups"])
    wanted = [flow for flow in FLOWS if mode in flow.get("modes", MODES)]
    return sorted(wanted, key=lambda flow: groups.index(group_of(flow)))


def group_of(flow: dict[str, Any]) -> str:
    group: str = flow.get("group", DATA["defaults"]["group"])
    return group


def table(name: str) -> list[tuple[str, str, str]]:
    """A table of the page, drawn from the dataset: a mode's core flows, or a group's."""
    if name in MODES:
        flows = [flow for flow in flows_of(name) if group_of(flow) == "core"]
    else:
        flows = [flow for flow in FLOWS if group_of(flow) == name]
    return [(flow["from"], flow["to"], ports_of(flow)) for flow in flows]


def service_of(port: str, to: str) -> dict[str, Any]:
    """The one service that a port of a destination belongs to."""
    found = [
        service
        for service in SERVICES.values()
        if to in service["listens_on"]
        and set(entries_in(port)) <= set(entries_in(ports_of(service)))
    ]
    assert len(found) == 1, f"{port} of {to} is of {[service['name'] for service in found]}"
    return found[0]


def errata_of(entry: dict[str, Any], at: str) -> list[str]:
    return [erratum["published"] for erratum in entry.get("errata", ()) if erratum["at"] == at]


def all_errata() -> list[tuple[str, dict[str, Any]]]:
    named = [*SERVICES.items(), *ROLES.items(), *MODES.items()]
    named += [(flow["id"], flow) for flow in FLOWS]
    return [(name, erratum) for name, entry in named for erratum in entry.get("errata", ())]


# --- tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rows"), [("admin", 1), ("standalone", 2), ("classic", 6), ("dmz", 5)]
)
def test_a_table_has_the_rows_of_the_page_in_its_order(name: str, rows: int) -> None:
    published = [
        (role_called(source), role_called(destination), ports)
        for where, source, destination, ports in PAGE
        if where == name
    ]

    assert len(published) == rows
    assert table(name) == published


def test_the_page_has_118_entries_and_so_has_the_dataset() -> None:
    external_hosts = 2
    spelled_out = sum(len(entries_in(ports)) for *_, ports in PAGE)
    kept = sum(len(entries_in(ports)) for name in ("admin", *MODES) for *_, ports in table(name))
    kept += sum(len(entries_in(ports)) for *_, ports in table("external"))

    assert len(PAGE) == 14
    assert spelled_out + external_hosts == 118
    assert kept == 118


def test_no_flow_lists_a_port_twice() -> None:
    for flow in FLOWS:
        repeated = [port for port, n in Counter(entries_in(ports_of(flow))).items() if n > 1]
        assert repeated == [], flow["id"]


def test_the_flows_of_the_dmz_mode_are_numbered_as_in_the_reference_picture() -> None:
    assert [flow["id"] for flow in flows_of("dmz")] == [
        "workstation-to-server",
        "server-to-workstation",
        "server-to-dmz-relay",
        "dmz-relay-to-server",
        "external-host-to-dmz-relay",
        "admin-workstation-to-server",
        "server-to-updates-siveo",
        "server-to-windows-updates",
        "server-to-glpi",
        "server-to-ldap",
    ]


def test_what_stands_around_the_tables_holds_in_every_mode() -> None:
    around = [flow for flow in FLOWS if group_of(flow) != "core"]

    assert len(around) == 5
    assert all("modes" not in flow for flow in around)
    assert all(flow["modes"] for flow in FLOWS if group_of(flow) == "core")


# --- what stands around the tables ----------------------------------------------------------------


def test_the_choice_of_mode_is_there() -> None:
    assert {mode: (entry["title"], entry["when"]) for mode, entry in MODES.items()} == {
        "standalone": ("Without a relay server", "you have a single Medulla server"),
        "classic": (
            "With a classic relay server",
            "you have a Medulla server and a relay server",
        ),
        "dmz": (
            "With a DMZ relay server",
            "you have a Medulla server and a DMZ relay server",
        ),
    }


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_names_the_roles_of_its_core_flows(mode: str) -> None:
    ends = {end for source, destination, _ in table(mode) for end in (source, destination)}
    roles = MODES[mode]["roles"]

    assert set(roles) == ends
    assert len(roles) == len(ends)
    assert roles.index("server") < roles.index("workstation")


def test_the_two_flow_rules_are_there() -> None:
    assert DATA["rules"] == [
        (
            "SOURCE \u2192 DESTINATION means that the flow is initiated from the SOURCE to the"
            " DESTINATION."
        ),
        "If the protocol of a port is not specified, it is TCP.",
    ]
    assert DATA["defaults"]["protocol"] == "tcp"


def test_the_external_access_is_there_with_hosts_and_ports() -> None:
    found = [
        (source, ROLES[host]["host"], ROLES[host]["zone"], ports)
        for source, host, ports in table("external")
    ]

    assert found == [
        ("server", "updates.siveo.net", "internet", "443/tcp"),
        ("server", "download.windowsupdate.com", "internet", "80/tcp"),
    ]


def test_the_access_to_internal_servers_is_there_without_a_port() -> None:
    assert table("internal-servers") == [
        ("server", role_called("Your GLPI server"), ""),
        ("server", role_called("Your LDAP server"), ""),
    ]
    assert [ROLES[role]["when"] for role in ("glpi", "ldap")] == ["if you have one"] * 2
    assert "see" not in ROLES["glpi"]
    assert ROLES["ldap"]["see"] == {
        "title": "LDAP DOC",
        "url": "https://docs.medulla-tech.io/books/medulla-faq/page/active-directory",
    }


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Medulla", "server"),
        ("Medulla servers", "server"),
        ("relay server", "classic-relay"),
        ("DMZ server", "dmz-relay"),
        ("DMZ relay", "dmz-relay"),
        ("extension", "workstation"),
        ("internal extension", "workstation"),
        ("internal extensions", "workstation"),
        ("internal workstations", "workstation"),
        ("external workstation", "external-host"),
        ("internal admin workstation", "admin-workstation"),
        ("Admin Machine", "admin-workstation"),
    ],
)
def test_a_name_in_the_notes_and_sentences_of_the_page_is_an_alias(name: str, role: str) -> None:
    assert role_called(name) == role


def test_no_two_roles_have_a_name_in_common_whatever_its_case() -> None:
    claims: dict[str, set[str]] = {}
    for role, entry in ROLES.items():
        for name in (role, entry["name"], *entry.get("aliases", ())):
            claims.setdefault(name.casefold(), set()).add(role)

    assert {name: roles for name, roles in claims.items() if len(roles) > 1} == {}


# --- port descriptions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "port", "text"),
    [(label, port, text) for label, ports, text in DESCRIPTIONS for port in ports.split()],
)
def test_a_published_description_is_kept_or_corrected_with_an_erratum(
    label: str, port: str, text: str
) -> None:
    described = [
        service
        for name, service in SERVICES.items()
        if port in ports_of(service).split() and name not in ("updates-siveo", "windows-updates")
    ]
    assert len(described) == 1
    description = described[0]["description"]
    as_published = text[0].upper() + text[1:].removesuffix(".") + "."
    undecided = [
        erratum
        for erratum in described[0].get("errata", ())
        if erratum["at"] == "description" and erratum.get("undecided") == "true"
    ]

    if errata_of(described[0], "description"):
        assert errata_of(described[0], "description") == [f"{label}: {text}"]
        assert (description == as_published) == bool(undecided)
    else:
        assert description == as_published


@pytest.mark.parametrize("port", UNDESCRIBED)
def test_a_port_without_a_published_description_has_one_and_an_erratum(port: str) -> None:
    described = [service for service in SERVICES.values() if port in ports_of(service).split()]

    assert len(described) == 1
    assert described[0]["description"].endswith(".")
    assert errata_of(described[0], "description") == [""]


def test_the_tables_list_what_the_page_describes_and_the_ports_it_forgot() -> None:
    listed = {
        port for name in ("admin", *MODES) for *_, ports in table(name) for port in ports.split()
    }
    described = {port for _, ports, _ in DESCRIPTIONS for port in ports.split()}

    assert listed == described | set(UNDESCRIBED)
    assert described.isdisjoint(UNDESCRIBED)


def test_services_stand_in_the_order_of_their_numbers_those_of_other_machines_last() -> None:
    *ours, siveo, windows = SERVICES.items()
    numbers = [int(ports_of(service).split("/")[0].split("-")[0]) for _, service in ours]

    assert [siveo[0], windows[0]] == ["updates-siveo", "windows-updates"]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("flow", FLOWS, ids=[flow["id"] for flow in FLOWS])
def test_each_port_of_a_flow_is_of_one_service_that_expects_it(
    flow: dict[str, Any],
) -> None:
    for port in ports_of(flow).split():
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


# --- errata ---------------------------------------------------------------------------------------


def test_the_errata_of_the_flows_are_there_with_the_published_words() -> None:
    found = [
        (
            flow["id"],
            erratum["at"],
            " ".join(erratum.get("ports", ())),
            " ".join(erratum.get("modes", ())),
            erratum["published"],
            erratum.get("undecided") == "true",
        )
        for flow in FLOWS
        for erratum in flow.get("errata", ())
    ]

    assert set(found) >= FLOW_ERRATA
    assert len(found) == len(set(found))


def test_the_errata_of_the_services_are_there() -> None:
    found = {
        (name, erratum["at"]): erratum.get("undecided") == "true"
        for name, service in SERVICES.items()
        for erratum in service.get("errata", ())
    }
    corrected = (
        "samba",
        "nfs",
        "erlang-distribution",
        "xmpp-server",
        "mmc-agent",
        "guacamole",
        "syncthing-web",
        "syncthing-discovery",
        "package-server",
        "inventory-server",
        "urbackup-client",
        "urbackup-server",
    )

    assert found["wake-on-lan", "ports"] is False
    assert found["syncthing", "description"] is True
    for name in corrected:
        assert found[name, "description"] is False, name
    assert errata_of(SERVICES["wake-on-lan"], "ports") == ["Port 9"]


@pytest.mark.parametrize(
    ("port", "to", "word"),
    [
        ("35621/tcp", "workstation", "UrBackup"),
        ("35623/tcp", "workstation", "UrBackup"),
        ("55415/tcp", "server", "UrBackup"),
        ("8443/tcp", "server", "Syncthing discovery"),
        ("9990/tcp", "server", "package server"),
        ("9999/tcp", "server", "inventory server"),
        ("7080/tcp", "server", "MMC agent"),
        ("8081/tcp", "classic-relay", "Guacamole"),
        ("139/tcp", "server", "Samba"),
        ("445/tcp", "server", "Samba"),
        ("2049/tcp+udp", "server", "NFS"),
        ("8384/tcp", "server", "Syncthing"),
        ("5269/tcp", "classic-relay", "classic or DMZ"),
    ],
)
def test_a_corrected_description_says_what_really_listens(port: str, to: str, word: str) -> None:
    assert word in service_of(port, to)["description"]


def test_every_erratum_says_why_and_from_where() -> None:
    errata = all_errata()

    assert len(errata) > len(FLOW_ERRATA)
    for name, erratum in errata:
        source = erratum["source"]
        cited = [source] if isinstance(source, str) else source
        assert erratum["reason"].endswith((".", "?")), name
        assert cited, name
        assert set(cited) <= set(DATA["sources"]), name


def test_an_open_question_asks_something() -> None:
    for name, erratum in all_errata():
        undecided = erratum.get("undecided") == "true"
        assert erratum["reason"].endswith("?") == undecided, name
