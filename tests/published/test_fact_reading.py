"""What a page says, and that nothing of it is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published_pages import FLOWCHART, RELAYS, read, rows_of

from sphinx_medulla.published.page_parts import Table
from sphinx_medulla.published.page_reading import read_page


def said(text: str, name: str = "page.md") -> list[str]:
    """The connections of a page, as a reader would write them."""
    return [
        f"{one.from_.words} > {one.to.words}: "
        + (" ".join(str(port.port) for port in one.ports) if one.ports is not None else "?")
        for one in read(text, name).connections
    ]


# --- the page of the project ----------------------------------------------------------------------


def test_everything_on_the_published_page_is_read() -> None:
    found = read(FLOWCHART)
    assert len(rows_of(found)) == 14
    assert len(found.descriptions) == 19
    assert sum(one.is_host for one in found.connections) == 2
    assert sum(one.is_item for one in found.connections) == 2
    assert found.unread == []


def test_the_remarks_on_the_published_page_are_told_at_their_lines() -> None:
    found = [(one.kind, one.place.line) for one in read(FLOWCHART).remarks]
    lines = {kind: [line for other, line in found if other == kind] for kind, _ in found}
    assert lines == {
        "stray-comma": [49, 70, 132],
        "blank-in-parentheses": [53, 74, 80, 89, 136, 142, 152, 165],
        "separator-row": [80, 99, 142, 165],
        "same-port-twice": [103],
    }


def test_the_procedure_has_twelve_ports_below_two_headings() -> None:
    to_relay, to_server = said(RELAYS)
    ports = "5269/tcp 22/tcp 22000/tcp 8081/tcp 9990/tcp"
    assert to_relay == f"Medulla Server > Relay Traffic: {ports}"
    ports = "5269/tcp 22/tcp 22000/tcp 8443/tcp 22067/tcp 9999/tcp 7080/tcp"
    assert to_server == f"Relay Stream > Medulla Server: {ports}"


# --- other pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("arrow", ["➡️", "→", "->", "-->", "=>", "⟶"])
def test_an_arrow_may_be_of_any_kind(arrow: str) -> None:
    assert said(f"A {arrow} B: 22, 80/443") == ["A > B: 22/tcp 80/tcp 443/tcp"]


@pytest.mark.parametrize(
    "text",
    [
        "- `SOURCE -> DEST` means that the **flow is initiated** from the SOURCE to the DEST.",
        "A <-> B: 22",
        "A ↔ B: 22",
        "A → B → C: 22",
        "Menu → Settings\n\nThe next page.\n\n8080",
        "A → B: 22 hosts",
        "A → B: 22 hosts\n80",
        "A → B (UDP): 67",
        "A → B\n53 | DNS over UDP",
        "A → B\n\nThese UDP ports are needed:\n\n67",
        "## UDP ports\n\nA → B: 67",
        "| From | To | Ports | Note |\n|-|-|-|-|\n| A | B | 53 | DNS over UDP |",
        "| From | To | Ports | Action |\n|-|-|-|-|\n| A | B | 53 | deny |",
        "| From | To | Ports | Direction |\n|-|-|-|-|\n| A | B | 53 | inbound |",
        "A → Server 22 of them\n80",
        "Open port 22 on the relay.",
        "| A | Port |\n|---|---|\n| x | 22 |",
        "| From | To | Ports |\n|---|---|---|\n| A | | 22 |",
        "| From | To | Port TCP/UDP |\n|---|---|---|\n| A | B | 22 |",
    ],
)
def test_what_is_no_connection_is_none(text: str) -> None:
    assert [one for one in said(text) if not one.endswith("?")] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A → B\n22 (\nSSH)\n80", "A > B: 22/tcp 80/tcp"),
        ("A ➡️ Server 22 (SSH)\n67/69 (UDP)", "A > Server: 22/tcp 67/udp 69/udp"),
        ("A ➡️ Server    9\n22", "A > Server: 9/tcp 22/tcp"),
        ("A ➡️ Server 2\n22", "A > Server 2: 22/tcp"),
        ("| A ➡️ B | 22 80 |\nTraffic initiated by A. |", "A > B: 22/tcp 80/tcp"),
        ("| A ➡️ B |\n22 80 |\nTraffic initiated by A. |", "A > B: 22/tcp 80/tcp"),
        ("A external access:\n  • x.example.com:443", "A > x.example.com: 443/tcp"),
        (
            "### A → B\n\nPort | Description\n- 53 | UDP / DNS\n- 22 | TCP / SSH",
            "A > B: 53/udp 22/tcp",
        ),
        ("A → B\n\nThe following ports must be open:\n\n- 22/tcp", "A > B: 22/tcp"),
        (
            "| From | To | Port | Protocol |\n|-|-|-|-|\n| A | B | 53 | TCP and UDP |",
            "A > B: 53/tcp+udp",
        ),
        ("| From | To | Ports | Action |\n|-|-|-|-|\n| A | B | 53 | Allow |", "A > B: 53/tcp"),
        ("| From | To | Ports | Note |\n|-|-|-|-|\n| A | B | 53/udp | over UDP |", "A > B: 53/udp"),
        ("| From | To | UDP ports |\n|-|-|-|\n| A | B | 53 |", "A > B: 53/udp"),
        ("| Connection | Ports |\n|-|-|\n| A to B | 22 |", "A > B: 22/tcp"),
        ("Access from your A to B:\n\n22", "A > B: 22/tcp"),
        ("## A external access:\n\n- x.example.com:443", "A > x.example.com: 443/tcp"),
        ("## A access to others:\n\n- Your B (if any)", "A > Your B: "),
        ("If no protocol is named, the default protocol is UDP.\n\nA → B: 53", "A > B: 53/udp"),
    ],
)
def test_connections_are_read_wherever_a_page_has_them(text: str, found: str) -> None:
    assert said(text) == [found]


def test_a_row_whose_ports_are_not_understood_is_known_and_unread() -> None:
    text = "| From | To | Ports |\n|---|---|---|\n| A | B | 22, some others |\n| A | C | 80 |\n"
    assert said(text) == ["A > B: ?", "A > C: 80/tcp"]
    (unread,) = read(text).unread
    assert (unread.place.line, unread.place.column, unread.is_list) == (3, 15, True)


def test_blank_names_are_those_of_the_row_above() -> None:
    text = "From,To,Ports\nA,B,22\n,,80\n,C,443\n"
    assert said(text, "page.csv") == ["A > B: 22/tcp", "A > B: 80/tcp", "A > C: 443/tcp"]


def test_a_description_may_be_wrapped() -> None:
    (found,) = read("Ports 80 and 443: used for\nthe web.\n\nNo part of it.\n").descriptions
    assert (found.label, found.text) == ("Ports 80 and 443", "used for the web.")


def test_a_number_in_a_column_that_is_not_known_is_unread() -> None:
    text = "| From | To | Ports | Ticket |\n|-|-|-|-|\n| A | B | 22 | 4711 |\n"
    (unread,) = read(text).unread
    assert unread.text.words == "4711"


# --- nothing is dropped ---------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "# Ports of 3 machines",
        "## 1. With a relay",
        "A → B",
        "A → B: 22",
        "A → B: 22 hosts",
        "A -> B | 80 | 443",
        "22 (SSH)",
        "22 (",
        "SSH)",
        "67, 69 (UDP)",
        "- 5269 | TCP / XMPP",
        "Port | Description",
        "Ports 80 and 443: web of 2 servers",
        "Port 22 hosts: none",
        "Server external access:",
        "- x.example.com:443",
        "- x.example.com:99999",
        "- Your directory (if any)",
        "Traffic initiated by A to B.",
        "Some words.",
        "4 vCPUs",
        "---",
        "",
        "| From | To | Ports |\n|---|---|---|\n| A | B | 22 |\n| A | B | 2 hosts |\n| - | - | - |",
        "| Port | Use |\n|---|---|\n| 22 | SSH |\n| x 3 | y |",
        "<table><tr><td>A → B<td>22<td>4 of them<tr><td>no 5</table>",
        "1. Click on 3 → 4",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12), st.sampled_from(["page.md", "page.txt", "page.html"]))
def test_every_line_is_a_fact_a_remark_prose_without_a_number_or_unread(
    pieces: list[str], name: str
) -> None:
    page = read_page("\n".join(pieces).encode(), name)
    found = read("\n".join(pieces), name)
    lines = sorted("".join(text.text.split()) for _, text in found.lines)
    present = [
        "".join(cell.text for cell in row) if isinstance(part, Table) else part.text.text
        for part in page.parts
        for row in (part.rows if isinstance(part, Table) else [()])
    ]
    numbered = [word for text in present for word in text.split() if any(map(str.isdigit, word))]
    told = "".join(lines)
    assert all(word in told for word in numbered)
    assert len("".join("".join(present).split())) <= len(told)
    for kind, text in found.lines:
        if kind == "prose":
            plain = text.text.lstrip("0123456789.) ")
            assert not any(map(str.isdigit, plain)) or _is_head(text.text)


def _is_head(text: str) -> bool:
    return "Port" in text or "A → B" in text
