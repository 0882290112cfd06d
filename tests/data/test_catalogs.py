"""The languages that are shipped: both halves of each, complete, and nothing that is not asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from sphinx_medulla.dataset.messages import ids, read
from tools import tool

pytestmark = pytest.mark.dataset

ROOT = Path(__file__).parents[2]
_PLACEHOLDER = re.compile(r"%\([a-z]+\)s|%s|%d")


TOOL = tool("messages")
DOMAINS: list[str] = [*TOOL.HALVES]
LANGUAGES: list[str] = TOOL.shipped()
EVERY = [(domain, language) for language in LANGUAGES for domain in DOMAINS]


@pytest.fixture(scope="module")
def asked() -> dict[str, Catalog]:
    """What is to be translated, by domain."""
    catalogs: dict[str, Catalog] = TOOL.asked()
    assert [*catalogs] == DOMAINS
    return catalogs


def entries(domain: str, language: str) -> list[Message]:
    return [each for each in read(TOOL.path_of(domain, language)) if each.id]


def test_french_and_german_are_shipped() -> None:
    assert {"de", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize(("domain", "language"), EVERY)
def test_both_halves_are_there_complete_and_with_nothing_stale(
    asked: dict[str, Catalog], domain: str, language: str
) -> None:
    path = TOOL.path_of(domain, language)
    assert path.is_file(), f"half a language: {path} is missing"
    assert TOOL.differences(domain, asked[domain], language) == []
    assert [each.id for each in entries(domain, language) if not each.string] == []


@pytest.mark.parametrize(("domain", "language"), EVERY)
def test_nothing_is_unsure_and_placeholders_are_the_same(domain: str, language: str) -> None:
    for each in entries(domain, language):
        assert not each.fuzzy, each.id
        wanted = sorted(_PLACEHOLDER.findall(str(each.id)))
        assert sorted(_PLACEHOLDER.findall(str(each.string))) == wanted, each.id


@pytest.mark.parametrize(("domain", "language"), EVERY)
def test_numbers_and_names_of_files_are_those_of_the_text(domain: str, language: str) -> None:
    """A translation that names another port, file or setting would be a lie."""
    word = re.compile(
        r"[0-9]{2,}(?:[-:][0-9]+)?|[\w./-]+\.(?:py|yml|ini|md|j2|rst|sh|tex)\b|\b[A-Z]+_[A-Z_]+\b"
    )
    for each in entries(domain, language):
        assert sorted(word.findall(str(each.string))) == sorted(word.findall(str(each.id)))


@pytest.mark.parametrize("domain", DOMAINS)
def test_french_has_its_spaces_and_german_its_quotes(domain: str) -> None:
    for each in entries(domain, "fr"):
        text = str(each.string)
        assert not re.search(r"[\w)»][;?!»]|\w:(?= |$)| [:;?!»]|«[^\u00a0]|\w'\w", text), text
        assert '"' not in text
        assert "“" not in text
    for each in entries(domain, "de"):
        text = str(each.string)
        assert text.count("„") == text.count("“")
        assert '"' not in text


def test_rules_of_the_checker_are_among_the_words(asked: dict[str, Catalog]) -> None:
    assert "A flow lists the same port twice." in ids(asked["sphinx_medulla"])
