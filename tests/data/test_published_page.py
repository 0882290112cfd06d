"""The dataset says what the published page says, or says why it does not.

tests/published has the page as it was published. Each of its rows and descriptions is in the
dataset as published, or an erratum beside the entry says what was wrong, or the entry cites a later
source: one that was read (``retrieved``) after the page. So a port that is lost from the dataset is
missed, and a later release of the product needs no edit here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.model import Erratum, Flow, Mode, Role, Service
from sphinx_medulla.dataset.ports import Port
from sphinx_medulla.dataset.queries import Queries

pytestmark = pytest.mark.dataset

ROOT = Path(__file__).parents[2]
LOADED = load(ROOT / "tests" / "published" / "simplified-flowchart.yaml")
PAGE = LOADED.dataset
DATASET = load(ROOT / "data" / "medulla.yaml").dataset
READ = max(source.retrieved for source in PAGE.sources.values())
"""The day on which the page was read."""

WRONG_NOTES = (
    "standalone-1",
    "standalone-2",
    "classic-1",
    "classic-3",
    "classic-4",
    "classic-5",
    "classic-6",
    "dmz-1",
)
"""Rows of the page whose note calls an end of the row by a wrong or a vague name."""

# --- the dataset beside the page ------------------------------------------------------------------


def superseded(*entries: Flow | Role | Service) -> bool:
    """Whether an entry cites a source that is later than the page."""
    cited = {citation.id for entry in entries for citation in entry.source}
    return any(DATASET.sources[source].retrieved > READ for source in cited)


def named(name: str, entries: Iterable[Role | Mode]) -> str:
    """The id of the one entry of the dataset that has a name."""
    found = [
        entry.id
        for entry in entries
        if name in (entry.title if isinstance(entry, Mode) else entry.name, *entry.aliases)
    ]
    assert len(found) == 1, f"{name!r} names {found}"
    return found[0]


ROLES = {role.id: named(role.name, DATASET.roles.values()) for role in PAGE.roles.values()}
MODES = {mode.id: named(mode.title, DATASET.modes.values()) for mode in PAGE.modes.values()}
"""The ids of the dataset by those of the page."""


def counterpart(row: Flow) -> Flow | None:
    """The flow of the dataset that a row of the page is about."""
    modes = {MODES[mode] for mode in row.modes or PAGE.modes}
    found = [
        flow
        for flow in DATASET.flows
        if (flow.from_, flow.to) == (ROLES[row.from_], ROLES[row.to])
        and modes <= set(flow.modes or DATASET.modes)
    ]
    assert len(found) < 2, f"{row.id} is each of {[flow.id for flow in found]}"
    return found[0] if found else None


def entries_of(entry: Flow | Service) -> list[str]:
    """Every port once for each of its protocols, in the order of the file."""
    ports = [one for use in entry.ports for one in use.port.each_protocol()]
    return list(dict.fromkeys(map(str, ports)))


def is_explained(port: str, flow: Flow) -> bool:
    """Whether the dataset says why a port of a flow differs from the page."""
    listening = [one for one in DATASET.services.values() if flow.to in one.listens_on]
    return (
        superseded(flow)
        or any(same_number(port, erratum.ports) for erratum in errata(flow, "ports"))
        or any(superseded(one) and same_number(port, known_ports(one)) for one in listening)
    )


def known_ports(service: Service) -> list[Port]:
    """The ports of a service, those of earlier versions with them."""
    return [*(entry.port for entry in service.ports), *service.formerly]


def same_number(port: str, ports: Iterable[Port]) -> bool:
    """Whether ports have the numbers of a port, whatever their protocols."""
    numbers = port.partition("/")[0]
    return any(str(other).partition("/")[0] == numbers for other in ports)


def errata(entry: Flow | Service | Role | Mode, at: str) -> list[Erratum]:
    return [erratum for erratum in entry.errata if erratum.at == at]


def service_of(port: str) -> Service:
    """The one service of the product that has a port of the page, or had it."""
    hosts = {role.id for role in DATASET.roles.values() if role.host}
    found = [
        service
        for service in DATASET.services.values()
        if same_number(port, known_ports(service)) and not hosts & set(service.listens_on)
    ]
    assert len(found) == 1, f"{port} is of {[service.id for service in found]}"
    return found[0]


# --- rows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", PAGE.flows, ids=lambda row: row.id)
def test_a_row_is_as_published_or_the_dataset_says_why_not(row: Flow) -> None:
    flow = counterpart(row)
    if flow is None:
        assert superseded(DATASET.roles[ROLES[row.from_]], DATASET.roles[ROLES[row.to]])
        return
    published, current = entries_of(row), entries_of(flow)
    differing = set(published) ^ set(current)

    assert [port for port in sorted(differing) if not is_explained(port, flow)] == []
    shared = [port for port in published if port in current]
    assert [port for port in current if port in published] == shared


@pytest.mark.parametrize("row", PAGE.flows, ids=lambda row: row.id)
def test_a_row_is_in_the_table_of_the_page(row: Flow) -> None:
    flow = counterpart(row)
    group = PAGE.groups[row.group or PAGE.defaults.group].label

    if flow is not None and not superseded(flow):
        assert DATASET.groups[Queries(DATASET).group_of(flow)].label == group


def test_rows_have_the_order_of_the_page() -> None:
    places = {flow: place for place, flow in enumerate(Queries(DATASET).flows)}
    for one, other in pairwise(PAGE.flows):
        first, second = counterpart(one), counterpart(other)
        if first and second and (one.modes, one.group) == (other.modes, other.group):
            assert places[first.id] < places[second.id], (one.id, other.id)


def test_a_flow_that_the_page_does_not_have_cites_a_later_source() -> None:
    published = {flow.id for row in PAGE.flows if (flow := counterpart(row))}
    added = [flow for flow in DATASET.flows if flow.id not in published]

    assert [flow.id for flow in added if not superseded(flow)] == []


@pytest.mark.parametrize("row", WRONG_NOTES)
def test_a_wrong_note_of_the_page_is_corrected(row: str) -> None:
    (published,) = (flow for flow in PAGE.flows if flow.id == row)
    flow = counterpart(published)

    if flow is not None and not superseded(flow):
        assert published.note in [erratum.published for erratum in errata(flow, "note")]


def test_the_errata_of_notes_quote_the_page() -> None:
    notes = {row.note for row in PAGE.flows}

    for flow in DATASET.flows:
        assert {erratum.published for erratum in errata(flow, "note")} <= notes, flow.id


# --- modes, roles and rules -----------------------------------------------------------------------


@pytest.mark.parametrize("mode", PAGE.modes.values(), ids=lambda mode: mode.id)
def test_a_mode_has_the_names_and_the_condition_of_the_page(mode: Mode) -> None:
    current = DATASET.modes[MODES[mode.id]]

    assert {named(name, DATASET.modes.values()) for name in mode.aliases} <= {current.id}
    published = [erratum.published for erratum in errata(current, "when")]
    assert mode.when in [current.when, *published]


@pytest.mark.parametrize("role", PAGE.roles.values(), ids=lambda role: role.id)
def test_a_role_has_the_names_the_host_and_the_condition_of_the_page(role: Role) -> None:
    current = DATASET.roles[ROLES[role.id]]

    assert {named(name, DATASET.roles.values()) for name in role.aliases} <= {current.id}
    if not superseded(current):
        assert (current.host, current.when, current.see) == (role.host, role.when, role.see)


def test_the_rules_of_the_page_are_there() -> None:
    assert len(DATASET.rules) == len(PAGE.rules)
    assert DATASET.defaults.protocol == PAGE.defaults.protocol


# --- port descriptions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "port"),
    [(service, port) for service in PAGE.services.values() for port in entries_of(service)],
    ids=lambda part: part if isinstance(part, str) else part.id,
)
def test_a_published_description_is_kept_or_corrected_with_an_erratum(
    published: Service, port: str
) -> None:
    service, text = service_of(port), published.description
    as_published = text[0].upper() + text[1:].removesuffix(".") + "."
    corrections = errata(service, "description")

    if superseded(service):
        return
    if corrections:
        assert [one.published for one in corrections] == [f"{published.name}: {text}"]
        undecided = any(one.undecided for one in corrections)
        assert (service.description == as_published) == undecided
    else:
        assert service.description == as_published


def test_a_port_without_a_published_description_has_one_and_an_erratum() -> None:
    described = {port for service in PAGE.services.values() for port in entries_of(service)}
    hosts = {role.id for role in PAGE.roles.values() if role.host}
    listed = {port for row in PAGE.flows if row.to not in hosts for port in entries_of(row)}
    forgotten = {
        port
        for port in listed
        if not any(same_number(port, [Port.parse(one)]) for one in described)
    }

    assert forgotten
    for port in sorted(forgotten):
        service = service_of(port)
        assert service.description.endswith("."), port
        quoted = [erratum.published for erratum in errata(service, "description")]
        assert quoted == [""] or superseded(service), port
