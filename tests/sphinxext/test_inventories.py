"""Two manuals: one shows the flows, the other one refers to them through its inventory."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from lxml import html
from manuals import CONF, SMALL, Built, Manual, page, rst

pytestmark = pytest.mark.each_sphinx

URL = "https://first.example/"
IN = "(in First v1)"

OTHER = {"std:term": ("hub", "9/udp"), "std:label": ("ssh",), "py:function": ("edged",)}
"""What a third manual has, some of it by names that the first one has too."""

OWN = """\
format: 1
product: {name: Another}
revision: 2026-11-25
defaults: {protocol: tcp}
roles:
  here: {name: Here}
  there: {name: There}
services:
  own: {name: Own, ports: [1000/tcp], listens_on: [there]}
flows:
  - {id: here-to-there, from: here, to: there, ports: [1000/tcp]}
"""
"""A dataset of another product, which has nothing of the first manual."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual that others refer to, built."""
    pages = {
        "index.rst": page("First", ".. toctree::\n\n   flows\n   ports\n"),
        "flows.rst": page("Flows", rst("flows", "plain"), rst("flows", "edged")),
        "ports.rst": page("Ports", rst("ports")),
        "flows.yaml": SMALL.replace("    name: SSH\n", "    name: SSH\n    formerly: [2222/tcp]\n"),
    }
    conf = CONF.replace('"Manual"', '"First"')
    built = Manual(tmp_path_factory.mktemp("first"), pages, conf).build()
    assert built.warnings == []
    return built.out / "objects.inv"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inventory of a manual that has nothing to do with us."""
    head = "# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n# Compressed by zlib.\n"
    lines = [f"{name} {kind} 1 o.html#$ -\n" for kind, names in OTHER.items() for name in names]
    path = tmp_path_factory.mktemp("other") / "objects.inv"
    path.write_bytes(head.encode() + zlib.compress("".join(lines).encode()))
    return path


def reader(
    root: Path, first: Path, text: str, *, data: str = SMALL, conf: str = "", builder: str = "html"
) -> Built:
    """A manual that knows the first one's inventory, built."""
    mapping = f'intersphinx_mapping = {{"first": ("{URL}", {str(first)!r})}}\n'
    mapping += 'extensions.append("sphinx.ext.intersphinx")\n'
    sources = {"index.rst": page("Reader", f"{text}\n"), "flows.yaml": data}
    return Manual(root, sources, CONF + mapping + conf).build(builder)


def links(built: Built) -> list[tuple[str, str, str]]:
    tree = html.document_fromstring(built.text("index.html"))
    return [
        (link.text_content(), link.get("href"), link.get("title", ""))
        for link in tree.xpath("//section//p//a")
    ]


LINKS = {
    "mode:`edged`": ("With an edge", "flows.html#medulla-mode-edged"),
    "mode:`With an edge`": ("With an edge", "flows.html#medulla-mode-edged"),
    "role:`hub`": ("Main hub", "flows.html#medulla-role-hub"),
    "role:`so <hub>`": ("so", "flows.html#medulla-role-hub"),
    "service:`ssh`": ("SSH", "ports.html#medulla-service-ssh"),
    "flow:`hub-to-edge`": ("Main hub → Edge relay", "flows.html#medulla-flow-hub-to-edge"),
    "port:`22/tcp`": ("22/tcp SSH", "ports.html#medulla-port-22-tcp"),
    "port:`22`": ("22/tcp SSH", "ports.html#medulla-port-22-tcp"),
    "port:`4372`": ("4372/tcp Cluster", "ports.html#medulla-port-4370-4380-tcp"),
    "port:`4372/tcp`": ("4372/tcp Cluster", "ports.html#medulla-port-4370-4380-tcp"),
    "port:`4370-4380`": ("4370-4380/tcp Cluster", "ports.html#medulla-port-4370-4380-tcp"),
    "port:`the cluster <4372>`": ("the cluster", "ports.html#medulla-port-4370-4380-tcp"),
    "port:`111/udp`": ("111/udp rpcbind", "ports.html#medulla-port-111-udp"),
    "port:`111`": ("111/tcp+udp rpcbind", "ports.html#medulla-port-111-tcp"),
    "port:`2222`": ("2222/tcp SSH", "ports.html#medulla-port-2222-tcp"),
}


@pytest.mark.parametrize("own", [OWN, SMALL], ids=["another dataset", "the same dataset"])
@pytest.mark.parametrize("prefix", ["", "external:", "external+first:"])
def test_another_manual_leads_to_the_first(
    tmp_path: Path, first: Path, prefix: str, own: str
) -> None:
    roles = [role for role in LINKS if own == OWN or "2222" not in role]
    text = "\n\n".join(f":{prefix}medulla:{role}" for role in roles)
    built = reader(tmp_path, first, text, data=own)
    assert built.warnings == []
    found = links(built)
    for role, (said, href, title) in zip(roles, found, strict=True):
        expected, where = LINKS[role]
        assert (said, href, title) == (expected, URL + where, IN), role


def test_the_inventory_may_be_named_before_the_target(tmp_path: Path, first: Path) -> None:
    text = ":medulla:port:`first:4372` :medulla:role:`first:hub`"
    built = reader(tmp_path, first, text, data=OWN)
    assert built.warnings == []
    assert [(said, href) for said, href, _title in links(built)] == [
        ("4372/tcp Cluster", f"{URL}ports.html#medulla-port-4370-4380-tcp"),
        ("Main hub", f"{URL}flows.html#medulla-role-hub"),
    ]


def test_what_a_manual_shows_itself_goes_before_others(tmp_path: Path, first: Path) -> None:
    text = rst("ports", port="22") + "\n:medulla:port:`22` :medulla:port:`443`\n"
    built = reader(tmp_path, first, text)
    assert built.warnings == []
    assert [link[1] for link in links(built)[-2:]] == [
        "#medulla-port-22-tcp",
        f"{URL}ports.html#medulla-port-443-tcp",
    ]


def test_an_inventory_that_is_named_goes_before_the_manual_itself(
    tmp_path: Path, first: Path
) -> None:
    text = rst("ports") + "\n:external+first:medulla:port:`4375`\n"
    built = reader(tmp_path, first, text)
    assert built.warnings == []
    assert links(built)[-1][1] == f"{URL}ports.html#medulla-port-4370-4380-tcp"


@pytest.mark.parametrize(
    ("role", "meant"),
    [
        ("port:`22/udp`", "MED710 There is no port '22/udp'. Did you mean '22/tcp'? "),
        ("role:`hubb`", "MED710 There is no role 'hubb'. Did you mean 'hub'? "),
        ("port:`first:23`", "MED710 There is no port 'first:23'. "),
    ],
)
def test_a_name_that_no_manual_has(tmp_path: Path, first: Path, role: str, meant: str) -> None:
    (found,) = reader(tmp_path, first, f":medulla:{role}", data=OWN).warnings
    assert re.search(r"index\.rst:4: WARNING: ", found)
    assert meant in found


def test_an_external_name_that_is_not_there_is_missed_by_sphinx(
    tmp_path: Path, first: Path
) -> None:
    (found,) = reader(tmp_path, first, ":external+first:medulla:port:`23`").warnings
    assert "external medulla:port reference target not found: 23" in found


@pytest.mark.parametrize("builder", ["latex", "text", "epub", "man"])
def test_other_builders_lead_there_too(tmp_path: Path, first: Path, builder: str) -> None:
    built = reader(tmp_path, first, ":medulla:port:`4372`", data=OWN, builder=builder)
    assert built.warnings == []
    names = {"latex": "manual.tex", "text": "index.txt", "epub": "index.xhtml", "man": "manual.1"}
    text = built.text(names[builder])
    assert "4372/tcp Cluster" in text
    if builder != "text":
        assert "first.example/ports.html" in text.replace("\\:", "").replace("\\", "")


def test_a_manual_without_the_extension_uses_labels(tmp_path: Path, first: Path) -> None:
    text = (
        ":ref:`medulla-port-4370-4380-tcp` :ref:`so <medulla-flow-hub-to-edge>` "
        ":external+first:ref:`medulla-mode-plain` :ref:`first:medulla-portindex`"
    )
    bare = 'extensions.remove("sphinx_medulla")\n'
    bare += "del medulla_dataset, medulla_check\n"
    built = reader(tmp_path, first, text, conf=bare)
    assert built.warnings == []
    assert links(built) == [
        ("4370-4380/tcp Cluster", f"{URL}ports.html#medulla-port-4370-4380-tcp", IN),
        ("so", f"{URL}flows.html#medulla-flow-hub-to-edge", IN),
        ("Without an edge", f"{URL}flows.html#medulla-mode-plain", IN),
        ("Index of ports", f"{URL}medulla-portindex.html", IN),
    ]


# The role any


def with_other(other: Path) -> str:
    mapping = f'intersphinx_mapping["other"] = ("https://other.example/", {str(other)!r})\n'
    return mapping + 'default_role = "any"\n'


def test_any_leaves_words_to_every_other_manual(tmp_path: Path, first: Path, other: Path) -> None:
    """The first manual has a role, a service, a mode and a port of these names."""
    built = reader(tmp_path, first, "`hub` `ssh` `edged` `9/udp`", data=OWN, conf=with_other(other))
    assert built.warnings == []
    assert [href for _said, href, _title in links(built)] == [
        f"https://other.example/o.html#{name}" for name in ("hub", "ssh", "edged", "9/udp")
    ]


@pytest.mark.parametrize("word", ["edge", "first:hub", "web", "client", "22", "4370-4380", "plain"])
def test_any_never_answers_to_a_bare_word_from_afar(
    tmp_path: Path, first: Path, other: Path, word: str
) -> None:
    built = reader(tmp_path, first, f"`{word}`", data=OWN, conf=with_other(other))
    (found,) = built.warnings
    assert f"'any' reference target not found: {word}" in found
    assert links(built) == []


def test_any_answers_to_flows_and_ports_from_afar(tmp_path: Path, first: Path, other: Path) -> None:
    text = "`22/tcp` `4372/tcp` `hub-to-edge` `so <4372/tcp>` `first:4372/tcp`"
    built = reader(tmp_path, first, text, data=OWN, conf=with_other(other))
    assert built.warnings == []
    cluster = f"{URL}ports.html#medulla-port-4370-4380-tcp"
    assert [(said, href) for said, href, _title in links(built)] == [
        ("22/tcp SSH", f"{URL}ports.html#medulla-port-22-tcp"),
        ("4372/tcp Cluster", cluster),
        ("Main hub → Edge relay", f"{URL}flows.html#medulla-flow-hub-to-edge"),
        ("so", cluster),
        ("4372/tcp Cluster", cluster),
    ]


# What both manuals know


def test_an_alias_leads_to_what_both_manuals_call_so(tmp_path: Path, first: Path) -> None:
    text = ":medulla:role:`Hub` :medulla:mode:`Plain mode`"
    built = reader(tmp_path, first, text)
    assert built.warnings == []
    assert [(said, href) for said, href, _title in links(built)] == [
        ("Main hub", f"{URL}flows.html#medulla-role-hub"),
        ("Without an edge", f"{URL}flows.html#medulla-mode-plain"),
    ]


def test_an_alias_does_not_lead_to_another_thing_of_the_same_id(
    tmp_path: Path, first: Path
) -> None:
    other = OWN.replace("here: {name: Here}", "hub: {name: Printer, aliases: [Press]}")
    other = other.replace("from: here", "from: hub")
    built = reader(tmp_path, first, ":medulla:role:`Press`", data=other)
    (found,) = built.warnings
    assert "MED712 No page shows the role 'Press'." in found


def test_a_former_name_is_a_warning_from_afar_too(tmp_path: Path, first: Path) -> None:
    former = SMALL.replace("    name: SSH\n", "    name: SSH\n    formerly: [2222/tcp]\n")
    text = ":medulla:port:`2222` :external+first:medulla:port:`2222` :any:`first:2222/tcp`"
    built = reader(tmp_path, first, text, data=former)
    assert len(built.warnings) == len(links(built)) == 3
    for found in built.warnings:
        assert "MED711 '2222" in found
        assert "Write 22/tcp instead." in found


def test_names_from_afar_are_said_in_the_language_of_the_page(tmp_path: Path, first: Path) -> None:
    roles = (
        "role:`edge`",
        "role:`Edge relay`",
        "role:`first:edge`",
        "mode:`edged`",
        "service:`cluster`",
        "port:`4372`",
        "flow:`hub-to-edge`",
    )
    words = {"Edge relay": "Relais", "With an edge": "Avec un bord", "Cluster": "Grappe"}
    catalog = "".join(f'msgid "{old}"\nmsgstr "{new}"\n\n' for old, new in words.items())
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path = tmp_path / "source" / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    path.parent.mkdir(parents=True)
    path.write_text(head + catalog, encoding="utf-8")
    text = "\n\n".join(f":medulla:{role}" for role in roles)
    built = reader(tmp_path, first, text, conf='language = "fr"\n')
    assert built.warnings == []
    assert [said for said, _href, _title in links(built)] == [
        "Relais",
        "Relais",
        "Relais",
        "Avec un bord",
        "Grappe",
        "4372/tcp Grappe",
        "Main hub → Relais",
    ]
