"""A directive or a command that selects nothing says so, and names the modes that there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from manuals import Manual, page, rst

from sphinx_medulla.cli.main import main

HEAD = """\
format: 1
product: {name: Example}
revision: 1
roles: {client: {name: Client}, server: {name: Server}, idle: {name: Idle}}
services:
  ssh: {name: SSH, ports: [22/tcp], description: A shell.}
  web: {name: Web, ports: [443/tcp], description: Pages.}
"""
MODES = "modes: {lan: {title: LAN}, wan: {title: WAN}, spare: {title: Spare}}\n"
IN_MODES = f"""{HEAD}{MODES}flows:
  - {{id: f1, from: client, to: server, modes: [lan], ports: [22/tcp]}}
  - {{id: f2, from: client, to: server, modes: [wan], ports: [22/tcp, 443/tcp]}}
"""
COMMON = f"{IN_MODES}  - {{id: f3, from: server, to: client, ports: [22/tcp]}}\n"
WITHOUT = f"{HEAD}flows: [{{id: f1, from: client, to: server, ports: [22/tcp]}}]\n"

OK = "If nothing is to be shown, write :empty: ok."

# dataset, directive, argument, options, and the warning, empty if there is none
CASES = [
    (
        IN_MODES,
        "flows",
        "",
        {},
        (
            "No mode is named, and every flow names its modes. Name a mode: lan or wan. "
            f"The modes are lan, wan and spare. {OK}"
        ),
    ),
    (
        IN_MODES,
        "flowchart",
        "",
        {"port": "443"},
        (
            "No mode is named, and no flow without modes matches 'port'. "
            f"Name a mode that has such a flow: wan. The modes are lan, wan and spare. {OK}"
        ),
    ),
    (
        IN_MODES,
        "flows",
        "",
        {"common": "", "port": "443"},
        (
            "No mode is named, and no flow without modes matches 'port'. "
            f"Change or remove 'port' or 'common'. The modes are lan, wan and spare. {OK}"
        ),
    ),
    (
        IN_MODES,
        "flows",
        "",
        {"from": "idle"},
        (
            "No flow matches 'from'. No mode has such a flow. Change or remove 'from'. "
            f"The modes are lan, wan and spare. {OK}"
        ),
    ),
    (
        IN_MODES.replace(", wan: {title: WAN}, spare: {title: Spare}", "").replace("wan", "lan"),
        "flows",
        "lan",
        {"from": "idle"},
        (
            "No flow of 'lan' matches 'from'. No mode has such a flow. Change or remove 'from'. "
            f"The only mode is lan. {OK}"
        ),
    ),
    (
        IN_MODES,
        "flows",
        "lan",
        {"port": "443", "role": "client"},
        (
            "No flow of 'lan' matches 'role' and 'port'. Name a mode that has such a flow: wan. "
            f"The modes are lan, wan and spare. {OK}"
        ),
    ),
    (
        IN_MODES,
        "flows",
        "lan wan",
        {"role": "idle"},
        (
            "No flow of 'lan' and 'wan' matches 'role'. No mode has such a flow. "
            f"Change or remove 'role'. The modes are lan, wan and spare. {OK}"
        ),
    ),
    (
        IN_MODES,
        "flowchart",
        "lan spare",
        {},
        f"'spare' has no flow. Name a mode: lan or wan. The modes are lan, wan and spare. {OK}",
    ),
    (
        IN_MODES,
        "ports",
        "",
        {"role": "idle"},
        (
            "No service matches 'role'. No mode has such a service. Change or remove 'role'. "
            f"The modes are lan, wan and spare. {OK}"
        ),
    ),
    (WITHOUT, "flows", "", {"role": "idle"}, f"No flow matches 'role'. {OK}"),
    (
        IN_MODES,
        "flows",
        "",
        {"common": None},
        (
            "No mode is named, and every flow names its modes. "
            f"The modes are lan, wan and spare. {OK}"
        ),
    ),
    (COMMON, "flows", "", {}, ""),
    (COMMON, "flows", "lan", {"common": None}, ""),
    (IN_MODES, "flows", "lan wan", {"port": "443"}, ""),
    (IN_MODES, "flows", "", {"empty": "ok"}, ""),
    (IN_MODES, "flowchart", "", {"empty": "ok"}, ""),
    (IN_MODES, "ports", "", {"role": "idle", "empty": "OK"}, ""),
    (IN_MODES, "modes", "", {}, ""),
    (IN_MODES, "errata", "", {}, ""),
    (IN_MODES, "findings", "", {}, ""),
]


@pytest.mark.parametrize(("dataset", "kind", "argument", "options", "said"), CASES)
def test_a_directive_warns(
    dataset: str,
    kind: str,
    argument: str,
    options: dict[str, str | None],
    said: str,
    tmp_path: Path,
) -> None:
    text = page("Manual", rst(kind, argument, **options))
    built = Manual(tmp_path, {"index.rst": text, "flows.yaml": dataset}).build("text")
    if not said:
        assert built.warnings == []
        return
    (warning,) = built.warnings
    start = "index.rst:4: WARNING: MED715 medulla-"
    assert warning.endswith(f"{start}{kind}: {said} [medulla.MED715]")
    assert "No flow matches." in built.text("index.txt") or kind == "ports"


def test_a_page_warns_when_the_dataset_no_longer_has_what_it_shows(tmp_path: Path) -> None:
    made = Manual(
        tmp_path, {"index.rst": page("Manual", rst("flows", "wan")), "flows.yaml": COMMON}
    )
    assert made.build().warnings == []
    only_lan = IN_MODES.replace("modes: [wan]", "modes: [lan]")
    made.write({"flows.yaml": only_lan})
    assert [line for line in made.build().warnings if "MED715" in line]


@pytest.fixture
def render(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """Runs `medulla-flows render` and returns what it writes to both streams."""

    def run(dataset: str, *arguments: str) -> tuple[str, str]:
        path = tmp_path / "flows.yaml"
        path.write_text(dataset, encoding="utf-8")
        assert main(["render", *arguments, "--dataset", str(path)]) == 0
        out, err = capfd.readouterr()
        return out, err

    return run


def test_the_command_says_the_same(render: Callable[..., tuple[str, str]]) -> None:
    out, err = render(IN_MODES, "flows")
    assert "No flow matches." in out
    assert err.startswith("medulla-flows: MED715 No mode is named, and every flow names its modes.")
    assert "Name a mode: lan or wan." in err
    assert render(IN_MODES, "flows", "--empty", "ok")[1] == ""
    assert "MED715 'spare' has no flow." in render(IN_MODES, "flowchart", "spare")[1]


def test_a_filter_without_a_mode_looks_through_every_mode(
    render: Callable[..., tuple[str, str]],
) -> None:
    out, err = render(IN_MODES, "flows", "--port", "443")
    assert err == ""
    assert out.startswith("Network flows – WAN (port: 443)")
    out, _err = render(COMMON, "flows", "--port", "22", "--format", "csv")
    assert {line.split(",")[0] for line in out.splitlines()[1:]}
    assert all(flow in out for flow in ("f1", "f2", "f3"))
    charts, _err = render(IN_MODES, "flowchart", "--port", "22")
    assert re.findall(r"Flowchart – (\w+)", charts) == ["LAN", "WAN"]
    out, _err = render(COMMON, "flows", "--port", "22", "--common", "--format", "csv")
    assert "f3" in out
    assert "f1" not in out
    assert "f1" not in render(COMMON, "flows", "--format", "csv")[0]
