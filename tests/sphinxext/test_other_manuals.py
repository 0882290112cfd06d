"""Manuals as others would write them: each builder, in parallel, and again without a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from manuals import Manual, copied

OTHERS = ("french", "german", "other_product", "design", "writing")
BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "gettext",
    "dummy",
)
AWKWARD = "Handbücher & Pläne (für Ärzte)"
"""A folder as people have them, with spaces and letters that are not ASCII."""

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Manual:
    """A copy of a manual, in an awkward folder."""
    return copied(request.param, tmp_path_factory.mktemp("others") / AWKWARD)


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """The files of an output, and when each was written."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_manual_builds_without_a_warning_and_again(other: Manual, builder: str) -> None:
    folder = "gettext" if builder == "gettext" else "run"  # it shares an environment with no other
    options = ("-W", "--keep-going", "-j", "2")
    first = other.run(builder, *options, folder=folder)
    assert first.returncode == 0, first.stderr
    assert not first.stderr
    before = state(other.ran(builder, folder).out)
    again = other.run(builder, *options, folder=folder)
    assert again.returncode == 0, again.stderr
    assert not again.stderr
    assert ", 0 changed, 0 removed" in again.stdout
    after = state(other.ran(builder, folder).out)
    pages = [name for name in before if name.endswith((".html", ".txt", ".xml", ".xhtml"))]
    assert {name: before[name][1] for name in pages} == {name: after[name][1] for name in pages}
    assert before.keys() == after.keys()


def texts_of_links(page: Path) -> dict[str, str]:
    """Where the links of a page lead, by their words."""
    tree = html.document_fromstring(page.read_bytes())
    return {" ".join(link.text_content().split()): link.get("href", "") for link in tree.iter("a")}


def built(name: str, root: Path) -> Path:
    """The HTML of a manual."""
    manual = copied(name, root)
    done = manual.run("html", "-W", "--keep-going")
    assert done.returncode == 0, done.stderr
    return manual.ran("html").out


def test_a_german_manual_refers_to_another_one_and_to_itself(tmp_path: Path) -> None:
    out = built("german", tmp_path)
    links = texts_of_links(out / "relay.html")
    acme = "https://acme.example/en/index.html#medulla-"
    assert links["eine eigene Verbindung"] == f"{acme}flow-agent-to-store"
    assert links["7446/udp Discovery"] == f"{acme}port-7445-7447-udp"
    assert links["Medulla-Server → DMZ-Relay-Server"] == "#medulla-flow-server-to-dmz-relay"


def test_a_french_manual_speaks_with_a_word_of_its_own(tmp_path: Path) -> None:
    out = built("french", tmp_path)
    page = (out / "dmz.html").read_text(encoding="utf-8")
    assert "Ports à ouvrir" in page
    assert "Ports de destination" not in page
    links = texts_of_links(out / "choix.html")
    assert links["la grappe"] == "ports.html#medulla-service-erlang-distribution"
    assert links["Serveur Medulla → Serveur GLPI"] == "dmz.html#medulla-flow-server-to-glpi"
    offered = [href for href in texts_of_links(out / "dmz.html").values() if href.endswith(".csv")]
    assert offered
    assert all((out / href).is_file() for href in offered)
