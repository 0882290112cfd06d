"""`check --fix`: what is certain is written, and nothing else changes."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done

from sphinx_medulla.checker.fixes import canonical_port, fixed
from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.packaged import packaged_dataset

BEFORE = """\
# Ports of the product, 443/TCP included
format: 1
product: {name: Example on 443/TCP}
revision: 1
roles:
  client: {name: Client PC, aliases: [PC]}   # the PC
  hub: {name: Main hub}
services:
  web:
    name: Web
    ports: [443/TCP, {port: "UDP 443", name: HTTP/3 on 443/UDP}]
    description: PC and Main hub use 443/TCP.
    listens_on: [Main  hub]
    called_by: [clientPC, "PC"]
    formerly: ['8443/Tcp']
modes: {lan: {title: LAN, roles: [PC, hub]}}
flows:
  - id: f
    from: PC   # an alias
    to: >-
      Main hub
    note: PC to Main hub on 443/TCP
    ports:
      - 443/TCP  # and not 80

      - {port: 443/UDP, need: {when: if 443/TCP fails}}
    errata:
      - {at: ports, published: 443/TCP, reason: PC said so., ports: [443 / tcp]}
    ignore:
      - {rule: MED604, ports: [443/TCP], from: PC, reason: Main hub is safe.}
"""
AFTER = """\
# Ports of the product, 443/TCP included
format: 1
product: {name: Example on 443/TCP}
revision: 1
roles:
  client: {name: Client PC, aliases: [PC]}   # the PC
  hub: {name: Main hub}
services:
  web:
    name: Web
    ports: [443/tcp, {port: "443/udp", name: HTTP/3 on 443/UDP}]
    description: PC and Main hub use 443/TCP.
    listens_on: [hub]
    called_by: [client, "client"]
    formerly: ['8443/tcp']
modes: {lan: {title: LAN, roles: [PC, hub]}}
flows:
  - id: f
    from: client   # an alias
    to: hub
    note: PC to Main hub on 443/TCP
    ports:
      - 443/tcp  # and not 80

      - {port: 443/udp, need: {when: if 443/TCP fails}}
    errata:
      - {at: ports, published: 443/TCP, reason: PC said so., ports: [443/tcp]}
    ignore:
      - {rule: MED604, ports: [443/tcp], from: client, reason: Main hub is safe.}
"""


def fix(text: str) -> str:
    return fixed(text.encode(), "flows.yaml").content.decode()


def test_only_values_change_and_the_result_loads():
    before = BEFORE
    assert fix(before) == AFTER
    assert fixed(before.encode(), "flows.yaml").values == 13
    assert fix(AFTER) == AFTER
    load_text(AFTER, "flows.yaml")


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("\n", "\r\n")])
def test_line_ends_and_a_byte_order_mark_stay(change: Callable[[str], str]):
    before = BEFORE.replace(">-\n      ", "")
    after = AFTER
    assert fix(change(before)) == change(after)
    assert fix("\ufeff" + change(before)) == "\ufeff" + change(after)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("443/TCP", "443/tcp"),
        ("443 (TCP)", "443/tcp"),
        ("443:udp", "443/udp"),
        ("443tcp", "443/tcp"),
        ("53 (TCP + UDP)", "53/tcp+udp"),
        ("443/tcp", "443/tcp"),
        ("443 / Tcp", "443/tcp"),
        ("tcp/443", "443/tcp"),
        ("UDP 53", "53/udp"),
        ("53/udp+tcp", "53/tcp+udp"),
        ("4370\u20134380/TCP", "4370-4380/tcp"),
        ("4370 - 4380", "4370-4380"),
        ("22", "22"),
        ("111/tcp/udp", "111/tcp+udp"),
        ("53 (UDP/TCP)", "53/tcp+udp"),
        ("TCP/UDP 53", "53/tcp+udp"),
        ("TCP & UDP: 53", "53/tcp+udp"),
        ("ICMP", "icmp"),
        ("Icmp/Echo-Request ", "icmp/echo-request"),
        ("icmp/8", "icmp/8"),
        ("Any/TCP", "any/tcp"),
        *((text, text) for text in ("22 (SSH)", "80/443", "any", "022/TCP", "70000/TCP", "SSH")),
        *(
            (text, text)
            for text in (
                "4380-4370/TCP",
                "22/TCP/SSH",
                "tcp/22/udp",
                "tcp 22 (tcp)",
                "1024+",
                "22/XTP",
            )
        ),
    ],
)
def test_the_notation_of_a_port(text: str, canonical: str):
    assert canonical_port(text) == canonical


def test_what_is_not_certain_stays():
    ambiguous = AFTER.replace("name: Main hub", "name: Main hub, aliases: [PC]")
    assert fix(ambiguous.replace("to: hub", "to: PC")) == ambiguous.replace("to: hub", "to: PC")
    unknown = AFTER.replace("to: hub", "to: nobody")
    assert fix(unknown) == unknown
    broken = BEFORE.replace("- id: f", "- id: [f")
    assert fix(broken) == broken
    assert fix(BEFORE.replace("id: f", "id: f\n    id: g")) == BEFORE.replace(
        "id: f", "id: f\n    id: g"
    )


def test_an_id_that_yaml_takes_for_no_word_is_quoted():
    text = AFTER.replace("hub: {", "'true': {").replace("[hub]", "['true']")
    text = text.replace("[PC, hub]", "[PC]").replace("to: hub", "to: Main hub")
    assert "to: 'true'\n" in fix(text)


def test_the_packaged_dataset_stays_the_same():
    content = packaged_dataset().read_bytes()
    new = fixed(content, "medulla.yaml").content
    assert load_text(new, "").dataset == load_text(content, "").dataset


# the command

Run = Callable[..., Done]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(BEFORE, encoding="utf-8")
    return path


def test_diff_shows_it_and_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]):
    before = file.read_bytes()
    assert main(["check", "--fix", "--diff", str(file)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"--- {file}\n+++ {file}\n@@ ")
    assert "-    from: PC   # an alias\n" in out
    assert "+    from: client   # an alias\n" in out
    assert file.read_bytes() == before
    file.write_text(AFTER, encoding="utf-8")
    assert main(["check", "--fix", "--diff", str(file)]) == 0
    assert capsys.readouterr().out == ""


def test_diff_reports_a_file_that_cannot_be_read(file: Path, capsys: pytest.CaptureFixture[str]):
    gone = file.with_name("gone.yaml")
    assert main(["check", "--diff", str(gone), str(file)]) == 2
    out, err = capsys.readouterr()
    assert f"{gone} cannot be read: No such file or directory." in err
    assert out.startswith(f"--- {file}\n")


def test_diff_reports_a_file_that_cannot_be_parsed(file: Path, capsys: pytest.CaptureFixture[str]):
    broken = file.with_name("broken.yaml")
    broken.write_text("format: 1\nroles: [\n", encoding="utf-8")
    assert main(["check", "--diff", str(broken)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{broken}:3:1: ")


def test_fix_writes_it_and_checks_the_result(file: Path, capsys: pytest.CaptureFixture[str]):
    file.chmod(0o640)
    assert main(["check", "--fix", str(file)]) in {0, 1}
    out, err = capsys.readouterr()
    assert "Fixed 13 values in " in err
    assert "MED109" not in out
    assert file.read_text(encoding="utf-8") == AFTER
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(file.parent.iterdir()) == [file]
    assert main(["check", "--fix", str(file)]) in {0, 1}
    assert "Fixed" not in capsys.readouterr().err


def test_a_link_stays_a_link(file: Path):
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    main(["check", "--fix", str(link)])
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == AFTER


def test_wrong_usage_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]):
    before = file.read_bytes()
    assert main(["check", "--fix", "--select=MED999", str(file)]) == 2
    assert file.read_bytes() == before
