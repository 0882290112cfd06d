"""The analysis `well_known_services`."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from sphinx_medulla.checker.analysis.service_names import meaning_of
from sphinx_medulla.checker.analysis.well_known_services import FILE, well_known_services
from sphinx_medulla.dataset.ports import Port
from sphinx_medulla.dataset.yaml_reader import read_yaml


@pytest.fixture(scope="module")
def data() -> Any:
    return read_yaml(FILE.read_bytes(), str(FILE)).data


def test_there_are_at_least_a_hundred_services():
    services = well_known_services().services
    assert len(services) >= 100
    assert len({known.name for known in services}) == len(services)


def test_every_fact_has_sources_and_every_source_is_used(data: Any):
    dynamic = data["dynamic"]
    entries = [*data["services"], *data["bundles"], dynamic, *dynamic["ranges"]]
    entries.append(data["administration"])
    assert all(entry["source"] for entry in entries)
    used = {source for entry in entries for source in entry["source"]}
    listed = {source for source in used if not re.fullmatch(r"rfc-\d+", source)}
    assert listed == set(data["sources"])
    assert all(source["title"] for source in data["sources"].values())


def test_every_entry_has_ports_and_keys_that_are_read(data: Any):
    keys = {"name", "words", "beside", "ports", "custom", "registered", "encryption", "tls"}
    keys |= {"family", "carrier", "dynamic", "source"}
    for entry in data["services"]:
        assert keys.issuperset(entry), entry["name"]
        assert entry.get("ports") or entry.get("custom"), entry["name"]
        assert entry.get("encryption", "tls") in {"tls", "ssh", "own"}, entry["name"]


def test_a_word_means_one_service():
    words = Counter(
        word.casefold() for known in well_known_services().services for word in {*known.words}
    )
    assert [word for word, times in words.items() if times > 1] == []


def test_the_services_over_tls_exist_and_are_encrypted():
    facts = well_known_services()
    for known in facts.services:
        if known.over_tls:
            assert facts.by_name[known.over_tls].encryption
            assert facts.by_name[known.over_tls].family == known.family


def test_each_name_means_its_service_and_fits_its_ports():
    for known in well_known_services().services:
        meaning = meaning_of(known.name)
        assert known.family in {found.family for found in meaning.services}, known.name
        assert all(meaning.fits(port) for port in known.ports)


def test_bundles_do_not_contradict_the_services():
    by_number = well_known_services().by_number
    for bundles in well_known_services().bundles.values():
        for bundle in bundles:
            assert bundle.why
            assert set(bundle.needs).isdisjoint(bundle.optional)
            for port in (*bundle.seen, *bundle.needs, *bundle.optional):
                usual = [known.on(port.first) for known in by_number.get(port.first, ())]
                protocols = {name for each in usual if each is not None for name in each.protocols}
                assert not usual or protocols.issuperset(port.protocols), (bundle.name, port)


def protocols(number: int) -> set[str]:
    usual = (known.on(number) for known in well_known_services().by_number[number])
    return {name for each in usual if each is not None for name in each.protocols}


def test_the_facts_that_the_issues_name():
    assert protocols(67) == protocols(69) == protocols(35622) == {"udp"}
    assert protocols(35621) == protocols(35623) == {"tcp"}
    names = (
        "SNMP traps, Syslog, NTP, LDAP, LDAPS, Kerberos, RADIUS, DNS, DHCP, TFTP, NFS, SMB, RDP, "
        "VNC, WinRM, PostgreSQL, MySQL, AMQP, Kafka, Elasticsearch, Kubernetes API, etcd, VXLAN, "
        "Geneve, WireGuard, OpenVPN, Prometheus, Zabbix agent, UrBackup client, Syncthing"
    )
    for name in names.split(", "):
        assert meaning_of(name).services, name


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("HTTPS", ["HTTPS"]),
        ("https port", ["HTTPS"]),
        ("HTTP/HTTPS", ["HTTP", "HTTPS"]),
        ("LDAP over TLS", ["LDAPS"]),
        ("WinRM (HTTPS)", ["WinRM over HTTPS"]),
        ("Zabbix proxy", ["Zabbix server"]),
        ("Wake-on-LAN", ["Wake-on-LAN"]),
        ("Grafana", ["Grafana"]),
        ("Vault of the bank", []),
        ("Samba", ["SMB"]),
        ("HTTPS proxy", []),
        ("Syslog relay", []),
        ("Redis exporter", []),
        ("LDAP gateway", []),
        ("NTP agent", []),
        ("SSH tunnel", []),
        ("Passerelle SMTP", []),
        ("DNS-Weiterleitung", []),
        ("Package server", []),
    ],
)
def test_what_a_name_means(name: str, meant: list[str]):
    assert [known.name for known in meaning_of(name).services] == meant


def test_the_members_of_a_family_go_by_one_name():
    assert meaning_of("NFS").fits(Port.parse("111/tcp"))
    assert meaning_of("Samba").fits(Port.parse("139/tcp"))
    assert not meaning_of("NFS").fits(Port.parse("112/tcp"))


def test_numbers_that_follow_each_other_are_one_range():
    assert well_known_services().by_name["VNC"].numbers == "5900-5999"
    assert well_known_services().by_name["DHCP"].numbers == "67 or 68"


@pytest.mark.parametrize(
    ("name", "usually"),
    [
        ("LDAPS", "LDAPS is usually 636"),
        ("Kerberos", "Kerberos is usually 88"),
        ("SNMP traps", "SNMP traps are usually 162"),
        ("MySQL and MariaDB", "MySQL and MariaDB are usually 3306 or 33060"),
        ("XMPP for clients", "XMPP for clients is usually 5222"),
    ],
)
def test_usual_numbers_in_a_sentence(name: str, usually: str):
    assert well_known_services().by_name[name].usually == usually
