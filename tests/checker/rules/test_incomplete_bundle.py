"""The rule incomplete-bundle."""

from __future__ import annotations

from zone_datasets import body, ports, run, text_at

from sphinx_medulla.checker.analysis.well_known_services import well_known_services
from sphinx_medulla.dataset.ports import Port

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
        port
        for known in well_known_services().bundles.values()
        for one in known
        for port in one.optional
    ]
    assert Port.parse("22070/tcp") in optional
    for bundle in {
        one.name: one for known in well_known_services().bundles.values() for one in known
    }.values():
        listed = ", ".join(map(str, dict.fromkeys((*bundle.seen, *bundle.needs))))
        text = body("", f"id: a, from: client, to: server, ports: [{listed}]")
        assert not run("MED602", text), bundle.name
    relay = "relay: {name: Syncthing relay, ports: [22067/tcp]}"
    assert not run("MED602", body(relay, "id: a, from: client, to: server, ports: [22067/tcp]"))
