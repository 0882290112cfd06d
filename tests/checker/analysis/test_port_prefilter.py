"""The analysis `port_prefilter`: which texts need not be read for ports."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.port_prefilter import may_name_port


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Web pages on port 443.", False),
        ("Web pages on port 443 (TCP), since 2019, for 57 users of version 2.3.", False),
        ("Service 5 on TCP port 443", False),
        ("Service 22", False),
        ("22 clients", True),
        ("Web pages on port 444.", True),
        ("Web pages on port 443 and 444", True),
        ("Web pages on 22.", True),
        ("Web pages, 9443/443.", True),
        ("Web pages 443 bis einschließlich 450.", True),
        ("hub:9443", True),
        ("9443tcp, or TCP9443", True),
        ("HTTPS (9443)", True),
    ],
)
def test_a_quick_look_passes_over_texts_that_name_their_own_ports(text: str, may: bool):
    known = {"22", "443", "8443"}
    assert may_name_port(text.lower(), {"443"}, known.__contains__) is may


@pytest.mark.parametrize(
    ("text", "may"),
    [("443-445", False), ("443 to 444", True), ("444:446", True), ("443, 446", False)],
)
def test_two_numbers_of_an_entry_may_be_another_range(text: str, may: bool):
    own = {"443", "444", "445", "443-445", "446"}
    assert may_name_port(f"web pages on {text}", own, own.__contains__) is may
