"""The rule flow-without-ports."""

from __future__ import annotations

from checking import found_by, text_at
from text_datasets import dataset


def test_each_flow_without_ports_stands_at_its_list():
    text = dataset(
        "id: a, from: client, to: server, ports: []",
        "id: b, from: client, to: old, ports: [1/tcp]",
    )
    (found,) = found_by("MED510", text)
    assert (found.subject.id, text_at(text, found)) == ("a", "[]")
