"""The analysis `text_ports`: ports in running text, in three languages."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.port_prefilter import may_name_port
from sphinx_medulla.checker.analysis.text_ports import counted, ports_in

KNOWN = {22, 80, 443, 2049, 4369, 8443, 35621}


def written_in(text: str) -> list[str]:
    """What is certainly a port, as written."""
    return [mention.text for mention in ports_in(text) if mention.certain]


def shown(text: str) -> list[str]:
    """What counts where some ports are known: number, protocols, and a sign for denied."""
    found = []
    known = {str(number) for number in KNOWN}
    for mention in counted(ports_in(text), lambda port: port.first in KNOWN):
        assert may_name_port(text.lower(), set(), known.__contains__)
        number = f"{mention.first}" + (f"-{mention.last}" if mention.last > mention.first else "")
        protocols = "/" + "+".join(mention.protocols) if mention.protocols else ""
        sign = "!" if mention.denied else "?" if mention.unused else ">" * mention.elsewhere
        found.append(number + protocols + sign)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "On 2024-11-22, since 12:30, after 22/11/2024.",
        "Version 4.2, 5.1.3/tcp and release 2024.1.",
        "A TCP 3-way handshake, HTTP/2 and IPv6, RFC 9293.",
        "Port 22, 12 days later; port 22 and 3 hosts; the 3 ports.",
        "TCP 99% of the time, 5000 clients, (TCP) 300 clients.",
        "Support 9999, airport 77, passport 1234, report 55.",
        "Switch port 24, serial port 1, USB port 2.",
        "MED301, A4, 9999 on its own, (9999), #9999.",
        "Runs on 2016 and 2019, is available on 3000 machines, limits connections to 1000.",
        "The default is 3600 seconds, 9000 by default; it listened on 9090 until version 2.",
        "Exposed on 10.0.0.1, connects to 5000 clients, served on 10 hosts.",
        "Disponible sur 3000 machines, läuft auf 2019, 3600 par défaut, standardmäßig 9000 Byte.",
        "HTTP/2 and HTTP/3 over UDP; debian:12, id:1234, Makefile:120, line:500, ratio 16:10.",
        "HTTP (404), HTTPS (301), SSH (2048 bits), SMB (2019), LDAP (3), multi-port-8443.",
        "tcpdump8443, 8443tcpdump, TCP4, src/main:120, transport: 1234, support=5000.",
    ],
)
def test_other_numbers_are_no_ports(text: str):
    assert set(written_in(text)) <= {"22"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ports 22, 80 and 443", ["22", "80", "443"]),
        ("ports 22 (SSH), 80 (HTTP) and 443", ["22", "80", "443"]),
        ("les ports 22 et 80, le port 53 ou 54", ["22", "80", "53", "54"]),
        ("die Ports 22 und 80", ["22", "80"]),
        ("from 4370-4380/tcp to 22/TCP", ["4370-4380/tcp", "22/TCP"]),
        ("ports 4370 to 4380", ["4370 to 4380"]),
        ("TCP port 3306, UDP: 53, tcp/22", ["3306", "53", "22"]),
        ("port number 99999.", ["99999"]),
        ("The port is 9090. Le port est 9091. Der Port ist 9092.", ["9090", "9091", "9092"]),
        ("listens on 0.0.0.0:9090 and [::]:9091", ["9090", "9091"]),
        ("listens by default on 9090, on 9091 by default", ["9090", "9091"]),
        ("exposed on 9090; reachable at 9091; connects to 9092.", ["9090", "9091", "9092"]),
        ("connects to hub:9090 and binds to 9091", ["9090", "9091"]),
        ("Écoute par défaut sur 9090. Disponible sur le 9091.", ["9090", "9091"]),
        ("Port par défaut : 9090. Sur 9091 par défaut.", ["9090", "9091"]),
        ("Lauscht standardmäßig auf 9090; auf 9091 erreichbar.", ["9090", "9091"]),
        ("Standardport 9090, Zielport: 9091", ["9090", "9091"]),
    ],
)
def test_ports_are_seen(text: str, written: list[str]):
    assert written_in(text) == written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Proxy API on port 9090.", ["9090"]),
        ("ports 443/80 and 8443 (UDP)", ["443", "80", "8443/udp"]),
        ("67/69 (UDP)", ["67/udp", "69/udp"]),
        ("the rows have 67/69 (UDP)", ["67/udp", "69/udp"]),
        ("UDP 8443 is needed; 22/tcp only for administrators", ["8443/udp", "22/tcp"]),
        ("TCP/UDP 53; TCP and UDP 53", ["53/tcp+udp", "53/tcp+udp"]),
        ("53/tcp+udp; port 53 (TCP and UDP); port 53 (DNS, UDP)", ["53/tcp+udp"] * 2 + ["53/udp"]),
        ("8443 TCP, 8444 UDP and 53 udp", ["8443/tcp", "8444/udp", "53/udp"]),
        ("on TCP port 8443, 8444 and UDP port 53", ["8443/tcp", "8444/tcp", "53/udp"]),
        ("Ports TCP 80, UDP 53 et 123", ["80/tcp", "53/udp", "123/udp"]),
        ("les ports 4370 à 4379 et le port UDP 53", ["4370-4379", "53/udp"]),
        ("Die Ports 4370 bis 4379, UDP-Port 53", ["4370-4379", "53/udp"]),
        ("ports between 4370 and 4380, from port 1 to port 2", ["4370-4380", "1", "2"]),
        ("zwischen 4370 und 4380/tcp, entre 4370 et 4380/tcp", ["4370-4380/tcp"] * 2),
        ("TCP port range 30000-32767, ports from 100 to 200", ["30000-32767/tcp", "100-200"]),
        ("TCP 80, 443, 8080–8090", ["80/tcp", "443/tcp", "8080-8090/tcp"]),
        ("Port: 8080, port=8081, `port` `9090`, port **443**", ["8080", "8081", "9090", "443"]),
        ("port n° 9090, Portnummer 9091, the 9092 port", ["9090", "9091", "9092"]),
        ("listens on 9090, écoute sur 9091, lauscht auf 9092", ["9090", "9091", "9092"]),
        ("http://<relay>:8081, https://a.example.org:8444/b", ["8081", "8444"]),
        ("a.example.org:9443, <relay>:81, :8080", ["9443", "81", "8080"]),
        ("hub:9090, Hub:9091/api; hub:80", ["9090", "9091", "80"]),
        ("*:9090, 10.0.0.1:9091, {host}:9092, $HOST:9093", ["9090", "9091", "9092", "9093"]),
        ("8443tcp, 8444:udp, 8445 / tcp", ["8443/tcp", "8444/udp", "8445/tcp"]),
        ("TCP8443, UDP-8444 and (tcp) 8445", ["8443/tcp", "8444/udp", "8445/tcp"]),
        (
            "8443 [tcp]; 8444 over TCP; 8445 en UDP; 8446 über UDP",
            ["8443/tcp", "8444/tcp", "8445/udp", "8446/udp"],
        ),
        ("port [9090], port #9091, --port 9092", ["9090", "9091", "9092"]),
        (
            "relay_port=4371-4390, relayPort: 9090, server.port = 9091",
            ["4371-4390", "9090", "9091"],
        ),
        ("HTTPS/9443 and 9444/https; ssh:2222", ["9443", "9444", "2222"]),
        (
            "Ports 4371 bis einschließlich 4379, 5000 bis zu 5009/udp",
            ["4371-4379", "5000-5009/udp"],
        ),
        ("ports 4371 up to and including 4379", ["4371-4379"]),
        ("its port being 4371; port-4372", ["4371", "4372"]),
        ("HUB_SERVERPORT=4371, SUPPORT=4372, EXPORT: 4373", ["4371"]),
        ("8443 and 8444 are TCP; 8445 est en UDP", ["8443", "8444/tcp", "8445/udp"]),
        ("HTTPS (443), SSH (2222, 2223)", ["443", "2222", "2223"]),
        ("port ９４４３（ＴＣＰ）, 443～445", ["9443/tcp", "443-445"]),
    ],
)
def test_every_notation_is_read(text: str, found: list[str]):
    assert shown(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("35621, 35623 and 55415", ["35621", "35623", "55415"]),
        ("35621, 35623 et 55415 sont ouverts", ["35621", "35623", "55415"]),
        ("35622, 35623 and 55415", []),
        ("35621 serves files, 35623 takes commands.", ["35621", "35623"]),
        ("35621 serves files. 35623 takes commands.", ["35621"]),
        ("The page says of 4369 and 4370 to 4380", ["4369", "4370-4380"]),
        ("the web interface on 443 and 9090", ["443", "9090"]),
        ("Web interface (8443, 9443)", ["8443", "9443"]),
        ("22 machines, level 443, 443 kB, 443 clients, 22.", []),
        ("Listens on 3 interfaces and 2 addresses", []),
        ("443 (TCP), 1000 clients; opens 8443, 500 MB of memory", ["443/tcp", "8443"]),
        ("since 2019, on 443 since 2020, in 443, HTTP 443", ["443"]),
        ("port 10,000 has 10,000 clients", []),
        ("ports 22,80,443", ["22", "80", "443"]),
        ("security.md:23, distribution.md:126,153, main.yml:45-49, a/b:33", []),
        ("update.sh:42,189,477,563,844; glpi_dbhost:3306; SIZE=4370", []),
        ("without WINDOW=4369-4390 the ports are random", ["4369-4390"]),
        ("Calls of the API, 8443/9443.", ["8443", "9443"]),
        ("Windows Server 2008 and 2008 R2; 3300 is preferred over 6789", []),
        ("ISO 27001, TLS 1.2, Debian 12, 2 GB, 10 Gbit/s, 50 %, 80/20 rule, 24/7", []),
    ],
)
def test_bare_numbers_count_in_a_list_with_a_known_port(text: str, found: list[str]):
    assert shown(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Unlike port 80, port 443 is encrypted.", ["80!", "443"]),
        ("Not port 80 but port 443, not only port 22", ["80!", "443", "22"]),
        ("Instead of ports 80 and 81, use port 443", ["80!", "81!", "443"]),
        ("neither port 80 nor port 81; without port 22", ["80!", "81!", "22!"]),
        ("contrairement au port 80 ; pas le port 81, au lieu du port 22", ["80!", "81!", "22!"]),
        ("anders als Port 80; kein Port 81, statt Port 22", ["80!", "81!", "22!"]),
        ("port 80 is no longer used; port 81 ist nicht nötig", ["80?", "81?"]),
        ("port 80 is blocked, Port 81 ist gesperrt", ["80?", "81?"]),
        ("le port 80 n'est plus utilisé, le port 81 n’est pas ouvert", ["80?", "81?"]),
        ("redirects port 80 to port 443", ["80", "443>"]),
        ("leitet nach Port 443 weiter, renvoie vers le port 443", ["443>", "443>"]),
        ("source port 123, Quellport 123, local port 22", ["123>", "123>", "22>"]),
    ],
)
def test_denied_ports_are_no_claims(text: str, found: list[str]):
    assert shown(text) == found


@pytest.mark.parametrize(
    "text", ["9090 and 443. ", "tcp 22, ", "a/b.py:12,13 ", "(((( 22 ", "1 2 5,6 "]
)
def test_a_long_text_is_read_in_one_go(text: str):
    """In a second or so; were the time to grow with the square, it would be minutes."""
    assert len(list(ports_in(text * 10_000))) >= 0
