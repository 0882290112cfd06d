"""Figures counted by hand on the published page, with 69/69 read as 67/69."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.comparison.machine_changes import MachineChanges, PortChange, machine_changes
from sphinx_medulla.comparison.sides import Side
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries

PAGE = Path(__file__).parents[1] / "published" / "simplified-flowchart.yaml"


@pytest.fixture(scope="module")
def page() -> Queries:
    text = PAGE.read_text(encoding="utf-8")
    read = text.replace("69/udp, 69/udp", "67/udp, 69/udp")
    assert read != text
    return Queries(load_text(read, str(PAGE)).dataset)


def compared(page: Queries, old: str, new: str, role: str, **renamed: str) -> MachineChanges:
    machines = machine_changes(Side(page, old, renamed), Side(page, new))
    (found,) = (machine for machine in machines if machine.role == role)
    return found


def count(changes: tuple[PortChange, ...], direction: str) -> int:
    return len([one for one in changes if one.direction == direction])


@pytest.mark.parametrize(
    ("modes", "role", "opened", "closed"),
    [
        (("standalone", "classic"), "server", (7, 5), (0, 0)),
        (("standalone", "classic"), "workstation", (4, 11), (0, 0)),
        (("classic", "dmz"), "server", (9, 6), (7, 5)),
        (("classic", "dmz"), "workstation", (0, 0), (4, 11)),
        (("classic", "dmz"), "external-host", (0, 2), (0, 0)),
    ],
)
def test_entries_in_and_out(
    page: Queries,
    modes: tuple[str, str],
    role: str,
    opened: tuple[int, int],
    closed: tuple[int, int],
):
    found = compared(page, *modes, role)
    assert (count(found.open, "in"), count(found.open, "out")) == opened
    assert (count(found.close, "in"), count(found.close, "out")) == closed


@pytest.mark.parametrize(
    ("modes", "role", "ports"),
    [
        (("standalone", "classic"), "server", ["5269/tcp", "7080/tcp", "22000/tcp"]),
        (("standalone", "classic"), "workstation", []),
        (("classic", "dmz"), "server", ["4369/tcp", "4370-4380/tcp"]),
    ],
)
def test_ports_that_nobody_reached_before(
    page: Queries, modes: tuple[str, str], role: str, ports: list[str]
):
    assert [str(one.port) for one in compared(page, *modes, role).open if one.only_source] == ports


@pytest.mark.parametrize(("role", "unchanged"), [("server", (18, 10)), ("workstation", (8, 15))])
def test_what_stays_from_one_relay_to_the_other(
    page: Queries, role: str, unchanged: tuple[int, int]
):
    found = compared(page, "classic", "dmz", role)
    assert (found.unchanged_in, found.unchanged_out) == unchanged


def test_what_a_relay_needs_that_replaces_the_other(page: Queries):
    found = compared(page, "classic", "dmz", "server", **{"classic-relay": "dmz-relay"})
    assert (count(found.open, "in"), count(found.open, "out")) == (2, 2)
    assert [(one.direction, str(one.port)) for one in found.close] == [("out", "9990/tcp")]
