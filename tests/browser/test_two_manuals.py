"""The official site and a French manual show the same flows; a reader goes from each to the other.

They lie side by side on one server, and each knows the other by its inventory.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import RELEASED, Manual, copied

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.heavy

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH_FLOWS = """
root_doc = "flows/index"
include_patterns = ["flows/**.md", "elsewhere.md"]
extensions.remove("rule_pages")
suppress_warnings = ["toc.not_included"]  # the first page leads to pages of the manual, too
"""
OTHER = """
extensions.append("sphinx.ext.intersphinx")
intersphinx_mapping = {{"other": ("../{name}", {inventory!r})}}
"""
TARGETS = {
    "medulla:mode": "dmz",
    "medulla:role": "dmz-relay",
    "medulla:service": "package-server",
    "medulla:port": "4375",
    "medulla:flow": "server-to-dmz-relay",
    "ref": "medulla-port-67-udp",
}
FRENCH = {
    "Avec un serveur relais en DMZ": "dmz.html#medulla-mode-dmz",
    "Serveur relais en DMZ": "dmz.html#medulla-role-dmz-relay",
    "Serveur de paquets": "ports.html#medulla-service-package-server",
    "4375/tcp Distribution Erlang": "ports.html#medulla-port-4370-4380-tcp",
    "Serveur Medulla → Serveur relais en DMZ": "dmz.html#medulla-flow-server-to-dmz-relay",
    "67/udp DHCP": "ports.html#medulla-port-67-udp",
}
"""What the links of either manual say, and where those to the French one lead."""


def french() -> str:
    """A paragraph of the French manual with a link of each kind to the site."""
    return " ".join(f":external+other:{role}:`{name}`" for role, name in TARGETS.items())


def english() -> str:
    """A paragraph of the site with a link of each kind to the French manual."""
    return " ".join(f"{{external+other:{role}}}`{name}`" for role, name in TARGETS.items())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from browsers import served

    root = tmp_path_factory.mktemp("both")
    shutil.copytree(DOCS, root / "site" / "source", ignore=shutil.ignore_patterns("_build"))
    manual, site = copied("french", root / "fr"), Manual(root / "site", {})
    out = {"fr": root / "out" / "fr", "site": root / "out" / "site"}

    def build(made: Manual, name: str) -> None:
        done = made.run("html", "-W", "-q")
        assert (done.returncode, done.stderr) == (0, "")
        shutil.copytree(made.ran("html").out, out[name], dirs_exist_ok=True)

    def extend(made: Manual, name: str, text: str) -> None:
        path = made.source / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    build(manual, "fr")  # its inventory is there before it links to anything
    extend(site, "conf.py", ENGLISH_FLOWS + RELEASED)
    extend(site, "conf.py", OTHER.format(name="fr", inventory=str(out["fr"] / "objects.inv")))
    page = f"---\norphan: true\n---\n\n# Links\n\n## Ailleurs\n\n{english()}\n"
    (site.source / "elsewhere.md").write_text(page, encoding="utf-8")
    build(site, "site")
    extend(manual, "conf.py", OTHER.format(name="site", inventory=str(out["site"] / "objects.inv")))
    extend(manual, "index.rst", f"\nAilleurs\n--------\n\n{french()}\n")
    build(manual, "fr")
    with served(root / "out") as address:
        yield address


def follow(browser: Browser, address: str) -> list[tuple[str, str, str]]:
    """The links of a section: what each says, where a click leads, and what is in view there."""
    from browsers import opened

    found = []
    with opened(browser, address) as page:
        links = page.locator("section#ailleurs p a")
        for number in range(links.count()):
            said = links.nth(number).inner_text()
            links.nth(number).click()
            page.wait_for_function(
                """() => {
                    const place = document.getElementById(location.hash.slice(1))
                    const top = place && place.getBoundingClientRect().top
                    return place && top > -5 && top < innerHeight
                }"""
            )
            shown = page.evaluate(
                """() => {
                    const place = document.getElementById(location.hash.slice(1))
                    const box = place.closest("tr, dt, figure, table, section")
                    return box.innerText.replace(/\\s+/g, " ")
                }"""
            )
            found.append((said, page.url, shown))
            page.go_back()
    return found


def test_the_site_leads_to_the_french_manual(browser: Browser, both: str) -> None:
    found = follow(browser, f"{both}/site/elsewhere.html")
    # what it knows of the other manual is French
    assert [(said, url) for said, url, _shown in found] == [
        (said, f"{both}/fr/{where}") for said, where in FRENCH.items()
    ]
    assert "Distribution Erlang" in found[3][2]
    assert found[4][2].startswith("3 Serveur Medulla → Serveur relais en DMZ (")
    assert "TCP 22/tcp SSH chiffré" in found[4][2]


def test_the_french_manual_leads_to_the_site(browser: Browser, both: str) -> None:
    found = follow(browser, f"{both}/fr/index.html")
    # the site is English, but the words are those of the page
    assert [said for said, _url, _shown in found] == list(FRENCH)
    anchors = [where.partition("#")[2] for where in FRENCH.values()]
    for (_said, url, _shown), anchor in zip(found, anchors, strict=True):
        assert re.fullmatch(rf"{both}/site/flows/[\w/-]+\.html#{anchor}", url)
    assert "Erlang distribution" in found[3][2]
    assert found[4][2].startswith("Medulla server → DMZ relay server (")  # among all modes
    assert "TCP 22/tcp SSH encrypted" in found[4][2]
