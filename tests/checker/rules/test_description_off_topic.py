"""The rule description-off-topic."""

from __future__ import annotations

import pytest
from checking import found_by
from text_datasets import dataset


@pytest.mark.parametrize(
    ("description", "severity"),
    [
        ("SSH, for administration.", None),
        ("For administration.", "info"),
        ("Used by VNC for remote control.", "warning"),
        ("Used by SSH, unlike VNC.", None),
        ("Used for screens.", "info"),
        ("Used for TFTP.", "warning"),
        ("See https://example.org/vnc.", "info"),
        ("Used for remote screens and shells.", "warning"),
    ],
)
def test_a_description_of_something_else(description: str, severity: str | None):
    services = (
        f"  ssh: {{name: SSH, ports: [22/tcp], description: {description!r}}}\n"
        "  vnc: {name: VNC, ports: [5900/tcp], description: VNC.}\n"
        "  boot: {name: Boot, ports: [{port: 69/udp, name: TFTP}], description: Boot.}\n"
        "  screens: {name: Remote screens, ports: [1/tcp], description: Remote screens.}\n"
        "  number: {name: Port 7, ports: [7/tcp], description: Echo.}\n"
    )
    text = dataset("id: a, from: client, to: server, ports: [22/tcp]", services=services)
    found = found_by("MED512", text)
    assert [one.problem.severity.label for one in found] == [severity] * (severity is not None)
    assert all(one.subject.id == "ssh" for one in found)


@pytest.mark.parametrize(
    ("name", "description", "severity"),
    [
        ("Agent", "Connections of agents.", None),
        ("Live migration", "Memory of machines while they migrate.", None),
        ("sshd", "SSH, for administration.", None),
        ("sendmail", "Outgoing mail.", None),
        ("Mailserver", "Versand von Mails.", None),
        ("Datenbank", "Datenbankzugriff der Agenten.", None),
        ("Rechner", "Zwischen den Rechnern.", None),
        ("Sauvegardes", "Sauvegarde des postes.", None),
        ("数据库", "用于数据库的连接。", None),
        ("数据库服务", "连接到数据库。", None),
        ("データベース", "データベースへの接続。", None),
        ("수집기", "수집기로 보내는 연결.", None),
        ("数据库", "用于打印文件。", "info"),
        ("数据库", "用于远程桌面的连接。", "warning"),
        ("Agent", "Used for the printers.", "warning"),
        ("Port der Agenten", "Für die Uhr.", "info"),
        ("SMB", "Server Message Block, for shares.", None),
        ("SMB", "The server has blocks of messages.", "info"),
        ("Console", "Web", None),
        ("Console", "HTTP API", None),
        ("Console", "For maintenance", "info"),
        ("Console", "VNC", "warning"),
    ],
)
def test_forms_of_words_and_languages_without_spaces(
    name: str, description: str, severity: str | None
):
    services = (
        f"  own: {{name: {name!r}, ports: [22/tcp], description: {description!r}}}\n"
        "  printing: {name: Printer, ports: [9100/tcp], description: Printer.}\n"
        "  desktop: {name: 远程桌面, ports: [3389/tcp], description: 远程桌面.}\n"
        "  web: {name: Web, ports: [80/tcp], description: Web.}\n"
        "  screen: {name: VNC, ports: [5900/tcp], description: VNC.}\n"
    )
    text = dataset("id: a, from: client, to: server, ports: [22/tcp]", services=services)
    found = found_by("MED512", text)
    assert [one.problem.severity.label for one in found] == [severity] * (severity is not None)


@pytest.mark.parametrize(("port", "severity"), [("8443/tcp", "info"), ("8025/tcp", "warning")])
def test_a_protocol_with_the_usual_number_is_that_of_the_service(port: str, severity: str):
    services = (
        f"  pages: {{name: Pages, ports: [{port}], description: Over HTTPS.}}\n"
        "  downloads: {name: HTTPS, ports: [443/tcp], description: HTTPS.}\n"
    )
    text = dataset("id: a, from: client, to: server, ports: [443/tcp]", services=services)
    (one,) = found_by("MED512", text)
    assert one.problem.severity.label == severity
