"""The first page and those of docs/flows, made from any dataset by the templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_extensions import extension

FLOW_PAGES = extension("flow_pages")
WRITE = extension("page_files").write_pages
HEAD = """\
format: 1
product: {name: Product}
revision: "1"
zones:
  outside: {name: Outside}
  between: {name: In *between*}
  inside: {name: Inside}
roles:
  server: {name: Server, zone: inside}
  relay: {name: Relay, zone: between}
  host: {name: Host, zone: outside, host: host.example}
services:
  web: {name: Web, ports: [80/tcp], listens_on: [host], called_by: [server], feature: updates}
features:
  updates: {name: Updates}
"""
BODY = """\
modes:
  near: {title: Near, roles: [server]}
  far: {title: Far, when: you have a relay, roles: [server, relay]}
flows:
  - {id: a, from: server, to: host, ports: [80/tcp]}
  - {id: b, from: relay, to: server, modes: [far], ports: [81/tcp]}
"""


@pytest.fixture
def made(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "flows.yaml"
    path.write_text(HEAD + BODY, encoding="utf-8")
    pages: dict[str, str] = FLOW_PAGES.pages(path)
    return pages


@pytest.mark.parametrize(("peer", "lines"), [("server", 2), ("host", 1)])
def test_the_picture_of_a_mode_joins_only_machines_with_flows(
    tmp_path: Path, peer: str, lines: int
) -> None:
    text = HEAD.replace("  relay:", "  desk: {name: Desk, zone: inside}\n  relay:") + BODY
    text = text.replace("[server, relay]", "[server, desk, relay]")
    path = tmp_path / "flows.yaml"
    path.write_text(text + f"  - {{id: c, from: desk, to: {peer}, ports: [82/tcp]}}\n", "utf-8")
    _near, far = re.findall(
        r"<svg class=\"pictogram\".*?</svg>", FLOW_PAGES.pages(path)["index.md"]
    )
    assert len(re.findall(r"<path d=\"M\d+ 20H", far)) == lines


def test_there_is_a_page_for_each_mode_and_each_machine(made: dict[str, str]) -> None:
    assert {f"flows/{name}.md" for name in ("near", "far", "roles/server", "roles/relay")} <= set(
        made
    )
    assert "\nflows/near\nflows/far\n" in made["index.md"]
    assert "\nserver\nrelay\nother\n" in made["flows/roles/index.md"]
    assert "if you have a relay." in made["flows/far.md"]
    machines = (
        "{doc}`roles/server` (Inside), {doc}`roles/relay` (In \\*between\\*), Host (Outside)."
    )
    assert f"Machines in the table: {machines}" in made["flows/far.md"]
    assert "applies if" not in made["flows/near.md"]


def test_the_first_page_is_made_from_the_dataset(made: dict[str, str]) -> None:
    page = made["index.md"]
    assert "# Which ports does Product need?\n" in page
    assert "```{medulla-flowchart} far\n" in page  # the mode with the most zones
    assert "### Near\n" in page
    assert "If you have a relay." in page.split("### Far\n")[1]
    assert "{ref}`Connections: 2 <medulla-mode-far>`" in page.split("### Far\n")[1]


def test_a_picture_of_a_mode_has_its_machines_and_the_borders_between_them(
    made: dict[str, str],
) -> None:
    near, far = (made["index.md"].split(f"### {title}\n")[1] for title in ("Near", "Far"))
    pictures = [text.partition("<svg")[2].partition("</svg>")[0] for text in (near, far)]
    assert [text.count("<rect") for text in pictures] == [1, 2]
    assert [text.count('class="filled"') for text in pictures] == [1, 1]
    assert [text.count('class="border"') for text in pictures] == [0, 1]


def test_a_page_of_a_mode_says_its_figures(made: dict[str, str]) -> None:
    assert "- Connections: **2**\n" in made["flows/far.md"]
    assert "- Across a border: **2**\n" in made["flows/far.md"]
    assert "- Ports: **2**\n" in made["flows/far.md"]
    assert "- Open questions: **0**\n" in made["flows/far.md"]
    assert "- Connections: **1**\n" in made["flows/near.md"]


def test_one_table_has_all_modes_side_by_side(made: dict[str, str]) -> None:
    assert "```{medulla-flows} near far\n" in made["flows/index.md"]


QUESTIONS = """\
questions:
  - {id: every, question: "Is *this* it?\\n\\nSee https://example.org/a_b."}
  - {id: far, question: Far only?, modes: [far]}
  - {id: relay, question: Only with a relay?, to: relay}
  - {id: server, question: From the server?, from: server}
"""


def test_pages_have_the_questions_about_flows_that_no_table_has(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    missing = "ignore: [{rule: MED409, from: server, to: relay, question: None back?}]"
    body = BODY.replace("roles: [server, relay]", f"roles: [server, relay], {missing}")
    path.write_text(HEAD + body + QUESTIONS, encoding="utf-8")

    pages = FLOW_PAGES.pages(path)

    def asked(page: str) -> list[str]:
        _before, _heading, after = pages[page].partition("## Questions about flows that no")
        return [line[2:] for line in after.splitlines() if line.startswith("- ")]

    assert "Open questions: **2**" in pages["flows/near.md"]
    assert "Open questions: **5**" in pages["flows/far.md"]
    assert asked("flows/near.md") == ["Is \\*this\\* it?", "From the server?"]
    assert "  See <https://example.org/a_b>." in pages["flows/near.md"]
    every = [
        "None back?",
        "Is \\*this\\* it?",
        "Far only?",
        "Only with a relay?",
        "From the server?",
    ]
    assert asked("flows/far.md") == every
    assert asked("flows/roles/relay.md") == ["None back?", "Only with a relay?"]
    assert asked("flows/roles/server.md") == ["None back?", "From the server?"]


def test_pages_without_questions_have_no_heading_for_them(made: dict[str, str]) -> None:
    assert not any("no table has" in text for name, text in made.items() if "form" not in name)


def test_there_is_a_page_for_each_two_modes_in_both_orders(made: dict[str, str]) -> None:
    assert "\nnear-to-far\nfar-to-near\n" in made["flows/moves/index.md"]
    page = made["flows/moves/near-to-far.md"]
    assert "\n# From “Near” to “Far”\n" in page
    assert "```{medulla-diff} near far\n```" in page
    assert ":replaces:" not in page


def test_roles_of_one_kind_replace_one_another(tmp_path: Path) -> None:
    kinds = "kinds: {relay: {name: relay}}\n"
    text = HEAD.replace("zone: between}", "zone: between, kind: relay}")
    text = text.replace("  host:", "  other: {name: Other, kind: relay}\n  host:") + kinds
    path = tmp_path / "flows.yaml"
    path.write_text(text + BODY.replace("roles: [server]", "roles: [server, other]"), "utf-8")

    page = FLOW_PAGES.pages(path)["flows/moves/near-to-far.md"]

    assert "```{medulla-diff} near far\n:replaces: other=relay\n```" in page
    assert "(Other → Relay)" in page


def test_what_only_accepts_connections_shares_a_page(made: dict[str, str]) -> None:
    assert "flows/roles/host.md" not in made
    assert "## Outside\n\n```{medulla-flows}\n:role: host\n" in made["flows/roles/other.md"]


def test_a_machine_has_a_section_for_each_of_its_modes(made: dict[str, str]) -> None:
    assert "## Near\n" in made["flows/roles/server.md"]
    assert "## Far\n" in made["flows/roles/server.md"]
    assert "only in the mode {ref}`medulla-mode-far`." in made["flows/roles/relay.md"]


def test_zones_are_paired_where_there_are_flows_between_them(made: dict[str, str]) -> None:
    lines = made["flows/borders.md"].splitlines()
    headings = [line for line in lines if line.startswith("## ") and "\N{EN DASH}" in line]
    assert headings == [
        "## In \\*between\\* \N{EN DASH} Inside",
        "## Outside \N{EN DASH} Inside",
    ]
    assert "{medulla-flows} far\n:between: between inside\n" in made["flows/borders.md"]
    assert "{medulla-flows}\n:between: outside inside\n" in made["flows/borders.md"]
    assert "{medulla-flowchart} far\n:crossing:\n" in made["flows/borders.md"]
    assert "{medulla-flowchart} near" not in made["flows/borders.md"]


def test_features_and_what_every_mode_needs(made: dict[str, str]) -> None:
    assert (
        "## Updates\n\n```{medulla-flows} near far\n:feature: updates\n"
        in made["flows/features.md"]
    )
    assert "are not settled" not in made["flows/around.md"]


def test_two_pages_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "flows.yaml"
    path.write_text((HEAD + BODY).replace("near", "ports"), encoding="utf-8")

    with pytest.raises(ValueError, match=r"ports\.md"):
        FLOW_PAGES.pages(path)


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    WRITE(tmp_path, {"a.md": "a\n", "b/c.md": "c\n", "d.md": "d\n"}, "**/*.md")
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}

    WRITE(tmp_path, {"a.md": "a\n", "d.md": "new\n"}, "**/*.md")

    assert (tmp_path / "a.md").stat().st_mtime_ns == before[tmp_path / "a.md"]
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == "new\n"
    assert not (tmp_path / "b" / "c.md").exists()
    assert (tmp_path / "kept.txt").is_file()
