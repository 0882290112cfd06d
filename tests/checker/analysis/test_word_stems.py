"""The analysis `word_stems`."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.word_stems import parts_of, share_a_word, singular, words_of


def test_words_of_a_text():
    assert list(words_of("SSH, für Geräte a TFTP!")) == ["ssh", "für", "geräte", "tftp"]
    assert list(words_of("连接MySQL数据库。")) == ["连接", "mysql", "数据库"]
    assert list(parts_of("Mail 数据库")) == ["mail", "数据库", "数据", "据库"]


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("agent", "agents", True),
        ("migration", "migrates", True),
        ("ssh", "sshd", True),
        ("mail", "sendmail", True),
        ("rechner", "rechnern", True),
        ("connexion", "connexions", True),
        ("数据库", "据库", True),
        ("ip", "ipsec", False),
        ("log", "catalog", False),
        ("agent", "printer", False),
    ],
)
def test_forms_of_one_word(one: str, other: str, akin: bool):
    assert share_a_word([one], ["xyz", other]) is akin
    assert share_a_word([other], [one]) is akin


def test_abbreviations_keep_their_s():
    assert singular("printers") == "printer"
    assert singular("dns") == "dns"
