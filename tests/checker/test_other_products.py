"""Port lists of other products, from their public documentation, give no false alarm.

Each file in other_products holds the facts of a published list in our own words. Its head says
where they come from. What is found in them is wrong in the published list; the table below says
why. Where a list is not clear, the dataset asks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.problem import Severity

PRODUCTS = sorted(Path(__file__).with_name("other_products").glob("*.yaml"))

DEFECTS = {
    "elastic": {
        "MED305 transport 9300/tcp": (
            "9200-9300 is the REST API and 9300-9400 the transport: both claim 9300."
        ),
    },
    "openshift": {
        "MED302 machine-to-machine 10256/tcp": (
            "One table lists 10250-10259 for Kubernetes, and 10256 in it for openshift-sdn."
        ),
        "MED305 openshift-sdn 10256/tcp": "The same two rows, seen from the services.",
    },
    "satellite": {
        "MED603 capsule-to-satellite 80/tcp": (
            "HTTP without TLS between two network segments, although 443 is listed beside it."
        ),
        "MED603 satellite-to-repository 80/tcp": "HTTP without TLS to the Internet.",
    },
}
"""What is found above information: code, entry and ports, with what is wrong in the list."""


def test_there_are_twenty_products_and_several_have_zones_and_modes():
    assert len(PRODUCTS) >= 20
    datasets = [load(path).dataset for path in PRODUCTS]
    assert any(len(dataset.zones) > 1 for dataset in datasets)
    assert sum(len(dataset.modes) > 1 for dataset in datasets) >= 3
    assert {path.stem for path in PRODUCTS} >= set(DEFECTS)


@pytest.mark.parametrize("path", PRODUCTS, ids=lambda path: path.stem)
def test_only_defects_of_the_list_are_found(path: Path):
    found = check(load(path), waive=False).findings
    loud = {
        f"{one.problem.code} {one.subject.id} {' '.join(map(str, one.subject.ports))}": one.problem
        for one in found
        if one.problem.severity > Severity.INFO
    }
    expected = DEFECTS.get(path.stem, {})
    unexpected = [str(problem) for key, problem in loud.items() if key not in expected]
    assert not unexpected, "\n".join(unexpected)
    assert set(loud) == set(expected)


@pytest.mark.parametrize("path", PRODUCTS, ids=lambda path: path.stem)
def test_each_names_where_it_comes_from(path: Path):
    dataset = load(path).dataset
    assert dataset.defaults.source
    assert all(source.url for source in dataset.sources.values())


def test_smb_over_udp_is_information_since_a_registry_has_it():
    """The table of Veeam says UDP, TCP for 445 and 139, which use TCP only."""
    (path,) = (path for path in PRODUCTS if path.stem == "veeam")
    found = {
        (str(port), one.problem.severity)
        for one in check(load(path), waive=False).findings
        if (one.problem.code, one.subject.id) == ("MED601", "domain-smb")
        for port in one.subject.ports
    }
    assert found == {("445/udp", Severity.INFO), ("139/udp", Severity.INFO)}
