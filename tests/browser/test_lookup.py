"""The look-up of ports: what a number or a name finds, what is said of it, and where it works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsers import STRICT, opened, served
from manuals import Manual, page, rst
from playwright.sync_api import Browser, Page
from portless_datasets import PORTLESS

pytestmark = pytest.mark.heavy

ENTRIES = ".medulla-lookup .medulla-entry"


@pytest.fixture(scope="module")
def site(built: Any) -> Iterator[str]:
    """The manual of looks on a server that allows nothing but its own files."""
    with served(built("alabaster"), STRICT) as address:
        yield f"{address}/index.html"


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, site) as found:
        yield found


def field(tab: Page) -> Any:
    return tab.get_by_label("Port or service")


def found(tab: Page) -> list[str]:
    """The headings of the entries that are to be seen."""
    return tab.locator(f"{ENTRIES}:visible > :first-child").all_inner_texts()


def status(tab: Page) -> str:
    return tab.locator(".medulla-lookup [role=status]").inner_text()


def test_a_number_finds_its_range_and_its_protocol(tab: Page) -> None:
    everything = found(tab)
    field(tab).fill("4375")
    assert found(tab) == ["4370-4380/tcp Erlang distribution"]
    field(tab).fill("4375/udp")
    assert found(tab) == []
    field(tab).fill("67/UDP")
    assert found(tab) == ["67/udp DHCP"]
    for dash in "-–":
        field(tab).fill(f"60 {dash} 70")
        assert found(tab) == ["67/udp DHCP", "69/udp TFTP"]
    field(tab).fill("")
    assert found(tab) == everything
    assert status(tab) == ""


@pytest.mark.parametrize(
    "text",
    ["port 67", "Port: 67/UDP", "udp/67", "udp 67", "UDP port 67", "67 udp", "67 / udp", "67:udp"],
)
def test_a_port_is_found_in_other_words(tab: Page, text: str) -> None:
    field(tab).fill(text)
    assert found(tab) == ["67/udp DHCP"]
    assert status(tab) == "Ports found: 1."


def test_a_range_and_a_service_are_found_in_other_words(tab: Page) -> None:
    for text in ("ports 60-70", "udp 60-70", "60 – 70 udp"):
        field(tab).fill(text)
        assert found(tab) == ["67/udp DHCP", "69/udp TFTP"]
    for text in ("dhcp 67", "67 dhcp", "67 udp dhcp"):
        field(tab).fill(text)
        assert found(tab) == ["67/udp DHCP"]


def test_a_service_is_found_by_a_part_of_its_name_in_any_case(tab: Page) -> None:
    field(tab).fill("relay  SYNCTHING")
    assert found(tab) == ["22067/tcp Syncthing relay"]


def test_an_entry_says_who_calls_and_leads_to_it(tab: Page) -> None:
    field(tab).fill("67")
    entry = tab.locator(f"{ENTRIES}:visible")
    text = " ".join(entry.inner_text().split())
    for words in (
        "Used for DHCP and TFTP",
        "Listens on: Medulla server, Classic relay server. Encryption: unknown.",
        "Condition: if Medulla runs the DHCP server itself.",
        "The feature “PXE boot and imaging” uses it.",
    ):
        assert words in text
    entry.get_by_role("link", name="Internal workstation → Medulla server").click()
    assert "67/udp" in tab.locator("tr:has(:target)").inner_text()


def test_only_the_count_is_said_and_the_focus_stays(tab: Page) -> None:
    field(tab).focus()
    tab.keyboard.type("syncthing")
    tab.keyboard.press("Enter")
    assert status(tab) == f"Ports found: {len(found(tab))}."
    assert tab.evaluate("document.activeElement.type") == "search"
    assert tab.locator(".medulla-lookup form").get_attribute("role") == "search"


def test_what_is_unknown_or_no_port_is_said(tab: Page) -> None:
    everything = found(tab)
    field(tab).fill("4711")
    assert (found(tab), status(tab)) == ([], "Nothing in this list uses port 4711.")
    field(tab).fill("port 22 udp")
    assert (found(tab), status(tab)) == ([], "Nothing in this list uses port 22/udp.")
    field(tab).fill("Gopher")
    assert (found(tab), status(tab)) == ([], "Nothing in this list is called “Gopher”.")
    assert field(tab).get_attribute("aria-invalid") == "false"
    for text in ("70000", "0", "80-22", "22, 80", "-5", "port -5", "tcp 70000"):
        field(tab).fill(text)
        assert found(tab) == everything
        assert status(tab).startswith("This is not a port.")
        assert field(tab).get_attribute("aria-invalid") == "true"


def test_an_answer_can_be_sent(browser: Browser, site: str, tab: Page) -> None:
    field(tab).fill("4375")
    address = str(tab.evaluate("location.href"))
    assert parse_qs(urlsplit(address).query) == {"port": ["4375"]}
    assert tab.evaluate("history.length") == 2
    with opened(browser, address) as sent:
        assert field(sent).input_value() == "4375"
        assert found(sent) == ["4370-4380/tcp Erlang distribution"]


def test_it_works_without_a_server(browser: Browser, built: Any) -> None:
    path: Path = built("alabaster") / "index.html"
    with opened(browser, path.as_uri()) as tab:
        field(tab).fill("4375")
        assert found(tab) == ["4370-4380/tcp Erlang distribution"]


def test_without_the_script_or_on_paper_every_port_is_there(
    browser: Browser, site: str, tab: Page
) -> None:
    everything = found(tab)
    field(tab).fill("4375")
    tab.emulate_media(media="print")
    assert found(tab) == everything
    assert not tab.locator(".medulla-lookup form").is_visible()
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(f"{site}?port=4375")
    assert found(bare) == everything
    assert bare.locator(".medulla-lookup form").count() == 0
    context.close()


def test_what_has_no_number_is_found_by_its_names(browser: Browser, tmp_path: Path) -> None:
    files = {"index.rst": page("Manual", rst("lookup")), "flows.yaml": PORTLESS}
    out = Manual(tmp_path, files).build().out
    with served(out) as address, opened(browser, f"{address}/index.html") as tab:

        def shown(typed: str) -> list[str]:
            field(tab).fill(typed)
            return [text.split()[0] for text in found(tab)]

        last = ["any/tcp", "icmp/echo-request", "icmpv6", "esp", "vrrp", "proto-89", "any"]
        assert shown("")[-7:] == last
        assert shown("icmp/8") == shown("icmp") == ["icmp/echo-request", "any"]
        assert shown("icmp/0") == ["any"]
        assert shown("proto-112") == shown("vrrp") == ["vrrp", "any"]
        assert shown("esp") == ["esp", "any"]
        assert shown("gre") == ["any"]
        assert shown("any") == ["any/tcp", "any"]
        assert shown("443") == ["443/tcp", "any/tcp", "any"]
        assert shown("ping") == ["icmp/echo-request"]
        assert field(tab).get_attribute("aria-invalid") == "false"
