"""The filter above tables of flows: what it finds, what it remembers, and who can use it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsers import STRICT, THEMES, opened, served
from manuals import CONF, RELEASED, SMALL, Manual, page, rst
from playwright.sync_api import Browser, Locator, Page
from portless_datasets import PORTLESS

pytestmark = pytest.mark.heavy

RELEASED_CONF = CONF + RELEASED
SHOWN = ".medulla-flows table.medulla-table tbody tr:not(.medulla-heading):visible"


PORTS = """() => [...document.querySelectorAll(
  "#everything tbody tr:not(.medulla-out) .medulla-port-groups dd")].flatMap((group) =>
    [...group.querySelectorAll(".medulla-value-port")].map((number) =>
      `${number.textContent}/${group.previousElementSibling.textContent}`))"""
"""The ports in the rows of the first table that are to be seen."""


@pytest.fixture(scope="module")
def site(built: Any) -> Iterator[str]:
    """The manual of looks on a server that allows nothing but its own files."""
    with served(built("alabaster"), STRICT) as address:
        yield f"{address}/index.html"


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, site) as found:
        yield found


def first(tab: Page, field: str) -> Any:
    """A field of the first table's filter."""
    return tab.locator(f"#everything-{field}")


def rows(tab: Page, table: str = "everything") -> list[str]:
    """The connections of the rows of a table that are to be seen, without their zones."""
    found = tab.locator(f"#{table} tbody tr:not(.medulla-heading):visible")
    texts = found.locator("td:nth-child(2), th").all_inner_texts()
    return [re.sub(r" \(.* → .*\)$", "", " ".join(text.split())) for text in texts]


def ports(tab: Page) -> list[str]:
    return tab.locator(
        "#everything tbody tr:not(.medulla-heading):visible td:nth-child(3)"
    ).all_inner_texts()


def status(tab: Page) -> str:
    return tab.locator(".medulla-status").first.inner_text()


def test_together_the_files_are_small(built: Any) -> None:
    files = list((built("alabaster") / "_static").glob("medulla*"))
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    assert len(files) == 4
    assert size <= 12_000


def test_a_number_finds_its_range_and_its_protocol(tab: Page) -> None:
    first(tab, "port").fill("4375")
    assert ports(tab)
    assert all("4370-4380/tcp Erlang distribution" in cell for cell in ports(tab))
    first(tab, "port").fill("4375/udp")
    assert ports(tab) == []
    first(tab, "port").fill("67/UDP")
    assert len(ports(tab)) == 1
    for dash in "-–":  # the en dash, which people copy out of texts
        first(tab, "port").fill(f"60 {dash} 70")
        assert len(ports(tab)) == 1
        assert "67/udp DHCP" in ports(tab)[0]


def test_a_port_is_found_in_other_words(tab: Page) -> None:
    for text in ("port 67", "udp/67", "67 udp"):
        first(tab, "port").fill(text)
        assert len(ports(tab)) == 1
        assert "67/udp DHCP" in ports(tab)[0]


def test_the_port_that_was_asked_for_is_marked(tab: Page) -> None:
    marked = tab.locator("#everything .medulla-found")
    assert marked.count() == 0
    first(tab, "port").fill("4375")
    assert marked.count() == len(rows(tab))
    assert all("4370-4380" in text for text in marked.all_inner_texts())
    first(tab, "port").fill("")
    assert marked.count() == 0


def test_notes_of_hidden_rows_are_hidden(tab: Page) -> None:
    notes = tab.locator(".medulla-block:has(#everything) .medulla-note")
    calls = tab.locator("#everything tr:visible .medulla-mark")

    def letters(found: Locator) -> set[str]:
        return {re.findall(r"\[(\w+)\]", text)[0] for text in found.all_inner_texts()}

    everything = letters(notes)
    assert everything
    assert letters(notes) == letters(calls)
    first(tab, "port").fill("67")
    assert letters(notes.locator("visible=true")) == letters(calls)
    assert letters(notes.locator("visible=true")) < everything
    tab.evaluate("location.hash = document.querySelector('.medulla-note.medulla-out [id]').id")
    tab.locator(".medulla-note:has(:target):visible").wait_for()
    assert letters(notes.locator("visible=true")) == everything


def test_a_note_of_several_rows_is_there_with_each_of_them(
    browser: Browser, tmp_path: Path
) -> None:
    question = 'errata: [{at: row, published: "x", reason: Which?, undecided: true}]'
    text = SMALL
    for ports in ("[443/tcp]}", "[123/udp]}"):
        text = text.replace(f"ports: {ports}\n", f"ports: {ports[:-1]}, {question}}}\n")
    files = {"index.rst": page("Manual", rst("flows", "edged", name="all")), "flows.yaml": text}
    built = Manual(tmp_path, files).build()
    with opened(browser, (built.out / "index.html").as_uri()) as tab:
        note = tab.locator(".medulla-note", has_text="Which?")
        both = tab.locator("#all tr", has_text="Open question: [c]")
        assert both.count() == 2
        for end, shown in (("archive api", 1), ("time.example.org", 1), ("visitor", 0), ("", 2)):
            tab.locator("#all-text").fill(end)
            assert both.locator("visible=true").count() == shown
            assert note.is_visible() is bool(shown)


@pytest.mark.parametrize("filtered", [False, True])
def test_a_table_is_a_few_steps_behind_its_heading(tab: Page, filtered: bool) -> None:
    if filtered:
        first(tab, "role").select_option("DMZ relay server")
    tab.evaluate("heading = document.querySelector('h1'); heading.tabIndex = -1; heading.focus()")
    steps = 0
    reached = "document.activeElement.matches('.medulla-block:has(#everything), #everything *')"
    while not tab.evaluate(reached):
        tab.keyboard.press("Tab")
        steps += 1
        assert steps <= 10
    bottom = "(element) => element.getBoundingClientRect().bottom"
    top = tab.locator("#everything").evaluate("(table) => table.getBoundingClientRect().top")
    for control in (".medulla-filter", ".medulla-download"):
        assert tab.locator(control).first.evaluate(bottom) <= top


def test_what_is_no_port_hides_nothing_and_is_said(tab: Page) -> None:
    everything = rows(tab)
    for text in ("twenty", "22, 80", "70000", "0", "80-22"):
        first(tab, "port").fill(text)
        assert rows(tab) == everything
        assert first(tab, "port").get_attribute("aria-invalid") == "true"
        assert "This is not a port" in status(tab)
    first(tab, "port").fill("22")
    assert first(tab, "port").get_attribute("aria-invalid") == "false"


def test_text_is_found_in_any_case_and_order(tab: Page) -> None:
    first(tab, "text").fill("SERVER  ldap")
    assert rows(tab) == ["Medulla server → LDAP server"]
    assert re.search(r"\b1\b.*\b10\b", status(tab))


def test_a_role_in_either_direction_or_in_one(tab: Page) -> None:
    assert first(tab, "direction").is_disabled()
    first(tab, "role").select_option("DMZ relay server")
    both = rows(tab)
    first(tab, "direction").select_option("in")
    inbound = rows(tab)
    first(tab, "direction").select_option("out")
    outbound = rows(tab)
    assert inbound
    assert outbound
    assert all(row.endswith("→ DMZ relay server") for row in inbound)
    assert all(row.startswith("DMZ relay server →") for row in outbound)
    assert sorted(inbound + outbound) == sorted(both)


def test_headings_go_with_their_rows_and_come_back(tab: Page) -> None:
    headings = tab.locator("#everything .medulla-heading:visible")
    every = headings.all_inner_texts()
    first(tab, "text").fill("ldap")
    assert headings.all_inner_texts() == ["Medulla access to other internal servers"]
    tab.get_by_role("button", name="Show all rows").first.click()
    assert headings.all_inner_texts() == every
    assert tab.evaluate("document.activeElement.id") == "everything-text"


def test_each_table_has_a_state_of_its_own(tab: Page) -> None:
    other = tab.locator("form.medulla-filter").nth(1)
    before = tab.locator("table.medulla-table").nth(1).locator("tr:visible").count()
    first(tab, "text").fill("ldap")
    assert tab.locator("table.medulla-table").nth(1).locator("tr:visible").count() == before
    other.get_by_label("Protocol").select_option("udp")
    assert rows(tab) == ["Medulla server → LDAP server"]


def test_a_filtered_view_can_be_sent(browser: Browser, site: str, tab: Page) -> None:
    first(tab, "port").fill("22")
    first(tab, "role").select_option("DMZ relay server")
    first(tab, "direction").select_option("out")
    wanted = rows(tab)
    assert parse_qs(urlsplit(tab.evaluate("location.href")).query) == {
        "everything-port": ["22"],
        "everything-role": ["DMZ relay server"],
        "everything-direction": ["out"],
    }
    assert tab.evaluate("history.length") == 2
    with opened(browser, tab.evaluate("location.href")) as sent:
        assert rows(sent) == wanted
        assert first(sent, "direction").input_value() == "out"
    with opened(browser, f"{site}?everything-role=nobody&q=1") as strange:
        assert first(strange, "role").input_value() == ""
        first(strange, "text").fill("ldap")
        assert parse_qs(urlsplit(strange.evaluate("location.href")).query) == {
            "everything-text": ["ldap"],
            "q": ["1"],
        }


def test_links_lead_to_rows_that_were_hidden(browser: Browser, site: str, tab: Page) -> None:
    link = tab.locator("svg.medulla-svg a[href^='#medulla-flow-']").first
    anchor = str(link.get_attribute("href"))[1:]
    first(tab, "text").fill("ldap")
    assert not tab.locator(f"tr:has(#{anchor})").first.is_visible()
    tab.evaluate(f"location.hash = '{anchor}'")
    tab.locator(f"tr:has(#{anchor}):visible").first.wait_for()
    assert "everything-text" not in tab.evaluate("location.href")
    first(tab, "text").fill("ldap")
    assert tab.evaluate("location.href").endswith(f"#{anchor}")
    link.click()
    tab.locator(f"tr:has(#{anchor}):visible").first.wait_for()
    with opened(browser, f"{site}?everything-text=ldap#{anchor}") as sent:
        assert sent.locator(f"tr:has(#{anchor})").first.is_visible()


def test_the_way_back_shows_what_was_shown_before(tab: Page) -> None:
    first(tab, "text").fill("ldap")
    tab.evaluate("location.hash = 'widths-of-the-author'")
    first(tab, "text").fill("")
    first(tab, "port").fill("5222")
    tab.go_back()
    tab.wait_for_function("document.getElementById('everything-text').value === 'ldap'")
    assert rows(tab) == ["Medulla server → LDAP server"]
    tab.locator("svg.medulla-svg a[href^='#medulla-flow-']").first.click()
    tab.wait_for_function("document.getElementById('everything-text').value === ''")
    tab.go_back()
    tab.wait_for_function("document.getElementById('everything-text').value === 'ldap'")


def test_a_box_of_a_chart_is_a_link_all_over(tab: Page) -> None:
    missed = """() => [...document.querySelectorAll(".medulla-svg a")].filter((link) => {
      link.scrollIntoView({block: "center"});
      const box = link.getBoundingClientRect();
      const places = [0.15, 0.5, 0.85].map((share) => box.top + share * box.height);
      return places.some((y) => {
        const hit = document.elementFromPoint(box.left + 0.9 * box.width, y);
        return hit?.closest("a") !== link;
      });
    }).map((link) => link.textContent)"""
    assert tab.locator(".medulla-svg a").count() > 10
    assert tab.evaluate(missed) == []


def test_the_shown_ports_are_copied_each_once(browser: Browser, site: str) -> None:
    with opened(browser, site) as tab:
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        first(tab, "role").select_option("DMZ relay server")
        first(tab, "direction").select_option("in")
        tab.get_by_role("button", name="Copy ports").first.click()
        tab.get_by_text("Ports copied:").wait_for()
        copied = tab.evaluate("navigator.clipboard.readText()").split("\n")
        shown = set(tab.evaluate(PORTS))
        assert set(copied) == shown
        assert len(copied) == len(shown)
        assert [int(re.split("[-/]", word)[0]) for word in copied] == sorted(
            int(re.split("[-/]", word)[0]) for word in copied
        )
        first(tab, "port").fill("4375")
        tab.get_by_role("button", name="Copy ports").first.click()
        tab.get_by_text("Ports copied: 1.").wait_for()
        assert tab.evaluate("navigator.clipboard.readText()") == "4370-4380/tcp"
        first(tab, "port").fill("4")
        tab.get_by_role("button", name="Copy ports").first.click()
        tab.get_by_text("Ports copied: 0.").wait_for()
        assert tab.evaluate("navigator.clipboard.readText()") == "4370-4380/tcp"


@pytest.mark.parametrize("old_way", [True, False])
def test_without_a_clipboard_the_list_is_copied_or_shown(
    browser: Browser, site: str, old_way: bool
) -> None:
    with opened(browser, site) as tab:
        tab.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        tab.evaluate(f"document.execCommand = () => {str(old_way).lower()}")
        first(tab, "port").fill("4375")
        tab.get_by_role("button", name="Copy ports").first.click()
        if old_way:
            tab.get_by_text("Ports copied: 1.").wait_for()
            assert tab.locator(".medulla-filter textarea").count() == 0
        else:
            tab.get_by_text("Copy the list yourself").wait_for()
            assert tab.get_by_label("Ports", exact=True).input_value() == "4370-4380/tcp"


def test_without_columns_there_is_only_what_works(browser: Browser, tmp_path: Path) -> None:
    tables = [rst("flows", columns="id, zones, need"), rst("flows", "dmz", columns="to, need")]
    manual = Manual(tmp_path, {"index.rst": page("Manual", *tables)}, RELEASED_CONF)
    with served(manual.build().out) as address, opened(browser, f"{address}/index.html") as tab:
        filters = tab.locator("form.medulla-filter")
        assert filters.count() == 2
        assert filters.first.locator("label").all_inner_texts() == ["Text"]
        assert filters.first.locator("button:visible").count() == 0
        assert filters.last.locator("label").all_inner_texts() == ["Text", "Role"]


def test_without_the_script_everything_is_there(browser: Browser, site: str, tab: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(f"{site}?everything-text=ldap")
    assert (
        bare.locator("form.medulla-filter, .medulla-block button, .medulla-block input").count()
        == 0
    )
    assert rows(bare) == rows(tab)
    assert bare.locator("#everything thead th[scope=col]").count() == 4
    assert bare.locator("#everything tbody th[scope=row]").count() == len(rows(bare))
    assert bare.locator("#everything .medulla-heading th[scope=colgroup]").count() > 1
    context.close()


def test_paper_has_every_row_and_no_control(tab: Page) -> None:
    everything = rows(tab)
    first(tab, "text").fill("ldap")
    assert rows(tab) != everything
    tab.emulate_media(media="print")
    assert rows(tab) == everything
    assert not tab.locator("form.medulla-filter").first.is_visible()


def test_all_can_be_done_by_keyboard(tab: Page) -> None:
    first(tab, "text").focus()
    for name in ("port", "role", "protocol"):  # no direction without a role
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.id") == f"everything-{name}"
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert tab.evaluate(outline) == "solid"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Copy ports"


def test_a_strict_policy_stops_nothing_of_ours(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "window.stopped = []; document.addEventListener('securitypolicyviolation', (event) =>"
        " stopped.push(event.violatedDirective + ' ' + event.target.outerHTML?.slice(0, 200)))"
    )
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(site)
    first(tab, "port").fill("4375")
    tab.get_by_role("button", name="Copy ports").first.click()
    assert [found for found in tab.evaluate("stopped") if "medulla" in found] == []
    assert tab.locator("[class*=medulla] [style], [class*=medulla][style]").count() == 0
    assert all(url.startswith(site.removesuffix("/index.html")) for url in asked)
    context.close()


@pytest.mark.parametrize(
    ("theme", "script"), [*((theme, True) for theme in THEMES), ("furo", False)]
)
def test_axe_finds_nothing_in_our_nodes(
    browser: Browser, built: Any, theme: str, script: bool
) -> None:
    with (
        served(built(theme)) as address,
        opened(browser, f"{address}/index.html", width=400) as tab,
    ):
        if script:
            first(tab, "port").fill("22")
        else:
            tab.evaluate(
                "document.querySelectorAll('.medulla-filter').forEach((form) => form.remove())"
            )
        found = Axe().run(tab).response
        ours = "(selector) => !!document.querySelector(selector).closest('[class*=medulla]')"
        blamed = [
            (violation["id"], node["html"][:200])
            for violation in found["violations"]
            for node in violation["nodes"]
            if tab.evaluate(ours, node["target"][0])
        ]
        assert blamed == []
        assert found["violations"] or found["passes"]


def test_the_words_are_those_of_the_manuals_language(browser: Browser, tmp_path: Path) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalog = Catalog(locale="fr")
    catalog.add("Copy ports", "Copier les ports")
    path = tmp_path / "words" / "fr" / "LC_MESSAGES" / "sphinx_medulla.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    conf = RELEASED_CONF + (
        "language = 'fr'\n"
        f"def setup(app): app.add_message_catalog('sphinx_medulla', {str(path.parents[2])!r})\n"
    )
    manual = Manual(tmp_path, {"index.rst": page("Manuel", rst("flows"))}, conf)
    with served(manual.build().out) as address, opened(browser, f"{address}/index.html") as tab:
        assert tab.get_by_role("button", name="Copier les ports").count() == 1


def test_only_pages_with_tables_or_charts_load_the_script(tmp_path: Path) -> None:
    files = {
        "index.rst": page("Manual", ".. toctree::\n", "   tables\n   words\n   which\n"),
        "tables.rst": page("Tables", rst("flows")),
        "words.rst": page("Words", rst("modes")),
        "which.rst": page("Which", rst("lookup")),
    }
    manual = Manual(tmp_path, files)
    html = manual.build()
    assert "medulla.js" in html.text("tables.html")
    assert "medulla.js" in html.text("which.html")
    assert "medulla.js" not in html.text("words.html")
    assert "medulla" not in html.text("index.html")
    book = manual.build("epub")
    assert not list(book.out.rglob("medulla*.js"))
    assert "<script" not in book.text("tables.xhtml")


def test_what_has_no_number_is_found_by_its_name(browser: Browser, tmp_path: Path) -> None:
    files = {"index.rst": page("Manual", rst("flows", name="all")), "flows.yaml": PORTLESS}
    out = Manual(tmp_path, files).build().out
    with served(out) as address, opened(browser, f"{address}/index.html") as tab:
        table = tab.locator("table.medulla-table")
        name = table.get_attribute("id")

        def numbers(field: str, value: str) -> str:
            tab.locator("form.medulla-filter button", has_text="Show all rows").evaluate(
                "button => button.click()"
            )
            control = tab.locator(f"#{name}-{field}")
            if field == "port":
                control.fill(value)
            else:
                control.select_option(value)
            shown = table.locator("tbody tr:visible td:first-child")
            return " ".join(shown.all_inner_texts())

        assert numbers("port", "443") == "2 3 4"
        assert numbers("port", "esp") == "1 3"
        assert numbers("port", "icmp/echo-request") == "1 3"
        assert numbers("port", "icmp/8") == "1 3"
        assert numbers("port", "icmp") == "1 3"
        assert numbers("port", "icmp/echo-reply") == "3"
        assert numbers("port", "icmp/0") == "3"
        assert numbers("port", "icmpv6/128") == "3 4"
        assert numbers("port", "proto-112") == numbers("port", "vrrp") == "1 3"
        assert numbers("port", "proto-89") == "2 3"
        assert numbers("port", "ah") == "3"
        assert numbers("port", "any") == "2 3"
        assert numbers("port", "53/udp") == "3 5"
        assert numbers("port", "any/tcp") == "1 2 3 4"
        assert numbers("protocol", "vrrp") == "1 3"
        assert numbers("protocol", "any") == "3"
        assert numbers("role", "Peer → second") == "1 2 4 5"


ANYBODY = """\
format: 1
product: {name: Acme}
revision: 1
roles:
  anybody: {name: Any source, any: true}
  server: {name: Server}
  client: {name: Client}
flows:
  - {id: a, from: anybody, to: server, ports: [443/tcp]}
  - {id: b, from: server, to: client, ports: [22/tcp]}
  - {id: c, from: client, to: server, ports: [80/tcp]}
  - {id: d, from: client, to: anybody, ports: [53/udp]}
"""


def test_what_every_machine_opens_is_found_for_each(browser: Browser, tmp_path: Path) -> None:
    tables = rst("flows", name="joined"), rst("flows", name="split", columns="no from to ports")
    files = {"index.rst": page("Manual", *tables), "flows.yaml": ANYBODY}
    out = Manual(tmp_path, files).build().out
    with served(out) as address, opened(browser, f"{address}/index.html") as tab:

        def numbers(table: str, role: str, direction: str) -> str:
            tab.locator(f"#{table}-role").select_option(role)
            tab.locator(f"#{table}-direction").select_option(direction)
            shown = tab.locator(f"#{table} tbody tr:visible > :first-child")
            return " ".join(shown.all_inner_texts())

        for table in ("joined", "split"):
            assert numbers(table, "Client", "out") == "1 3 4"
            assert numbers(table, "Client", "in") == "2"
            assert numbers(table, "Server", "out") == "2"
            assert numbers(table, "Server", "in") == "1 3 4"
            assert numbers(table, "Client", "") == "1 2 3 4"
            assert numbers(table, "Any source", "out") == "1"
