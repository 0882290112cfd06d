"""The rule unusual-port-number."""

from __future__ import annotations

import pytest
from zone_datasets import body, ports, run, text_at


def service(name: str, listed: str) -> str:
    return body(
        f"known: {{name: {name}, ports: [{listed}]}}",
        "id: a, from: server, to: client, ports: [22/tcp]",
    )


@pytest.mark.parametrize(
    ("name", "listed", "found"),
    [
        ("LDAPS", "663/tcp", ["663/tcp"]),
        ("HTTPS", "433/tcp", ["433/tcp"]),
        ("HTTPS", "9443/tcp", ["9443/tcp"]),
        ("Syslog", "541/udp", ["541/udp"]),
        ("NTP", "132/udp", ["132/udp"]),
        ("Samba", "139/tcp, 454/tcp", ["454/tcp"]),
        ("Samba", "193/tcp, 445/tcp", ["193/tcp"]),
        (
            "Web, ports: [{port: 80/tcp, name: HTTP}, {port: 433/tcp, name: HTTPS}]}",
            "",
            ["433/tcp"],
        ),
        ("Files, ports: [{port: 2094/tcp, name: NFS}, 9000/tcp]}", "", ["2094/tcp"]),
        ("UrBackup client", "35612/tcp, 35632/tcp", ["35612/tcp", "35632/tcp"]),
        ("Syncthing discovery", "8444/tcp", ["8444/tcp"]),
        ("LDAPS", "389/tcp", ["389/tcp"]),
        ("LDAP", "636/tcp", ["636/tcp"]),
        (
            "Web, ports: [{port: 80/tcp, name: HTTPS}, 8080/tcp]}",
            "",
            ["80/tcp"],
        ),
    ],
)
def test_another_number_is_information(name: str, listed: str, found: list[str]):
    text = service(name, listed).replace("]}, ports: []}", "]}")
    (one,) = run("MED420", text)
    assert one.problem.severity.label == "info"
    assert ports(one) == found
    assert "is usually" in one.problem.message
    assert text_at(text, one) in {
        found[0],
        f"{{port: {found[0]}, name: NFS}}",
        f"{{port: {found[0]}, name: HTTPS}}",
    }


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("LDAPS", "636/tcp"),
        ("LDAPS", "389/tcp, 636/tcp"),
        ("LDAP, ports: [{port: 636/tcp, encryption: tls}]}", ""),
        ("Web, ports: [{port: 8080/tcp, name: HTTPS}]}", ""),
        ("Syncthing discovery", "8443/tcp"),
        ("LDAP", "389/tcp, 636/tcp, 9830/tcp"),
        ("PXE boot", "67/udp, 69/udp"),
        ("Samba", "139/tcp, 445/tcp"),
        ("HTTPS proxy", "3129/tcp"),
        ("HTTPS API of the controller", "9443/tcp"),
        ("Redis exporter", "9121/tcp"),
        ("NTP relay", "1123/udp"),
        ("Zabbix proxy", "10051/tcp"),
        ("MQTT over WebSockets", "15675/tcp"),
        ("Inventory server", "9999/tcp"),
        ("NodePort", "31000/tcp"),
        ("VNC", "5900-5910/tcp"),
        ("Web, ports: [{port: 8444/tcp, name: HTTPS}, {port: 8099/tcp, name: HTTP}]}", ""),
        ("Kibana, ports: [{port: 5601/tcp, name: HTTPS}]}", ""),
        ("Windows, ports: [{port: 5986/tcp, name: WinRM (HTTPS)}]}", ""),
    ],
)
def test_usual_numbers_and_other_services(name: str, listed: str):
    assert not run("MED420", service(name, listed).replace("]}, ports: []}", "]}"))


@pytest.mark.parametrize(("one", "other", "found"), [("TFTP", "DHCP", 2), ("DHCP", "TFTP", 0)])
def test_two_names_that_are_exchanged(one: str, other: str, found: int):
    named = f"{{port: 67/udp, name: {one}}}, {{port: 69/udp, name: {other}}}"
    assert len(run("MED420", service("PXE boot", named))) == found
