"""What texts say: ports and services that are described, roles and modes that are named."""

from __future__ import annotations

import pytest
from checked import found_by, related_lines, text_at

from sphinx_medulla.checker.analysis.text_names import Names
from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.dataset.loading import load_text

HEAD = """\
format: 1
product: {name: Example}
revision: 1
kinds: {relay: {name: relay, aliases: [proxy]}}
roles:
  server: {name: Main server, aliases: [Example, Central Server, Server]}
  old: {name: Old relay, kind: relay}
  new: {name: New relay, kind: relay, aliases: [newcomer]}
  client: {name: Client}
  host: {name: host.example.org}
modes:
  one: {title: With the old relay, roles: [server, old, client], aliases: [Mode one]}
  two: {title: With the new relay, roles: [server, new, client]}
"""


def dataset(*flows: str, services: str = "") -> str:
    return (
        HEAD
        + ("services:\n" + services if services else "")
        + "flows:\n"
        + "".join(f"  - {{{line}}}\n" for line in flows)
    )


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]


# --- names in texts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("From the OLD  relay\nto it", ["Old relay"]),
        ("the relay and a new relay", ["relay", "New relay"]),
        ("needed with the old relay", ["With the old relay"]),
        ("relays, relayed, a-relay, relay-based", []),
        ("a relay. Relay? (relay)", ["relay"]),
        ("a server, a client, an SSH Server", ["Server"]),
        ("The Client: host.example.org.", ["Client", "host.example.org"]),
        ("Client certificates. Server pages: Server certificates; a Server", ["Server"]),
        ("Newcomer", ["newcomer"]),
        ("xhost.example.org host.example", []),
        ("Example and the central server of Example", ["Central Server"]),
        ("old, relay", ["relay"]),
        ("ids are not names: new, old, client, main", []),
        ("the newcomer", ["newcomer"]),
        ("", []),
    ],
)
def test_names_are_found_longest_first_as_whole_words(text: str, found: list[str]):
    names = Names(load_text(dataset("id: a, from: client, to: server, ports: []"), "d").dataset)
    assert [name.text for name in names.found_in(text)] == found


# --- described and used ------------------------------------------------------------------------

WEB = "  web: {name: Web, ports: [443/tcp], description: The web pages., listens_on: [server]}\n"


def test_a_port_that_nothing_describes_is_one_finding_for_all_flows():
    text = dataset(
        "id: a, from: client, to: server, modes: [one], ports: [443/tcp, 22/tcp]",
        "id: b, from: old, to: server, modes: [one], ports: [22/tcp+udp]",
        services=WEB,
    )
    (found,) = found_by("MED501", text)
    assert (found.subject.id, ports(found)) == ("a", ["22/tcp+udp"])
    assert text_at(text, found) == "22/tcp"
    assert [line[:8] for line in related_lines(text, found)] == ["- {id: b"]


@pytest.mark.parametrize(
    ("described", "missing"),
    [
        ("[4370-4380/tcp]", []),
        ("[4370-4375/tcp, 4376-4380/tcp]", []),
        ("[4370-4379/tcp]", ["4380/tcp"]),
        ("[4372-4375/tcp, 4377/tcp]", ["4370-4371/tcp", "4376/tcp", "4378-4380/tcp"]),
    ],
)
def test_of_a_range_all_is_described_or_what_is_not(described: str, missing: list[str]):
    services = f"  media: {{name: Media, ports: {described}, description: Media.}}\n"
    text = dataset("id: a, from: client, to: server, ports: [4370-4380/tcp]", services=services)
    assert sorted(ports(one)[0] for one in found_by("MED501", text)) == missing


def test_what_another_rule_says_of_a_port_is_not_said_again():
    for port, rule in (("443/udp", "MED306"), ("443/tcp", "MED407")):
        to = "server" if rule == "MED306" else "old"
        text = dataset(f"id: a, from: client, to: {to}, ports: [{port}]", services=WEB)
        assert found_by(rule, text)
        assert not found_by("MED501", text)


def test_a_service_without_a_description_where_others_have_one():
    bare = "  shell: {name: Shell, ports: [22/tcp]}\n"
    flow = "id: a, from: client, to: server, ports: [443/tcp, 22/tcp]"
    text = dataset(flow, services=WEB + bare)
    (found,) = found_by("MED501", text)
    assert (found.subject.kind, found.subject.id, ports(found)) == ("service", "shell", ["22/tcp"])
    assert text_at(text, found) == "shell"
    assert not found_by("MED501", dataset(flow.replace("443/tcp, ", ""), services=bare))
    assert not found_by("MED501", dataset(flow.replace(", 22/tcp", ""), services=WEB + bare))


def test_a_dataset_without_services_is_asked_for_no_description():
    assert not found_by("MED501", dataset("id: a, from: client, to: server, ports: [22/tcp]"))


DNS = "  dns: {name: DNS, ports: [53/tcp+udp, 853/tcp, 5300-5309/udp], description: DNS.}\n"


@pytest.mark.parametrize(
    ("used", "unused"),
    [
        ("53/tcp+udp, 853/tcp, 5300-5309/udp", []),
        ("53/udp, 853/tcp, 5303/udp", ["53/tcp"]),
        ("53/tcp, 53/udp", ["853/tcp", "5300-5309/udp"]),
        ("53/tcp+udp, 850-860/tcp, 5000-6000/udp", []),
    ],
)
def test_ports_of_a_service_that_no_flow_uses(used: str, unused: list[str]):
    text = dataset(f"id: a, from: client, to: server, ports: [{used}]", services=DNS)
    assert [ports(one)[0] for one in found_by("MED502", text)] == unused


def test_an_unused_service_and_double_entry_are_for_other_rules():
    assert not found_by(
        "MED502", dataset("id: a, from: client, to: server, ports: [1/tcp]", services=DNS)
    )
    both = DNS.replace("description", "listens_on: [server], called_by: [client], description")
    text = dataset("id: a, from: client, to: server, ports: [853/tcp]", services=both)
    assert not found_by("MED502", text)
    assert len(found_by("MED405", text)) == 2


MANY = "  many: {name: Many, ports: [1/tcp, 2/tcp, 3/tcp, 4/tcp], description: All of them.}\n"


@pytest.mark.parametrize(
    ("lists", "groups"),
    [
        (["1/tcp, 2/tcp, 3/tcp, 4/tcp"], ""),
        (["1/tcp, 2/tcp", "3/tcp, 4/tcp", "2/tcp, 3/tcp"], ""),
        (["4/tcp, 2/tcp", "1/tcp, 3/tcp"], "1/tcp and 3/tcp together with 2/tcp and 4/tcp"),
        (["2/tcp", "1/tcp"], "1/tcp together with 2/tcp"),
        (["2/tcp"], ""),
    ],
)
def test_ports_that_share_no_flow(lists: list[str], groups: str):
    lines = [
        f"id: f{turn}, from: client, to: server, ports: [{some}]" for turn, some in enumerate(lists)
    ]
    found = found_by("MED506", dataset(*lines, services=MANY))
    assert [f"describes {groups}," in one.problem.message for one in found] == [True] * bool(groups)
    bare = MANY.replace(", description: All of them.", "")
    assert not found_by("MED506", dataset(*lines, services=bare))


def test_each_flow_without_ports_stands_at_its_list():
    text = dataset(
        "id: a, from: client, to: server, ports: []",
        "id: b, from: client, to: old, ports: [1/tcp]",
    )
    (found,) = found_by("MED510", text)
    assert (found.subject.id, text_at(text, found)) == ("a", "[]")


IDLE = """\
  web:
    name: Web
    ports: [443/tcp]
    called_by: [client, old]
    listens_on: [server, new]
"""


def test_roles_that_a_service_names_for_nothing():
    text = dataset("id: a, from: client, to: server, ports: [443/tcp]", services=IDLE)
    found = found_by("MED511", text)
    assert [text_at(text, one) for one in found] == ["old", "new"]
    assert [(one.subject.from_, one.subject.to) for one in found] == [("old", ""), ("", "new")]


def test_a_flow_that_lacks_the_port_is_for_another_rule():
    lines = (
        "id: a, from: client, to: server, ports: [443/tcp]",
        "id: b, from: old, to: new, ports: [1/tcp]",
    )
    text = dataset(*lines, services=IDLE)
    assert not found_by("MED511", text)
    assert found_by("MED405", text)


def test_of_a_service_that_no_flow_uses_no_role_is_told():
    assert not found_by(
        "MED511", dataset("id: a, from: client, to: server, ports: [1/tcp]", services=IDLE)
    )


# --- descriptions ------------------------------------------------------------------------------


def sync(description: str, *flows: str) -> str:
    lines = flows or ("from: old, to: server, modes: [one]",)
    services = f"  sync: {{name: Sync, ports: [22000/tcp], description: {description!r}}}\n"
    return dataset(
        *(f"id: f{turn}, {line}, ports: [22000/tcp]" for turn, line in enumerate(lines)),
        services=services,
    )


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("Sync of the old relay and the main server.", []),
        ("Sync of the new relay.", ["New relay"]),
        ("Sync of the relay.", []),
        ("Sync of the Client with the newcomer.", ["Client", "newcomer"]),
        ("Sync of a client.", []),
        ("Sync of Example.", []),
    ],
)
def test_a_role_that_no_flow_of_the_service_touches(description: str, words: list[str]):
    found = found_by("MED503", sync(description))
    assert [one.subject.word for one in found] == words
    assert {one.subject.id for one in found} <= {"sync"}


def test_a_kind_of_which_no_role_is_touched():
    text = sync("Sync of the proxy.", "from: client, to: server")
    assert [one.subject.word for one in found_by("MED503", text)] == ["proxy"]


def test_two_strange_words_of_one_description_are_told_apart():
    one, other = found_by("MED503", sync("Sync of the Client with the newcomer."))
    assert one.fingerprint != other.fingerprint


def test_a_mode_in_which_the_service_is_not_used():
    text = sync("Sync, but not with the new relay; mode one has it.")
    (found,) = found_by("MED504", text)
    assert (found.subject.id, found.subject.modes) == ("sync", ("two",))
    assert not found_by("MED503", text)
    assert not found_by("MED504", sync("Sync with the new relay.", "from: old, to: server"))


BOTH = ("from: old, to: server, modes: [one]", "from: server, to: new, modes: [two]")


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("Sync, in particular of the old relay.", ["Old relay"]),
        ("Sync of the old relay and the new relay.", []),
        ("Sync of the old relay and every other relay.", []),
        ("Sync of the main server.", []),
        ("Sync.", []),
    ],
)
def test_one_role_of_a_kind_where_its_sister_uses_the_port_too(description: str, words: list[str]):
    found = found_by("MED505", sync(description, *BOTH))
    assert [one.subject.word for one in found] == words
    if found:
        text = sync(description, *BOTH)
        assert [line[:9] for line in related_lines(text, found[0])] == ["- {id: f1"]


def test_a_sister_that_does_not_use_the_port_need_not_be_named():
    assert not found_by("MED505", sync("Sync of the old relay.", BOTH[0]))
    assert not found_by("MED505", sync("Sync of the old relay.", BOTH[1]))


@pytest.mark.parametrize(
    ("description", "severity"),
    [
        ("SSH, for administration.", None),
        ("For administration.", "info"),
        ("Used by VNC for remote control.", "warning"),
        ("Used by SSH, unlike VNC.", None),
        ("Used for screens.", "info"),
        ("Used for TFTP.", "warning"),
        ("Used for remote screens and shells.", "warning"),
    ],
)
def test_a_description_of_something_else(description: str, severity: str | None):
    services = (
        f"  ssh: {{name: SSH, ports: [22/tcp], description: {description!r}}}\n"
        "  vnc: {name: VNC, ports: [5900/tcp], description: VNC.}\n"
        "  boot: {name: Boot, ports: [{port: 69/udp, name: TFTP}], description: Boot.}\n"
        "  screens: {name: Remote screens, ports: [1/tcp], description: Remote screens.}\n"
        "  number: {name: Port 7, ports: [7/tcp], description: Echo.}\n"
    )
    text = dataset("id: a, from: client, to: server, ports: [22/tcp]", services=services)
    found = found_by("MED512", text)
    assert [one.problem.severity.label for one in found] == [severity] * (severity is not None)
    assert all(one.subject.id == "ssh" for one in found)


# --- notes and aliases -------------------------------------------------------------------------


def noted(note: str, ends: str = "from: old, to: server, modes: [one]") -> str:
    return dataset(
        f"id: a, {ends}, ports: [22/tcp], note: {note!r}",
        "id: b, from: client, to: server, modes: [one, two], ports: [22/tcp]",
    )


@pytest.mark.parametrize(
    ("note", "strange", "other_mode"),
    [
        ("From the old relay to the main server of Example.", [], []),
        ("From the relay.", [], []),
        ("From the Client.", ["Client"], []),
        ("From the new relay.", [], ["New relay"]),
        ("To host.example.org.", [], ["host.example.org"]),
        ("Only with the new relay.", [], ["With the new relay"]),
        ("Only with the old relay.", [], []),
    ],
)
def test_what_a_note_names(note: str, strange: list[str], other_mode: list[str]):
    text = noted(note)
    for code, words in (("MED507", strange), ("MED508", other_mode)):
        found = found_by(code, text)
        assert [one.subject.word for one in found] == words
        assert [one.subject.id for one in found] == ["a"] * len(words)


def test_a_role_of_some_of_the_flows_modes_is_a_stranger_to_its_row_only():
    text = noted("From the new relay.", "from: client, to: old, modes: [one, two]")
    assert found_by("MED507", text)
    assert not found_by("MED508", text)
    everywhere = noted("To host.example.org.", "from: client, to: old")
    assert found_by("MED508", everywhere)


def test_a_dataset_without_modes_has_strangers_only():
    text = noted("From the new relay.", "from: old, to: server").replace("modes: [one, two], ", "")
    text = text[: text.index("modes:")] + text[text.index("flows:") :]
    assert found_by("MED507", text)
    assert not found_by("MED508", text)


def test_an_alias_is_one_finding_over_keys_notes_and_descriptions():
    services = "  ssh: {name: SSH, ports: [22/tcp], listens_on: [Server], description: SSH.}\n"
    text = dataset(
        "id: a, from: client, to: Central Server, ports: [22/tcp], note: To the central server.",
        "id: b, from: Central Server, to: Old relay, ports: [22/tcp]",
        services=services,
    )
    found = {one.subject.word: one for one in found_by("MED509", text)}
    assert list(found) == ["Server", "Central Server"]
    central = found["Central Server"]
    assert (central.subject.kind, central.subject.id) == ("role", "server")
    assert text_at(text, central) == "Central Server"
    assert [line[:8] for line in related_lines(text, central)] == ["- {id: b", "- {id: a"]
    hint = central.problem.hint
    assert hint == "Write 'Main server' in texts and server where an id stands."


@pytest.mark.parametrize("word", ["Main server", "main server", "the relay", "Example", "server"])
def test_names_ids_and_the_product_are_no_aliases(word: str):
    assert not found_by("MED509", noted(f"To {word}."))


@pytest.mark.parametrize(
    ("word", "kind"), [("the proxy", "term"), ("mode one", "mode"), ("the newcomer", "role")]
)
def test_kinds_and_modes_have_aliases_too(word: str, kind: str):
    (found,) = found_by("MED509", noted(f"To {word}."))
    assert found.subject.kind == kind


def test_the_products_name_is_an_alias_where_an_id_stands():
    (found,) = found_by("MED509", dataset("id: a, from: client, to: Example, ports: [1/tcp]"))
    assert found.subject.word == "Example"


def test_a_waiver_on_the_role_covers_its_aliases():
    waiver = "ignore: [{rule: MED509, reason: As in the manual.}]"
    text = noted("To the central server.").replace("Main server,", f"Main server, {waiver},")
    assert not found_by("MED509", text)
