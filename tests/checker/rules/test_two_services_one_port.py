"""The rule two-services-one-port."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from flow_datasets import listing, ports

TWO = """\
services:
  web: {name: Web, ports: [443/tcp, 53/tcp+udp], listens_on: [server, relay]}
  console: {name: Console, ports: [80/tcp, 443/tcp, 53/udp], listens_on: [relay, server, client]}
"""


def test_two_services_are_one_finding_for_all_that_they_share():
    text = listing("443/tcp", services=TWO)
    (found,) = found_by("MED305", text)
    assert (found.subject.kind, found.subject.id) == ("service", "console")
    assert ports(found) == ["443/tcp", "53/udp"]
    assert "on server and relay" in found.problem.message
    assert text_at(text, found) == "443/tcp"


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("[relay, server, client]", "[client]", 0),
        (", listens_on: [relay, server, client]", "", 0),  # anybody's, where nobody else listens
        ("[80/tcp, 443/tcp, 53/udp]", "[80/tcp, 443/udp]", 0),
        ("[80/tcp, 443/tcp, 53/udp]", "[400-500/tcp]", 1),
    ],
)
def test_other_listeners_and_other_protocols_share_nothing(old: str, new: str, number: int):
    assert len(found_by("MED305", listing("443/tcp", services=TWO.replace(old, new)))) == number


def test_two_services_of_anybody_and_a_service_with_itself():
    text = TWO.replace(", listens_on: [relay, server, client]", "")
    text = text.replace(", listens_on: [server, relay]", "")
    assert len(found_by("MED305", listing("443/tcp", services=text))) == 1
    twice = "services:\n  web: {name: Web, ports: [443/tcp, 440-450/tcp]}\n"
    (found,) = found_by("MED305", listing("443/tcp", services=twice))
    assert "twice" in found.problem.message
