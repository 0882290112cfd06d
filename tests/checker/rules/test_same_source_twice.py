"""The rule same-source-twice."""

from __future__ import annotations

import pytest
from checking import found_by, text_at

ONE, TWO = "a3d28561bc4a94f8", "d49a62481c4c4a47"
FILES, OTHER = "https://e.org/o/one/{commit}/{path}", "https://e.org/o/two/{commit}/{path}"


def dataset(one: str, other: str) -> str:
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
sources:
  one: {{title: One, {one}}}
  other: {{title: Other, {other}}}
roles:
  server: {{name: Server}}
  client: {{name: Client}}
flows:
  - {{id: a, from: client, to: server, ports: [443/tcp], source: [one, other]}}
"""


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("url: 'https://e.org/a'", "url: 'https://e.org/a'", "'https://e.org/a'"),
        (
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES}'",
            f"url: 'https://e.org/b', commit: {ONE}, file_url: '{OTHER}'",
            ONE,
        ),
        (
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES}'",
            f"url: 'https://e.org/b', commit: {TWO}, file_url: '{FILES}'",
            f"'{FILES}'",
        ),
        (
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES}'",
            f"url: 'https://e.org/b', commit: {TWO}, file_url: '{FILES}#L{{first}}'",
            f"'{FILES}#L{{first}}'",
        ),
    ],
)
def test_what_was_copied(one: str, other: str, value: str):
    text = dataset(one, other)
    (found,) = found_by("MED223", text)
    assert text_at(text, found) == value
    assert found.problem.message.startswith("The sources one and other have the same ")
    assert found.problem.severity.label == "warning"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("url: 'https://e.org/a'", "url: 'https://e.org/b'"),
        ("language: en", "language: en"),
        (  # two commits of one repository
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES}'",
            f"url: 'https://e.org/a', commit: {TWO}, file_url: '{FILES}'",
        ),
        (  # two documents in one repository
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES}'",
            f"url: 'https://e.org/b', commit: {ONE}, file_url: '{FILES}'",
        ),
        (  # one host for all repositories
            f"url: 'https://e.org/a', commit: {ONE}, file_url: 'https://e.org/{{path}}'",
            f"url: 'https://e.org/b', commit: {TWO}, file_url: 'https://e.org/{{path}}'",
        ),
        (  # two folders of one repository
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES}'",
            f"url: 'https://e.org/a', commit: {ONE}, file_url: '{FILES[:-6]}docs/{{path}}'",
        ),
        (  # one tag in two repositories
            f"url: 'https://e.org/a', commit: v1.2, file_url: '{FILES}'",
            f"url: 'https://e.org/b', commit: v1.2, file_url: '{OTHER}'",
        ),
    ],
)
def test_two_sources(one: str, other: str):
    assert not found_by("MED223", dataset(one, other))


def test_one_title_of_two_repositories():
    text = dataset("url: 'https://e.org/a'", f"url: 'https://e.org/b', file_url: '{FILES}'")
    text = text.replace("title: Other", "title: One")
    (found,) = found_by("MED223", text)
    assert text_at(text, found) == "One"
