"""The rule touching-ranges."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from flow_datasets import listing

MEDIA = """\
services:
  media: {name: Media, ports: [5000-5009/tcp]}
"""


def test_two_halves_of_one_range_of_a_service():
    text = listing("5005-5009/tcp", "22/tcp", "5000-5004/tcp", services=MEDIA)
    (found,) = found_by("MED303", text)
    assert text_at(text, found) == "5005-5009/tcp"
    assert found.problem.hint == "Write 5000-5009/tcp."


@pytest.mark.parametrize(
    "listed",
    [
        ["5000-5008/tcp", "5009/tcp"],
        ["5000-5003/tcp", "5005-5009/tcp"],
        ["5000-5004/tcp", "{port: 5005-5009/tcp, need: optional}"],
        ["6000-6004/tcp", "6005-6009/tcp"],
    ],
)
def test_ranges_that_may_stand_apart(listed: list[str]):
    assert not found_by("MED303", listing(*listed, services=MEDIA))


def test_a_range_that_the_service_cuts_is_said_there_once():
    cut = MEDIA.replace("5000-5009/tcp", "5000-5004/tcp, 5005-5009/tcp")
    text = listing("5000-5004/tcp", "5005-5009/tcp", services=cut)
    (found,) = found_by("MED303", text)
    assert (found.subject.kind, found.subject.id) == ("service", "media")
    named = cut.replace("5005-5009/tcp", "{port: 5005-5009/tcp, name: Sound}")
    assert not found_by("MED303", listing("5000-5004/tcp", "5005-5009/tcp", services=named))
