"""Names, modes and what nothing uses: the cases that are easy to get wrong."""

from __future__ import annotations

import pytest
from checking import rules_of, text_at

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core, protocol: tcp}
kinds: {relay: {name: relay, aliases: [proxy]}}
groups: {core: {title: Core}, other: {title: Other}}
"""

ROLES = """\
roles:
  server: {name: Server, aliases: [Main]}
  old: {name: Old relay, kind: relay}
  new: {name: New relay, kind: relay}
modes:
  one: {title: One, roles: [server, old]}
  two: {title: Two, roles: [server, new]}
"""

FLOWS = """\
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22]}
  - {id: b, from: server, to: new, modes: [two], ports: [22]}
"""


def run(code: str, body: str) -> list[Finding]:
    """What one rule finds in a dataset of the head above and the body."""
    return list(check(load_text(HEAD + body, "d.yaml"), rules_of(code)).findings)


def shown(body: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    return text_at(HEAD + body, found)


def related(found: Finding) -> list[str]:
    return [one.message for one in found.problem.related]


# --- names -------------------------------------------------------------------------------------


def called(server: str, old: str = "[]", new: str = "[]") -> str:
    return (
        ROLES.replace("aliases: [Main]", f"aliases: {server}")
        .replace("name: Old relay,", f"name: Old relay, aliases: {old},")
        .replace("name: New relay,", f"name: New relay, aliases: {new},")
        + FLOWS
    )


def test_names_that_all_differ_are_fine_also_where_one_role_says_a_word_twice():
    assert not run("MED205", ROLES + FLOWS)
    assert not run("MED205", called("[Server, main, Main]"))


def test_one_word_of_three_roles_is_one_finding():
    body = called("[Gate]", "[gate, Other]", "[GATE]")
    (found,) = run("MED205", body)
    assert shown(body, found) == "gate"
    assert found.subject.id == "old"
    assert "3 roles: server, old and new" in found.problem.message
    assert related(found) == ["It stands for server here.", "It stands for new here."]


def test_a_name_counts_as_an_alias_does():
    body = called("[]", "[]", "[server]")
    (found,) = run("MED205", body)
    assert shown(body, found) == "server"
    assert found.subject.id == "new"
    assert related(found) == ["It stands for server here."]


def test_the_id_of_another_role_counts_too():
    body = called("[new]")
    (found,) = run("MED205", body)
    assert (found.subject.id, shown(body, found)) == ("server", "new")
    assert found.problem.related[0].location.line == HEAD.count("\n") + 4


@pytest.mark.parametrize("word", ["relay", "Relay", "Proxy"])
def test_a_role_called_as_a_kind_of_several_roles_is(word: str):
    body = called("[]", f"[{word}]")
    (found,) = run("MED205", body)
    assert shown(body, found) == word
    assert "every role of the kind relay" in found.problem.message
    assert found.problem.related[0].location.line == 5


def test_a_kind_of_that_role_alone_may_be_called_as_it_is():
    alone = called("[]", "[relay]").replace("New relay, aliases: [], kind: relay", "New relay")
    assert not run("MED205", alone)
    assert run("MED205", alone.replace("aliases: []}", "aliases: [relay]}"))


# --- modes -------------------------------------------------------------------------------------


def test_a_flow_of_another_group_needs_no_mode():
    body = ROLES + FLOWS + "  - {id: c, from: old, to: server, ports: [1]}\n"
    (found,) = run("MED206", body)
    assert shown(body, found) == "c"
    assert not run("MED206", body.replace("id: c,", "id: c, group: other,"))


def test_without_modes_or_without_a_default_group_no_flow_needs_one():
    flow = "flows:\n  - {id: c, from: old, to: server, ports: [1]}\n"
    assert run("MED206", ROLES + flow)
    assert not run("MED206", ROLES[: ROLES.index("modes:")] + flow)
    rules = rules_of("MED206")
    text = (HEAD + ROLES + flow).replace("group: core, ", "")
    assert not check(load_text(text, "d.yaml"), rules).findings


def test_a_role_that_a_mode_lacks_is_said_once_for_all_flows():
    more = "  - {id: c, from: old, to: server, modes: [one, two], ports: [1]}\n"
    body = ROLES + FLOWS.replace("modes: [one]", "modes: [one, two]") + more
    (found,) = run("MED207", body)
    assert shown(body, found) == "two"
    assert found.problem.severity.label == "error"
    assert (found.subject.kind, found.subject.id, found.subject.modes) == ("role", "old", ("two",))
    assert related(found) == ["These are the roles of two.", "c is one, too."]


def test_only_core_flows_of_modes_that_list_roles_are_held_to_them():
    body = ROLES + FLOWS.replace("modes: [one]", "modes: [one, two]")
    assert not run("MED207", body.replace("id: a,", "id: a, group: other,"))
    assert not run("MED207", body.replace(", roles: [server, new]", ""))
    assert not run("MED207", ROLES + FLOWS + "  - {id: c, from: old, to: new, ports: [1]}\n")


def test_a_waiver_of_the_role_and_the_mode():
    waiver = "ignore: [{rule: MED207, modes: [two], reason: So.}]"
    body = ROLES + FLOWS.replace("modes: [one]", "modes: [one, two]")
    assert not run("MED207", body.replace("Old relay,", f"Old relay, {waiver},"))
    other = waiver.replace("[two]", "[one]")
    assert run("MED207", body.replace("Old relay,", f"Old relay, {other},"))


def test_a_role_without_a_flow_of_its_own_in_the_mode():
    body = ROLES.replace("[server, new]", "[server, new, old]") + FLOWS
    (found,) = run("MED208", body)
    assert shown(body, found) == "old"
    assert (found.subject.id, found.subject.modes) == ("old", ("two",))
    everywhere = "  - {id: c, from: old, to: server, ports: [1]}\n"
    assert not run("MED208", body + everywhere)
    assert run("MED208", body + everywhere.replace("id: c,", "id: c, group: other,"))
    named = everywhere.replace("id: c,", "id: c, group: other, modes: [two],")
    assert not run("MED208", body + named)


def test_a_role_without_any_flow_and_a_mode_without_flows_are_said_once():
    lost = ROLES + FLOWS[: FLOWS.index("  - {id: b")]
    assert not run("MED208", lost)
    assert [found.subject.id for found in run("MED209", lost)] == ["new"]
    assert [found.subject.id for found in run("MED212", lost)] == ["two"]


def test_a_mode_is_empty_where_it_has_only_what_every_mode_has():
    body = ROLES + FLOWS[: FLOWS.index("  - {id: b")]
    every = "  - {id: c, group: other, from: new, to: server, ports: [1]}\n"
    (found,) = run("MED212", body)
    assert shown(body, found) == "two"
    assert found.problem.message == "The mode two has no flow of its own."
    (found,) = run("MED212", body + every)
    assert found.problem.message.endswith("only those of every mode.")
    assert not run("MED212", body + every.replace("group: other, ", ""))
    assert not run("MED212", body + every.replace("other,", "other, modes: [two],"))


# --- what nothing uses -------------------------------------------------------------------------


def test_an_unused_role_stands_with_what_names_it():
    ssh = "  ssh: {name: SSH, ports: [22], listens_on: [old, new], called_by: [x]}\n"
    body = ROLES.replace("[server, new]", "[server, new, x]").replace(
        "modes:\n", "  x: {name: X}\nservices:\n" + ssh + "modes:\n"
    )
    body += FLOWS
    (found,) = run("MED209", body)
    assert shown(body, found) == "x"
    assert [one.location.line for one in found.problem.related] == [16, 13]


def with_services(*lines: str, ports: str = "22") -> str:
    services = "".join(f"  {line}\n" for line in lines)
    return ROLES + "services:\n" + services + FLOWS.replace("[22]", f"[{ports}]")


def test_a_service_is_used_where_a_flow_reaches_a_listener():
    body = with_services(
        "ssh: {name: SSH, ports: [22]}",
        "mine: {name: Mine, ports: [22], listens_on: [server]}",
    )
    (found,) = run("MED210", body)
    assert shown(body, found) == "mine"
    assert "No flow to server uses the service mine (22/tcp)." in found.problem.message
    assert not run(
        "MED210",
        body.replace("listens_on: [server]", "listens_on: [new]").replace(
            "ssh: {name: SSH, ports: [22]}", "ssh: {name: SSH, ports: [22], listens_on: [old]}"
        ),
    )


def test_a_service_with_another_protocol_is_not_used():
    assert run("MED210", with_services("ssh: {name: SSH, ports: [22/udp]}"))


def test_one_used_port_is_enough_and_so_is_a_part():
    assert not run("MED210", with_services("a: {name: A, ports: [22, 23]}"))
    ranged = "a: {name: A, ports: [5000-5009]}"
    assert not run("MED210", with_services(ranged, ports="5003"))
    assert not run("MED210", with_services(ranged, ports="5005-5020"))
    assert run("MED210", with_services(ranged, ports="5010-5020"))
    elsewhere = "a: {name: A, ports: [5000-5009], listens_on: [server]}"
    assert run("MED210", with_services(elsewhere, ports="5005-5020"))


SOURCES = "sources:\n" + "".join(f"  s{number}: {{title: S}}\n" for number in range(8))


def test_every_place_that_may_cite_a_source_counts():
    erratum = "errata: [{at: AT, published: P, reason: R, source: SOURCE}]"
    body = (
        SOURCES
        + ROLES.replace("Server, aliases: [Main]", "Server, source: s1")
        .replace("title: One,", f"title: One, {erratum},".replace("AT", "title"))
        .replace("SOURCE", "s2")
        .replace("title: Two,", "title: Two, ignore: [{rule: MED409, reason: R, source: s3}],")
        + "services:\n"
        + f"  ssh: {{name: SSH, ports: [22], source: s4, {erratum}}}\n".replace(
            "AT", "name"
        ).replace("SOURCE", "s5")
        + FLOWS.replace("id: a,", "id: a, source: [s6, s7],")
    )
    (found,) = run("MED211", body)
    assert shown(body, found) == "s0"
    assert (found.subject.kind, found.problem.severity.label) == ("source", "info")
    rules = rules_of("MED211")
    cited = (HEAD + body).replace("group: core,", "group: core, source: s0,")
    assert not check(load_text(cited, "d.yaml"), rules).findings


# --- a flow to itself --------------------------------------------------------------------------


def test_a_flow_to_itself():
    body = ROLES + FLOWS.replace("from: server, to: old", "from: old, to: old")
    (found,) = run("MED213", body)
    assert shown(body, found) == "old"
    assert found.problem.severity.label == "info"
    assert not run("MED213", body.replace("Old relay,", "Old relay, several: true,"))
    assert not run("MED213", ROLES + FLOWS)
