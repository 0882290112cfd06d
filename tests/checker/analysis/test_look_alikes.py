"""The analysis `look_alikes`."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.look_alikes import appearances


def alike(one: str, other: str) -> bool:
    return any(map(str.__eq__, appearances(one), appearances(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Server", "Ѕerver"),  # a Cyrillic letter
        ("Server", "Ｓerver"),  # fullwidth
        ("Server", "ѕеrvеr"),
        ("Agent", "Αgent"),  # a Greek letter
        ("Server", "server"),
        ("Mail server", "Mailserver"),
        ("Mail server", "mail  Server"),
        ("Mail-Server", "Mail Server"),
        ("Ser\u00adver", "Server"),  # a soft hyphen
        ("Server\ufe0f", "Server"),
        ("Relay 1", "Relay l"),
        ("Relay I", "Relay l"),
        ("Node 0", "Node O"),
        ("Café", "Cafe\u0301"),
        ("Größe", "GRÖSSE"),
    ],
)
def test_names_that_look_the_same(one: str, other: str):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Server", "Servers"),
        ("Relay 1", "Relay 2"),
        ("Relay 1", "Relay L"),
        ("Modem", "Modern"),
        ("Café", "Cafe"),
        ("服务器", "客户端"),
        ("Сервер", "Клиент"),
    ],
)
def test_names_that_do_not(one: str, other: str):
    assert not alike(one, other)
