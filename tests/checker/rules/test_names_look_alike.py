"""The rule names-look-alike."""

from __future__ import annotations

import pytest
from checking import found_by, text_at

HEAD = "format: 1\nproduct: {name: Example}\nrevision: 1\n"
FLOWS = "flows:\n  - {id: f, from: a, to: b, ports: [22/tcp]}\n"
ROLES = "roles: {a: {name: Server}, b: {name: Client}}\n"


def roles(*names: str) -> str:
    listed = "".join(f"  r{turn}: {{{name}}}\n" for turn, name in enumerate(names))
    return f"{HEAD}roles:\n  a: {{name: A machine}}\n  b: {{name: B machine}}\n{listed}{FLOWS}"


def test_a_letter_of_another_script():
    text = roles("name: Server", "name: Ѕerver", "name: Relay, aliases: [Ｓerver]")
    one, other = found_by("MED220", text)
    assert text_at(text, one) == "Ѕerver"
    assert "'Server', the role r0" in one.problem.message
    assert (one.subject.kind, one.subject.id, other.subject.id) == ("role", "r1", "r2")
    assert one.problem.severity.label == "warning"
    assert "U+0405, CYRILLIC CAPITAL LETTER DZE" in one.problem.hint


def test_one_entry_may_be_called_in_several_ways():
    assert not found_by("MED220", roles("name: Mail server, aliases: [Mailserver, mail server]"))


def test_roles_with_equal_names_are_left_to_med205():
    text = roles("name: Relay", "name: relay")
    assert not found_by("MED220", text)
    assert found_by("MED205", text)


def test_two_sources_with_one_title():
    sources = "sources: {one: {title: Mail guide}, two: {title: mail guide}}\n"
    (found,) = found_by("MED220", HEAD + sources + ROLES + FLOWS)
    assert (found.subject.kind, found.subject.id) == ("source", "two")


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("zones: {x: {name: Inner zone}, y: {name: Inner Zone}}", "zone"),
        ("kinds: {x: {name: relay}, y: {title: 'Relay'}}", "term"),
        ("groups: {x: {title: Core}, y: {title: Core}}", "term"),
        ("features: {x: {name: Wake on LAN}, y: {name: Wake-on-LAN}}", "term"),
        ("modes: {x: {title: With a relay}, y: {title: With a  relay}}", "mode"),
        ("modes: {x: {title: One, short: A}, y: {title: Two, short: A}}", "mode"),
        (
            "services: {x: {name: Data base, ports: [1/tcp]}, y: {name: Database, ports: [2/tcp]}}",
            "service",
        ),
    ],
)
def test_every_table_is_looked_at(table: str, kind: str):
    (found,) = found_by("MED220", f"{HEAD}{table}\n{ROLES}{FLOWS}")
    assert (found.subject.kind, found.subject.id) == (kind, "y")


@pytest.mark.parametrize(("port", "times"), [("1/tcp", 1), ("2/tcp", 0)])
def test_services_that_differ_in_more_than_case_are_left_to_med423(port: str, times: int):
    services = (
        f"services: {{x: {{name: Feed, ports: [1/tcp]}}, y: {{name: feed, ports: [{port}]}}}}\n"
    )
    assert len(found_by("MED220", HEAD + services + ROLES + FLOWS)) == times
    assert len(found_by("MED423", HEAD + services + ROLES + FLOWS)) == 1 - times
