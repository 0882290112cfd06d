"""The hosts of a role, in everything that shows roles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from formats import text_of, written
from lxml import etree

from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.hosts import host_hint, is_host

DATASET = """\
format: 1
product: {name: Acme}
revision: 1
roles:
  client: {name: Client}
  cloud:
    name: Cloud
    host: [a.example.com, "*.b.example.com", 192.0.2.0/24, "2001:db8::/32"]
  mirror: {name: mirror.example.com, host: mirror.example.com}
services:
  web: {name: Web, ports: [443/tcp]}
flows:
  - {id: to-cloud, from: client, to: cloud, ports: [443/tcp]}
  - {id: to-mirror, from: client, to: mirror, ports: [443/tcp]}
"""
HOSTS = ["a.example.com", "*.b.example.com", "192.0.2.0/24", "2001:db8::/32"]
BEHIND = f"Cloud ({', '.join(HOSTS)})"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(DATASET, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [*HOSTS, "localhost", "192.0.2.7", "::1", "_tcp.x-1.example"])
def test_names_wildcards_and_networks_are_hosts(text: str) -> None:
    assert is_host(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("192.0.2.7/24", "Write 192.0.2.0/24."),
        ("https://a.example.com/x", "Write a.example.com; the port is stated in the flow."),
        ("a.example.com:443", "Write a.example.com; the port is stated in the flow."),
        ("a.example, 192.0.2.1", "Write each as an entry of its own: a.example, 192.0.2.1."),
        ("300.1.1.1", "Write a name such as"),
        ("192.0.2.0/255.255.255.0", "Write 192.0.2.0/24."),
        ("fe80::1%eth0", "Write fe80::1; the interface behind it is known on one machine only."),
        (
            "192.0.2.6-192.0.2.9",
            "Write each network as an entry of its own: 192.0.2.6/31, 192.0.2.8/31.",
        ),
        (
            "2001:db8::1 to 2001:db8::2",
            "Write each network as an entry of its own: 2001:db8::1, 2001:db8::2.",
        ),
        ("192.0.2.9-192.0.2.6", "Write a name such as"),
        ("192.0.2.1-198.51.100.254", "Write a name such as"),
        ("a.*.example.com", "Write a name such as"),
        ("-a.example", "Write a name such as"),
        ("", "Write a name such as"),
    ],
)
def test_what_is_no_host_is_told_what_to_write(text: str, hint: str) -> None:
    assert not is_host(text)
    assert host_hint(text).startswith(hint)


def test_hosts_are_shown_wherever_the_role_is_a_destination(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(kind: str, name: str = "text", **options: str) -> str:
        return " ".join(text_of(name, written(kind, "", options, file)).split())

    columns = {"columns": "connection"}
    escaped = re.sub(r"[*:]|\.(?=[a-z]{2})", r"\\\g<0>", BEHIND)
    assert f"Client → {escaped}" in shown("flows", "md", **columns)
    assert "mirror.example.com (" not in shown("flows", "md", **columns)
    column = shown("flows", "md", columns="to, host")
    assert "| Cloud | `a.example.com`,<br>`*.b.example.com`,<br>`192.0.2.0/24`" in column
    assert r"| mirror\.example\.com | `mirror.example.com` |" in column
    assert f"Open inbound on {BEHIND}" in shown("flows", "html", role="cloud")
    assert f"Client → {BEHIND}" in shown("ports")
    assert '"' + "; ".join(HOSTS) + '"' in shown("flows", "csv")
    assert main(["explain", "client", "cloud", "443", "--dataset", str(file)]) == 0
    assert f"  Host: {', '.join(HOSTS)}\n" in capsys.readouterr().out


def test_in_a_chart_hosts_are_wrapped(file: Path) -> None:
    chart = text_of("svg", written("flowchart", file=file))
    texts = [text.text or "" for text in etree.fromstring(chart.encode()).iter("{*}text")]
    assert not any("192.0.2.0/24" in text and "a.example.com" in text for text in texts)
    assert any("2001:db8::/32" in text for text in texts)
