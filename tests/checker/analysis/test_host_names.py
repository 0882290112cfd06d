"""The analysis `host_names`."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.host_names import is_host_name, names_host


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("updates.example.org", True),
        ("example.org.", True),
        ("xn--bcher-kva.example", True),
        ("Node.js", False),
        ("server", False),
        ("10.0.0.1", False),
        ("example.org or so", False),
        ("-a.example.org", False),
    ],
)
def test_host_names(text: str, is_one: bool):
    assert is_host_name(text) is is_one


def test_a_name_among_hosts():
    assert names_host("a.example.org; *.example.com", "b.example.com")
    assert not names_host("a.example.org; *.example.com", "example.com")
