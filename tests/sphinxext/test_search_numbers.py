"""Numbers of ports in Sphinx's own search: where each leads, and that nothing else has them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from links import inventory_of
from lxml import html
from manuals import CONF, Built, Manual, page, rst
from sphinx import search

from sphinx_medulla.render.targets import TargetMap
from sphinx_medulla.sphinxext.search_numbers import search_entries

Make = Callable[..., Manual]

FILES = {
    "index.rst": page("Manual", ".. toctree::\n\n   first\n   second\n   ports\n"),
    "first.rst": page("First", rst("flows", "plain")),
    "second.rst": page("Second", rst("flows", "edged")),
    "ports.rst": page("Ports", rst("ports", port="22 4370-4380/tcp")),
}


def index_of(built: Built) -> dict[str, Any]:
    """The index of the search."""
    text = built.text("searchindex.js")
    found: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return found


def found(built: Built, number: str) -> list[tuple[str, str]]:
    """The pages that a number leads to, each with the text there."""
    index = index_of(built)
    results = []
    for place, anchor, main in index["indexentries"].get(number, []):
        assert main
        name = index["docnames"][place]
        tree = html.document_fromstring(built.text(f"{name}.html"))
        (element,) = tree.xpath("//*[@id = $id]", id=anchor)
        results.append((name, " ".join(element.text_content().split())))
    return results


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = Manual(tmp_path_factory.mktemp("numbers"), FILES).build()
    assert made.warnings == []
    return made


def test_a_number_leads_to_its_description(built: Built) -> None:
    assert found(built, "22") == [("ports", "22/tcp – SSH")]


def test_a_number_without_description_leads_to_its_first_row(built: Built) -> None:
    for number, text in (("80", "80/tcp HTTP"), ("7777", "7777/")):
        ((name, words),) = found(built, number)
        assert name == "first"
        assert words.startswith(text)


def test_what_the_search_shows_has_no_two_words_joined(built: Built) -> None:
    words = html.document_fromstring(built.text("first.html")).text_content().split()
    assert "80/tcp" in words
    assert {"tcp", "udp"} <= {*words}


def test_a_number_inside_a_range_leads_to_the_range(built: Built) -> None:
    for number in ("4370", "4375", "4380"):
        assert found(built, number) == [("ports", "4370-4380/tcp – Cluster")]
    assert found(built, "4369") == []


def test_a_number_of_two_services_leads_to_both(built: Built) -> None:
    rows = found(built, "53")
    assert [(name, words[:17]) for name, words in rows] == [
        ("first", "53/tcp DNS by TCP"),
        ("first", "53/udp DNS by UDP"),
    ]


def test_no_index_and_no_inventory_has_the_numbers(built: Built) -> None:
    names = [name for names in inventory_of(built.out / "objects.inv").values() for name in names]
    assert not [name for name in names if "listed" in name or "described" in name]
    assert not re.search("listed|described", built.text("genindex.html"))


def test_of_a_wide_range_the_ends_are_found() -> None:
    def numbers(port: str) -> list[str]:
        places = {f"listed:{port}": ("page", 0, "anchor", "", "")}
        return [
            text
            for text, _page, _anchor in search_entries(TargetMap(places))
            if "/" not in text and " " not in text
        ]

    assert len(numbers("1000-1063/tcp")) == 64 + 1
    assert numbers("1000-1064/tcp") == ["1000", "1064", "1000-1064"]


def test_a_row_is_found_while_a_protocol_has_no_description() -> None:
    places = {
        "described:53/tcp@dns": ("ports", 0, "described", "", ""),
        "listed:53/tcp": ("flows", 0, "one", "", ""),
        "listed:53/tcp+udp": ("flows", 0, "both", "", ""),
    }
    assert list(search_entries(TargetMap(places))) == [
        ("53", "ports", "described"),
        ("port 53//////", "ports", "described"),
        ("53/tcp/53", "ports", "described"),
        ("53 tcp 53", "ports", "described"),
        ("53", "flows", "both"),
        ("port 53//////", "flows", "both"),
        ("53/udp/53", "flows", "both"),
        ("53 udp 53", "flows", "both"),
    ]


def sphinx_finds(built: Built, query: str) -> set[tuple[str, str]]:
    """What an entry that has the query as a part, and is at most twice as long, leads to."""
    entries = index_of(built)["indexentries"]
    texts = [text for text in entries if query in text and len(query) >= len(text) / 2]
    return {place for text in texts for place in found(built, text)}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("22/tcp", "22/tcp – SSH"),
        ("tcp/22", "22/tcp – SSH"),
        ("22 tcp", "22/tcp – SSH"),
        ("tcp 22", "22/tcp – SSH"),
        ("4375 tcp", "4370-4380/tcp – Cluster"),
        ("4370-4380", "4370-4380/tcp – Cluster"),
        ("4370-4380/tcp", "4370-4380/tcp – Cluster"),
        ("4375/tcp", "4370-4380/tcp – Cluster"),
        ("7777/tcp", "7777"),
        ("port 22", "22/tcp – SSH"),
        ("port 4375", "4370-4380/tcp – Cluster"),
        ("port 7777", "7777/"),
    ],
)
def test_a_port_is_found_as_it_is_printed(built: Built, query: str, text: str) -> None:
    ((_page, words),) = sphinx_finds(built, query)
    assert words.startswith(text)


@pytest.mark.parametrize("word", ["tcp", "port"])
def test_a_word_alone_finds_no_port(built: Built, word: str) -> None:
    assert sphinx_finds(built, word) == set()


def test_a_number_leads_to_the_look_up_of_its_port(manual: Make) -> None:
    """A description of a port is better, and so is a row if there is no service."""
    made = manual({"index.rst": page("Manual", rst("lookup"))}).build()
    assert made.warnings == []
    assert found(made, "22") == [("index", "22/tcp SSH")]
    assert sphinx_finds(made, "4370-4380") == {("index", "4370-4380/tcp Cluster")}
    assert found(made, "7777") == [("index", "7777/tcp")]
    made = manual(FILES | {"first.rst": page("First", rst("lookup"))}).build()
    assert found(made, "22") == [("ports", "22/tcp – SSH")]
    assert found(made, "80") == [("first", "80/tcp HTTP")]
    ((name, words),) = found(made, "7777")
    assert (name, words[:4]) == ("second", "7777")


def test_a_repeated_build_has_the_same_index(manual: Make) -> None:
    made = manual(FILES)
    made.build()
    made.write({"ports.rst": page("Ports", rst("ports", port="80"), rst("ports", layout="table"))})
    again = made.build()
    assert again.read == ["ports"]
    assert found(again, "80") == [("ports", "80/tcp HTTP")]
    assert found(again, "22")[0][1].startswith("22/tcp SSH Remote commands.")
    made.write({"ports.rst": page("Ports", rst("ports", port="80"))})
    again = made.build()
    assert found(again, "22") == [("first", "22/tcp SSH encrypted")]
    # Sphinx keeps words that are on no page any more
    assert index_of(again)["indexentries"] == index_of(made.cold())["indexentries"]


def test_several_processes_write_the_same_index(manual: Make, built: Built) -> None:
    made = manual(FILES)
    done = made.run("html", "-j", "2", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert index_of(made.ran("html")) == index_of(built)


def test_an_authors_entry_is_kept_beside_the_number(manual: Make) -> None:
    text = ".. index:: 22\n\nNobody else uses it.\n\n"
    made = manual({"index.rst": page("Manual", text, rst("flows", "plain"))}).build()
    entries = index_of(made)["indexentries"]["22"]
    assert [main for _page, _anchor, main in entries] == [False, True]


def test_a_page_that_is_not_searched_has_no_numbers(manual: Make) -> None:
    made = manual({"index.rst": ":no-search:\n\n" + page("Manual", rst("flows", "plain"))}).build()
    assert index_of(made)["indexentries"] == {}


def test_a_number_leads_to_the_first_page_that_is_searched(manual: Make) -> None:
    made = manual(FILES)
    made.build()
    made.write({"first.rst": ":no-search:\n\n" + FILES["first.rst"]})
    again = made.build()
    ((name, words),) = found(again, "80")
    assert (name, words[:11]) == ("second", "80/tcp HTTP")
    assert index_of(again)["indexentries"] == index_of(made.cold())["indexentries"]


OWN_INDEX = """

from sphinx import search


class AddressIndex(search.IndexBuilder):
    def freeze(self):
        frozen = super().freeze()
        frozen["docurls"] = [f"{name}.html" for name in frozen.pop("docnames")]
        return frozen


search.IndexBuilder = AddressIndex
"""


def test_a_theme_may_have_an_index_of_its_own(
    manual: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As sphinx_immaterial, whose index has addresses instead of names."""
    monkeypatch.setattr(search, "IndexBuilder", search.IndexBuilder)  # as it was, afterwards
    index = index_of(manual(FILES, conf=CONF + OWN_INDEX).cold())
    ((place, anchor, _main),) = index["indexentries"]["4375"]
    assert (index["docurls"][place], anchor) == (
        "ports.html",
        "medulla-described-4370-4380-tcp--cluster",
    )
