"""The rule exposed-administration."""

from __future__ import annotations

import pytest
from zone_datasets import HEAD, body, ports, run, text_at

from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

ADMIN = body(
    "ssh: {name: SSH, administration: true, ports: [22/tcp]}",
    "id: a, from: guest, to: proxy, ports: [80/tcp, 22/tcp]",
)


def test_administration_from_the_least_trusted_zone_only():
    (found,) = run("MED604", ADMIN)
    assert text_at(ADMIN, found) == "22/tcp"
    assert (found.subject.kind, found.subject.id, ports(found)) == ("flow", "a", ["22/tcp"])
    for other in ("proxy, to: server", "server, to: guest", "nowhere, to: proxy"):
        assert not run("MED604", ADMIN.replace("guest, to: proxy", other))
    assert not run("MED604", ADMIN.replace("administration: true", "administration: false"))


def test_a_single_zone_is_not_the_least_trusted():
    rules = [rule for rule in RULES if rule.code == "MED604"]
    text = (HEAD + ADMIN).replace(", between: {name: Between}, inside: {name: Inside}", "")
    text = text.replace(", zone: inside", "").replace(", zone: between", "")
    assert not check(load_text(text, "d.yaml"), rules).findings


def test_a_waiver_of_one_port_does_not_swallow_another():
    waiver = "ignore: [{rule: MED604, ports: [22/tcp], reason: So.}]"
    waived = ADMIN.replace("id: a,", f"id: a, {waiver},")
    assert not run("MED604", waived)
    more = waived.replace("ports: [22/tcp]}\nflows", "ports: [22/tcp, 23/tcp]}\nflows")
    (found,) = run("MED604", more.replace("80/tcp, 22/tcp", "23/tcp, 22/tcp"))
    assert ports(found) == ["23/tcp"]


@pytest.mark.parametrize("wide", ["any/tcp", "any", "1-1024/tcp", "any/tcp+udp", "22-23/tcp"])
def test_what_contains_the_port_opens_it_too(wide: str):
    before, flows = ADMIN.split("flows:")
    wider = f"{before}flows:{flows.replace('22/tcp', wide)}"
    (found,) = run("MED604", wider)
    assert text_at(wider, found) == wide
    assert f"opens {found.subject.ports[0]}, which contains 22/tcp of ssh" in found.problem.message
    assert not run("MED604", wider.replace("ssh: {", "ssh: {listens_on: [server], "))


@pytest.mark.parametrize("other", ["any/udp", "icmp", "1-21/tcp", "esp", "23-65535/tcp"])
def test_what_does_not_contain_the_port(other: str):
    before, flows = ADMIN.split("flows:")
    assert not run("MED604", f"{before}flows:{flows.replace('22/tcp', other)}")


def test_a_service_with_every_port_hides_no_other():
    text = ADMIN.replace("flows:", "  all: {name: All, ports: [any/tcp]}\nflows:").replace(
        "80/tcp, 22/tcp]", "any/tcp]"
    )
    (found,) = run("MED604", text)
    assert ports(found) == ["any/tcp"]


def test_a_range_for_administration_is_found_once():
    (found,) = run("MED604", ADMIN.replace("22/tcp", "5900-5999/tcp"))
    assert ports(found) == ["5900-5999/tcp"]
