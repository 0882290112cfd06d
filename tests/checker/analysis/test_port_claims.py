"""The analysis `port_claims`: sentences as products publish them contradict nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import rules_of

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

OTHERS = {
    "5432/tcp": "PostgreSQL",
    "9090/tcp": "Cockpit",
    "22/tcp": "SSH",
    "443/tcp": "HTTPS proxy",
    "80/tcp": "Plain web",
    "2049/tcp": "NFS shares",
    "137-139/tcp": "NetBIOS",
    "5000/tcp": "Registry",
}
"""Ports of other services of the same dataset, by which bare numbers could count."""

SENTENCES = [
    ("443/tcp", "HTTPS", "Web console and REST API over HTTPS (TLS 1.2 or later)."),
    (
        "6443/tcp",
        "Kubernetes API",
        "Kubernetes API server, used by all nodes; load balancers often expose it on port 443.",
    ),
    ("2379-2380/tcp", "etcd", "etcd server client API (2379) and peer API (2380)."),
    ("2379-2380/tcp", "etcd", "2379 for clients, 2380 for peers."),
    (
        "30000-32767/tcp",
        "NodePort services",
        "NodePort services; 30000-32767 is the default range of Kubernetes 1.30.",
    ),
    ("8472/udp", "VXLAN", "VXLAN of Flannel; Cilium uses it as well. The IANA port is 4789."),
    (
        "53/tcp+udp",
        "DNS",
        "Name resolution: UDP for queries, TCP for zone transfers and long answers.",
    ),
    (
        "53/udp",
        "DNS",
        "Queries over UDP; TCP as a fallback when an answer is longer than 512 bytes.",
    ),
    ("67/udp", "DHCP", "DHCP server (67/udp), which answers clients on 68/udp."),
    ("514/udp", "Syslog", "Syslog messages (RFC 5424) in UDP datagrams of up to 2048 bytes."),
    ("636/tcp", "LDAPS", "LDAP over TLS. Use this instead of port 389."),
    ("389/tcp", "LDAP", "LDAP, with StartTLS; LDAPS on port 636 is not needed."),
    ("5432/tcp", "PostgreSQL", "PostgreSQL 13 to 16."),
    ("3306/tcp", "MySQL", "MySQL 8.0 or MariaDB 10.11."),
    ("9200-9300/tcp", "Elasticsearch", "REST API on the first free port from 9200 to 9300."),
    ("80/tcp", "HTTP", "Redirects to HTTPS on port 443."),
    ("80/tcp", "HTTP", "HTTP, which the web server redirects to 443."),
    ("8443/tcp", "Smart proxy", "Proxies requests of clients to port 443 of the server."),
    ("123/udp", "NTP", "NTP; some clients use 123 as the source port as well."),
    ("161/udp", "SNMP", "SNMP v2c and v3 polling every 300 seconds, at most 1000 objects."),
    ("162/udp", "SNMP traps", "Traps of devices. Polling uses 161/udp in the other direction."),
    ("22/tcp", "SSH", "SSH; protocol version 2 only, keys of at least 3072 bits (RSA)."),
    ("10050/tcp", "Zabbix agent", "Passive checks of Zabbix agent 2 since 6.4."),
    ("5671/tcp", "AMQPS", "AMQP 1.0 over TLS, 5672 without TLS being closed."),
    (
        "1514/tcp",
        "Agent connection",
        "Events of up to 5000 agents; over TCP by default, UDP if so configured.",
    ),
    ("445/tcp", "SMB", "SMB 3.1.1 directly over TCP, without NetBIOS (137 to 139)."),
    (
        "49152-65535/tcp",
        "RPC",
        "Dynamic ports of RPC since Windows Server 2008; before, 1025 to 5000.",
    ),
    ("4789/udp", "VXLAN", "Tunnels TCP and UDP traffic of pods between nodes."),
    ("51820/udp", "WireGuard", "WireGuard, which carries all other traffic, TCP included."),
    ("3000/tcp", "Grafana", "Grafana 10, dashboards 1 to 12."),
    (
        "9090/tcp",
        "Prometheus",
        "Stores 15 days of samples, scraped every 15 s from 9100 on each node.",
    ),
    ("25/tcp", "SMTP", "Outgoing mail to the relay; submission on 587 is an alternative."),
    ("8080/tcp", "Web", "Reverse proxy listens on 443 and forwards to 8080."),
    ("5900/tcp", "VNC", "VNC displays :0 to :5."),
    ("443/tcp", "Web", "Serves https://<server>/ui and https://<server>:443/api."),
    (
        "443/tcp",
        "Updates",
        "Downloads from https://updates.example.com:443/v2/index.json, about 500 MB.",
    ),
    ("7946/tcp+udp", "Swarm", "Communication among nodes, TCP and UDP 7946."),
    ("443/tcp", "Console", "ISO 27001, 24/7, 99.9 %, 802.1X, IPv4 and IPv6, HTTP/1.1 and HTTP/2."),
    ("443/tcp", "Portal", "Moved from port 8443 to port 443. Before 7.0, port 8444."),
    ("443/tcp", "Portal", "It doesn’t use port 8443, and 8444/tcp isn't needed."),
    ("443/tcp", "Portal", "It can't use UDP. Port 8443 bleibt geschlossen."),
    ("5060/tcp", "SIP", "5060/tcp is SIP; 5061/tcp is SIP over TLS, which we do not use."),
    ("1812/udp", "RADIUS", "RADIUS authentication (formerly port 1645)."),
    ("443/tcp", "Portail", "Portail web en HTTPS, version 2.1 ; ne passe plus par le port 8080."),
    ("443/tcp", "Portail", "Portail pour 8000 utilisateurs ; anciennement sur le port 8443."),
    ("443/tcp", "Portal", "Webportal, früher auf Port 8443, für bis zu 5000 Benutzer."),
    ("443/tcp", "Portal", "Erreichbar unter https://portal.example.de:443/, nicht unter Port 80."),
    ("6789/tcp", "Ceph monitor", "Messenger v1; v2 uses 3300."),
    ("8006/tcp", "Web", "Web interface of each of the 3 to 32 nodes."),
    ("111/tcp+udp", "rpcbind", "Port mapper for NFS v3; NFS v4 needs 2049 only."),
    ("88/tcp+udp", "Kerberos", "Kerberos; over TCP for tickets larger than 1465 bytes."),
    ("135/tcp", "RPC endpoint mapper", "Maps to dynamic ports above 49152."),
    ("5044/tcp", "Beats", "Events from up to 200 Beats, batches of 2048 events."),
    ("443/tcp", "Telemetry", "On port 443 only, once every 24 hours, 10 kB each."),
    ("22000/tcp", "Sync", "Sync over TCP; QUIC (UDP) is disabled."),
    ("443/tcp", "API", "The API on 443 replaced the one on 8089 in release 7."),
    ("8415/tcp", "Events", "If 8415 is taken, change it in /etc/events.conf (line 12)."),
    (
        "10250/tcp",
        "Kubelet API",
        "Metrics of cadvisor come from 10250, too; 10255 was removed in 1.10.",
    ),
    ("8443/tcp", "API", "Agents connect from ephemeral ports 49152 to 65535."),
    (
        "8443/tcp",
        "API",
        "Calls from dynamically assigned ports (1024-65535); source port 1024-65535.",
    ),
    (
        "8443/tcp",
        "API",
        "Depuis des ports éphémères 49152 à 65535, von dynamischen Ports 49152-65535.",
    ),
    ("8443/tcp", "API", "Block port 443. Close ports 7000 and 7001, and disable 7002/tcp."),
    ("8443/tcp", "API", "Fermez le port 7000 ; bloquez le port 7001. Sperren Sie Port 7002."),
    ("8443/tcp", "API", "Deprecated: port 7000. Obsolète : 7000/tcp. Veraltet: Port 7000."),
    ("8443/tcp", "API", "Port 7000 is deprecated. Port 7001 (removed), port 7002 – obsolete."),
    (
        "8443/tcp",
        "API",
        "Port 7000 (until 4.1), port 7001 up to version 4. Conflicts with port 7002.",
    ),
    ("8443/tcp", "API", "If port 443 on the hub cannot be reached. An alternative to port 444."),
    (
        "8443/tcp",
        "API",
        "Documentation: https://docs.example.com:8444/; http://wiki.example.org:90/a.",
    ),
    ("8443/tcp", "API", "Was 7000/tcp in 3.x. War in 3.x 7000/tcp, c'était le port 7000."),
    ("8443/tcp", "API", "Until 4.2 this was port 7000. It used to be port 7001."),
    (
        "8443/tcp",
        "API",
        "A reverse proxy in front listens on 443, another proxy in front on port 444.",
    ),
    (
        "8443/tcp",
        "API",
        "Details: see https://docs.example.com:8444/ (voir https://x.example:8444).",
    ),
    (
        "8443/tcp",
        "API",
        "Only if port 444 of the hub is not reachable, or port 443 of it can't be used.",
    ),
    (
        "8443/tcp",
        "API",
        "Si le port 444 du hub n'est pas joignable; wenn Port 444 des Hubs nicht frei ist.",
    ),
]
"""Ports, the name of what listens there, and a sentence about it that is right."""


FILE = Path(__file__).parents[1] / "harmless_sentences.txt"
PUBLISHED = [
    line.split(" | ")
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


GENERAL = [
    line
    for line in FILE.with_name("general_sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_sixty_sentences_of_products():
    assert len(PUBLISHED) >= 60
    assert len(GENERAL) >= 120


@pytest.mark.parametrize("ports", ["443/tcp", "8443/tcp", "6379/tcp", "80/tcp, 443/tcp"])
@pytest.mark.parametrize("sentence", GENERAL)
def test_a_general_sentence_contradicts_no_port(ports: str, sentence: str):
    assert warnings(ports, "Events", sentence) == []


@pytest.mark.parametrize(("ports", "name", "sentence"), [*SENTENCES, *PUBLISHED])
def test_a_right_sentence_contradicts_nothing(ports: str, name: str, sentence: str):
    assert warnings(ports, name, sentence) == []


def warnings(ports: str, name: str, sentence: str) -> list[str]:
    """What is found where a service and its flow have a sentence."""
    others = {port: other for port, other in OTHERS.items() if port not in ports.split(", ")}
    services = "".join(
        f"  other-{number}: {{name: {other}, ports: [{port}], listens_on: [third]}}\n"
        for number, (port, other) in enumerate(others.items())
    )
    dataset = f"""\
format: 1
product: {{name: Example}}
revision: 1
roles:
  server: {{name: Server}}
  client: {{name: Client}}
  third: {{name: Database}}
services:
  own: {{name: {name!r}, ports: [{ports}], listens_on: [server], description: {sentence!r}}}
{services}flows:
  - {{id: own, from: client, to: server, ports: [{ports}], note: {sentence!r}}}
  - {{id: others, from: client, to: third, ports: [{", ".join(others)}]}}
"""
    rules = rules_of("MED520", "MED521", "MED522", "MED523", "MED528", "MED605")
    return [str(one.problem) for one in check(load_text(dataset, "d.yaml"), rules).findings]
