"""`medulla-flows diff`: what it compares, and what it writes."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done

Run = Callable[..., Done]

OLD = """\
format: 1
product: {name: Product}
revision: 2026-01-01
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  old-relay: {name: Old relay}
  relay: {name: Relay}
  client: {name: Client}
modes:
  one: {title: With the old relay, roles: [server, client, old-relay]}
  two: {title: With a relay, roles: [server, client, relay]}
flows:
  - {id: client-to-server, from: client, to: server, ports: [443]}
  - {id: server-to-old, from: server, to: old-relay, ports: [22, 9990]}
  - id: server-to-relay
    from: server
    to: relay
    ports: [22, 4369-4380]
    ignore: [{rule: MED603, ports: [4369], question: Is it needed?}]
"""
NEW = OLD.replace("2026-01-01", "2026-02-02").replace("[443]", "[443, 8443]")
MODES = ("--mode", "With the old relay", "--mode", "TWO")


@pytest.fixture
def files(folder: Path) -> Path:
    """Two revisions: old.yaml and new.yaml."""
    (folder / "old.yaml").write_text(OLD, encoding="utf-8")
    (folder / "new.yaml").write_text(NEW, encoding="utf-8")
    return folder


def test_two_modes_are_told_machine_by_machine(files: Path, run: Run):
    done = run("diff", *MODES, "--dataset", "old.yaml", "--role", "server", "--format", "md")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == ("**What changes – With the old relay → With a relay (only on: Server)**")
    assert lines[4].startswith("|  | **Server – open before: 0 in, 2 out (ask first: 1); ")
    assert lines[5:9] == [
        "| Open before | out | Relay | 22/tcp |  |",
        "| May be closed after | out | Old relay | 22/tcp,<br>9990/tcp |  |",
        (
            "| Ask first, then open before | out | Relay | 4369-4380/tcp | Open question: "
            '<a id="medulla-diff-mark-a"></a>[\\[a\\]](#medulla-diff-note-a) |'
        ),
        "",
    ]


def test_nothing_to_close_is_said(files: Path, run: Run):
    done = run("diff", "old.yaml", "new.yaml", "--role=server", "--format=md")
    assert "| Open before | in | Client | 8443/tcp | new port |" in done.out
    assert "| May be closed after |  |  | *nothing* |  |" in done.out


def test_json_has_ids_and_what_is_to_be_asked(files: Path, run: Run):
    replaced = ("--replaces", "Old relay=relay")
    done = run("diff", *MODES, *replaced, "--dataset", "old.yaml", "--format", "json")
    content = json.loads(done.out)
    assert (content.keys(), content["from"], content["to"]) == (
        {"from", "to", "machines"},
        "one",
        "two",
    )
    server, relay, client = content["machines"]
    assert server == {
        "role": "server",
        "new": False,
        "gone": False,
        "open": [
            {
                "direction": "out",
                "peer": "relay",
                "protocol": "tcp",
                "port": "4369-4380",
                "new_port": False,
                "ask_first": True,
                "flow": "server-to-relay",
                "question": "Is it needed?",
                "need": "not stated",
            }
        ],
        "close": [
            {
                "direction": "out",
                "peer": "relay",
                "protocol": "tcp",
                "port": "9990",
                "new_port": False,
                "ask_first": False,
                "flow": "server-to-old",
                "question": "",
                "need": "not stated",
            }
        ],
        "unchanged": {"in": 1, "out": 1},
    }
    assert [one["new_port"] for one in relay["open"]] == [True]
    assert client["unchanged"] == {"in": 0, "out": 1}


def test_csv_has_a_line_per_entry(files: Path, run: Run):
    done = run("diff", *MODES, "--dataset", "old.yaml", "--role=server", "--format=csv")
    lines = list(csv.DictReader(done.out.removeprefix("\ufeff").splitlines()))
    assert [(line["change"], line["port"], line["ask_first"]) for line in lines] == [
        ("open", "22", ""),
        ("open", "4369-4380", "yes"),
        ("close", "22", ""),
        ("close", "9990", ""),
    ]
    assert (lines[0]["from"], lines[0]["to"], lines[0]["revision"]) == ("one", "two", "2026-01-01")


def test_revisions_are_compared_in_one_mode_or_in_all(files: Path, run: Run):
    for mode in ((), ("--mode", "one")):
        done = run("diff", "old.yaml", "new.yaml", *mode, "--format=json")
        content = json.loads(done.out)
        assert (content["from"], content["to"]) == ("old.yaml", "new.yaml")
        assert content["changes"] == []
        opened = {
            one["role"]: [port["port"] for port in one["open"]] for one in content["machines"]
        }
        assert (opened["server"], opened["client"]) == (["8443"], ["8443"])
    assert run("diff", "old.yaml", "new.yaml").out.startswith(
        "What changes – revision 2026-01-01 → revision 2026-02-02\n"
    )


def test_a_revision_may_be_a_file_in_git(files: Path, run: Run):
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=n", "-c", "user.email=e")
        subprocess.run(["git", *name, *arguments], check=True, capture_output=True)

    git("init", "--quiet")
    git("add", "old.yaml")
    git("commit", "--quiet", "--message=m")
    (files / "old.yaml").write_text(NEW, encoding="utf-8")
    done = run("diff", "git:HEAD:old.yaml", "old.yaml", "--role=server")
    assert "8443/tcp" in done.out

    done = run("diff", "git:HEAD:none.yaml", "old.yaml")
    assert (done.status, done.err) == (
        2,
        (
            "medulla-flows: git:HEAD:none.yaml cannot be read: path 'none.yaml' does not exist in "
            "'HEAD'. Write git:REV:PATH, as in git:HEAD~1:data/flows.yaml.\n"
        ),
    )
    assert "names no file in git" in run("diff", "git:none.yaml", "old.yaml").err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--mode=one",), "(files: 0, modes: 1)"),
        (("old.yaml",), "(files: 1, modes: 0)"),
        (("--mode=one", "--mode=one"), "Both modes are one."),
        (("--mode=one", "--mode=three"), "There is no mode 'three'."),
        ((*MODES, "--replaces=server"), "has 'server'. Write two roles, as in old=new"),
        (
            (*MODES, "--replaces=relay=old-relay"),
            "has relay=old-relay, but relay does not exist in one. Write a role of the old mode",
        ),
        ((*MODES, "--replaces=server=hub"), "There is no role 'hub'."),
        ((*MODES, "--role=hub"), "There is no role 'hub'."),
        ((*MODES, "--format=svg"), "The format svg shows flowchart, not diff."),
    ],
)
def test_what_does_not_fit_is_said(
    files: Path, run: Run, arguments: tuple[str, ...], sentence: str
):
    dataset = () if "old.yaml" in arguments else ("--dataset", "old.yaml")
    done = run("diff", *arguments, *dataset)
    assert done.status == 2
    assert sentence in done.err


def test_a_revision_that_does_not_load_is_said(files: Path, run: Run):
    (files / "bad.yaml").write_text("format: 1\n", encoding="utf-8")
    done = run("diff", "bad.yaml", "old.yaml")
    assert done.status == 1
    assert "bad.yaml:1:1" in done.err
