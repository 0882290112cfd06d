"""The search of a manual, in each theme: a number leads to its port, or finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from browsers import THEMES, opened, served
from playwright.sync_api import Browser

pytestmark = pytest.mark.heavy

PORTS = {
    "22067": "22067/tcp Syncthing relay",
    "4375": "4370-4380/tcp Erlang distribution",
    "5222": "5222/tcp XMPP client",
    "22000": "22000/tcp Syncthing",
    "67": "67/udp DHCP",
    "443": "443/tcp HTTPS",  # a description wins
    "9": "9/udp Wake on LAN",
    "4370-4380": "4370-4380/tcp Erlang distribution",
    "22000/tcp": "22000/tcp Syncthing",
    "22067 tcp": "22067/tcp Syncthing relay",
    "67/udp": "67/udp DHCP",
    "udp/67": "67/udp DHCP",
}
"""What the first result of a number says."""

NOT_IN_THE_MANUAL = "8080"


@pytest.mark.parametrize("theme", THEMES)
def test_a_number_leads_to_its_port(browser: Browser, built: Any, theme: str) -> None:
    with served(built(theme)) as address:
        for number, text in PORTS.items():
            with opened(browser, f"{address}/search.html?q={number}") as tab:
                result = tab.locator("ul.search li").first
                result.locator(".context").wait_for()
                assert text in " ".join(result.inner_text().split())


@pytest.mark.parametrize("theme", THEMES)
def test_a_number_that_is_no_port_finds_nothing(browser: Browser, built: Any, theme: str) -> None:
    with (
        served(built(theme)) as address,
        opened(browser, f"{address}/search.html?q={NOT_IN_THE_MANUAL}") as tab,
    ):
        tab.get_by_text("did not match any documents").wait_for()
        assert tab.locator("ul.search li").count() == 0
