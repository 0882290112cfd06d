"""Documents: their digest changes exactly when what they show does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from manuals import SMALL

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.selection import Selection
from sphinx_medulla.render.columns import COLUMNS
from sphinx_medulla.render.document import digest
from sphinx_medulla.render.document_builder import DocumentBuilder, build_document
from sphinx_medulla.render.labels import Labels
from sphinx_medulla.render.parsed_options import FlowchartOptions, FlowTableOptions


def labels(text: str) -> Labels:
    return Labels(Queries(load_text(text, "flows.yaml").dataset))


def shown(text: str, selection: Selection) -> str:
    """The digest of a table with every column, and of a chart."""
    table = FlowTableOptions(selection=selection, columns=tuple(COLUMNS), errata=True)
    chart = FlowchartOptions(selection=selection)
    return digest(*(build_document(options, labels(text)) for options in (table, chart)))


PLAIN = Selection(modes=("plain",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("      - 7777/tcp\n", "      - 7778/tcp\n"),
        ("need: optional}", "need: required}"),
        ("    note: Only at night.\n", "    note: Only by night.\n"),
        ("published: By day.", "published: At day."),
        ("{name: Main hub,", "{name: First hub,"),
        ("{name: Inside network,", "{name: Inner network,"),
        ("{title: The core}", "{title: Core}"),
        ("title: Without an edge", "title: Without edges"),
        ("roles: [hub, client]", "roles: [client, hub]"),
        ("description: Remote commands.", "description: Commands."),
        ("{port: 80/tcp, name: HTTP,", "{port: 80/tcp, name: Web,"),
        ("{name: File exchange}", "{name: Files}"),
        ("{title: The page,", "{title: A page,"),
        ("when: if you have one", "when: if there is one"),
        ("{title: About archives,", "{title: On archives,"),
        ("[SSH_PORT, OTHER_PORT]", "[SSH_PORT]"),
        ("    modes: [plain, edged]\n    ports: [9/udp]", "    modes: [edged]\n    ports: [9/udp]"),
        # numbers move when a flow is added before
        ("flows:\n", "flows:\n  - {id: new, from: hub, to: edge, modes: [plain], ports: [1]}\n"),
        # what the services of its ports are
        ("    listens_on: [hub, edge]\n", "    listens_on: [edge]\n"),
    ],
)
def test_a_digest_changes_with_what_is_shown(old: str, new: str) -> None:
    assert SMALL.count(old) == 1 or old == "need: optional}"
    assert shown(SMALL, PLAIN) != shown(SMALL.replace(old, new, 1), PLAIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: visitor-to-edge, from: visitor,", "{id: visitor-to-edge, from: client,"),
        ("ports: [22/tcp, 4370-4380/tcp]", "ports: [22/tcp]"),
        ("{name: Edge relay,", "{name: Relay,"),
        ("{name: Border}", "{name: DMZ}"),
        # the order of zones that this mode does not have
        (
            "zones:\n  internet: {name: Internet}\n  border: {name: Border}\n",
            "zones:\n  border: {name: Border}\n  internet: {name: Internet}\n",
        ),
        ("title: With an edge", "title: With edges"),
        ("description: Nodes talk among themselves.", "description: Nodes talk."),
        ("name: Nobody's", "name: Somebody's"),
        ("revision: 2026-11-24", "revision: 2026-11-25"),
        ("  - The arrow is who opens the connection.\n", ""),
        ("  - {id: hub-to-archive", "  # a remark\n  - {id: hub-to-archive"),
        (
            "  - {id: visitor-to-edge",
            (
                "  - {id: other, from: hub, to: edge, modes: [edged], ports: [5]}\n"
                "  - {id: visitor-to-edge"
            ),
        ),
    ],
)
def test_a_digest_stays_when_something_else_changes(old: str, new: str) -> None:
    assert SMALL.count(old) == 1
    assert shown(SMALL, PLAIN) == shown(SMALL.replace(old, new), PLAIN)


@pytest.mark.parametrize(
    ("selection", "old", "new"),
    [
        (Selection(role=("hub",), group=("around",)), "What is around", "What stands around"),
        (Selection(to=("visitor",)), "{name: Visitor,", "{name: Guest,"),
        (Selection(from_=("edge",)), "{name: Edge relay,", "{name: Relay,"),
        (Selection(role=("edge",)), "{name: Edge relay,", "{name: Relay,"),
        (Selection(between=("internet", "border")), "{name: Border}", "{name: DMZ}"),
    ],
)
def test_a_digest_changes_with_the_names_of_what_was_asked_for(
    selection: Selection, old: str, new: str
) -> None:
    assert SMALL.count(old) == 1
    selection = selection.of_modes(("plain",))
    assert shown(SMALL, selection) != shown(SMALL.replace(old, new), selection)


def test_digests_are_the_same_in_every_process() -> None:
    code = (
        "import sys; from test_document_builder import PLAIN, shown\n"
        "print(shown(sys.stdin.read(), PLAIN))"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=SMALL,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {shown(SMALL, PLAIN)}


def test_a_digest_tells_types_and_order_apart() -> None:
    assert digest("1") != digest(1)
    assert digest("a", "b") != digest("b", "a")
    assert digest(("a",), "b") != digest("a", ("b",))


def test_documents_are_built_once() -> None:
    documents = DocumentBuilder(labels(SMALL))
    options = FlowTableOptions(selection=PLAIN, columns=("no", "ports"))
    assert documents.build(options) is documents.build(options)
