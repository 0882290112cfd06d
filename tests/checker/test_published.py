"""The checker finds, in the page as it was published, what people overlooked for years."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import Loaded, load
from sphinx_medulla.dataset.problem import Location, Severity

PAGE = Path(__file__).parents[1] / "published" / "simplified-flowchart.yaml"

# What is wrong; the rule that says so; where, as a path with the ids of flows; which ports or which
# two ends of the entry there, or which word of a text. An alias is a finding about its role.
DEFECTS = """
69 twice                 | MED301 | flows classic-5 ports 2        | 69/udp
139 not described        | MED501 | flows admin-1 ports 0          | 139/tcp
445 not described        | MED501 | flows admin-1 ports 1          | 445/tcp
8384 not described       | MED501 | flows admin-1 ports 2          | 8384/tcp
2049 not described       | MED501 | flows standalone-1 ports 6     | 2049/tcp+udp
DMZ in classic mode      | MED508 | flows classic-3 note           | DMZ Server
DMZ in classic mode      | MED508 | flows classic-4 note           | DMZ Server
alias: server            | MED509 | flows classic-1 to             | Medulla servers
alias: workstation       | MED509 | flows classic-5 from           | Internal Station
alias: workstation       | MED509 | flows standalone-1 note        | extension
alias: workstation       | MED509 | flows classic-5 note           | internal extension
alias: workstation       | MED509 | flows standalone-2 note        | internal extensions
alias: workstation       | MED509 | flows classic-2 note           | internal workstations
alias: admin-workstation | MED509 | flows admin-1 note             | internal admin workstation
alias: dmz-relay         | MED509 | flows dmz-5 to                 | DMZ Server
alias: dmz-relay         | MED509 | services port-4369 description | DMZ relay
alias: external-host     | MED509 | flows dmz-5 note               | external workstation
9 over TCP               | MED601 | services port-9 ports 0        | 9/tcp
GLPI without ports       | MED510 | flows internal-1 ports         |
LDAP without ports       | MED510 | flows internal-2 ports         |
5269 of DMZ relay only   | MED505 | services port-5269 description | DMZ Relay Server
7080 of one relay only   | MED505 | services {7080} description    | Relay Server
7080 with 8081           | MED506 | services {7080} description    | 7080/tcp 8081/tcp
35621 with 55415         | MED506 | services {35621} description   | 35621/tcp 35623/tcp 55415/tcp
35621 without 35622      | MED602 | services {35621} ports         | 35622/udp
fixed ports "dynamic"    | MED605 | services {35621} description   | 35621/tcp 35623/tcp 55415/tcp
no 9990 to DMZ relay     | MED401 | flows dmz-3 ports              | 4369/tcp 4370-4380/tcp 9990/tcp
4369 without a reason    | MED401 | flows dmz-4 ports              | 4369/tcp 4370-4380/tcp
DMZ relay, nobody back   | MED409 | modes dmz                      | dmz-relay workstation
nobody to DMZ relay      | MED409 | modes dmz                      | workstation dmz-relay
"""

SHORT = {"{7080}": "ports-7080-and-8081", "{35621}": "ports-35621-35623-and-55415"}

# (rule, entry, ports or word) and the path of its place
Row = tuple[tuple[str, str, str], tuple[str | int, ...]]


@pytest.fixture(scope="module")
def page() -> Loaded:
    return load(PAGE)


@pytest.fixture(scope="module")
def findings(page: Loaded) -> tuple[Finding, ...]:
    return check(page).findings


def rows() -> list[Row]:
    """The table above, line by line."""
    found: list[Row] = []
    for line in DEFECTS.strip().splitlines():
        wrong, code, path, what = (cell.strip() for cell in line.split("|"))
        steps = tuple(
            int(step) if step.isdigit() else SHORT.get(step, step) for step in path.split()
        )
        entry = wrong.removeprefix("alias: ") if code == "MED509" else str(steps[1])
        found.append(((code, entry, what), steps))
    return found


def place(page: Loaded, path: tuple[str | int, ...]) -> Location:
    """Where a path leads; flows are found by id, and an entry without a further key by its key."""
    if path[0] == "flows":
        ids = [flow.id for flow in page.dataset.flows]
        path = ("flows", ids.index(str(path[1])), *path[2:])
    return page.tree.locate_key(*path) if len(path) == 2 else page.tree.locate(*path)


def told(finding: Finding) -> tuple[str, str, str]:
    """The rule, the entry, and its ports, its word or its two ends."""
    about = finding.subject
    what = about.word or " ".join(map(str, about.ports)) or f"{about.from_} {about.to}".strip()
    return finding.problem.code, about.id, what


@pytest.mark.parametrize(("expected", "path"), rows(), ids=lambda part: " ".join(map(str, part)))
def test_a_defect_of_the_page_is_found_at_its_place(
    expected: tuple[str, str, str],
    path: tuple[str | int, ...],
    page: Loaded,
    findings: tuple[Finding, ...],
):
    found = [one for one in findings if told(one) == expected]
    assert [one.problem.location for one in found] == [place(page, path)]


def test_nothing_else_is_said_of_conflicts_and_texts(findings: tuple[Finding, ...]):
    loud = {
        told(one)
        for one in findings
        if one.problem.severity > Severity.INFO and one.problem.code[:4] in {"MED3", "MED5"}
    }
    assert loud == {expected for expected, _ in rows() if expected[0][:4] in {"MED3", "MED5"}}


def test_a_word_is_reported_once_with_all_of_its_places(
    page: Loaded, findings: tuple[Finding, ...]
):
    (found,) = (one for one in findings if told(one) == ("MED509", "dmz-relay", "DMZ Server"))
    others = [related.location.line for related in found.problem.related]
    notes = ("classic-3", "classic-4", "dmz-3", "dmz-4", "dmz-5")
    assert others == [place(page, ("flows", flow, "note")).line for flow in notes]


def test_a_port_is_reported_once_with_all_of_its_places(
    page: Loaded, findings: tuple[Finding, ...]
):
    (found,) = (one for one in findings if told(one)[2] == "2049/tcp+udp")
    others = [related.location for related in found.problem.related]
    flows = ("classic-1", "classic-5", "dmz-1")
    assert others == [place(page, ("flows", flow, "ports", 6)) for flow in flows]


def test_the_page_has_14_rows_and_118_entries(page: Loaded):
    dataset = page.dataset
    groups = ("core", "admin", "external")
    in_groups = {
        group: [flow for flow in dataset.flows if (flow.group or "core") == group]
        for group in groups
    }
    rows = {mode: sum(mode in flow.modes for flow in in_groups["core"]) for mode in dataset.modes}
    as_written = [
        entry.port for group in groups[:2] for flow in in_groups[group] for entry in flow.ports
    ]
    for_two = [port for port in as_written if len(port.protocols) == 2]

    assert (len(in_groups["admin"]), rows) == (1, {"standalone": 2, "classic": 6, "dmz": 5})
    assert all(len(flow.modes) == 1 for flow in in_groups["core"])
    assert len(as_written) == 108
    assert len(for_two) == 8
    assert len(in_groups["external"]) == 2
    assert len(as_written) + len(for_two) + len(in_groups["external"]) == 118


def test_the_rows_have_the_names_of_the_page(page: Loaded):
    rows = [
        (page.tree.get("flows", place, "from"), page.tree.get("flows", place, "to"))
        for place, flow in enumerate(page.dataset.flows)
        if flow.note
    ]
    assert rows == [
        ("Your internal admin workstation", "Medulla server"),
        ("Internal workstation", "Medulla server"),
        ("Medulla server", "Internal workstation"),
        ("Internal workstation", "Medulla servers"),
        ("Medulla servers", "Internal workstation"),
        ("Medulla Server", "Relay Server"),
        ("Relay Server", "Medulla Server"),
        ("Internal Station", "Relay Server"),
        ("Relay Server", "Internal Station"),
        ("Internal workstation", "Medulla Server"),
        ("Medulla server", "Internal workstation"),
        ("Medulla Server", "DMZ Relay Server"),
        ("DMZ Relay Server", "Medulla Server"),
        ("External Host", "DMZ Server"),
    ]


def test_the_page_says_nothing_twice(page: Loaded):
    services = page.dataset.services.values()
    assert not any(service.listens_on or service.called_by for service in services)
    assert not any(flow.errata or flow.like or flow.ignore for flow in page.dataset.flows)
