"""Cells and lines that are nothing but ports are read whole, or not at all."""

from __future__ import annotations

import pytest

from sphinx_medulla.published.port_lists import NotPortsError, leading_protocols, read_ports


def ports(text: str, default: str = "tcp", *, shared: bool = False) -> str:
    """The ports of a text in the notation of datasets."""
    return " ".join(str(one.port) for one in read_ports(text, (default,), shared=shared).ports)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("80/443", "80/tcp 443/tcp"),
        ("67/69 (UDP)", "67/udp 69/udp"),
        ("111/2049 (TCP & UDP)", "111/tcp+udp 2049/tcp+udp"),
        ("111/2049 (TCP et UDP)", "111/tcp+udp 2049/tcp+udp"),
        ("22 (SSH)", "22/tcp"),
        ("22 ( SSH)", "22/tcp"),
        ("22 (\nSSH)\n69", "22/tcp 69/tcp"),
        ("22\n(SSH)", "22/tcp"),
        ("9999,\n22067", "9999/tcp 22067/tcp"),
        ("4370 to 4380", "4370-4380/tcp"),
        ("4370 à 4380", "4370-4380/tcp"),
        ("4370–4380", "4370-4380/tcp"),
        ("2500 to 3300, 443", "2500-3300/tcp 443/tcp"),
        ("TCP 2002", "2002/tcp"),
        ("UDP: 67, 69; TCP: 22", "67/udp 69/udp 22/tcp"),
        ("22 TCP 80 UDP", "22/tcp 80/udp"),
        ("80/443 111/2049 (TCP & UDP)", "80/tcp 443/tcp 111/tcp+udp 2049/tcp+udp"),
        ("443, 80", "443/tcp 80/tcp"),
        ("22, 80 and 443", "22/tcp 80/tcp 443/tcp"),
        ("22, 80 (TCP)", "22/tcp 80/tcp"),
        ("53 (UDP), 443", "53/udp 443/tcp"),
        ("53/tcp+udp", "53/tcp+udp"),
        ("80/443/udp", "80/udp 443/udp"),
        ("6443*", "6443/tcp"),
        ("22 SSH", "22/tcp"),
        ("443 – HTTPS", "443/tcp"),
        ("port 22", "22/tcp"),
        ("ICMP", "icmp"),
        ("22, ESP", "22/tcp esp"),
    ],
)
def test_a_list_of_ports_is_read(text: str, found: str) -> None:
    assert ports(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "67, 69 (UDP)",
        "UDP 67 69",
        "UDP: 67; 443",
        "22 (TCP)\n(UDP)",
        "22 hosts",
        "5 minutes",
        "Debian 12",
        "12.x",
        "10.0.0.1",
        "10.0.0.1:22",
        "8080:80",
        "0",
        "70000",
        "80-22",
        "12 ports",
        "22, 2 ports",
        "24/7",
        "007",
        "5-5",
        "1-2-3",
        "22 -> 80",
        "22 to",
        "4370 to\n5269",
        "4369\nto 4380",
        "4370 -\n5269",
        "22 (not used)",
        "22 (since 4.2)",
        "22 (source)",
        "22 (if the relay is in another network)",
        "SSH (22)",
        "any",
        "22,,80",
        "22/",
        "UDP",
        "TCP or UDP 22",
        "80 to 443 hosts",
        "22 ←",
    ],
)
def test_what_is_not_wholly_understood_is_refused(text: str) -> None:
    with pytest.raises(NotPortsError):
        ports(text)


def test_a_protocol_at_the_end_is_that_of_all_ports_behind_the_word_ports() -> None:
    assert ports("Ports 67 and 69 (UDP)", shared=True) == "67/udp 69/udp"
    assert ports("Ports 35621, 35623, and 55415", shared=True) == "35621/tcp 35623/tcp 55415/tcp"


def test_the_default_protocol_is_that_of_ports_without_one() -> None:
    assert ports("53\n22/tcp", default="udp") == "53/udp 22/tcp"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("9999,\n22067", ["stray-comma"]),
        ("9999,", ["stray-comma"]),
        ("443, 80", []),
        ("22 ( SSH)", ["blank-in-parentheses"]),
        ("69/69 (UDP)", ["same-port-twice"]),
        ("22\n80\n22", ["same-port-twice"]),
        ("22/tcp 22/udp", []),
    ],
)
def test_what_is_written_wrongly_is_told(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in read_ports(text, ("tcp",)).blemishes] == kinds


def test_each_port_knows_its_place() -> None:
    text = "22 (SSH)\n67/69 (UDP)"
    found = read_ports(text, ("tcp",)).ports
    assert [text[one.start : one.end] for one in found] == ["22", "67", "69"]


@pytest.mark.parametrize(
    ("text", "protocols", "rest"),
    [
        ("TCP / XMPP", ("tcp",), "XMPP"),
        ("TCP / HTTP(S)", ("tcp",), "HTTP(S)"),
        ("TCP", ("tcp",), ""),
        ("TCP/UDP: DNS", ("tcp", "udp"), "DNS"),
        ("TCP is used", (), "TCP is used"),
        ("XMPP over TCP", (), "XMPP over TCP"),
    ],
)
def test_a_description_may_begin_with_protocols(
    text: str, protocols: tuple[str, ...], rest: str
) -> None:
    assert leading_protocols(text) == (protocols, rest)
