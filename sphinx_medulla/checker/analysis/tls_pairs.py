"""The usual numbers of services that have one port without TLS and another one with it.

The pairs are in tls_pairs.yaml, which is read when a rule first needs them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ...dataset.ports import Port
from ...dataset.yaml_reader import read_yaml

FILE = Path(__file__).with_suffix(".yaml")


@cache
def tls_pairs() -> frozenset[frozenset[int]]:
    """The two numbers of each pair; the file is read once."""
    facts: Any = read_yaml(FILE.read_bytes(), str(FILE)).data
    return frozenset(frozenset(map(int, entry["numbers"])) for entry in facts["pairs"])


def without_tls_pairs(
    one: Sequence[Port], other: Sequence[Port], described: Container[Port]
) -> tuple[tuple[Port, ...], tuple[Port, ...]]:
    """Two lists of ports without the usual pairs of which each has one.

    Only ports that are ``described`` count as a pair; another one may be a typing error.
    """
    paired = {
        (port, counterpart)
        for port in one
        for counterpart in other
        if port in described
        and counterpart in described
        and frozenset((port.first, counterpart.first)) in tls_pairs()
        and (port.first, counterpart.first) == (port.last, counterpart.last)
    }
    mine, theirs = {port for port, _ in paired}, {port for _, port in paired}
    return (
        tuple(port for port in one if port not in mine),
        tuple(port for port in other if port not in theirs),
    )
