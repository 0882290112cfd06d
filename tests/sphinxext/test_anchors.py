"""Where links lead: stable ids, one canonical place for each thing, the author's numbers kept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from links import inventory_of
from lxml import html
from manuals import CONF, Built, Manual, page, rst

Make = Callable[..., Manual]

FILES = {
    "index.rst": page("Manual", ".. toctree::\n\n   z last\n   a first\n   charts\n").replace(
        "z last\n   a first", "zfirst\n   asecond"
    ),
    "zfirst.rst": page("First", rst("flows", "plain"), rst("ports", port="22 443")),
    "asecond.rst": page("Second", rst("flows", "edged"), rst("flows", "plain"), rst("ports")),
    "charts.rst": page("Charts", rst("flowchart", "edged"), rst("flowchart", "plain")),
    "aside.rst": ":orphan:\n\n" + page("Aside", rst("flows", "edged")),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    found = Manual(tmp_path_factory.mktemp("anchors"), FILES).build()
    assert found.warnings == []
    return found


def tree_of(built: Built, name: str) -> html.HtmlElement:
    return html.document_fromstring(built.text(f"{name}.html"))


def places(built: Built, anchor: str) -> list[str]:
    """The pages that have an id."""
    names = ("index", "zfirst", "asecond", "charts", "aside")
    return [name for name in names if tree_of(built, name).xpath("//*[@id = $id]", id=anchor)]


@pytest.mark.parametrize(
    ("anchor", "where"),
    [
        # the first in the order of the toctree, not of the names
        ("medulla-flow-client-to-hub", ["zfirst"]),
        ("medulla-flow-client-to-hub--plain", ["zfirst"]),
        ("medulla-flow-client-to-hub--edged", ["asecond"]),
        ("medulla-flow-hub-to-edge", ["asecond"]),
        ("medulla-flow-hub-to-edge--edged", ["asecond"]),
        ("medulla-mode-plain", ["zfirst"]),
        ("medulla-mode-edged", ["asecond"]),
        ("medulla-role-client", ["zfirst"]),
        ("medulla-role-visitor", ["asecond"]),
        ("medulla-service-ssh", ["zfirst"]),
        ("medulla-service-wake", ["asecond"]),
        ("medulla-port-22-tcp", ["zfirst"]),
        ("medulla-port-443-tcp", ["zfirst"]),
        ("medulla-port-111-udp", ["asecond"]),
        ("medulla-port-4370-4380-tcp", ["asecond"]),
    ],
)
def test_an_id_stands_at_the_first_place_only(built: Built, anchor: str, where: list[str]) -> None:
    assert places(built, anchor) == where


def test_a_row_has_its_flow_and_a_table_its_mode(built: Built) -> None:
    tree = tree_of(built, "zfirst")
    (row,) = tree.xpath("//tr[.//*[@id = 'medulla-flow-client-to-hub']]")
    assert "Client → Main hub" in " ".join(row.text_content().split())
    (table,) = tree.xpath("//*[@id = 'medulla-mode-plain']/following-sibling::table")
    assert "Without an edge" in table.xpath("string(caption)")


def test_the_inventory_has_what_other_manuals_may_link_to(built: Built) -> None:
    labels = inventory_of(built.out / "objects.inv")["std:label"]
    for name, uri, title in (
        ("medulla-flow-hub-to-edge", "asecond.html", "Main hub → Edge relay"),
        ("medulla-mode-plain", "zfirst.html", "Without an edge"),
        ("medulla-role-visitor", "asecond.html", "Visitor"),
        ("medulla-service-web", "zfirst.html", "Web server"),
        ("medulla-port-22-tcp", "zfirst.html", "22/tcp SSH"),
        ("medulla-port-443-tcp", "zfirst.html", "443/tcp HTTPS"),
        ("medulla-port-111-udp", "asecond.html", "111/udp rpcbind"),
    ):
        found = labels[name]
        assert found == (f"{uri}#{name}", title)
    assert not [name for name in labels if "--" in name]


def test_authors_link_to_labels(manual: Make) -> None:
    text = (
        ":ref:`medulla-flow-client-to-hub`, :ref:`so <medulla-role-hub>`, "
        ":ref:`medulla-port-443-tcp` and :ref:`medulla-mode-plain`.\n"
    )
    built = manual(FILES | {"asecond.rst": page("Second", text)}).build()
    assert built.warnings == []
    found = {
        (link.get("href"), link.text_content())
        for link in tree_of(built, "asecond").xpath("//section//p//a")
    }
    assert found == {
        ("zfirst.html#medulla-flow-client-to-hub", "Client → Main hub"),
        ("zfirst.html#medulla-role-hub", "so"),
        ("zfirst.html#medulla-port-443-tcp", "443/tcp HTTPS"),
        ("zfirst.html#medulla-mode-plain", "Without an edge"),
    }


def test_a_label_that_is_gone_is_missed(manual: Make) -> None:
    made = manual(FILES | {"aside.rst": page(":orphan:\n\nSee", ":ref:`medulla-flow-hub-to-edge`")})
    made.write({"aside.rst": ":orphan:\n\n" + page("See", ":ref:`medulla-flow-hub-to-edge`\n")})
    assert made.build().warnings == []
    made.edit("asecond.rst", rst("flows", "edged"), "")
    made.edit("charts.rst", rst("flowchart", "edged"), "")
    (missed,) = made.build().warnings
    assert "medulla-flow-hub-to-edge" in missed


def test_chips_lead_to_rows_of_their_page_else_of_the_manual(manual: Make) -> None:
    both = page("Both", rst("flowchart", "plain"), rst("flows", "plain"))
    built = manual(FILES | {"aside.rst": ":orphan:\n\n" + both}).build()

    def hrefs(name: str) -> set[str]:
        tree = tree_of(built, name)
        found = tree.xpath("//svg//*[local-name() = 'a']/@href")
        return {str(link) for link in found if "flow-client-to-hub" in link}

    assert hrefs("charts") == {
        "zfirst.html#medulla-flow-client-to-hub--plain",
        "asecond.html#medulla-flow-client-to-hub--edged",
    }
    (own,) = hrefs("aside")
    assert own.startswith("#medulla-flow-client-to-hub--plain")
    assert tree_of(built, "aside").xpath("//tr//*[@id = $id]", id=own[1:])


def test_rows_lead_to_the_chart_of_their_mode(built: Built) -> None:
    for name, mode in (("zfirst", "plain"), ("asecond", "edged")):
        (table,) = tree_of(built, name).xpath(
            "//*[@id = $id]/following-sibling::table", id=f"medulla-mode-{mode}"
        )
        links = table.xpath(".//a[@title = 'To the flowchart']/@href")
        assert links
        for link in links:
            target, _, anchor = link.partition("#")
            assert target == "charts.html"
            (figure,) = tree_of(built, "charts").xpath("//figure[@id = $id]", id=anchor)
            caption = figure.xpath("string(figcaption)")
            assert ("Without" if mode == "plain" else "With an") in caption


def test_a_chart_of_their_own_page_goes_before_others(manual: Make) -> None:
    own = page("Own", rst("flows", "plain"), rst("flowchart", "plain"))
    files = {
        "index.rst": page("Manual", ".. toctree::\n\n   one\n   two\n"),
        "one.rst": own,
        "two.rst": own,
    }
    built = manual(files).build()
    for name in ("one", "two"):
        tree = tree_of(built, name)
        links = tree.xpath("//table//a[@title = 'To the flowchart']/@href")
        assert links
        assert {link.partition("#")[0] for link in links} == {""}, name
        assert tree.xpath("//figure[@id = $id]", id=links[0][1:])


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_the_same_again_has_no_id_twice(manual: Make, builder: str) -> None:
    twice = [rst("flows", "edged"), rst("flowchart", "edged"), rst("ports"), rst("errata")] * 2
    files = {
        "index.rst": page("Manual", ".. toctree::\n\n   one\n   two\n"),
        "one.rst": page("One", *twice),
        "two.rst": page("Two", *twice),
    }
    built = manual(files, CONF + 'medulla_errata = "notes"\n').build(builder)
    assert built.warnings == []
    for path in built.out.rglob("*.*html"):
        found = re.findall(r' id="(medulla-[^"]*)"', path.read_text(encoding="utf-8"))
        assert sorted(found) == sorted(set(found)), path


def test_pages_with_like_names_have_ids_of_their_own(manual: Make) -> None:
    names = ("a/b", "a-b", "a_b", "A-b", "é", "è")
    toc = "".join(f"   {name}\n" for name in names)
    files = {f"{name}.rst": page("Page", rst("flowchart", "plain")) for name in names}
    built = manual({"index.rst": page("Manual", f".. toctree::\n\n{toc}")} | files).build(
        "singlehtml"
    )
    found = re.findall(r'<figure[^>]* id="([^"]*)"', built.text("index.html"))
    assert len(found) == len(set(found)) == len(names)


# Beside what the author numbers and names


def test_footnotes_of_the_author_keep_their_numbers(manual: Make) -> None:
    text = page(
        "Manual",
        "One [#]_.\n",
        rst("flows", "edged", errata="notes"),
        "Two [#]_ and three [#named]_.\n",
        rst("ports", errata="notes"),
        ".. [#] First.\n.. [#] Second.\n.. [#named] Third.\n",
    )
    for builder, name in (("html", "index.html"), ("text", "index.txt"), ("latex", "manual.tex")):
        built = manual({"index.rst": text}).build(builder)
        assert built.warnings == []
        found = built.text(name)
        if builder == "html":
            tree = html.document_fromstring(found)
            assert tree.xpath("//aside[@role='doc-footnote']//span[@class='label']//text()") == [
                "[", "1", "]", "[", "2", "]", "[", "3", "]",
            ]  # fmt: skip
            calls = tree.xpath("//a[contains(@class, 'footnote-reference')]")
            assert [call.text_content() for call in calls] == ["[1]", "[2]", "[3]"]
        elif builder == "text":
            assert "One [1]." in found
            assert "Two [2] and three [3]." in found


def test_notes_are_linked_both_ways(manual: Make) -> None:
    text = page("Manual", rst("flows", "plain", errata="notes"), rst("flows", "plain"))
    tree = tree_of(manual({"index.rst": text}).build(), "index")
    there = set(tree.xpath("//@id"))
    marks = tree.xpath("//td//a[contains(@href, '-note-')]")
    words = ["corrected [a]", "open question [b]", "[c]", "open question [a]"]
    assert [mark.text_content() for mark in marks] == words
    back = tree.xpath("//a[contains(@href, '-mark-')]")
    assert [link.text_content() for link in back] == ["[a]", "[b]", "[c]", "[a]"]
    hrefs = [link.get("href") for link in (*marks, *back)]
    assert len(hrefs) == len(set(hrefs))
    assert {href[1:] for href in hrefs} <= there
    # the notes are directly under their table and its key
    (first, *_) = tree.xpath("//p[contains(@class, 'medulla-note')]")
    key = first.getparent().getprevious()
    assert key.get("class") == "medulla-key"
    assert key.getprevious().tag in {"table", "div"}
    assert "Corrected" in first.getparent().text_content()


def test_tables_and_figures_are_numbered_among_the_authors(manual: Make) -> None:
    text = page(
        "Manual",
        ".. table:: Mine\n   :name: mine\n\n   = =\n   1 2\n   = =\n",
        rst("flows", "plain", name="ours"),
        rst("flows", "edged", caption="Captioned", name="also-ours"),
        rst("flowchart", "plain", name="chart"),
        rst("ports", layout="table", name="descriptions"),
        ":numref:`mine`, :numref:`ours`, :numref:`also-ours`, :numref:`chart`, "
        ":numref:`descriptions` and :ref:`also-ours`.\n",
    )
    built = manual({"index.rst": text}, CONF + "numfig = True\n").build()
    assert built.warnings == []
    tree = tree_of(built, "index")
    last = " ".join(tree.xpath("(//section/p)[last()]")[0].text_content().split())
    assert last == "Table 1, Table 2, Table 3, Fig. 1, Table 4 and Captioned."
    captions = [" ".join(found.text_content().split()) for found in tree.xpath("//caption")]
    assert [found.rpartition(" ¶")[0] or found for found in captions] == [
        "Table 1 Mine¶",
        "Table 2 Network flows – Without an edge¶",
        "Table 3 Captioned¶",
        "Table 4 Port descriptions¶",
    ]
    for link in tree.xpath("(//section/p)[last()]//a/@href"):
        assert tree.xpath("//*[@id = $id]", id=link[1:])


def test_names_classes_alignment_and_captions(manual: Make) -> None:
    block = {"name": "my-name", "class": "one two", "align": "right"}
    caption = "A *word*, ``code`` and `a link <https://example.org/x>`_ & <b>"
    text = page(
        "Manual",
        rst("flows", "plain", caption=caption, **block),
        rst("flowchart", "plain", caption=caption, **(block | {"name": "my-chart"})),
        rst("ports", name="my-list", **{"class": "three"}),
    )
    built = manual({"index.rst": text}).build()
    assert built.warnings == []
    tree = tree_of(built, "index")
    for kind, name in (("table", "my-name"), ("figure", "my-chart")):
        (block_of,) = tree.xpath(f"//{kind}[.//*[@id = $id] or @id = $id]", id=name)
        classes = block_of.get("class").split()
        assert {"one", "two", "align-right"} <= set(classes)
        (found,) = block_of.xpath("caption | figcaption")
        assert found.xpath(".//em/text()") == ["word"]
        assert "code" in found.xpath("string(.//code)")
        assert found.xpath(".//a/@href")[0] == "https://example.org/x"
        assert "& <b>" in found.text_content()
    (listed,) = tree.xpath("//*[@id = 'my-list']/ancestor-or-self::div[contains(@class, 'three')]")
    assert "SSH" in listed.text_content()


def test_a_name_that_the_page_has_already(manual: Make) -> None:
    text = page("Manual", ".. _taken:\n\nText.\n", rst("flows", "plain", name="taken"))
    (found,) = manual({"index.rst": text}).build().warnings
    assert "index.rst" in found
    assert "taken" in found


def test_no_word_of_the_author_becomes_ambiguous(manual: Make) -> None:
    text = page("Manual", rst("flows", "plain"), "`hub`\n")
    (found,) = manual({"index.rst": text}, CONF + 'default_role = "any"\n').build().warnings
    assert "'any' reference target not found: hub" in found
