"""The field's knowledge: its file, and the cases that are easy to get wrong."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.known_services import FILE, facts
from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.ports import Port
from sphinx_medulla.dataset.yaml_reader import read_yaml

HEAD = """\
format: 1
product: {name: Example}
revision: 1
zones: {outside: {name: Outside}, between: {name: Between}, inside: {name: Inside}}
roles:
  server: {name: Server, zone: inside}
  client: {name: Client, zone: inside}
  guest: {name: Guest, zone: outside}
  proxy: {name: Proxy, zone: between}
  nowhere: {name: Nowhere}
"""


def run(code: str, body: str) -> list[Finding]:
    """What one rule finds in a dataset of the head above and the body."""
    rules = [rule for rule in RULES if rule.code == code]
    assert rules
    return list(check(load_text(HEAD + body, "d.yaml"), rules).findings)


def text_at(body: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    place = found.problem.location
    assert place.line == place.end_line
    return (HEAD + body).splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]


def body(services: str, *lines: str) -> str:
    text = "services:\n" + "".join(f"  {line}\n" for line in services.splitlines())
    return text * bool(services) + "flows:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]


# --- the file ----------------------------------------------------------------------------------


def test_every_fact_has_sources_and_every_source_is_used():
    data = read_yaml(FILE.read_bytes(), str(FILE)).data
    assert isinstance(data, dict)
    entries = [*data["transports"], *data["bundles"], data["dynamic"]]  # type: ignore[misc]
    used = {source for entry in entries for source in entry["source"]}  # type: ignore[index]
    assert all(entry["source"] for entry in entries)  # type: ignore[index]
    assert used == set(data["sources"])  # type: ignore[arg-type]


def test_bundles_do_not_contradict_the_transports():
    for bundles in facts().bundles.values():
        for bundle in bundles:
            assert bundle.why
            assert set(bundle.needs).isdisjoint(bundle.optional)
            for port in (*bundle.seen, *bundle.needs, *bundle.optional):
                for known in facts().transports.get(port.first, ()):
                    assert set(port.protocols) <= set(known.port.protocols), (bundle.name, port)


def test_the_facts_that_the_issue_names():
    def protocols(number: int) -> set[str]:
        return {name for known in facts().transports[number] for name in known.port.protocols}

    assert protocols(9) == protocols(67) == protocols(69) == protocols(35622) == {"udp"}
    assert protocols(35621) == protocols(35623) == {"tcp"}


# --- transports --------------------------------------------------------------------------------

WOL = body(
    "wol: {name: Wake on LAN, ports: [9/tcp]}",
    "id: a, from: server, to: client, ports: [22/tcp, 9/tcp]",
    "id: b, from: proxy, to: client, ports: [9/tcp]",
)


def test_a_wrong_transport_is_said_once_at_the_service():
    (found,) = run("MED601", WOL)
    assert text_at(WOL, found) == "9/tcp"
    assert (found.subject.kind, found.subject.id, ports(found)) == ("service", "wol", ["9/tcp"])
    assert [related.location.line for related in found.problem.related] == [14, 15]
    assert "9/udp" in found.problem.hint


def test_a_port_without_a_service_is_known_by_its_number():
    text = body(
        "",
        "id: a, from: server, to: client, ports: [69/tcp+udp]",
        "id: b, from: proxy, to: client, ports: [69/tcp+udp]",
    )
    (found,) = run("MED601", text)
    assert (found.subject.kind, found.subject.id, ports(found)) == ("flow", "a", ["69/tcp"])
    assert [related.location.line for related in found.problem.related] == [13]


def test_another_service_may_have_the_number():
    assert not run("MED601", WOL.replace("Wake on LAN", "Discard"))
    assert run("MED601", WOL.replace("Wake on LAN", "Boot, description: Sends a magic PACKET"))


def test_words_are_whole_words():
    assert not run("MED601", WOL.replace("Wake on LAN", "Wolves"))


def test_a_flow_that_contradicts_its_own_dataset_is_left_to_others():
    assert not run("MED601", WOL.replace("ports: [9/tcp]}\nflows", "ports: [9/udp]}\nflows"))


@pytest.mark.parametrize("port", ["53/tcp+udp", "443/udp", "22000/udp", "3389/udp", "111/udp"])
def test_transports_that_a_service_may_have_too(port: str):
    assert not run("MED601", body("", f"id: a, from: server, to: client, ports: [{port}]"))


# --- bundles -----------------------------------------------------------------------------------

BACKUP = "backup: {name: UrBackup client, ports: [35621/tcp, 35623/tcp]}"


def test_a_member_that_nothing_has_is_said_once_at_the_service():
    text = body(
        BACKUP,
        "id: a, from: server, to: client, ports: [35621/tcp, 35623/tcp]",
        "id: b, from: proxy, to: client, ports: [35621/tcp, 35623/tcp]",
    )
    (found,) = run("MED602", text)
    assert (found.subject.kind, found.subject.id, ports(found)) == (
        "service",
        "backup",
        ["35622/udp"],
    )
    assert text_at(text, found) == "[35621/tcp, 35623/tcp]"
    assert [related.location.line for related in found.problem.related] == [14, 15]


def test_a_member_that_one_flow_lacks_is_said_at_the_flow():
    text = body(
        BACKUP.replace("35623/tcp", "35622/udp, 35623/tcp"),
        "id: a, from: server, to: client, ports: [35621/tcp, 35622/udp, 35623/tcp]",
        "id: b, from: proxy, to: client, ports: [35621/tcp, 35622/udp]",
    )
    (found,) = run("MED602", text)
    assert (found.subject.kind, found.subject.id, ports(found)) == ("flow", "b", ["35623/tcp"])
    assert text_at(text, found) == "[35621/tcp, 35622/udp]"


def test_two_numbers_of_a_bundle_tell_it_whatever_the_words():
    text = body(
        BACKUP.replace("UrBackup", "Agent"),
        "id: a, from: server, to: client, ports: [35621/tcp, 35623/tcp]",
    )
    assert run("MED602", text)
    assert not run("MED602", text.replace(", 35623/tcp]}\n", "]}\n").replace("35621/tcp, ", ""))


def test_a_member_may_be_in_another_flow_of_the_same_ends():
    text = body(
        "",
        "id: a, from: server, to: client, ports: [35621/tcp, 35623/tcp]",
        "id: b, from: server, to: client, ports: [35622/udp]",
    )
    assert not run("MED602", text)
    assert run("MED602", text.replace("id: b, from: server", "id: b, from: proxy"))


def test_rpcbind_asks_for_nfs_only_beside_it_and_never_the_other_way():
    nfs = "rpc: {name: rpcbind, ports: [111/tcp+udp], description: Required for NFS.}"
    flow = "id: a, from: client, to: server, ports: [{}]"
    (found,) = run("MED602", body(nfs, flow.format("111/tcp+udp")))
    assert ports(found) == ["2049/tcp"]
    assert not run("MED602", body(nfs.replace("NFS", "NIS"), flow.format("111/tcp+udp")))
    assert not run("MED602", body("", flow.format("2049/tcp")))


def test_dhcp_asks_for_tftp_only_where_machines_boot_from_it():
    flow = "id: a, from: client, to: server, ports: [67/udp]"
    assert run("MED602", body("boot: {name: DHCP for PXE, ports: [67/udp]}", flow))
    assert not run("MED602", body("boot: {name: DHCP, ports: [67/udp]}", flow))
    flow = flow.replace("67", "69")
    assert not run("MED602", body("boot: {name: TFTP for PXE, ports: [69/udp]}", flow))


def test_optional_members_are_never_demanded():
    optional = [
        port for known in facts().bundles.values() for one in known for port in one.optional
    ]
    assert Port.parse("22070/tcp") in optional
    for bundle in {one.name: one for known in facts().bundles.values() for one in known}.values():
        listed = ", ".join(map(str, dict.fromkeys((*bundle.seen, *bundle.needs))))
        text = body("", f"id: a, from: client, to: server, ports: [{listed}]")
        assert not run("MED602", text), bundle.name
    relay = "relay: {name: Syncthing relay, ports: [22067/tcp]}"
    assert not run("MED602", body(relay, "id: a, from: client, to: server, ports: [22067/tcp]"))


# --- zones -------------------------------------------------------------------------------------

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


ADMIN = body(
    "ssh: {name: SSH, administration: true, ports: [22/tcp]}",
    "id: a, from: guest, to: proxy, ports: [80/tcp, 22/tcp]",
)


def test_administration_from_the_least_trusted_zone_only():
    (found,) = run("MED604", ADMIN)
    assert text_at(ADMIN, found) == "22/tcp"
    assert (found.subject.kind, found.subject.id, ports(found)) == ("flow", "a", ["22/tcp"])
    for other in ("proxy, to: server", "server, to: guest", "nowhere, to: proxy"):
        assert not run("MED604", ADMIN.replace("guest, to: proxy", other))
    assert not run("MED604", ADMIN.replace("administration: true", "administration: false"))


def test_a_single_zone_is_not_the_least_trusted():
    rules = [rule for rule in RULES if rule.code == "MED604"]
    text = (HEAD + ADMIN).replace(", between: {name: Between}, inside: {name: Inside}", "")
    text = text.replace(", zone: inside", "").replace(", zone: between", "")
    assert not check(load_text(text, "d.yaml"), rules).findings


def test_a_waiver_of_one_port_does_not_swallow_another():
    waiver = "ignore: [{rule: MED604, ports: [22/tcp], reason: So.}]"
    waived = ADMIN.replace("id: a,", f"id: a, {waiver},")
    assert not run("MED604", waived)
    more = waived.replace("ports: [22/tcp]}\nflows", "ports: [22/tcp, 23/tcp]}\nflows")
    (found,) = run("MED604", more.replace("80/tcp, 22/tcp", "23/tcp, 22/tcp"))
    assert ports(found) == ["23/tcp"]


# --- dynamic -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "listed", "expected"),
    [
        ("Dynamic ports of agents", "35621/tcp, 55415/tcp", ["35621/tcp", "55415/tcp"]),
        ("An EPHEMERAL port", "50000/tcp", ["50000/tcp"]),
        ("Dynamic ports", "49152-65535/tcp", []),
        ("Dynamic ports", "49152-65535/tcp, 135/tcp", ["135/tcp"]),
        ("Not dynamic ports, but fixed ones", "35621/tcp", []),
        ("Dynamic DNS", "53/udp", []),
        ("Aerodynamic ports", "35621/tcp", []),
    ],
)
def test_single_ports_called_dynamic(words: str, listed: str, expected: list[str]):
    service = f"s: {{name: S, ports: [{listed}], description: '{words}'}}"
    text = body(service, "id: a, from: client, to: server, ports: []")
    found = run("MED605", text)
    assert [ports(one) for one in found] == ([expected] if expected else [])
    if found:
        assert text_at(text, found[0]) == f"'{words}'"
