"""Ids, names and aliases that authors write in any spelling, in directives and in roles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from manuals import CONF, Manual, page, rst

Make = Callable[..., Manual]
Options = dict[str, str]


def in_rst(name: str, argument: str, options: Options) -> str:
    return page("The case", rst(name, argument, **options))


def in_myst(name: str, argument: str, options: Options) -> str:
    written = "".join(f":{key}: {value}\n" for key, value in options.items())
    return f"# The case\n\n```{{medulla-{name}}} {argument}\n{written}```\n"


CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Main hub"
msgstr "Centre principal"

msgid "With an edge"
msgstr "Avec un bord"

msgid "The core"
msgstr "Le cœur"
"""

SPELLINGS: dict[str, tuple[str, dict[str, str]]] = {
    "exact": (
        "edged",
        {"from": "hub, client", "group": "core", "protocol": "tcp", "port": "22/tcp"},
    ),
    "in another case": (
        "EDGED",
        {"from": "Hub, CLIENT", "group": "Core", "protocol": "TCP", "port": "22/TCP"},
    ),
    "by names": (
        "with an EDGE",
        {"from": "main  Hub, Client", "group": "the core", "protocol": "Tcp", "port": "22/Tcp"},
    ),
    "in the plural": (
        "With-an-edge",
        {"from": "MainHub, clients", "group": "cores", "protocol": "tcp", "port": "22"},
    ),
    "without commas": (
        "with_an_edge",
        {"from": "hubs clients", "group": "Core", "protocol": "TCP tcp", "port": "22"},
    ),
}
CHOICES = {"layout": "Ports", "columns": "No From TO, ports, Need", "need": "Required, Not stated"}


def flows(text: str) -> str:
    """The rows of a table, without the caption, which says what was asked for."""
    return text[text.index("+") :]


@pytest.mark.parametrize("write", [in_rst, in_myst], ids=["rst", "myst"])
def test_directives_take_every_spelling(
    manual: Make, write: Callable[[str, str, dict[str, str]], str]
) -> None:
    suffix = "rst" if write is in_rst else "md"
    pages = {
        f"{name.replace(' ', '-')}.{suffix}": write("flows", argument, options)
        for name, (argument, options) in SPELLINGS.items()
    }
    names = "".join(f"   {name.partition('.')[0]}\n" for name in pages)
    made = manual({"index.rst": page("Manual", f".. toctree::\n\n{names}"), **pages}).build("text")
    assert made.warnings == []
    found = {flows(made.text(f"{name.partition('.')[0]}.txt")) for name in pages}
    assert len(found) == 1
    assert "Client → Main hub" in found.pop()


def test_words_of_choices_are_taken_in_every_case(manual: Make) -> None:
    lower = {key: value.lower().replace("not s", "not-s") for key, value in CHOICES.items()}
    made = manual(
        {
            "index.rst": page("M", ".. toctree::\n\n   upper\n   lower\n"),
            "upper.rst": page("M", rst("flows", "plain", align="Center", **CHOICES)),
            "lower.rst": page("M", rst("flows", "plain", align="center", **lower)),
        }
    )
    built = made.build("text")
    assert built.warnings == []
    assert built.text("upper.txt") == built.text("lower.txt")
    assert 'align="center"' in made.build("pseudoxml", "xml").text("upper.pseudoxml")


ROLES = (
    (":medulla:role:", "hub", ("Hub", "MAIN HUB", "main  hub", "Main hubs", "MainHub")),
    (":medulla:mode:", "edged", ("Edged", "WITH AN EDGE", "with_an_edge")),
    (":medulla:service:", "ssh", ("SSH", "Ssh")),
    (":medulla:flow:", "client-to-hub", ("Client-to-hub", "client to hub")),
    (":medulla:port:", "22/tcp", ("22/TCP", "22/Tcp")),
)


@pytest.mark.parametrize(("role", "exact", "others"), ROLES, ids=[role for role, *_ in ROLES])
def test_roles_take_every_spelling(
    manual: Make, role: str, exact: str, others: tuple[str, ...]
) -> None:
    lines = [f"{role}`{word}`\n" for word in (exact, *others)]
    blocks = [rst("flows", "edged"), rst("flowchart", "edged"), rst("ports"), rst("modes")]
    made = manual({"index.rst": page("Manual", *lines, *blocks)}).build("html")
    assert made.warnings == []
    links = [
        line.partition('href="')[2].partition('"')[0]
        for line in made.text("index.html").splitlines()
        if line.startswith("<p><a class=") and "medulla" in line
    ]
    assert len(links) == len(lines)
    assert len(set(links)) == 1


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_a_manual_in_another_language_takes_its_names_too(manual: Make, suffix: str) -> None:
    write = {"rst": in_rst, "md": in_myst}[suffix]
    role = {"rst": ":medulla:role:", "md": "{medulla:role}"}[suffix]
    options = {"from": "CENTRE principal, client", "group": "le Cœur"}
    text = write("flows", "avec un BORD", options)
    text += f"\n{role}`centre  Principal`, {role}`main HUB`\n"
    made = manual(
        {f"index.{suffix}": text, "locale/fr/LC_MESSAGES/flows.po": CATALOG},
        CONF + 'language = "fr"\n',
    )
    built = made.build("text", conf={"nitpicky": True})
    assert built.warnings == []
    shown = " ".join(built.text("index.txt").split())
    assert "Avec un bord" in shown
    assert shown.endswith("Centre principal, Centre principal")

    # and its page is read again only if what it shows has changed
    assert made.build("text").read == []
    made.edit("flows.yaml", "name: Visitor,", "name: Guest,")
    assert made.build("text").read == []


def test_an_ambiguous_name_is_told(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("flows", "plain", role="THE BOX"))})
    made.edit("flows.yaml", "aliases: [Hub]", "aliases: [Hub, The box]")
    made.edit("flows.yaml", "name: Client, zone", "name: Client, aliases: [the Box], zone")
    (found,) = made.build().warnings
    assert "More than one role is called 'THE BOX'. Write hub or client." in found
    made.edit("index.rst", "THE BOX", "the Box")
    assert made.build().warnings == []
