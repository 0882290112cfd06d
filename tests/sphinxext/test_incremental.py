"""A build after a change gives the bytes of a cold build, and reads only the pages that it must."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from manuals import CONF, SMALL, Manual, difference, page, rst

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.files import TEMPORARY
from sphinx_medulla.sphinxext import dataset_source, incremental, package_fingerprint

pytestmark = pytest.mark.each_sphinx

FILES = {
    "index.rst": page(
        "Manual",
        ".. toctree::\n\n   choice\n   plain\n   edged\n   charts\n   part\n   ports\n   other\n"
        "   files\n",
        "See :ref:`medulla-flow-client-to-hub`, :ref:`medulla-role-hub` and "
        ":ref:`the edge <medulla-mode-edged>`.\n",
    ),
    "choice.rst": page("Choice", rst("modes"), rst("flow-rules")),
    "plain.rst": page("Plain", rst("flows", "plain"), rst("flowchart", "plain")),
    "edged.md": "# Edged\n\n```{medulla-flows} edged\n:group: core\n:errata: notes\n```\n",
    "charts.rst": page("Charts", rst("flowchart", "edged", role="edge", stamp="")),
    "part.rst": page("Part", rst("flows", "edged", role="visitor", columns="no, id, ports")),
    "ports.rst": page("Ports", rst("ports"), rst("ports", mode="plain", layout="table")),
    "other.rst": page("Other", "Nothing of ours.\n"),
    "files.rst": page("Files", rst("flows", "edged", to="edge", download="csv json")),
    "errata.rst": ":orphan:\n\n" + page("Errata", rst("errata")),
    "alias.rst": ":orphan:\n\n" + page("Alias", rst("flows", "Plain mode", port="53")),
    "nowhere.rst": ":orphan:\n\n"
    + page("Nowhere", rst("flows", "plain", port="65000", empty="ok")),
    "flows.yaml": SMALL.replace(
        "  visitor: {name: Visitor, zone: internet}\n",
        "  visitor:\n    name: Visitor\n    zone: internet\n"
        "    errata: [{at: name, published: Guest, reason: Not invited.}]\n",
    ),
    # Sphinx itself does not write pages again whose neighbours moved
    "_templates/layout.html": """{% extends "!layout.html" %}{% set rellinks = [] %}
{% block linktags %}{% endblock %}{% block relbar1 %}{% endblock %}{% block relbar2 %}{% endblock %}
""",
    "conf.py": CONF + 'templates_path = ["_templates"]\nhtml_sidebars = {"**": []}\n',
}

Make = Callable[..., Manual]
Change = Callable[[Manual], dict[str, Any] | None]


def edit(old: str, new: str, name: str = "flows.yaml") -> Change:
    """A change of one place in one file."""
    return lambda manual: manual.edit(name, old, new)


def conf(**values: Any) -> Change:
    return lambda _manual: values


def move(manual: Manual) -> None:
    """Let another page show the table of the plain mode."""
    manual.write(
        {
            "plain.rst": page("Plain", rst("flowchart", "plain")),
            "other.rst": page("Other", rst("flows", "plain")),
        }
    )


def delete_page(manual: Manual) -> None:
    (manual.source / "plain.rst").unlink()
    for built in (manual.root / "build").rglob("plain.*"):  # which Sphinx leaves there
        built.unlink()
    manual.edit("index.rst", "   plain\n", "")


def alias_moves(manual: Manual) -> None:
    """Let the other mode have the name that a page uses."""
    manual.edit("flows.yaml", "    aliases: [Plain mode]\n", "")
    title = "    title: With an edge\n"
    manual.edit("flows.yaml", title, title + "    aliases: [Plain mode]\n")


LAST_CORE = next(line for line in SMALL.splitlines() if "id: visitor-to-edge" in line)
NEW_FLOW = "  - {id: new, from: visitor, to: edge, modes: [edged], ports: [8/tcp]}\n"
NEW_MODE = "modes:\n  third: {title: Third, when: you like}\n"

EVERY = sorted(name.partition(".")[0] for name in FILES if name.endswith((".rst", ".md")))
ALL = ["charts", "choice", "edged", "errata", "part", "plain", "ports"]
TABLES = ["alias", "charts", "edged", "errata", "files", "plain", "ports"]

CHANGES: dict[str, tuple[Change, list[str]]] = {
    # what is changed, and the pages that are read again, and no others
    "nothing": (lambda _manual: None, []),
    "a remark": (edit("# A product", "# The product"), []),
    "ports of one flow": (
        edit("ports: [4375/tcp, 9/udp]", "ports: [4376/tcp, 9/udp]"),
        ["charts", "edged", "files", "part"],
    ),
    "ports of another flow": (edit("ports: [123/udp]", "ports: [124/udp]"), ["plain"]),
    "the place of an erratum": (
        edit("published: Somehow used.", "published: Used."),
        ["errata"],
    ),
    "a name of a role": (
        edit("{name: Edge relay,", "{name: The edge,"),
        ["charts", "edged", "errata", "files", "part", "ports"],
    ),
    "the name of a role that has a label": (edit("{name: Main hub,", "{name: Hub 1,"), TABLES),
    "the title of a mode": (
        edit("title: Without an edge", "title: No edge"),
        ["alias", "choice", "errata", "nowhere", "plain", "ports"],
    ),
    "a condition of a mode": (
        edit("when: you have a hub\n", "when: you have one\n"),
        ["choice"],
    ),
    "a new mode": (edit("modes:\n  plain:", NEW_MODE + "  plain:"), ["choice"]),
    "a mode that goes": (
        lambda manual: manual.write({"flows.yaml": without_edge(SMALL)}),
        ["charts", "choice", "edged", "errata", "files", "part", "plain", "ports"],
    ),
    "a flow that comes first": (
        # all numbers of its mode move, and the colours of initiators without a slot everywhere
        edit("  - id: client-to-hub\n", NEW_FLOW + "  - id: client-to-hub\n"),
        ["alias", "charts", "edged", "files", "part", "plain"],
    ),
    "a flow that comes last": (
        edit("  - {id: hub-to-archive,", NEW_FLOW + "  - {id: hub-to-archive,"),
        ["charts", "edged", "files", "part"],
    ),
    "a flow that goes": (
        edit(f"{LAST_CORE}\n", ""),
        ["charts", "edged", "files", "part", "ports"],
    ),
    "a flow with another id": (edit("{id: hub-to-clock,", "{id: hub-to-time,"), ["plain"]),
    "colours that move on": (
        edit(
            "  - id: client-to-hub\n",
            "  - {id: new, from: archive, to: hub, modes: [plain], ports: [8/tcp]}\n"
            "  - id: client-to-hub\n",
        ),
        ["alias", "charts", "edged", "files", "part", "plain"],
    ),
    "the order of roles": (
        edit(
            "  edge: {name: Edge relay, zone: border, kind: relay}\n"
            "  client: {name: Client, zone: inside, several: true}\n",
            "  client: {name: Client, zone: inside, several: true}\n"
            "  edge: {name: Edge relay, zone: border, kind: relay}\n",
        ),
        [],
    ),
    "the order of zones": (
        edit(
            "  internet: {name: Internet}\n  border: {name: Border}\n",
            "  border: {name: Border}\n  internet: {name: Internet}\n",
        ),
        ["charts"],
    ),
    "a source that nobody cites": (
        edit("sources:\n", "sources:\n  unused: {title: Nobody cites it}\n"),
        [],
    ),
    "a rule": (edit("  - Ports are those", "  - All ports are those"), ["choice"]),
    "an erratum of a role": (
        edit("reason: Not invited.", "reason: Invited."),
        ["errata"],
    ),
    "the place of a role with an erratum": (
        lambda manual: manual.write(
            {"part.rst": page("Part"), "other.rst": page("Other", FILES["part.rst"])}
        ),
        ["other", "part"],
    ),
    "an alias that means another mode": (
        alias_moves,
        ["alias"],
    ),
    "a port that is nowhere any more": (
        edit("[65000/sctp]", "[65001/sctp]"),
        ["nowhere", "ports"],
    ),
    "the revision": (edit("revision: 2026-11-24", "revision: 2026-11-25"), ["charts", "files"]),
    "the product": (edit("{name: Acme,", "{name: Ace,"), ["charts", "files"]),
    "a description of a service": (
        edit("description: Wakes machines.", "description: Wakes up."),
        ["files", "ports"],
    ),
    "a directive that moves to another page": (move, ["other", "plain"]),
    "a page that goes": (delete_page, ["index"]),
    "a place that moves to a page before": (
        edit("=\n", "=\n\n" + rst("flows", "edged") + "\n", "other.rst"),
        ["other"],
    ),
    "the order of pages": (
        edit("   plain\n   edged\n", "   edged\n   plain\n", "index.rst"),
        ["index"],
    ),
    "corrections in all tables": (conf(medulla_errata="notes"), EVERY),
    "a stamp everywhere": (conf(medulla_stamp=True), EVERY),
    "an option": (edit(":group: core", ":group: around", "edged.md"), ["edged"]),
    "a language": (conf(language="en_GB"), EVERY),
}


def without_edge(text: str) -> str:
    """The dataset with one mode only; its flows hold in the other one."""
    start, end = text.index("  edged:\n"), text.index("flows:\n")
    flows = text[end:].replace("[plain, edged]", "[plain]").replace("[edged]", "[plain]")
    return text[:start] + flows


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Manual]:
    """A manual as it was built before any change; always in one place, as Sphinx wants it."""
    kept: dict[str, Path] = {}

    def make(builder: str) -> Manual:
        if builder not in kept:
            root = tmp_path_factory.mktemp(builder)
            kept[builder] = root
            assert Manual(root / "manual", FILES).build(builder).warnings == []
            shutil.copytree(root / "manual", root / "kept")
        root = kept[builder]
        shutil.rmtree(root / "manual")
        shutil.copytree(root / "kept", root / "manual")
        return Manual(root / "manual", {})

    return make


@pytest.mark.parametrize("change", CHANGES)
def test_html_is_as_from_a_cold_build(change: str, restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    make, pages = CHANGES[change]
    values = make(manual)
    again = manual.build(conf=values)
    cold = manual.cold(conf=values)
    assert difference(again, cold) == []
    assert again.warnings == [line for line in cold.warnings if "\x00" not in line]
    assert sorted(again.read) == pages


SOME = [
    "nothing",
    "ports of one flow",
    "the name of a role that has a label",
    "a flow that goes",
    "a directive that moves to another page",
    "the place of a role with an erratum",
    "the order of pages",
    "corrections in all tables",
]
"""What is tried with the other builders too."""


@pytest.mark.heavy
@pytest.mark.parametrize("builder", ["text", "latex", "gettext", "epub", "xml", "man"])
@pytest.mark.parametrize("change", SOME)
def test_other_builders_are_as_from_a_cold_build(
    change: str, builder: str, restored: Callable[[str], Manual]
) -> None:
    manual = restored(builder)
    values = CHANGES[change][0](manual)
    assert difference(manual.build(builder, conf=values), manual.cold(builder, values)) == []


@pytest.mark.parametrize("change", SOME)
def test_a_second_builder_with_the_same_doctrees_is_not_behind(
    change: str, restored: Callable[[str], Manual]
) -> None:
    """As with ``make html text``: the first one reads the pages again, both must write them."""
    manual = restored("html")
    manual.build("text")
    values = CHANGES[change][0](manual)
    manual.build("html", conf=values)
    again = manual.build("text", conf=values)
    assert difference(again, manual.cold("text", values)) == []


def test_a_builder_that_nothing_is_known_of_is_not_behind(
    restored: Callable[[str], Manual],
) -> None:
    """As where somebody deleted what we keep beside the environment."""
    manual = restored("html")
    manual.build("text")
    CHANGES["ports of one flow"][0](manual)
    manual.build("html")
    shutil.rmtree(manual.root / "build" / "doctrees" / "medulla")
    assert difference(manual.build("text"), manual.cold("text")) == []


@pytest.mark.parametrize("condition", ["html", "latex"])
def test_a_condition_that_goes(condition: str, manual: Make) -> None:
    """The page shows the same directive, now in every builder."""
    table = rst("flows", "plain")
    only = f".. only:: {condition}\n\n" + "".join(f"   {line}\n" for line in table.splitlines())
    index = page("Manual", ".. toctree::\n\n   plain\n", ":medulla:mode:`plain`\n")
    made = manual({"index.rst": index, "plain.rst": page("Plain", only)})
    made.build()
    made.write({"plain.rst": page("Plain", table)})
    again = made.build()
    assert again.warnings == []
    assert difference(again, made.cold()) == []


OF_AUTHOR = ".. _medulla-mode-plain:\n\nOf the author\n-------------\n\nWords.\n"


def test_a_label_of_the_author_that_is_one_of_ours(manual: Make) -> None:
    """Ours leads on, each build says so, and the author's leads on where it is the only one."""
    index = page("Manual", ".. toctree::\n\n   own\n   shown\n   text\n")
    shown = page("Shown", rst("flows", "plain"))
    text = page("Text", ":ref:`medulla-mode-plain`\n")
    own = page("Own", OF_AUTHOR)
    made = manual({"index.rst": index, "own.rst": own, "shown.rst": shown, "text.rst": text})
    (told,) = made.build().warnings
    assert re.search(r"own\.rst:\d+: WARNING: MED714 References to 'medulla-mode-plain' lead", told)
    for changes, leads_to in (
        ({"own.rst": own + "\nMore.\n"}, "shown.html"),
        ({"text.rst": text + "\nMore.\n"}, "shown.html"),
        ({"shown.rst": page("Shown", "Nothing.\n")}, "own.html"),
        ({"shown.rst": shown}, "shown.html"),
        ({"own.rst": page("Own", "Words.\n"), "text.rst": text}, "shown.html"),
        ({"own.rst": own}, "shown.html"),
        ({"shown.rst": page("Shown", "Nothing.\n"), "own.rst": own + "\nMore.\n"}, "own.html"),
    ):
        made.write(changes)
        again, cold = made.build(), made.cold()
        assert again.warnings == cold.warnings
        assert difference(again, cold) == []
        assert f'href="{leads_to}#medulla-mode-plain"' in again.text("text.html")


@pytest.mark.parametrize("condition", ["edition == 2", "builder == 'text'", "no_such_name"])
def test_what_ifconfig_takes_out_is_not_where_a_thing_is_shown(
    condition: str, manual: Make
) -> None:
    conf = CONF + 'extensions += ["sphinx.ext.ifconfig"]\nedition = 1\n'
    conf += "def setup(app):\n    app.add_config_value('edition', 0, 'env')\n"
    table = rst("flows", "plain")
    hidden = f".. ifconfig:: {condition}\n\n" + "".join(f"   {one}\n" for one in table.split("\n"))
    index = page("Manual", ".. toctree::\n\n   first\n   second\n", ":medulla:mode:`plain`\n")
    files = {"index.rst": index, "first.rst": page("First", hidden)}
    made = manual(files | {"second.rst": page("Second", table)}, conf)
    assert 'href="second.html#medulla-mode-plain"' in made.build().text("index.html")
    made.edit("conf.py", "edition = 1", "edition = 2")
    again = made.build()
    assert difference(again, made.cold()) == []
    first = "first" if condition == "edition == 2" else "second"
    assert f'href="{first}.html#medulla-mode-plain"' in again.text("index.html")


@pytest.mark.filterwarnings("ignore:'myst_parser")  # which Sphinx warns of
@pytest.mark.parametrize("link", ["[](#medulla-role-hub)", "[it](<project:#medulla-role-hub>)"])
def test_a_link_of_markdown_follows_its_label(link: str, manual: Make) -> None:
    """Which MyST makes a reference to only after the pages' references were noted."""
    pages = {
        "index.rst": page("Manual", ".. toctree::\n\n   linked\n   first\n   second\n"),
        "linked.md": f"# Linked\n\n{link}\n",
        "first.rst": page("First", rst("flows", "plain")),
        "second.rst": page("Second", "Nothing yet.\n"),
    }
    made = manual(pages)
    assert made.build().warnings == []
    made.write({"first.rst": pages["second.rst"], "second.rst": pages["first.rst"]})
    assert difference(made.build(), made.cold()) == []


def test_a_name_that_means_two_things_is_missed(manual: Make) -> None:
    """Though nothing changes of what it meant."""
    index = page("Manual", rst("flows", "plain", role="Hub"))
    made = manual({"index.rst": index, "other.rst": ":orphan:\n\n" + rst("flows", role="hub")})
    assert made.build().warnings == []
    made.edit("flows.yaml", "{name: Visitor, zone", "{name: Visitor, aliases: [Hub], zone")
    again, cold = made.build(), made.cold()
    assert again.read == ["index"]
    assert again.warnings == cold.warnings != []
    assert difference(again, cold) == []


def test_a_role_in_focus_that_goes_is_missed(manual: Make) -> None:
    """Also where no flow of the chart has it."""
    made = manual({"index.rst": page("Manual", rst("flowchart", "plain", focus="idle"))})
    made.edit("flows.yaml", "services:\n", "  idle: {name: Idle}\nservices:\n")
    assert made.build().warnings == []
    made.edit("flows.yaml", "  idle: {name: Idle}\n", "")
    again, cold = made.build(), made.cold()
    assert again.warnings == cold.warnings != []
    assert difference(again, cold) == []


def test_a_warning_with_other_words_is_given(manual: Make) -> None:
    """The block itself shows nothing, as before."""
    made = manual({"index.rst": page("Manual", rst("flows", "plain", port="65000"))})
    assert made.build().warnings == made.cold().warnings
    made.edit("flows.yaml", "modes:\n  plain:", NEW_MODE + "  plain:")
    again = made.build()
    assert again.read == ["index"]
    assert again.warnings == made.cold().warnings
    assert "The modes are third, plain and edged." in again.warnings[0]


def test_services_of_one_port_are_in_the_order_of_the_dataset(manual: Make) -> None:
    """In the index of ports, too, where nothing but their order changes."""
    first, second, third = (
        f"  at-{name}: {{name: At {name}, ports: [8443/tcp], listens_on: [{name}]}}\n"
        for name in ("hub", "edge", "client")
    )
    data = SMALL.replace("  ssh:\n", f"{first}{second}{third}  ssh:\n", 1)
    made = manual({"index.rst": page("Manual", rst("ports")), "flows.yaml": data})
    made.build()
    made.edit("flows.yaml", second + third, third + second)
    assert difference(made.build(), made.cold()) == []


@pytest.mark.parametrize("check", ["off", "warning"])
def test_a_folder_that_cannot_be_written_makes_no_build_worse(check: str, manual: Make) -> None:
    """Here a file is in the place of the folder, which not even root can write into."""
    pages = {"index.rst": page("Manual", rst("flows", "plain"), rst("flowchart", "plain"))}
    made = manual(pages, CONF.replace('"off"', f'"{check}"'))
    doctrees = made.root / "build" / "doctrees"
    doctrees.mkdir(parents=True)
    (doctrees / "medulla").touch()
    made.build()
    made.edit("flows.yaml", "name: Main hub", "name: The hub")
    again, cold = made.build(), made.cold()
    assert again.read == ["index"]
    assert again.warnings == cold.warnings
    assert difference(again, cold) == []


PREVIEW = """
from pathlib import Path
from sphinx.application import Sphinx
def main(arguments):
    source, out = arguments[-2:]
    app = Sphinx(source, source, out, out + "-doctrees", "text", status=None)
    flows = Path(source, "flows.yaml")
    for old, new in ("", ""), ("to: hub\\n", "to: hbu\\n"), ("name: Main hub", "name: The hub"):
        text = flows.read_text()
        flows.write_text(text.replace(old, new, 1) if old else text)
        app.build()
        flows.write_text(text if "hbu" in new else flows.read_text())
    return 0
"""


def test_an_application_that_builds_again_sees_the_dataset_of_today(manual: Make) -> None:
    """As live previews do: each build reads what is there, and says what is wrong with it."""
    made = manual({"index.rst": page("Manual", rst("flows", "plain"), ":medulla:role:`hub`\n")})
    done = made.run("text", code=PREVIEW)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("hbu") == 1
    assert "The hub" in made.ran("text").text("index.txt")
    assert difference(made.ran("text"), made.cold("text")) == []


PREVIEW_OF_PAGES = """
from sphinx.application import Sphinx
def main(arguments):
    source, out = arguments[-2:]
    app = Sphinx(source, source, out, out + "-doctrees", "html", status=None)
    app.build()
    app.build(force_all=True)
    return 0
"""


def test_an_application_that_builds_again_has_nothing_of_ours_on_other_pages(manual: Make) -> None:
    """Sphinx gives each page of a later build what the application was given in an earlier one."""
    index = page("Manual", ".. toctree::\n\n   other\n", rst("flows", "plain"))
    made = manual({"index.rst": index, "other.rst": page("Other")})
    done = made.run("html", code=PREVIEW_OF_PAGES)
    assert done.returncode == 0, done.stderr
    built = made.ran("html")
    assert built.text("index.html").count("medulla.js") == 1
    for name in ("other.html", "search.html", "genindex.html"):
        assert not re.search(r"medulla[-a-z]*\.(js|css)", built.text(name)), name
    assert difference(built, made.cold()) == []


BROKEN = SMALL.replace("from: client\n    to: hub", "from: cleint\n    to: hub")


def test_a_dataset_that_breaks_and_is_mended(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    whole = (manual.source / "flows.yaml").read_text(encoding="utf-8")
    manual.write({"flows.yaml": BROKEN})
    broken, cold = manual.build(), manual.cold()
    assert difference(broken, cold) == []
    shown = sorted(found.removesuffix(".rst").removesuffix(".md") for found in FILES)
    assert sorted(broken.read) == [name for name in shown if name in broken.read]
    assert "other" not in broken.read
    ours = [line for line in broken.warnings if "[medulla.MED" in line]
    assert len(ours) == 1
    assert "did you mean" in ours[0].lower()

    again = manual.build()
    assert again.read == []
    assert [line for line in again.warnings if "[medulla.MED" in line] == ours
    assert difference(again, cold) == []

    manual.write({"flows.yaml": whole})
    mended = manual.build()
    assert sorted(mended.read) == sorted(broken.read)
    assert mended.warnings == []
    assert difference(mended, manual.cold()) == []


def test_a_dataset_that_breaks_in_another_way(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    manual.write({"flows.yaml": BROKEN})
    manual.build()
    manual.write({"flows.yaml": "format: 1\n"})
    again = manual.build()
    assert any(
        "flows.yaml:1: WARNING" in line and "[medulla.MED" in line for line in again.warnings
    )
    assert again.read == []
    assert difference(again, manual.cold()) == []


def test_a_dataset_that_appears(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    whole = (manual.source / "flows.yaml").read_text(encoding="utf-8")
    (manual.source / "flows.yaml").unlink()
    gone = manual.build()
    ours = [line for line in gone.warnings if "[medulla.MED" in line]
    assert len(ours) == 1
    assert "conf.py:" in ours[0].partition(" WARNING: ")[0]  # where the file is named
    assert "flows.yaml: The file cannot be read" in ours[0]
    assert difference(gone, manual.cold()) == []
    manual.write({"flows.yaml": whole})
    assert difference(manual.build(), manual.cold()) == []


def test_words_that_did_not_fit_are_tried_again_with_another_dataset(
    restored: Callable[[str], Manual],
) -> None:
    manual = restored("html")
    manual.write({"other.rst": page("Other", rst("flows", "third", empty="ok"))})
    assert len(manual.build().warnings) == 1
    assert manual.build().read == []
    manual.edit("flows.yaml", "modes:\n  plain:", NEW_MODE + "  plain:")
    again = manual.build()
    assert "other" in again.read
    assert again.warnings == []
    assert difference(again, manual.cold()) == []


def test_a_mode_that_goes_is_missed(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    manual.write({"flows.yaml": without_edge(SMALL)})
    again = manual.build()
    missed = sorted(line.split(":")[0].rpartition("/")[2] for line in again.warnings)
    assert missed == ["charts.rst", "edged.md", "files.rst", "index.rst", "part.rst"]


def test_pages_that_a_build_left_out_are_written_by_the_next(
    restored: Callable[[str], Manual],
) -> None:
    """A build of named pages owes the others what moved."""
    manual = restored("html")
    move(manual)
    manual.build(named=["other.rst"])
    assert difference(manual.build(), manual.cold()) == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_an_index_that_is_empty_goes(builder: str, manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("flows", "plain"), rst("ports"))})
    assert any("portindex" in name for name in made.build(builder).files())
    made.edit("index.rst", rst("ports"), "")
    assert difference(made.build(builder), made.cold(builder)) == []


WAIVER = """\
    ignore:
      - {rule: MED409, from: clock, to: visitor, question: Never?}
"""
REMARKS: dict[str, tuple[str, str]] = {
    "the order of groups": (
        "  core: {title: The core}\n  around: {title: What is around}\n",
        "  around: {title: What is around}\n  core: {title: The core}\n",
    ),
    "the ends of a flow that another is like": (
        "  - id: like-this\n    from: client\n",
        "  - id: like-this\n    from: archive\n",
    ),
    "the name of a role that a waiver names": ("clock: {name: time", "clock: {name: clock"),
}


@pytest.mark.parametrize("change", REMARKS)
def test_lists_of_remarks_show_what_they_mention(change: str, manual: Make) -> None:
    """In order, and with the names of what has no remark of its own."""
    flows = "  - id: like-this\n    from: client\n    to: hub\n    modes: [plain]\n    ports: [1]\n"
    data = SMALL.replace("      flow: client-to-hub\n", "      flow: like-this\n")
    data = data.replace("    roles: [hub, client]\n", "    roles: [hub, client]\n" + WAIVER)
    data = data.replace("to: archive, ports: [443/tcp]", "to: archive, note: N, ports: [443/tcp]")
    data = data.replace(", note: N", ", errata: [{at: row, published: R, reason: R.}]")
    files = {"errata.rst": page("E", rst("errata")), "findings.rst": page("F", rst("findings"))}
    index = page("Manual", ".. toctree::\n\n   errata\n   findings\n")
    made = manual({"index.rst": index, "flows.yaml": data + flows, **files})
    assert made.build().warnings == []
    made.edit("flows.yaml", *REMARKS[change])
    assert difference(made.build(), made.cold()) == []


def test_other_code_outdates_what_an_earlier_one_made(
    restored: Callable[[str], Manual], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade, whether the version says so or not."""
    shutil.copytree(package_fingerprint.PACKAGE, tmp_path / "package")
    print_of = package_fingerprint.package_print.__wrapped__
    before = print_of(tmp_path / "package")
    assert print_of(tmp_path / "package") == before
    for name in ("dataset/ports.py", "checker/analysis/well_known_services.yaml"):
        changed = tmp_path / "package" / name
        changed.write_text(changed.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
        other = print_of(tmp_path / "package")
        assert other != before
        before = other
    manual = restored("html")
    for module in (incremental, dataset_source):
        monkeypatch.setattr(module, "package_print", lambda: other)
    again = manual.build()
    assert {*ALL, *TABLES} <= {*again.read}
    assert "other" not in again.read


def test_many_changes_one_after_the_other(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    for change in ("ports of one flow", "a flow with another id", "a rule", "a place that moves"):
        make = next(found for name, (found, _) in CHANGES.items() if name.startswith(change))
        make(manual)
        again = manual.build()
    assert difference(again, manual.cold()) == []


def test_processes_side_by_side_write_the_same(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    many = {f"more{number}.rst": ":orphan:\n\n" + FILES["plain.rst"] for number in range(12)}
    manual.write(many)
    for jobs in "12":
        seed = {"PYTHONHASHSEED": jobs}
        done = manual.run("html", "-W", "-j", jobs, folder=f"-j{jobs}", environ=seed)
        assert (done.returncode, done.stderr) == (0, "")
    serial, parallel = (manual.ran("html", folder) for folder in ("-j1", "-j2"))
    assert len(serial.files()) > 20
    assert difference(serial, parallel) == []

    CHANGES["ports of another flow"][0](manual)
    done = manual.run("html", "-W", "-j", "2", folder="-j2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 added, 13 changed, 0 removed" in done.stdout
    manual.run("html", "-W", "-j", "1", folder="cold")
    assert difference(parallel, manual.ran("html", "cold")) == []


LOOK = """
from sphinx.cmd.build import main
def after():
    names = {"pydantic_core", "graphviz", "pygraphviz", "sphinx_medulla.dataset.model"}
    names |= {"sphinx_medulla.dataset.names", "sphinx_medulla.render.document"}
    print("IMPORTED", sorted(names & set(sys.modules)))
"""


def test_a_build_without_a_change_imports_nothing_of_the_dataset(
    restored: Callable[[str], Manual],
) -> None:
    manual = restored("html")
    first = manual.run("html", code=LOOK)
    imported = ["graphviz", "pydantic_core", "sphinx_medulla.dataset.model"]
    imported += ["sphinx_medulla.dataset.names", "sphinx_medulla.render.document"]
    assert f"IMPORTED {imported}" in first.stdout.splitlines()
    again = manual.run("html", "-W", code=LOOK)
    assert again.returncode == 0
    assert "0 added, 0 changed, 0 removed" in again.stdout
    assert "IMPORTED []" in again.stdout.splitlines()


def test_an_unchanged_dataset_is_not_parsed_again(restored: Callable[[str], Manual]) -> None:
    manual = restored("html")
    manual.run("html")
    manual.edit("other.rst", "Nothing of ours.", rst("flows", "plain"))
    again = manual.run("html", "-W", code=LOOK)
    assert again.returncode == 0
    assert "pydantic" not in again.stdout.splitlines()[-1]
    assert "sphinx_medulla.dataset.model" in again.stdout.splitlines()[-1]


def test_a_file_that_changes_during_a_build_is_what_it_was_at_first(tmp_path: Path) -> None:
    """Else what was kept under the digest of one content would be another one's dataset."""
    path = tmp_path / "flows.yaml"
    path.write_text(SMALL, encoding="utf-8")
    first = dataset_source.DatasetSource(path, tmp_path / "kept")
    assert first.file_print
    path.write_text(SMALL.replace("revision: ", "revision: x"), encoding="utf-8")
    read = first.dataset
    path.write_text(SMALL, encoding="utf-8")
    again = dataset_source.DatasetSource(path, tmp_path / "kept")
    assert again.file_print == first.file_print
    assert again.dataset == read == load_text(SMALL, "flows.yaml").dataset


def test_pages_may_depend_on_the_file_of_the_dataset(manual: Make) -> None:
    files = {
        "index.rst": page("Manual", ".. toctree::\n\n   flows\n"),
        "flows.rst": page("Flows", rst("modes")),
    }
    made = manual(files, CONF + "medulla_note_dependency = True\n")
    made.build("dummy")
    made.write({"flows.yaml": f"{SMALL}# Nothing that a page shows.\n"})
    assert made.build("dummy").read == ["flows"]
    assert made.build("dummy", conf={"medulla_note_dependency": False}).read == ["flows", "index"]
    made.write({"flows.yaml": SMALL})
    assert made.build("dummy", conf={"medulla_note_dependency": False}).read == []


def test_a_dataset_is_looked_up_beside_the_sources_first(tmp_path: Path) -> None:
    old, today = tmp_path / "old" / "docs", tmp_path / "today" / "docs"
    for folder in (old, today):
        folder.mkdir(parents=True)
    (today.parent / "flows.yaml").touch()
    assert dataset_source.dataset_file("../flows.yaml", [old, today]) == today.parent / "flows.yaml"
    (old.parent / "flows.yaml").touch()
    assert dataset_source.dataset_file("../flows.yaml", [old, today]) == old.parent / "flows.yaml"
    for impossible in ("a\0b", "a" * 5000, "missing.yaml"):
        assert dataset_source.dataset_file(impossible, [old, today]) == today / impossible


@pytest.mark.parametrize("folder", ["", "sub/"])
def test_what_generate_makes_beside_its_folder_has_no_pages(tmp_path: Path, folder: str) -> None:
    name = f"{folder}{TEMPORARY}0123456789abcdef/new/index.rst"
    manual = Manual(tmp_path, {"index.rst": page("Manual"), name: page("Half")}, CONF)
    built = manual.build()
    assert built.read == ["index"]
    assert built.warnings == []
