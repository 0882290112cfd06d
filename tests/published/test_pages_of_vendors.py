"""Pages that vendors write: the right ports, or lines listed as unread, never wrong ones."""

from __future__ import annotations

import pytest
from published_pages import compare, read


def said(text: str, name: str = "page.md") -> list[str]:
    """The connections and descriptions of a page whose ports were read."""
    found = read(text, name)
    rows = [
        f"{one.from_.words} > {one.to.words}: {' '.join(str(port.port) for port in one.ports)}"
        for one in found.connections
        if one.ports is not None
    ]
    return rows + [
        f"{' '.join(str(port.port) for port in one.ports)}: {one.text}"
        for one in found.descriptions
    ]


def unread(text: str, name: str = "page.md") -> list[str]:
    """The lines of a page that are listed as unread."""
    return [one.text.words for one in read(text, name).unread]


@pytest.mark.parametrize(
    "line",
    [
        "Make sure that ports 80, 443 and 5222 are reachable from the agents.",
        "Veillez à ce que les ports 80, 443 et 5222 soient accessibles depuis les postes.",
        "tcp dport { 22, 80, 443 } accept",
        "iptables -A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT",
        "firewall-cmd --permanent --add-port=8443/tcp",
        "ufw allow from 192.0.2.0/24 to any port 445 proto tcp",
        "docker run -d -p 8080:80 -p 127.0.0.1:5000:5000/tcp vendor/server:4.6.1",
        "Port 22",
        "ListenAddress 192.0.2.1:2222",
        "Open https://server.example.com:8443/ or http://[2001:db8::1]:9990/.",
        "4.6.1 (2024-05-12)",
        "4.6.0 -> 4.6.1",
        "Server → agent communication is now on port 5222 instead of 5223",
        "external port 8443 -> internal 443",
        "Port 8443 → 443",
        "22 (SSH)",
        "5222 (XMPP)",
        "3000 concurrent sessions",
        "15 min timeout",
        "Port 3306: must remain closed.",
        "Ports 80 and 443: do not open these to the Internet.",
        "Port 2222 - not used any more",
        "Port 3306 : ne doit pas être ouvert.",
        "Server → Relay: 22 (closed)",
        "A -- 443 --> B: 22",
        "A (443) -> B: 22",
        "Public 22222 → relay: 22",
        "Internet → relay : 22222 → 22",
        '[1]: https://example.com:8443 "Port 8443"',
    ],
)
def test_a_line_with_a_number_that_is_no_list_of_ports_is_unread(line: str) -> None:
    assert said(line) == []
    assert len(unread(line)) == 1


@pytest.mark.parametrize(
    "page",
    [
        "## Server → Relay\n\nNo longer used:\n\n- 9999",
        "## Server → Relay\n\nClose these ports:\n\n- 9999",
        "## Server → Relay\n\n- 9999\n\nThese ports are no longer needed.",
        "## Server → Relay (both directions)\n\n- 9999",
        "## Serveur → Relais\n\nPorts à fermer :\n\n- 9999",
        "## Closed ports\n\n### Server → Relay\n\n- 9999",
        "## Closed ports\n\n| Port | Use |\n|-|-|\n| 9999 | Inventory |",
        "These ports must be closed:\n\n| From | To | Port |\n|-|-|-|\n| A | B | 9999 |",
        "## Server -/-> Relay\n\n- 9999",
        "## Server -x-> Relay\n\n- 9999",
        "## Server ↛ Relay\n\n- 9999",
        "## Server → Relay port 443\n\n- 9999",
        "## Version 4.5 → Version 4.6\n\n- 9999",
        "## Medulla 4.5 → Medulla 4.6\n\n- 9999",
        "Do not open: Server → Relay\n\n- 9999",
        "## Server → Relay\n\n- 8080:80",
        "## Server → Relay\n\n- 2222 to 22",
        "## Server → Relay\n\n- ~~9999~~",
        "## Server → Relay\n\n- 5269 | TCP / XMPP, deprecated",
    ],
)
def test_ports_that_nobody_should_open_are_unread(page: str) -> None:
    assert said(page) == []
    assert unread(page)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("From | To | Port", "Server | Relay | 8443 (NAT to 443)"),
        ("From | To | Port", "Server | Relay | 443 (redirected)"),
        ("From | To | Port", "Server | Relay | 443 (outbound)"),
        ("From | To | Port", "Server | Relay | 443 (return traffic)"),
        ("From | To | Port", "Serveur | Relais | 443 (sortant)"),
        ("From | To | Port", "Server | Relay | ~~9990~~ 9991"),
        ("From | To | Port", "Server | Relay | <del>9990</del>"),
        ("From | To | Port", "Server | Relay | 443<sup>1</sup>"),
        ("From | To | Port", "Server | Relay | 1,024"),
        ("From | To | Port", "Server | Relay | 8,443"),
        ("From | To | Port", "Server | Relay | 22,067"),
        ("From | To | Port", "192.0.2.1:8443 | 192.0.2.2:443 | 443"),
        ("From | To | Port", "8443 | 443 | 22"),
        ("From | To | Port", "!Server | Relay | 443"),
        ("From | To | Port", "any except Server | Relay | 443"),
        ("From | To | Port", "Server <-> Relay | Relay | 443"),
        ("From | To | Port", "Server | Relay | 22 | 9999"),
        ("From | Port | To | Port", "Server | 1024-65535 | Relay | 443"),
        ("From | To | Port | TCP | UDP", "Server | Relay | 53 | | X"),
        ("From | To | Port | Protocol", "Server | Relay | 22, 53 | TCP, UDP"),
        ("From | To | Port", "Server | https://relay.example.com:8443/x | 443"),
        ("From | To | Port (source)", "Server | Relay | 443"),
        ("From | To | Port (closed)", "Server | Relay | 443"),
        ("From | To | External port | Port", "Server | Relay | 8443 | 443"),
        ("From | To | Port | NAT port", "Server | Relay | 8443 | 443"),
        ("From | To | Port | Redirected to", "Server | Relay | 8443 | 443"),
        ("From | To | Port | Note", "Server | Relay | 443 | no longer used since 5.0"),
        ("From | To | Port | Note", "Serveur | Relais | 443 | à fermer"),
        ("From | To | Port | Note", "Server | Relay | 443 | closed by default"),
        ("From | To | Port | Note", "Server | Relay | 443 | in both directions"),
        ("From | To | Port | Allowed?", "Server | Relay | 443 | no"),
        ("From | To | Port | IPv6", "Server | Relay | 443 | ❌"),
        ("External port | Internal port | Machine", "8443 | 443 | Server"),
        ("Connection | Port | Note", "Server ← Relay | 443 | Web"),
        ("Connection | Port | Note", "Server ↔ Relay | 443 | Web"),
        ("Connection | Port | Note", "Server > Relay | 443 | Web"),
        ("Source | Port | Note", "Server | 443 | Web"),
    ],
)
def test_a_row_that_may_mean_something_else_is_unread(head: str, row: str) -> None:
    rule = "|".join("-" * len(head.split("|")))
    page = f"| {head} |\n|{rule}|\n| {row} |\n"
    assert said(page) == []
    assert unread(page)


@pytest.mark.parametrize(
    ("cell", "ports"),
    [
        ("tcp/80, tcp/443, udp/53", "80/tcp 443/tcp 53/udp"),
        ("<code>443</code><code>80</code>", "443/tcp 80/tcp"),
        ("<ul><li>80</li><li>8081/udp</li></ul>", "80/tcp 8081/udp"),
        ("<span>52</span><span>22</span>", "5222/tcp"),
        ('<img alt="443">', "443/tcp"),
        ("443<!-- 80 -->", "443/tcp"),
        ("443 (default)", "443/tcp"),
    ],
)
def test_a_cell_in_html_is_read_as_browsers_show_it(cell: str, ports: str) -> None:
    page = f"<table><tr><th>From<th>To<th>Port<tr><td>A<td>B<td>{cell}</table>"
    assert said(page, "page.html") == [f"A > B: {ports}"]


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_a_head_of_two_rows_says_the_protocols_of_its_columns(name: str) -> None:
    page = (
        "<table><tr><th rowspan=2>From<th rowspan=2>To<th colspan=2>Ports<tr><th>UDP<th>TCP"
        "<tr><td>A<td>B<td>53<td>443</table>"
    )
    assert said(page, name) == ["A > B: 53/udp 443/tcp"]


@pytest.mark.parametrize(
    ("head", "row", "ports"),
    [
        ("From | To | TCP | UDP", "A | B | 22, 80 | 53", "22/tcp 80/tcp 53/udp"),
        ("From | To | TCP ports | UDP ports", "A | B | | 53", "53/udp"),
        ("From | To | TCP ports | UDP ports", "A | B | - | 53", "53/udp"),
        ("From | To | Port | Protocol", "A | B | 443, 80 | TCP and UDP", "443/tcp+udp 80/tcp+udp"),
    ],
)
def test_each_column_of_ports_has_its_protocol(head: str, row: str, ports: str) -> None:
    rule = "|".join("-" * len(head.split("|")))
    page = f"| {head} |\n|{rule}|\n| {row} |\n"
    assert said(page) == [f"A > B: {ports}"]
    assert unread(page) == []


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_a_row_over_all_columns_is_a_heading(name: str) -> None:
    page = (
        "<table><tr><th>Port<th>Use<th>Note<tr><td colspan=3>A → B<tr><td>22<td>SSH<td>"
        "<tr><td colspan=3>Closed ports<tr><td>80<td>Web<td></table>"
    )
    assert said(page, name) == ["A > B: 22/tcp"]
    assert [one.words for one in read(page, name).connections[0].headings] == ["A → B"]


def test_a_first_column_with_arrows_has_the_connections_whatever_its_heading() -> None:
    page = "| Sens | Ports | \n|-|-|\n| Poste → Serveur | 22 |\n"
    assert said(page) == ["Poste > Serveur: 22/tcp"]


def test_nothing_between_the_cells_of_a_table_is_dropped() -> None:
    page = "<table><caption>Port 1</caption><tr>Port 2<td>A</td>Port 3<td>B</tr>Port 4</table>"
    assert unread(page, "page.html") == ["Port 1", "Port 2", "Port 3", "Port 4"]


def test_a_table_without_a_head_is_unread() -> None:
    assert unread("Server,Relay,443\nServer,Agent,80\n", "page.csv") == [
        "Server Relay 443",
        "Server Agent 80",
    ]


@pytest.mark.parametrize("heading", ["Remote access", "SSH access to the servers", "Web access"])
def test_access_to_something_is_no_connection(heading: str) -> None:
    assert said(f"## {heading}\n\n- Install the agent\n- Relay server") == []


@pytest.mark.parametrize(
    "heading",
    ["From the server to the relay", "Du server vers le relay", "From a server to a relay"],
)
def test_articles_are_no_part_of_names(heading: str) -> None:
    assert said(f"## {heading}\n\n- 22") == ["server > relay: 22/tcp"]


@pytest.mark.parametrize(
    ("sentence", "protocol"),
    [
        ("If the protocol is not specified, then it defaults to TCP.", "tcp"),
        ("Unless otherwise stated, ports are UDP.", "udp"),
        ("All ports are UDP unless stated otherwise.", "udp"),
        ("Le protocole par défaut est UDP.", "udp"),
        ("Sauf mention contraire, les ports sont en UDP.", "udp"),
        ("Das Standardprotokoll ist UDP.", "udp"),
        ("By default, the agent sends logs with the UDP protocol.", "tcp"),
        ("The default DNS protocol is faster over UDP.", "tcp"),
    ],
)
def test_only_a_statement_on_ports_without_a_protocol_sets_the_default(
    sentence: str, protocol: str
) -> None:
    assert said(f"{sentence}\n\nA → B: 53") == [f"A > B: 53/{protocol}"]


def test_two_statements_of_different_defaults_leave_the_protocol_open() -> None:
    page = "The default protocol is TCP.\n\nThe default protocol is UDP.\n\nA → B: 53"
    assert said(page) == []


def test_lists_of_which_lines_were_not_read_are_known_to_be_partial() -> None:
    found = read("## A → B\n\n- 22\n- 5269 (since 4.2)\n- 443\n").connections
    assert [one.is_partial for one in found] == [True, False]
    (known,) = read("## A → B\n\n- 5269 (since 4.2)\n").connections
    assert known.ports is None


def test_a_destination_is_that_of_the_row_above_only_for_the_same_source() -> None:
    text = "From,To,Port\nA,B,22\n,,80\nA,,81\nC,,443\n"
    assert said(text, "page.csv") == ["A > B: 22/tcp", "A > B: 80/tcp", "A > B: 81/tcp"]
    assert unread(text, "page.csv") == ["C 443"]


def test_a_wildcard_keeps_its_asterisk() -> None:
    assert said("Relay → *.example.org: 443") == ["Relay > *.example.org: 443/tcp"]


def test_rows_that_were_not_read_are_not_called_repeated() -> None:
    rows = "| workstation | server | many |\n" * 2
    page = f"| From | To | Port |\n|-|-|-|\n{rows}"
    codes = [one.problem.code for one in compare(page).report.findings]
    assert "MED806" not in codes


def test_the_number_of_a_heading_is_no_port() -> None:
    assert unread("1. Ports\n\nSome words.\n\n2) More\n\n4.1 Server\n") == []
    assert said("## 1 Server → Relay\n\n- 22") == ["Server > Relay: 22/tcp"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display:none">3389</span>',
        '<span style="color: red; Display : None"><span>33</span>89</span>',
        "<span hidden>3389</span>",
        "<template>3389</template>",
        '<svg viewBox="0 0 9 9"><style>p { top: 1 }</style><text>3389</text></svg>',
    ],
)
def test_what_readers_do_not_see_is_not_read(hidden: str) -> None:
    table = f"<table><tr><th>From<th>To<th>Ports<tr><td>A<td>B<td>22 {hidden} 80</table>"
    assert said(f"<html><head><title>Ports</title><body>{table}", "page.html") == [
        "A > B: 22/tcp 80/tcp"
    ]
