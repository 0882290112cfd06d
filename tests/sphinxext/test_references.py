"""Roles that refer to things of the dataset: their words, their targets, their warnings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from links import inventory_of
from lxml import html
from manuals import CONF, SMALL, Built, Manual, difference, page, rst

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

FORMER = SMALL.replace(
    "{id: hub-to-clock,", "{id: hub-to-clock, former_ids: [hub-to-time],"
).replace("    name: SSH\n", "    name: SSH\n    formerly: [2222/tcp, 443/tcp]\n")
"""Where a flow and a service went by other names; the 443 is another service's today."""

TOC = ".. toctree::\n\n   plain\n   edged\n   ports\n   text\n"
FILES = {
    "index.rst": page("Manual", TOC),
    "plain.rst": page("Plain", rst("flows", "plain")),
    "edged.rst": page("Edged", rst("flows", "edged"), rst("flowchart", "edged")),
    "ports.rst": page("Ports", rst("ports")),
    "flows.yaml": FORMER,
}


def links(built: Built, name: str = "text") -> list[tuple[str, str, str]]:
    """The links of a page's paragraphs: their text, where they lead, their title."""
    tree = html.document_fromstring(built.text(f"{name}.html"))
    return [
        (link.text_content(), link.get("href"), link.get("title", ""))
        for link in tree.xpath("//section//p//a[not(contains(@class, 'headerlink'))]")
    ]


def with_text(*blocks: str) -> dict[str, str]:
    return FILES | {"text.rst": page("Text", *blocks)}


LINKS = {
    ":medulla:mode:`plain`": (
        "Without an edge",
        "plain.html#medulla-mode-plain",
        "If you have a hub.",
    ),
    ":medulla:mode:`Plain mode`": (
        "Without an edge",
        "plain.html#medulla-mode-plain",
        "If you have a hub.",
    ),
    ":medulla:mode:`so <edged>`": (
        "so",
        "edged.html#medulla-mode-edged",
        "If you have a hub and an edge.",
    ),
    ":medulla:role:`hub`": ("Main hub", "plain.html#medulla-role-hub", "Zone: Inside network"),
    ":medulla:role:`clock`": ("time.example.org", "plain.html#medulla-role-clock", ""),
    ":medulla:role:`Edge relay`": (
        "Edge relay",
        "edged.html#medulla-role-edge",
        "Zone: Border",
    ),
    ":medulla:service:`web`": (
        "Web server",
        "ports.html#medulla-service-web",
        "80/tcp HTTP, 443/tcp HTTPS: Pages for people.",
    ),
    ":medulla:service:`rpcbind`": (
        "rpcbind",
        "ports.html#medulla-service-rpc",
        "111/tcp+udp",
    ),
    ":medulla:port:`22`": (
        "22/tcp SSH",
        "ports.html#medulla-port-22-tcp",
        "22/tcp SSH: Remote commands.",
    ),
    ":medulla:port:`22/tcp`": (
        "22/tcp SSH",
        "ports.html#medulla-port-22-tcp",
        "22/tcp SSH: Remote commands.",
    ),
    # a number within a range, part of a range, and the range
    ":medulla:port:`4372`": (
        "4372/tcp Cluster",
        "ports.html#medulla-port-4370-4380-tcp",
        "4370-4380/tcp Cluster: Nodes talk among themselves.",
    ),
    ":medulla:port:`4371-4372`": (
        "4371-4372/tcp Cluster",
        "ports.html#medulla-port-4370-4380-tcp",
        "4370-4380/tcp Cluster: Nodes talk among themselves.",
    ),
    ":medulla:port:`4370-4380/tcp`": (
        "4370-4380/tcp Cluster",
        "ports.html#medulla-port-4370-4380-tcp",
        "4370-4380/tcp Cluster: Nodes talk among themselves.",
    ),
    # a flow names this one alone too, but its description is that of the range
    ":medulla:port:`4375`": (
        "4375/tcp Cluster",
        "ports.html#medulla-port-4370-4380-tcp",
        "4370-4380/tcp Cluster: Nodes talk among themselves.",
    ),
    # one service for both protocols, one service for each, two services for one
    ":medulla:port:`111`": (
        "111/tcp+udp rpcbind",
        "ports.html#medulla-port-111-tcp",
        "111/tcp rpcbind; 111/udp rpcbind",
    ),
    ":medulla:port:`111/udp`": (
        "111/udp rpcbind",
        "ports.html#medulla-port-111-udp",
        "111/udp rpcbind",
    ),
    ":medulla:port:`53`": (
        "53/tcp+udp",
        "ports.html#medulla-port-53-tcp",
        "53/tcp DNS by TCP; 53/udp DNS by UDP",
    ),
    ":medulla:port:`53/udp`": (
        "53/udp DNS by UDP",
        "ports.html#medulla-port-53-udp",
        "53/udp DNS by UDP",
    ),
    ":medulla:port:`443`": (
        "443/tcp",
        "ports.html#medulla-port-443-tcp",
        "443/tcp HTTPS; 443/tcp Archive API",
    ),
    # a port that no service has leads to the flow that does
    ":medulla:port:`7777`": ("7777/tcp", "plain.html#medulla-flow-client-to-hub", ""),
    ":medulla:flow:`client-to-hub`": (
        "Client → Main hub",
        "plain.html#medulla-flow-client-to-hub",
        "Without an edge: No. 1; With an edge: No. 1",
    ),
    ":medulla:flow:`this one <hub-to-edge>`": (
        "this one",
        "edged.html#medulla-flow-hub-to-edge",
        "With an edge: No. 3",
    ),
    ":any:`22/tcp`": (
        "22/tcp SSH",
        "ports.html#medulla-port-22-tcp",
        "22/tcp SSH: Remote commands.",
    ),
    ":any:`hub-to-edge`": (
        "Main hub → Edge relay",
        "edged.html#medulla-flow-hub-to-edge",
        "With an edge: No. 3",
    ),
    ":any:`so <hub-to-edge>`": (
        "so",
        "edged.html#medulla-flow-hub-to-edge",
        "With an edge: No. 3",
    ),
}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("references")
    return Manual(root, with_text(*(f"{role}\n" for role in LINKS))).build()


def test_no_reference_of_these_is_missed(linked: Built) -> None:
    assert linked.warnings == []


@pytest.mark.parametrize("role", LINKS)
def test_a_reference_says_what_it_means_and_leads_there(linked: Built, role: str) -> None:
    assert links(linked)[list(LINKS).index(role)] == LINKS[role]


def test_every_reference_leads_to_an_id_that_is_there(linked: Built) -> None:
    for _text, href, _title in links(linked):
        name, _, anchor = href.partition("#")
        tree = html.document_fromstring(linked.text(name))
        assert len(tree.xpath("//*[@id = $id]", id=anchor)) == 1, href


def test_an_exclamation_mark_makes_no_link(manual: Make) -> None:
    built = manual(with_text(":medulla:port:`!22` and :medulla:mode:`!nothing`\n")).build()
    assert built.warnings == []
    assert links(built) == []
    assert "<span" in built.text("text.html")
    tree = html.document_fromstring(built.text("text.html"))
    assert tree.xpath("string(//section//p)") == "22 and nothing"


# What is wrong


@pytest.mark.parametrize(
    ("role", "meant"),
    [
        (
            "mode:`plian`",
            "There is no mode 'plian'. Did you mean 'plain'? Choose from: plain, edged.",
        ),
        ("role:`hubb`", "There is no role 'hubb'. Did you mean 'hub'? "),
        ("service:`shs`", "There is no service 'shs'. Did you mean 'ssh'? "),
        ("flow:`client-hub`", "There is no flow 'client-hub'. Did you mean 'client-to-hub'? "),
        ("port:`22/udp`", "There is no port '22/udp'. Did you mean '22/tcp'? "),
        ("port:`22:22`", "There is no port '22:22'. Did you mean '22/tcp'? "),
        ("port:`123/tcp+udp`", "There is no port '123/tcp+udp'. Did you mean '123/udp'? "),
        ("port:`4379-4381`", "There is no port '4379-4381'. Did you mean '4370-4380/tcp'? "),
        # another protocol of a number within a range
        ("port:`4372/udp`", "There is no port '4372/udp'. Did you mean '4370-4380/tcp'? "),
        # nearly an alias, nearly a name, the beginning of an id, a former one
        ("mode:`plain mod`", "There is no mode 'plain mod'. Did you mean 'plain'? "),
        ("role:`egde relays`", "There is no role 'egde relays'. Did you mean 'edge'? "),
        ("service:`archive`", "There is no service 'archive'. Did you mean 'archive-web'? "),
        ("flow:`hub-to-tiem`", "There is no flow 'hub-to-tiem'. Did you mean 'hub-to-clock'? "),
        ("port:`23`", "There is no port '23'. Choose from: 9/udp, 22/tcp, "),
    ],
)
def test_an_unknown_name_is_a_warning_at_its_line(manual: Make, role: str, meant: str) -> None:
    (found,) = manual(with_text("Text.\n", f":medulla:{role}\n")).build().warnings
    assert re.search(r"text\.rst:6: WARNING: MED710 ", found)
    assert meant in found
    assert found.endswith("[medulla.MED710]")


def test_a_warning_can_be_silenced(manual: Make) -> None:
    conf = CONF + 'suppress_warnings = ["medulla.MED710"]\n'
    built = manual(with_text(":medulla:port:`23`\n"), conf).build()
    assert built.warnings == []
    assert ">23<" in built.text("text.html")


def test_a_nitpick_that_is_to_be_ignored(manual: Make) -> None:
    conf = CONF + 'nitpicky = True\nnitpick_ignore = [("medulla:port", "23")]\n'
    text = ":medulla:port:`23` :medulla:port:`24`\n"
    (found,) = manual(with_text(text), conf).build().warnings
    assert "MED710 There is no port '24'" in found


@pytest.mark.parametrize(
    ("role", "text", "how"),
    [
        ("mode:`edged`", "With an edge", "medulla-flows"),
        ("role:`visitor`", "Visitor", ":role:"),
        ("flow:`visitor-to-edge`", "Visitor → Edge relay", "medulla-flows"),
        ("port:`4372`", "4372/tcp Cluster", "medulla-ports"),
        ("service:`ssh`", "SSH", "medulla-ports"),
    ],
)
def test_what_no_page_shows_is_plain_text_and_a_warning(
    manual: Make, role: str, text: str, how: str
) -> None:
    bare = {"edged.rst": page("Edged"), "ports.rst": page("Ports")}
    built = manual(with_text(f":medulla:{role}\n") | bare).build()
    (found,) = built.warnings
    assert re.search(r"text\.rst:4: WARNING: MED712 No page shows the ", found)
    assert how in found
    assert links(built) == []
    assert f">{text}<" in built.text("text.html")


def test_a_port_without_a_description_leads_to_a_flow(manual: Make) -> None:
    built = manual(with_text(":medulla:port:`9`\n") | {"ports.rst": page("Ports")}).build()
    assert built.warnings == []
    assert links(built)[0][:2] == ("9/udp Wake on LAN", "plain.html#medulla-flow-hub-to-client")


def test_a_flow_that_only_a_chart_shows_leads_to_the_chart(manual: Make) -> None:
    chart = {"edged.rst": page("Edged", rst("flowchart", "edged"))}
    built = manual(with_text(":medulla:flow:`hub-to-edge`\n") | chart).build()
    assert built.warnings == []
    ((text, href, _title),) = links(built)
    assert (text, href) == ("Main hub → Edge relay", "edged.html#medulla-edged-1")
    tree = html.document_fromstring(built.text("edged.html"))
    assert tree.xpath("//figure[@id = 'medulla-edged-1']")


# The role any


def test_any_leaves_words_and_numbers_to_others(manual: Make) -> None:
    """A label, a page and a term of the same names: none of them becomes ambiguous."""
    text = [
        ".. _hub-to-edge:\n\nLabelled\n--------\n",
        ".. glossary::\n\n   22/tcp\n      Mine.\n",
        "`hub-to-edge` `22/tcp` `plain` `ports`\n",
    ]
    conf = CONF + 'default_role = "any"\n'
    built = manual(with_text(*text), conf).build()
    assert built.warnings == []
    assert [link[:2] for link in links(built)] == [
        ("Labelled", "#hub-to-edge"),
        ("22/tcp", "#term-22-tcp"),
        ("Plain", "plain.html"),
        ("Ports", "ports.html"),
    ]


def test_the_text_of_any_is_words_and_no_code(linked: Built) -> None:
    tree = html.document_fromstring(linked.text("text.html"))
    assert len(tree.xpath("//section//p/a[contains(@href, 'hub-to-edge')]")) == 3
    assert not tree.xpath("//section//code")


@pytest.mark.parametrize("word", ["22", "hub", "ssh", "client", "4370-4380", "Main hub"])
def test_any_never_answers_to_a_bare_word(manual: Make, word: str) -> None:
    conf = CONF + 'default_role = "any"\n'
    (found,) = manual(with_text(f"`{word}`\n"), conf).build().warnings
    assert f"'any' reference target not found: {word}" in found


# Former names


@pytest.mark.parametrize(
    ("role", "text", "href", "today"),
    [
        (
            "flow:`hub-to-time`",
            "Main hub → time.example.org",
            "plain.html#medulla-flow-hub-to-time",
            "hub-to-clock",
        ),
        ("port:`2222`", "2222/tcp SSH", "ports.html#medulla-port-2222-tcp", "22/tcp"),
    ],
)
def test_a_former_name_leads_on_and_names_the_new_one(
    manual: Make, role: str, text: str, href: str, today: str
) -> None:
    built = manual(with_text(f":medulla:{role}\n")).build()
    (found,) = built.warnings
    assert re.search(r"text\.rst:4: WARNING: MED711 ", found)
    assert f"Write {today} instead." in found
    ((said, target, _title),) = links(built)
    assert (said, target) == (text, href)


@pytest.mark.parametrize("numfig", [True, False])
def test_a_label_that_is_asked_for_its_number_has_a_title(manual: Make, numfig: bool) -> None:
    labels = ("mode-plain", "flow-client-to-hub", "port-22-tcp", "portindex")
    words = [f":numref:`medulla-{label}`" for label in labels]
    words.append(":numref:`Table %s <medulla-mode-plain>`")
    conf = f"{CONF}numfig = {numfig}\n"
    built = manual(with_text(" ".join(words) + "\n"), conf).build()
    assert len(built.warnings) == len(words)
    for found in built.warnings:
        assert re.search(r"text\.rst:4: WARNING: MED713 'medulla-\S+' has no number\.", found)
    ours = links(built)
    assert [href for _, href, _ in ours][:3] == [
        "plain.html#medulla-mode-plain",
        "plain.html#medulla-flow-client-to-hub",
        "ports.html#medulla-port-22-tcp",
    ]
    assert ours[-1][:2] == ours[0][:2]


def test_former_anchors_stand_beside_the_new_ones(manual: Make) -> None:
    made = manual(with_text(":ref:`medulla-flow-hub-to-time` :ref:`medulla-port-2222-tcp`\n"))
    built = made.build()
    flow, port = built.warnings  # which name the labels of today
    assert made.build("text").warnings == built.warnings  # which reads no page again
    assert re.search(r"text\.rst:4: WARNING: MED711 'medulla-flow-hub-to-time' is a former ", flow)
    assert "Write medulla-flow-hub-to-clock instead." in flow
    assert "Write medulla-port-22-tcp instead." in port
    assert [link[:2] for link in links(built)] == [
        ("Main hub → time.example.org", "plain.html#medulla-flow-hub-to-time"),
        ("2222/tcp SSH", "ports.html#medulla-port-2222-tcp"),
    ]
    tree = html.document_fromstring(built.text("plain.html"))
    (row,) = tree.xpath("//tr[.//*[@id = 'medulla-flow-hub-to-time']]")
    for anchor in ("hub-to-time--plain", "hub-to-clock", "hub-to-clock--plain"):
        assert row.xpath(".//*[@id = $id]", id=f"medulla-flow-{anchor}"), anchor
    tree = html.document_fromstring(built.text("ports.html"))
    (term,) = tree.xpath("//dt[.//*[@id = 'medulla-port-2222-tcp']]")
    assert "SSH" in term.text_content()
    (other,) = tree.xpath("//dt[.//*[@id = 'medulla-port-443-tcp']]")
    assert "Web server" in other.text_content()


# Inventory and indexes


def test_the_inventory_has_every_thing_once(linked: Built) -> None:
    found = inventory_of(linked.out / "objects.inv")
    kinds = {kind.partition(":")[2] for kind in found if kind.startswith("medulla:")}
    assert kinds == {"flow", "mode", "port", "role", "service"}
    port = found["medulla:port"]["4370-4380/tcp"]
    assert port.uri == "ports.html#medulla-port-4370-4380-tcp"
    assert port.title == "4370-4380/tcp Cluster"
    assert found["medulla:flow"]["hub-to-edge"].title == "Main hub → Edge relay"
    assert found["medulla:flow"]["hub-to-time"].uri == "plain.html#medulla-flow-hub-to-time"
    assert not [name for kind in kinds for name in found[f"medulla:{kind}"] if "@" in name]


def test_former_names_are_not_found_by_the_search(linked: Built) -> None:
    found = linked.text("searchindex.js")
    assert "hub-to-clock" in found
    assert "hub-to-time" not in found


def test_the_index_of_ports(linked: Built) -> None:
    tree = html.document_fromstring(linked.text("medulla-portindex.html"))
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//table//tr")]
    assert [row for row in rows if row] == [
        "TCP",
        "22/tcp (SSH)",
        "53/tcp (DNS by TCP)",
        "80/tcp (HTTP)",
        "111/tcp (rpcbind)",
        "443/tcp (HTTPS)",
        "443/tcp (Archive API)",
        "4370-4380/tcp (Cluster)",
        "UDP",
        "9/udp (Wake on LAN)",
        "53/udp (DNS by UDP)",
        "111/udp (rpcbind)",
        "SCTP",
        "65000/sctp (Nobody's)",
    ]
    hrefs = tree.xpath("//table//a/@href")
    assert {"ports.html#medulla-port-22-tcp", "ports.html#medulla-port-443-tcp"} <= set(hrefs)
    assert "ports.html#medulla-service-archive-web" in hrefs


def test_a_manual_without_ports_has_no_index_of_them(manual: Make) -> None:
    built = manual({"index.rst": page("Manual", rst("flows", "plain"))}).build()
    assert not (built.out / "medulla-portindex.html").exists()


def test_authors_link_to_the_index_of_ports(manual: Make) -> None:
    built = manual(with_text(":ref:`medulla-portindex`\n")).build()
    assert built.warnings == []
    assert [link[:2] for link in links(built)] == [("Index of ports", "medulla-portindex.html")]


def test_a_page_as_json_has_the_name_of_the_index(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("ports"))})
    done = made.run("json", "-W", "-D", "language=fr")
    assert done.returncode == 0, done.stderr
    context = json.loads(made.ran("json").text("index.fjson"))
    assert ["medulla-portindex", "Index des ports", "", "ports"] in context["rellinks"]


def test_the_general_index(linked: Built) -> None:
    tree = html.document_fromstring(linked.text("genindex.html"))
    found = {(link.text_content(), link.get("href")) for link in tree.xpath("//td//a")}
    assert {
        ("22/tcp SSH", "ports.html#medulla-port-22-tcp"),
        ("SSH", "ports.html#medulla-service-ssh"),
        ("Edge relay", "edged.html#medulla-role-edge"),
        ("→ Edge relay", "edged.html#medulla-flow-hub-to-edge"),
    } <= found
    assert not [text for text, _href in found if "2222" in text]
    (hub,) = tree.xpath("//li[a[1] = 'Main hub']/ul")
    assert [" ".join(item.text_content().split()) for item in hub] == [
        "→ Archive",
        "→ Client",
        "→ Edge relay",
        "→ time.example.org",
    ]


def test_entries_of_the_author_stay_in_the_general_index(manual: Make) -> None:
    text = ".. index:: Main hub\n\nThis is it.\n"
    made = manual(FILES | {"plain.rst": page("Plain", text, rst("flows", "plain"))})
    for _time in range(2):
        tree = html.document_fromstring(made.build().text("genindex.html"))
        (item,) = tree.xpath("//li[a[1] = 'Main hub']")
        assert sorted(item.xpath("./a/@href")) == [
            "plain.html#index-0",
            "plain.html#medulla-role-hub",
        ]
        made.edit("ports.rst", "=\n", "=\n\nMore.\n")


@pytest.mark.parametrize(("builder", "name"), [("latex", "manual.tex"), ("texinfo", "manual.texi")])
def test_the_index_of_a_printed_manual(manual: Make, builder: str, name: str) -> None:
    built = manual(with_text("Text.\n")).build(builder)
    assert built.warnings == []
    text = built.text(name)
    for entry in ("22/tcp SSH", "Web server", "Main hub", "Edge relay"):
        assert re.search(rf"(index\{{|geindex ){entry}", text), entry


@pytest.mark.parametrize(
    ("engine", "key"), [("pdflatex", "Epee a @\\spxentry{Épée à "), ("lualatex", "Épée à @")]
)
def test_makeindex_gets_a_letter_that_it_knows_to_sort_by(
    manual: Make, engine: str, key: str
) -> None:
    conf = CONF + f'latex_engine = "{engine}"\n'
    made = manual({"index.rst": page("Manual", rst("flows", "plain"))}, conf)
    made.edit("flows.yaml", "{name: Main hub,", "{name: 'Épée à \"|@!{}',")
    text = made.build("latex").text("manual.tex")
    assert (
        key.replace(" @", r' ""\textbar{}"@"!\sphinxleftcurlybrace{}\sphinxrightcurlybrace{}@')
        in text
    )


# Everywhere


EVERYWHERE = [
    ".. |sub| replace:: :medulla:port:`80`\n",
    "Heading :medulla:port:`22`\n--------------------------\n",
    "|sub|\n",
    ".. list-table::\n\n   * - A\n     - :medulla:role:`edge`\n",
    rst("flows", "plain", caption=":medulla:service:`ssh`"),
]
WORDS = (
    "80/tcp HTTP",
    "22/tcp SSH",
    "53/udp DNS by UDP",
    "Edge relay",
    "SSH",
    "4372/tcp Cluster",
    "by hand",
)
MYST = "# MyST {medulla:port}`53/udp`\n\n{medulla:port}`4372`, {medulla:port}`by hand <22>`\n"


@pytest.mark.parametrize(
    "builder",
    ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "gettext"],
)
def test_references_stand_everywhere_in_every_builder(manual: Make, builder: str) -> None:
    files = with_text(*EVERYWHERE) | {
        "myst.md": MYST,
        "index.rst": page("Manual", f"{TOC}   myst\n"),
    }
    built = manual(files).build(builder)
    assert built.warnings == []
    if builder == "gettext":
        return
    files = [
        path
        for path in built.out.rglob("*")
        if re.fullmatch(r"\.(x?html|tex|texi|txt|1|xml)", path.suffix)
    ]
    text = re.sub(r"<[^>]*>", "", "\n".join(path.read_text(encoding="utf-8") for path in files))
    text = " ".join(text.split())
    for words in WORDS:
        assert words in text, words
    assert "*22/tcp" not in text


def test_links_lead_to_ids_where_all_pages_are_one(manual: Make) -> None:
    built = manual(with_text(*(f"{role}\n" for role in LINKS))).build("singlehtml")
    assert built.warnings == []
    tree = html.document_fromstring(built.text("index.html"))
    found = {str(link) for link in tree.xpath("//section//p//a/@href")}
    wanted = {f"#{href.partition('#')[2]}" for _text, href, _title in LINKS.values()}
    assert wanted <= found
    for link in wanted:
        assert tree.xpath("//*[@id = $id]", id=link[1:]), link


def test_the_titles_of_pages_have_the_words_of_references(manual: Make) -> None:
    files = FILES | {"text.rst": page("About :medulla:port:`22`", "Text.\n")}
    built = manual(files).build()
    assert "<title>About 22/tcp SSH" in built.text("text.html")
    assert "About 22/tcp SSH" in re.sub("<[^>]*>", "", built.text("index.html"))


def test_links_lead_to_the_same_place_whatever_the_processes(manual: Make) -> None:
    made = manual(with_text(*(f"{role}\n" for role in LINKS)))
    for folder, jobs in (("serial", "1"), ("parallel", "2")):
        seed = {"PYTHONHASHSEED": jobs}
        done = made.run("html", "-W", "-j", jobs, folder=folder, environ=seed)
        assert done.returncode == 0, done.stderr
    assert difference(made.ran("html", "parallel"), made.ran("html", "serial")) == []


# Builds that repeat


NEW_FLOW = "  - {id: new, from: hub, to: edge, modes: [edged], ports: []}\n"
ALL = [f"{role}\n" for role in LINKS]


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("title: Without an edge", "title: No edge", True),
        ("{name: Main hub,", "{name: The hub,", True),
        ("name: Web server", "name: Site", True),
        ("description: Remote commands.", "description: A shell.", True),
        ("[4370-4380/tcp]", "[4369-4380/tcp]", True),
        ("flows:\n", "flows:\n" + NEW_FLOW, True),
        ("    aliases: [Plain mode]\n", "    aliases: [Plain mode, Other]\n", False),
        ("revision: 2026-11-24", "revision: 2026-11-25", False),
    ],
    ids=["mode", "role", "service", "description", "range", "number", "alias", "revision"],
)  # fmt: skip
def test_a_page_with_references_is_as_from_a_cold_build(
    manual: Make, old: str, new: str, read: bool
) -> None:
    made = manual(with_text("About :medulla:mode:`plain`\n---------------------------\n", *ALL))
    assert made.build().warnings == []
    assert made.build().read == []
    made.edit("flows.yaml", old, new)
    again, cold = made.build(), made.cold()
    assert difference(again, cold) == []
    assert inventory(again) == inventory(cold)
    assert ("text" in again.read) is read
    assert again.warnings == []


def inventory(built: Built) -> bytes:
    return b"".join((built.out / "objects.inv").read_bytes().partition(b"zlib.\n")[2:])


def test_a_manual_with_nothing_but_references_notices_a_change(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", ":medulla:port:`22`\n")})
    (found,) = made.build().warnings
    assert "MED712" in found
    assert made.build().read == []
    made.edit("flows.yaml", "    name: SSH\n", "    name: Shell\n")
    again = made.build()
    assert again.read == ["index"]
    assert ">22/tcp Shell<" in again.text("index.html")


def test_a_thing_that_moves_takes_its_references_along(manual: Make) -> None:
    made = manual(with_text(*ALL))
    made.build()
    made.write(
        {
            "ports.rst": page("Ports"),
            "edged.rst": page("Edged", rst("flows", "edged"), rst("ports")),
        }
    )
    again = made.build()
    assert sorted(again.read) == ["edged", "ports"]
    assert (
        links(again)[list(LINKS).index(":medulla:port:`22`")][1] == "edged.html#medulla-port-22-tcp"
    )
    assert difference(again, made.cold()) == []
    assert inventory(again) == inventory(made.cold())


def test_a_name_that_comes_and_goes(manual: Make) -> None:
    made = manual(with_text(":medulla:service:`later` :any:`hub-to-later`\n"))
    assert len(made.build().warnings) == 2
    flow = "  - {id: hub-to-later, from: hub, to: edge, modes: [edged], ports: [22/tcp]}\n"
    made.edit("flows.yaml", "  - id: client-to-hub\n", flow + "  - id: client-to-hub\n")
    made.edit("flows.yaml", "services:\n", "services:\n  later: {name: Later, ports: [1/tcp]}\n")
    again = made.build()
    assert again.warnings == []
    assert [link[0] for link in links(again)] == ["Later", "Main hub → Edge relay"]
    made.write({"flows.yaml": FORMER})
    assert len(made.build().warnings) == 2


def test_a_dataset_that_does_not_load_is_one_warning_whatever_refers_to_it(manual: Make) -> None:
    made = manual(with_text(*ALL[:-3]) | {"flows.yaml": FORMER.replace("format: 1", "format: 9")})
    broken = [line for line in made.build().warnings if "WARNING" in line]
    assert len(broken) == 1
    assert "flows.yaml" in broken[0]
    made.write({"flows.yaml": FORMER})
    mended = made.build()
    assert mended.warnings == []
    assert "text" in mended.read
    assert difference(mended, made.cold()) == []


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_what_a_document_does_not_have_is_no_link_in_it(builder: str, manual: Make) -> None:
    """A page outside the toctree is in no PDF; a table names its ports all the same."""
    files = {
        "index.rst": page("Manual", rst("flows", "plain")),
        "aside.rst": ":orphan:\n\n" + page("Aside", rst("ports")),
    }
    built = manual(files).build(builder)
    assert built.warnings == []
    text = next(one for name, one in built.files().items() if name.endswith((".tex", ".texi")))
    assert b"Wake on LAN" in text
    assert b"medulla-service-wake" not in text


@pytest.mark.parametrize("builder", ["singlehtml", "man"])
def test_what_stands_outside_a_single_page_is_named_there_without_a_link(
    builder: str, manual: Make
) -> None:
    """Neither the chips of charts, nor choices of a mode, nor roles lead to an orphan page."""
    text = ":medulla:port:`9` :medulla:flow:`client-to-hub` :any:`22/tcp`\n"
    files = {
        "index.rst": page("Manual", rst("flowchart", "plain"), rst("modes"), text),
        "aside.rst": ":orphan:\n\n" + page("Aside", rst("flows", "plain"), rst("ports")),
    }
    built = manual(files).build(builder)
    assert built.warnings == []
    found = built.text("index.html" if builder == "singlehtml" else "manual.1")
    for words in ("Wake on LAN", "Client → Main hub", "Without an edge", "22/tcp SSH"):
        assert words in found
    assert re.findall(r"#(?:document-|\\:)?(?:medulla-(?!index)|aside)\S*", found) == []
