"""Manuals in other languages: no English left in what we draw, and what translators get."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from manuals import CONF, RELEASE, RELEASED, SMALL, Built, Manual, page, rst

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.messages import read
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.translation import texts
from sphinx_medulla.render.columns import COLUMNS
from sphinx_medulla.sphinxext.directives import DIRECTIVES
from sphinx_medulla.sphinxext.language_setup import LOCALE

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

RELEASED_CONF = CONF + RELEASED
DATASET = load(RELEASE).dataset

# Every directive with every option, on Medulla's own dataset.
PAGES = {
    "index.rst": page(
        "0",
        ".. toctree::\n\n   tables\n   charts\n   rest\n   links\n",
        rst("flows", "dmz", name="whole", class_="x", align="left"),
        rst("flows", "standalone classic dmz", columns=" ".join(COLUMNS), errata="notes", stamp=""),
    ).replace(":class_:", ":class:"),
    "tables.rst": page(
        "1",
        rst("flows", "dmz", layout="ports", sort="port", widths="auto", download="csv json"),
        rst("flows", "dmz", caption="1", layout="ports", columns="no encryption need purpose"),
        rst("flows", "classic", role="workstation", columns="id, zones, need, feature, setting"),
        rst("flows", "classic", from_="workstation", to="server", protocol="udp", port="67"),
        rst("flows", "dmz", between="internet dmz", crossing=""),
        rst("flows", "dmz", group="core", need="optional conditional not-stated required"),
        rst("flows", "dmz", feature="imaging", questions="hide"),
        rst("flows", "dmz", from_="ldap", empty="ok"),
        rst("flows"),
        rst("flows", "dmz", common=""),
    ).replace(":from_:", ":from:"),
    "charts.rst": page(
        "2",
        rst("flowchart", "standalone classic dmz", stamp=""),
        rst("flowchart", "dmz", direction="LR", ports="compact", focus="workstation", name="c"),
        rst(
            "flowchart",
            "dmz",
            ports="none",
            alt="3",
            caption="4",
            class_="x",
            align="left",
            legend="",
        ),
        rst("flowchart", "dmz", from_="server", to="dmz-relay", protocol="tcp", port="22"),
        rst(
            "flowchart",
            "dmz",
            role="server",
            between="internal dmz",
            crossing="",
            need="required",
            empty="ok",
        ),
        rst("flowchart", "dmz", group="core", feature="imaging", need="not-stated"),
        rst("flowchart"),
        rst("flowchart", common=""),
    )
    .replace(":from_:", ":from:")
    .replace(":class_:", ":class:"),
    "rest.rst": page(
        "5",
        rst("ports", errata="notes", stamp="", name="p", class_="x", empty="ok"),
        rst("ports", layout="table", mode="dmz", role="server", port="22", align="left"),
        rst("ports", layout="table", caption="6", questions="marks"),
        rst("lookup", questions="show", name="l", class_="x"),
        rst("modes", name="m", class_="x"),
        rst("flow-rules", name="r", class_="x", questions="show"),
        rst("errata", name="e", class_="x", questions="show"),
        rst("findings", name="f", class_="x", align="left", questions="show"),
        rst("findings", caption="7"),
        rst("changes", name="ch", class_="x"),
        rst(
            "diff",
            "classic dmz",
            replaces="classic-relay=dmz-relay",
            role="server",
            stamp="",
            caption="7",
            name="d",
            class_="x",
            align="left",
        ),
    ).replace(":class_:", ":class:"),
    "links.rst": page(
        "8",
        ":medulla:mode:`dmz` :medulla:role:`ldap` :medulla:service:`web` :medulla:port:`111`",
        ":medulla:port:`4375` :medulla:flow:`server-to-workstation` :any:`9990/tcp`",
    ),
}
LANGUAGES = ("fr", "de")


def strings(language: str) -> dict[str, str]:
    """What is translated, both halves."""
    found: dict[str, str] = {}
    for folder, domain in ((LOCALE, "sphinx_medulla"), (RELEASE.parent / "locale", "medulla")):
        for each in read(folder / language / "LC_MESSAGES" / f"{domain}.po"):
            if each.id:
                found[str(each.id)] = str(each.string)
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Manual:
    return Manual(tmp_path_factory.mktemp("languages"), PAGES, RELEASED_CONF)


@pytest.fixture(scope="module", params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, whole: Manual) -> tuple[str, Built]:
    language: str = request.param
    built = whole.build("html", language, conf={"language": language})
    assert built.warnings == []
    return language, built


def test_the_pages_have_every_option_of_every_directive() -> None:
    written = "\n".join(PAGES.values())
    for name, directive in DIRECTIVES.items():
        blocks = re.findall(rf"\.\. {name}::.*\n((?:   :.*\n)*)", written)
        options = set(re.findall(r":([a-z]+):", "".join(blocks)))
        assert set(directive.option_spec or ()) <= options, name


def visible(text: str) -> Iterator[str]:
    """Everything that a reader of a page sees or hears, but for quoted words and names."""
    tree = html.document_fromstring(text)
    (body,) = tree.xpath('//div[@class="body"]')
    for element in body.xpath(
        './/code | .//a[@class="headerlink"] | .//div[contains(@class, "toctree-wrapper")]'
    ):
        element.drop_tree()
    yield from body.itertext()
    for element in body.iter():
        for name in ("title", "alt", "aria-label", "xlink:title"):
            if element.get(name):
                yield element.get(name)


def words_of(blocks: Iterator[str] | list[str]) -> set[str]:
    return {word for block in blocks for word in re.findall(r"[^\W\d_]{2,}", block)}


def untranslated_words() -> set[str]:
    """What is the same everywhere: protocols, hosts, settings, encryption, formats, codes."""
    same = ["tcp udp sctp TLS STARTTLS SSH", "CSV JSON", "MED", DATASET.product.name]
    same += [host for role in DATASET.roles.values() for host in role.host]
    for service in DATASET.services.values():
        same += [*service.setting, *(name for port in service.ports for name in port.setting)]
    return words_of(same)


def test_no_english_is_left_on_any_page(spoken: tuple[str, Built]) -> None:
    """Each word on a page is one of the translations, or one that no language changes."""
    language, built = spoken
    known = words_of(list(strings(language).values())) | untranslated_words()
    known |= {word.capitalize() for word in known}  # where a sentence begins with a phrase
    for name in PAGES:
        shown = words_of(list(visible(built.text(name.replace(".rst", ".html")))))
        assert len(shown) > 20
        assert shown - known == set(), name


def test_no_english_sentence_or_name_is_left(spoken: tuple[str, Built]) -> None:
    language, built = spoken
    changed = {old: new for old, new in strings(language).items() if old != new}
    pages = [
        " ".join(" ".join(visible(built.text(name.replace(".rst", ".html")))).split())
        for name in PAGES
    ]
    seen = 0
    for old, new in changed.items():
        if "%" in old or len(old) < 12:
            continue
        for shown in pages:
            assert " ".join(old.split()) not in shown, old
            seen += " ".join(new.split()) in shown
    assert seen > 150


def test_the_english_page_would_not_pass(whole: Manual) -> None:
    """Else the tests above could not fail."""
    built = whole.build("html", "en")
    shown = words_of([text for name in PAGES for text in visible(built.text(name[:-3] + "html"))])
    for language in LANGUAGES:
        known = words_of(list(strings(language).values())) | untranslated_words()
        assert {"Destination", "workstation", "encrypted"} <= shown - known


@pytest.mark.parametrize(
    ("builder", "suffix"), [("text", ".txt"), ("latex", ".tex"), ("epub", ".xhtml"), ("man", ".1")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_other_builders_speak_the_language_too(
    builder: str, suffix: str, language: str, whole: Manual
) -> None:
    built = whole.build(builder, f"{builder}-{language}", conf={"language": language})
    assert built.warnings == []
    text = "".join(path.read_text(encoding="utf-8") for path in built.out.rglob(f"*{suffix}"))
    for hyphen in ("\\sphinxhyphen{}", "\\-"):  # of LaTeX, and of man before docutils 0.22
        text = text.replace(hyphen, "-")
    plain = re.sub(r"<[^>]*>|[\s|+]+", " ", text)
    translated = strings(language)
    for old in ("Internal workstation", "Package server", "Destination ports", "Condition: "):
        assert old not in plain
    for old in ("Medulla server", "Connection", "Open question"):
        assert translated[old] in plain.replace("\u00a0", " ")


def test_a_chart_speaks_within_and_in_its_description(spoken: tuple[str, Built]) -> None:
    language, built = spoken
    translated = strings(language)
    tree = html.document_fromstring(built.text("charts.html"))
    first = tree.xpath("//*[local-name()='svg']")[0]
    title, description = (
        first.xpath(f"./*[local-name()='{name}']")[0].text for name in ("title", "desc")
    )
    server, mode = translated["Medulla server"], translated["Without a relay server"]
    assert title == translated["Flowchart – %s"] % mode
    assert f"→ {server}{translated[': ']}22/tcp" in description
    drawn = [" ".join(text.split()) for text in first.itertext()]
    assert server in drawn
    assert translated["Internal network"] in drawn
    assert any(
        text.startswith(translated["Flow %(number)s: %(from)s → %(to)s"][:4]) for text in drawn
    )


HOVER = {
    "fr": (
        "Si vous avez un serveur Medulla et un serveur relais en DMZ.",
        "Zone\u00a0: Réseau interne",
        "80/tcp HTTP, 443/tcp HTTPS\u00a0: HTTP et HTTPS, pour ",
        "111/tcp rpcbind\u00a0; 111/udp rpcbind\u00a0: Utilisé par Portmapper",
    ),
    "de": (
        "Wenn Sie einen Medulla-Server und einen Relay-Server in der DMZ haben.",
        "Zone: Internes Netz",
        "80/tcp HTTP, 443/tcp HTTPS: HTTP und HTTPS, für den Zugriff",
        "111/tcp rpcbind; 111/udp rpcbind: Von Portmapper",
    ),
}


def test_what_a_link_says_while_the_mouse_rests_on_it(spoken: tuple[str, Built]) -> None:
    language, built = spoken
    tree = html.document_fromstring(built.text("links.html"))
    titles = tree.xpath("//section//p/a/@title")
    assert len(titles) == 7
    for title, beginning in zip(titles, HOVER[language], strict=False):
        assert title.startswith(beginning)


def test_what_a_waived_rule_finds_is_said_in_the_language(manual: Make) -> None:
    waiver = "ignore: [{rule: MED604, ports: [9/udp], reason: Wanted.}]"
    mine = manual(
        {
            "index.rst": page("Plan", rst("findings")),
            "flows.yaml": SMALL.replace("ports: [4375/tcp, 9/udp]}", f"ports: [9/udp], {waiver}}}"),
        }
    )
    text = " ".join(mine.build("html", conf={"language": "fr"}).text("index.html").split())
    assert "est ouvert depuis la zone la moins fiable. (MED604)" in text
    assert "Exceptions connues" in text


def test_a_region_speaks_its_language(whole: Manual) -> None:
    built = whole.build("text", "region", conf={"language": "fr_CA"})
    assert built.warnings == []
    assert "Serveur Medulla" in built.text("index.txt")
    assert "Ports de destination" in built.text("index.txt")


def test_a_language_that_nobody_made_shows_the_words_of_the_dataset(whole: Manual) -> None:
    built = whole.build("text", "unknown", conf={"language": "es"})
    assert built.warnings == []
    assert "Medulla server" in built.text("index.txt")
    assert "Destination ports" in built.text("index.txt")


def test_published_words_say_their_language_where_it_is_another(manual: Make) -> None:
    pages = {
        "index.rst": page("0", rst("flows", "edged", errata="notes"), rst("errata")),
        "rest.rst": ":orphan:\n\n" + page("1", rst("ports", errata="notes"), rst("findings")),
        "flows.yaml": SMALL.replace(
            "  page: {title: The page,", "  page: {language: en-GB, title: The page,"
        ),
    }
    mine = manual(pages)
    for language, said in (("en", []), ("en_US", []), ("fr", ["en-GB"]), ("es", ["en-GB"])):
        built = mine.build("html", language, conf={"language": language})
        for name in ("index.html", "rest.html"):
            tree = html.document_fromstring(built.text(name))
            quotes = tree.xpath('//code[contains(preceding-sibling::text()[1], "ubli")]')
            assert quotes
            assert {tuple(quote.xpath("@lang")) for quote in quotes} == {tuple(said)}
            assert tree.xpath("//body//@lang") == said * len(quotes)
    for builder, name in (("text", "index.txt"), ("latex", "manual.tex")):
        with_language = mine.build(builder, f"{builder}-said", conf={"language": "fr"}).text(name)
        mine.edit("flows.yaml", "language: en-GB, ", "")
        assert mine.cold(builder, {"language": "fr"}).text(name) == with_language
        mine.edit("flows.yaml", "  page: {title", "  page: {language: en-GB, title")


# A manual's own words

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'


def po(**words: str) -> str:
    return HEAD + "".join(
        f'\nmsgid "{old.replace("_", " ")}"\nmsgstr "{new}"\n' for old, new in words.items()
    )


def french(make: Make, files: dict[str, str]) -> Manual:
    return make(files, CONF + 'language = "fr"\nlocale_dirs = ["lc"]\n')


TABLE = page("Plan", rst("flows", "plain"))


def test_the_manuals_own_catalogs_come_first(manual: Make) -> None:
    mine = french(
        manual,
        {
            "index.rst": TABLE,
            "lc/fr/LC_MESSAGES/index.po": po(Main_hub="Le moyeu", Client="Poste"),
            "lc/fr/LC_MESSAGES/sphinx_medulla.po": po(Destination_ports="Ports visés"),
            "locale/fr/LC_MESSAGES/flows.po": po(Main_hub="Centre", Archive="Archives"),
        },
    )
    text = mine.build("text").text("index.txt")
    assert "Poste → Le moyeu" in text
    assert "Archives" in text
    assert "Ports visés" in text
    assert "question ouverte" in text
    for other in ("Centre", "Main hub", "Ports de destination"):
        assert other not in text


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _unreadable(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "make_it", "line", "why"),
    [
        ("locale/{}flows.po", _unreadable(b"no catalog"), 1, "misformatted keyword in line 1"),
        ("locale/{}flows.po", _unreadable(po().encode() + b"\nno"), 4, "keyword in line 4"),
        ("locale/{}flows.po", _unreadable(b'msgid "\xff"'), 1, "can't decode byte 0xff"),
        (
            "locale/{}flows.po",
            _unreadable(po().replace("Document", "Content").replace("-8", "-99").encode()),
            1,
            "unknown encoding: utf-99",
        ),
        ("locale/{}flows.mo", _unreadable(b""), 1, "it is no catalog"),
        ("lc/{}other.mo", _unreadable(b"no catalog"), 1, "Bad magic number"),
        ("lc/{}sphinx_medulla.mo", _unreadable(b"no catalog"), 1, "Bad magic number"),
        pytest.param(
            "locale/{}flows.po",
            _pipe,
            1,
            "it is a device, a pipe or a socket, not a file",
            marks=pytest.mark.skipif(
                not hasattr(os, "mkfifo"), reason="Windows has no pipes with names"
            ),
        ),
    ],
)
def test_a_catalog_that_cannot_be_read_gives_one_warning_with_its_place(
    manual: Make, name: str, make_it: Callable[[Path], object], line: int, why: str
) -> None:
    mine = french(manual, {"index.rst": TABLE})
    path = mine.source / name.format("fr/LC_MESSAGES/")
    path.parent.mkdir(parents=True)
    make_it(path)
    (warning,) = mine.build("text").warnings
    assert f"{path}:{line}: WARNING: MED717 The catalog cannot be read, so its texts" in warning
    assert why in warning
    assert "[medulla.MED717]" in warning
    assert mine.build("text", conf={"suppress_warnings": ["medulla.MED717"]}).warnings == []


def test_a_catalog_that_may_not_be_read_gives_a_warning(
    manual: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = french(
        manual, {"index.rst": TABLE, "locale/fr/LC_MESSAGES/flows.po": po(Main_hub="Centre")}
    )
    opened = Path.open

    def refuse(path: Path, *more: Any, **named: Any) -> Any:
        if path.name == "flows.po":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)  # the tests may run as root, who may read all
        (warning,) = mine.build("text").warnings
        assert "flows.po:1: WARNING: MED717" in warning
        assert "Permission denied. [medulla.MED717]" in warning
    assert "Centre" in mine.build("text").text("index.txt")


def test_directives_are_written_in_the_language_of_the_dataset(manual: Make) -> None:
    mine = french(
        manual,
        {
            "index.rst": page(
                "Plan",
                rst("flows", "Without an edge", role="Main hub"),
                rst("flows", "Plain mode", group="What is around"),
                ":medulla:role:`Main hub` (:medulla:role:`Centre`), :medulla:role:`Hub`,",
                ":medulla:mode:`Without an edge`",
            ),
            "locale/fr/LC_MESSAGES/flows.po": po(
                Main_hub="Centre", Without_an_edge="Sans bord", What_is_around="Autour"
            ),
        },
    )
    built = mine.build("text", conf={"nitpicky": True})
    assert built.warnings == []
    text = built.text("index.txt")
    assert "Flux réseau – Sans bord (depuis ou vers\u00a0: Centre)" in text
    assert "(groupe\u00a0: Autour)" in text
    assert "Centre (Centre), Centre," in text
    assert text.strip().endswith("Sans bord")


@pytest.mark.parametrize("name", ["lc/fr/LC_MESSAGES/x.po", "locale/fr/LC_MESSAGES/flows.po"])
def test_a_changed_translation_outdates_the_pages_that_show_it(name: str, manual: Make) -> None:
    mine = french(
        manual,
        {
            "index.rst": page("Plan", ".. toctree::\n\n   flows\n   visitors\n"),
            "flows.rst": TABLE,
            "visitors.rst": page("V", rst("flows", "edged", from_="visitor")).replace(
                "from_", "from"
            ),
            name: po(Main_hub="Centre", Visitor="Visiteur"),
        },
    )
    assert "Centre" in mine.build().text("flows.html")
    mine.write({name: po(Main_hub="Moyeu", Visitor="Visiteur")})
    again = mine.build()
    assert again.read == ["flows"]
    assert "Moyeu" in again.text("flows.html")
    assert again.files() == mine.cold().files()


def test_changed_words_of_ours_outdate_all_pages_with_directives(manual: Make) -> None:
    mine = french(
        manual,
        {
            "index.rst": page("Plan", ".. toctree::\n\n   flows\n   other\n"),
            "flows.rst": TABLE,
            "other.rst": page("Other", "Nothing of ours."),
            "lc/fr/LC_MESSAGES/sphinx_medulla.po": po(From="De"),
        },
    )
    assert "Ports de destination" in mine.build().text("flows.html")
    mine.write({"lc/fr/LC_MESSAGES/sphinx_medulla.po": po(Destination_ports="Ports visés")})
    again = mine.build()
    assert "flows" in again.read
    assert "other" not in again.read
    assert "Ports visés" in again.text("flows.html")
    assert again.files() == mine.cold().files()


def test_another_language_outdates_all_pages(manual: Make) -> None:
    mine = manual({"index.rst": TABLE})
    assert "Destination ports" in mine.build("text").text("index.txt")
    again = mine.build("text", conf={"language": "de"})
    assert "Zielports" in again.text("index.txt")
    assert again.files() == mine.cold("text", {"language": "de"}).files()


def test_processes_side_by_side_speak_the_same(manual: Make) -> None:
    pages = {f"p{number}.rst": ":orphan:\n\n" + TABLE for number in range(12)}
    mine = french(manual, {"index.rst": TABLE, **pages})
    for jobs in "12":
        seed = {"PYTHONHASHSEED": jobs}
        done = mine.run("html", "-W", "-j", jobs, folder=f"-j{jobs}", environ=seed)
        assert (done.returncode, done.stderr) == (0, "")
    assert mine.ran("html", "-j1").files() == mine.ran("html", "-j2").files()
    assert "Ports de destination" in mine.ran("html", "-j2").text("p3.html")


# What translators get


def messages(built: Built, name: str) -> dict[str, list[tuple[str, int]]]:
    """The texts of a catalog, each with its places."""
    return {str(each.id): list(each.locations) for each in read(built.out / name) if each.id}


GETTEXT = {
    "index.rst": page("Plan", ".. toctree::\n\n   flows\n   charts\n"),
    "flows.rst": page(
        "Flows",
        rst("flows", "plain", columns="no connection ports", caption="My own words"),
        rst("modes"),
    ),
    "charts.rst": page("Charts", rst("flowchart", "edged")),
}


def line_of(text: str) -> int:
    lines = [number for number, line in enumerate(SMALL.splitlines(), 1) if text in line]
    assert len(lines) == 1
    return lines[0]


def test_a_pages_catalog_has_the_texts_that_it_shows_each_with_its_line(manual: Make) -> None:
    built = manual(GETTEXT).build("gettext")
    assert built.warnings == []
    flows, charts = messages(built, "flows.pot"), messages(built, "charts.pot")
    assert flows["Main hub"] == [("flows.yaml", line_of("name: Main hub"))]
    assert flows["Without an edge"] == [("flows.yaml", line_of("title: Without an edge"))]
    assert [place[0] for place in flows["My own words"]] == ["../../source/flows.rst"]
    shown = {
        text.words
        for text in texts(load(Path(built.out.parents[1] / "source" / "flows.yaml")).dataset)
    }
    assert set(flows) - shown == {"Flows", "My own words"}
    assert set(charts) - shown == {"Charts"}
    for elsewhere in ("Border", "Edge relay", "Pages for people.", "Sometimes"):
        assert elsewhere not in flows
    for text in ("Inside network", "Border", "Edge relay", "With an edge", "SSH"):
        ((name, line),) = charts[text]
        assert name == "flows.yaml"
        assert text in SMALL.splitlines()[line - 1]
    assert not any("/" in text or "→" in text for text in (*flows, *charts))


def test_lines_are_right_after_an_edit_that_moved_them(manual: Make) -> None:
    mine = manual(GETTEXT)
    before = messages(mine.build("gettext"), "charts.pot")
    mine.edit("flows.yaml", "format: 1\n", "# one\n# two\nformat: 1\n")
    again = mine.build("gettext")
    assert again.read == []
    after = messages(again, "charts.pot")
    moved = {
        text: [(name, line + 2 * (name == "flows.yaml")) for name, line in places]
        for text, places in before.items()
    }
    assert after == moved
    assert len(after) > 8
    assert again.files() == mine.cold("gettext").files()


def test_a_page_asks_for_the_texts_of_the_dataset_that_it_shows(whole: Manual) -> None:
    built = whole.build("gettext", "gettext")
    assert built.warnings == []
    found = messages(built, "rest.pot")
    known = {text.words for text in texts(DATASET)}
    assert set(found) - known == {"5", "6", "7"}
    lines = RELEASE.read_text(encoding="utf-8").splitlines()
    for text in ("Medulla server", "Backup", "you have a single Medulla server"):
        assert all(text in lines[line - 1] for _name, line in found[text])


@pytest.mark.dataset
def test_the_packaged_dataset_is_called_by_its_name(manual: Make) -> None:
    pages = {"index.rst": page("0", rst("modes"), rst("flows"), rst("flowchart"), rst("errata"))}
    built = manual(pages, CONF.replace('medulla_dataset = "flows.yaml"\n', "")).build("gettext")
    assert built.warnings == []
    found = messages(built, "index.pot")
    assert {name for places in found.values() for name, _line in places} == {
        "medulla.yaml",
        "../../source/index.rst",
    }
    lines = packaged_dataset().read_text(encoding="utf-8").splitlines()
    for mode in load(packaged_dataset()).dataset.modes.values():
        assert all(mode.title in lines[line - 1] for _name, line in found[mode.title])


def test_what_translators_made_of_a_pages_catalog_is_shown(manual: Make) -> None:
    """The whole way round: a page's catalog, a translation under its name, the page."""
    mine = french(manual, GETTEXT)
    found = messages(mine.build("gettext", "catalogs"), "charts.pot")
    words = {text: f"«{number}»" for number, text in enumerate(found)}
    mine.write({"lc/fr/LC_MESSAGES/charts.po": po(**words)})
    tree = html.document_fromstring(mine.build().text("charts.html"))
    (chart,) = tree.xpath("//*[local-name()='svg']")
    drawn = words_of(list(chart.itertext()))
    assert (
        drawn
        - words_of(["tcp udp Schéma des Flux flux port non précisé facultatif time.example.org"])
        == set()
    )


def test_a_dataset_that_does_not_load_leaves_no_message(manual: Make) -> None:
    mine = manual(GETTEXT | {"flows.yaml": "format: 1\n"})
    built = mine.build("gettext")
    assert any("flows.yaml" in line for line in built.warnings)
    assert set(messages(built, "charts.pot")) == {"Charts"}
