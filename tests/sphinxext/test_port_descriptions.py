"""Descriptions of ports: in parts for the stylesheets of HTML, in sentences everywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from manuals import Built, Manual, page, rst

Services = dict[str, tuple[html.HtmlElement, html.HtmlElement]]

INDEX = {"index.rst": page("Manual", rst("ports", port="22, 80, 443, 9"), rst("flows", "edged"))}


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = Manual(tmp_path_factory.mktemp("descriptions"), INDEX).build()
    assert made.warnings == []
    return made


@pytest.fixture(scope="module")
def services(built: Built) -> Services:
    """The term and the description of each service by its name."""
    (found,) = html.document_fromstring(built.text("index.html")).xpath(
        "//dl[contains(@class, 'medulla-services')]"
    )
    terms, abouts = found.xpath("dt"), found.xpath("dd")
    names = [words(term.xpath(".//*[@class = 'medulla-service-name']")[0]) for term in terms]
    return dict(zip(names, zip(terms, abouts, strict=True), strict=True))


def test_a_term_reads_as_a_line(services: Services) -> None:
    terms = {name: words(term) for name, (term, _about) in services.items()}
    assert terms["Wake on LAN"] == "9/udp – Wake on LAN"
    assert terms["SSH"] == "22/tcp – SSH Encryption: SSH"
    assert terms["Web server"] == (
        "80/tcp HTTP, 443/tcp HTTPS – Web server Encryption: 80 clear text 443 TLS"
    )


def test_signs_say_how_each_port_is_encrypted(services: Services) -> None:
    term, _about = services["Web server"]
    signs = term.xpath(".//*[contains(@class, 'medulla-sign ')]")
    assert [(sign.get("class").split()[1], words(sign)) for sign in signs] == [
        ("medulla-sign-clear-text", "80 clear text"),
        ("medulla-sign-encrypted", "443 TLS"),
    ]


def test_facts_and_flows_follow_the_sentences(services: Services) -> None:
    _term, about = services["SSH"]
    assert [words(part) for part in about] == [
        "Remote commands.",
        "Setting SSH_PORT, OTHER_PORT",
        "Used by:",
        "Client → Main hub Main hub → Edge relay",
    ]
    assert len(about.xpath("ul/li")) == 2
    _term, about = services["Wake on LAN"]
    assert words(about[1]) == "Feature: Wake up"


def test_other_builders_have_sentences(tmp_path: Path) -> None:
    text = " ".join(Manual(tmp_path, INDEX).build("text").text("index.txt").split())
    assert "22/tcp – SSH Remote commands. Encryption: SSH. Setting: " in text
    assert "Used by: Client → Main hub; Main hub → Edge relay." in text
