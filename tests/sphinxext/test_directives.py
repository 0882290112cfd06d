"""Every directive with every option: the same in both markups, and as the goldens have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from manuals import Built, Manual

if TYPE_CHECKING:
    from pytest_regressions.file_regression import FileRegressionFixture

Options = dict[str, str]

CASES: dict[str, tuple[str, str, Options]] = {
    "flows": ("flows", "", {}),
    "flows-of-a-mode": ("flows", "edged", {}),
    "flows-of-a-mode-by-title": ("flows", "With an edge", {"group": "core"}),
    "flows-of-modes": ("flows", "plain, edged", {}),
    "flows-from": ("flows", "edged", {"from": "client"}),
    "flows-to": ("flows", "edged", {"to": "edge, archive"}),
    "flows-role": ("flows", "edged", {"role": "Edge relay"}),
    "flows-role-of-modes": ("flows", "plain edged", {"role": "hub", "columns": "mode connection"}),
    "flows-between": ("flows", "edged", {"between": "LAN, border"}),
    "flows-crossing": ("flows", "edged", {"crossing": ""}),
    "flows-not-crossing": ("flows", "plain", {"crossing": "false", "group": "core"}),
    "flows-group": ("flows", "edged", {"group": "around"}),
    "flows-protocol": ("flows", "edged", {"protocol": "udp"}),
    "flows-port": ("flows", "edged", {"port": "4371 22"}),
    "flows-port-protocol": ("flows", "edged", {"port": "111/udp"}),
    "flows-feature": ("flows", "edged", {"feature": "files"}),
    "flows-need": ("flows", "edged", {"need": "conditional required"}),
    "flows-nothing": ("flows", "plain", {"to": "edge", "empty": "ok"}),
    "flows-columns": (
        "flows",
        "edged",
        {
            "group": "core",
            "columns": "no id from to connection zones ports protocol service purpose need "
            "feature encryption setting notes source mode",
        },
    ),
    "flows-columns-without-notes": (
        "flows",
        "plain",
        {"columns": "ports, no", "errata": "notes", "group": "core"},
    ),
    "flows-by-port": ("flows", "edged", {"layout": "ports", "group": "core"}),
    "flows-widths": (
        "flows",
        "plain",
        {"group": "core", "columns": "no ports", "widths": "10, 90", "align": "center"},
    ),
    "flows-widths-auto": (
        "flows",
        "plain",
        {"group": "around", "columns": "no", "widths": "auto"},
    ),
    "flows-errata": ("flows", "plain", {"errata": "notes", "group": "core"}),
    "flows-no-errata": ("flows", "plain", {"errata": "none", "group": "core"}),
    "flows-stamp": ("flows", "plain", {"group": "around", "stamp": ""}),
    "flows-block": (
        "flows",
        "plain",
        {
            "group": "around",
            "caption": "What *we* call ``around``",
            "class": "mine Other_one",
            "name": "my-table",
            "align": "right",
        },
    ),
    "flowchart": ("flowchart", "", {}),
    "flowchart-of-a-mode": ("flowchart", "plain", {}),
    "flowchart-of-modes": ("flowchart", "plain edged", {"group": "core", "name": "charts"}),
    "flowchart-filtered": ("flowchart", "edged", {"role": "edge", "port": "22", "stamp": ""}),
    "flowchart-look": (
        "flowchart",
        "edged",
        {
            "direction": "LR",
            "ports": "compact",
            "focus": "hub",
            "alt": "All there is",
            "caption": "A *look*",
            "name": "looked",
            "class": "big",
            "align": "left",
        },
    ),
    "flowchart-nothing": ("flowchart", "plain", {"to": "edge", "empty": "ok"}),
    "ports": ("ports", "", {}),
    "ports-of-a-mode": ("ports", "", {"mode": "plain", "errata": "notes"}),
    "ports-of-a-role": ("ports", "", {"role": "edge", "errata": "notes", "stamp": "true"}),
    "ports-nothing": ("ports", "", {"mode": "plain", "role": "edge", "empty": "ok"}),
    "ports-table-nothing": (
        "ports",
        "",
        {"mode": "plain", "role": "edge", "layout": "table", "empty": "ok"},
    ),
    "ports-port": ("ports", "", {"port": "443", "name": "https", "class": "web"}),
    "ports-table": (
        "ports",
        "",
        {
            "layout": "table",
            "mode": "edged",
            "role": "edge",
            "errata": "notes",
            "align": "left",
        },
    ),
    "ports-table-caption": (
        "ports",
        "",
        {"layout": "table", "port": "22", "caption": "*Port* 22", "stamp": ""},
    ),
    "lookup": ("lookup", "", {"name": "which", "class": "find"}),
    "modes": ("modes", "", {"name": "choice", "class": "pick"}),
    "flow-rules": ("flow-rules", "", {"name": "how", "class": "read"}),
    "errata": ("errata", "", {"name": "wrong", "class": "list"}),
}


def in_rst(name: str, argument: str, options: Options) -> str:
    written = "".join(f"   :{key}: {value}".rstrip() + "\n" for key, value in options.items())
    return f"The case\n========\n\n.. medulla-{name}:: {argument}".rstrip() + f"\n{written}"


def in_myst(name: str, argument: str, options: Options) -> str:
    written = "".join(f":{key}: {value}".rstrip() + "\n" for key, value in options.items())
    return f"# The case\n\n```{{medulla-{name}}} {argument}".rstrip() + f"\n{written}```\n"


def project(root: Manual, suffix: str) -> None:
    write = {".rst": in_rst, ".md": in_myst}[suffix]
    names = "".join(f"   {case}\n" for case in CASES)
    index = f"Manual\n======\n\n.. toctree::\n\n{names}"
    root.write({f"{case}{suffix}": write(*made) for case, made in CASES.items()})
    root.write({"index.rst": index})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """All cases, each on a page of its own, in both markups."""
    found = {}
    for markup, suffix in (("rst", ".rst"), ("myst", ".md")):
        manual = Manual(tmp_path_factory.mktemp(markup), {})
        project(manual, suffix)
        for builder in ("pseudoxml", "text", "html"):
            found[f"{markup} {builder}"] = manual.build(builder, folder=builder)
    return found


def doctree(built: Built, case: str) -> str:
    """A page's resolved doctree without the file that it is from."""
    text = built.text(f"{case}.pseudoxml")
    text = re.sub(r'<document source="[^"]*"', "<document", text)
    return text.replace('="True"', '="1"')  # as docutils before 0.22 writes it


def test_no_case_warns(built: dict[str, Built]) -> None:
    assert {name: found.warnings for name, found in built.items() if found.warnings} == {}


@pytest.mark.parametrize("case", CASES)
def test_both_markups_give_the_same(built: dict[str, Built], case: str) -> None:
    assert doctree(built["myst pseudoxml"], case) == doctree(built["rst pseudoxml"], case)
    assert built["myst text"].text(f"{case}.txt") == built["rst text"].text(f"{case}.txt")
    pages = [
        re.search(r'<section id="the-case">.*?</section>', found.text(f"{case}.html"), re.DOTALL)
        for found in (built["myst html"], built["rst html"])
    ]
    assert pages[0] is not None
    assert pages[1] is not None
    assert pages[0][0] == pages[1][0]


@pytest.mark.parametrize("case", CASES)
def test_doctrees(
    built: dict[str, Built], case: str, file_regression: FileRegressionFixture
) -> None:
    text = doctree(built["rst pseudoxml"], case)
    file_regression.check(text, basename=f"{case}-doctree", encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_text(built: dict[str, Built], case: str, file_regression: FileRegressionFixture) -> None:
    text = built["rst text"].text(f"{case}.txt")
    file_regression.check(text, basename=f"{case}-text", encoding="utf-8")
