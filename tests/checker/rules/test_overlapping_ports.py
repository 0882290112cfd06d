"""The rule overlapping-ports."""

from __future__ import annotations

import pytest
from checking import found_by, text_at
from flow_datasets import listing, ports


@pytest.mark.parametrize(
    ("listed", "at", "common"),
    [
        (["4370-4380/tcp", "4375/tcp"], "4375/tcp", ["4375/tcp"]),
        (["4375/tcp", "4370-4380/tcp"], "4370-4380/tcp", ["4375/tcp"]),
        (["4370-4380/tcp", "80/tcp", "4380-4390/tcp"], "4380-4390/tcp", ["4380/tcp"]),
        (["53-60/tcp+udp", "60-70/tcp+udp"], "60-70/tcp+udp", ["60/tcp", "60/udp"]),
        (["1-100/tcp", "5/udp", "50/tcp+udp"], "50/tcp+udp", ["50/tcp"]),
    ],
)
def test_ranges_that_overlap_are_one_finding_at_the_later_entry(
    listed: list[str], at: str, common: list[str]
):
    text = listing(*listed)
    (found,) = found_by("MED302", text)
    assert text_at(text, found) == at
    assert ports(found) == common


def test_a_wide_range_overlaps_all_that_lie_in_it():
    text = listing("10-50/tcp", "20-30/tcp", "40-60/tcp", "55/tcp")
    found = found_by("MED302", text)
    assert [text_at(text, one) for one in found] == ["20-30/tcp", "40-60/tcp", "55/tcp"]
    assert [ports(one) for one in found] == [["20-30/tcp"], ["40-50/tcp"], ["55/tcp"]]


def test_neither_the_same_port_nor_another_protocol_overlaps():
    assert not found_by("MED302", listing("10-20/tcp", "10-20/tcp"))
    assert found_by("MED301", listing("10-20/tcp", "10-20/tcp"))
    assert not found_by("MED302", listing("10-20/tcp", "15/udp", "21/tcp"))
