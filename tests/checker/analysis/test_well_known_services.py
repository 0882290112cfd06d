"""The analysis `well_known_services`."""

from __future__ import annotations

from sphinx_medulla.checker.analysis.well_known_services import FILE, well_known_services
from sphinx_medulla.dataset.yaml_reader import read_yaml


def test_every_fact_has_sources_and_every_source_is_used():
    data = read_yaml(FILE.read_bytes(), str(FILE)).data
    assert isinstance(data, dict)
    entries = [*data["transports"], *data["bundles"], data["dynamic"]]  # type: ignore[misc]
    used = {source for entry in entries for source in entry["source"]}  # type: ignore[index]
    assert all(entry["source"] for entry in entries)  # type: ignore[index]
    assert used == set(data["sources"])  # type: ignore[arg-type]


def test_bundles_do_not_contradict_the_transports():
    for bundles in well_known_services().bundles.values():
        for bundle in bundles:
            assert bundle.why
            assert set(bundle.needs).isdisjoint(bundle.optional)
            for port in (*bundle.seen, *bundle.needs, *bundle.optional):
                for known in well_known_services().transports.get(port.first, ()):
                    assert set(port.protocols) <= set(known.port.protocols), (bundle.name, port)


def test_the_facts_that_the_issue_names():
    def protocols(number: int) -> set[str]:
        return {
            name
            for known in well_known_services().transports[number]
            for name in known.port.protocols
        }

    assert protocols(9) == protocols(67) == protocols(69) == protocols(35622) == {"udp"}
    assert protocols(35621) == protocols(35623) == {"tcp"}
