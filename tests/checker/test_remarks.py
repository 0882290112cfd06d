"""Waivers and errata: which of them do not do what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from checking import rules_of, text_at

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.report import report_of
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import Outcome, check
from sphinx_medulla.cli.check_command import CheckOptions
from sphinx_medulla.cli.check_command import run as run_command
from sphinx_medulla.dataset.loading import load_text

HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core, protocol: tcp}
kinds: {relay: {name: relay}}
groups: {core: {title: Core}, other: {title: Other}}
roles:
  server: {name: Server}
  old: {name: Old relay, kind: relay}
  new: {name: New relay, kind: relay}
modes:
  one: {title: One, roles: [server, old]}
  two: {title: Two, roles: [server, new]}
"""

BODY = """\
flows:
  - id: a
    from: server
    to: old
    modes: [one]
    ports: [22, 69, 69, 70, 70]
    ignore: [IGNORE]
  - {id: b, from: server, to: new, modes: [two], ports: [22, 69, 70]}
"""

MISSING = """\
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22]}
  - {id: b, from: server, to: new, modes: [two], ports: [22]}
  - {id: c, from: old, to: server, modes: [one], ports: [22]}
  - {id: d, from: client, to: server, modes: [one], ports: [22]}
"""


def outcome(body: str, **asked: object) -> Outcome:
    """What all rules say of a dataset of the head above and the body."""
    return check(load_text(HEAD + body, "d.yaml"), **asked)  # type: ignore[arg-type]


def of(code: str, body: str, **asked: object) -> list[Finding]:
    found = outcome(body, **asked).findings
    return [one for one in found if one.problem.code == code]


def waived(waiver: str) -> str:
    return BODY.replace("IGNORE", f"{{{waiver}, reason: So.}}" if waiver else "")


def shown(body: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    return text_at(HEAD + body, found)


def codes(body: str, **asked: object) -> list[str]:
    """What is found of waivers and errata."""
    found = [one.problem.code for one in outcome(body, **asked).findings]
    return [code for code in found if code.startswith("MED9")]


# --- unused waivers ----------------------------------------------------------------------------


def test_a_waiver_that_fits_is_fine():
    assert not codes(waived("rule: MED301, ports: [69, 70]"))
    assert len(outcome(waived("rule: MED301, ports: [69, 70]")).waived) == 2


def test_an_unused_waiver_says_what_it_misses():
    body = waived("rule: MED301, ports: [71]")
    (found,) = of("MED901", body)
    assert shown(body, found) == "{rule: MED301, ports: [71], reason: So.}"
    assert (found.subject.kind, found.subject.id) == ("flow", "a")
    assert found.problem.hint == "Make it name 69/tcp."
    assert found.problem.related[0].location.line == HEAD.count("\n") + 6
    clean = body.replace("69, 69, 70, 70", "69, 70")
    (found,) = of("MED901", clean)
    assert found.problem.hint == "Take it away."
    assert not found.problem.related


def test_of_two_equal_waivers_the_second_is_unused():
    one = "{rule: MED301, ports: [69, 70], reason: So.}"
    body = BODY.replace("IGNORE", f"{one}, {one}")
    (found,) = of("MED901", body)
    line = (HEAD + body).splitlines()[found.problem.location.line - 1]
    assert found.problem.location.column == line.rindex("{rule") + 1
    assert codes(body) == ["MED901"]


def test_only_rules_that_ran_are_judged():
    body = waived("rule: MED301, ports: [71]")
    others = [rule for rule in RULES if rule.code != "MED301"]
    assert "MED901" in codes(body)
    assert "MED901" not in codes(body, rules=others)


def test_where_waivers_are_not_heeded_none_is_unused_or_wide():
    for ports in ("71", "69", "69, 70, 71"):
        body = waived(f"rule: MED301, ports: [{ports}]")
        assert not codes(body, waive=False)
    assert len(outcome(body, waive=False).findings) >= 2


def test_a_finding_about_waivers_cannot_be_waived():
    body = BODY.replace(
        "IGNORE",
        "{rule: MED301, ports: [71], reason: So.}, {rule: MED901, ports: [71], reason: So.}",
    )
    assert codes(body) == ["MED901", "MED905"]


def test_a_waiver_of_some_modes_does_not_cover_what_holds_in_all():
    body = waived("rule: MED301, ports: [69, 70], modes: [one]")
    assert not codes(body)
    everywhere = body.replace("    modes: [one]\n", "    group: other\n", 1)
    (found,) = of("MED901", everywhere)
    assert len(of("MED301", everywhere)) == 2
    assert found.problem.hint == "Make it name 69/tcp and no modes."


def test_the_hint_names_the_modes_where_the_waiver_does():
    (found,) = of("MED901", waived("rule: MED301, ports: [69, 70], modes: [two]"))
    assert found.problem.hint == "Make it name 69/tcp and modes: [one]."


def test_a_waiver_may_stand_on_a_service_a_role_or_a_mode():
    text = HEAD.replace("Old relay,", "Old relay, ignore: [{rule: MED209, reason: R}],").replace(
        "title: Two,", "title: Two, ignore: [{rule: MED212, reason: R}],"
    )
    text += "services:\n  s: {name: S, ports: [22], ignore: [{rule: MED210, reason: R}]}\n"
    found = check(load_text(text + BODY.replace("IGNORE", ""), "d.yaml")).findings
    unused = [one.subject for one in found if one.problem.code == "MED901"]
    assert [(about.kind, about.id) for about in unused] == [
        ("role", "old"),
        ("mode", "two"),
        ("service", "s"),
    ]


# --- expired waivers ---------------------------------------------------------------------------


def test_a_waiver_holds_on_its_last_day_and_still_covers_behind_it():
    body = waived("rule: MED301, ports: [69, 70], until: 2026-11-25")
    assert not codes(body, today=date(2026, 11, 25))
    (found,) = of("MED902", body, today=date(2026, 11, 26))
    assert shown(body, found) == "2026-11-25"
    assert not of("MED301", body, today=date(2026, 11, 26))


def test_without_a_day_nothing_expires():
    assert not codes(waived("rule: MED301, ports: [69, 70], until: 2000-01-01"))


def test_the_command_judges_by_its_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "d.yaml"
    path.write_text(HEAD + waived("rule: MED301, ports: [69, 70], until: 2026-11-25"), "utf-8")
    options = CheckOptions(
        dataset=str(path), output_format=["concise"], select=["MED301", "MED902"]
    )
    assert run_command(options, date(2026, 11, 25)) == 0
    capsys.readouterr()
    assert run_command(options, date(2026, 11, 26)) == 1
    assert "MED902" in capsys.readouterr().out
    assert run_command(options) in (0, 1)
    assert not report_of(path, "d.yaml", rules_of("MED902")).findings


# --- wide waivers ------------------------------------------------------------------------------


def test_a_port_that_no_finding_has():
    body = waived("rule: MED301, ports: [69, 70, 71-80/tcp+udp]")
    (found,) = of("MED903", body)
    assert shown(body, found) == "71-80/tcp+udp"
    assert "names 71-80/tcp and 71-80/udp, for which" in found.problem.message
    (found,) = of("MED903", waived("rule: MED301, ports: [60-70]"))
    assert found.problem.hint == "Take 60-68/tcp out of it."
    (found,) = of("MED903", waived("rule: MED301, ports: [69/tcp+udp, 70]"))
    assert found.problem.hint == "Take 69/udp out of it."


def test_a_mode_that_no_finding_has():
    body = waived("rule: MED301, ports: [69, 70], modes: [one, two]")
    (found,) = of("MED903", body)
    assert shown(body, found) == "two"


MUTUAL = """\
services:
  sync: {name: Sync, ports: [22], listens_on: [server, new], called_by: [server, new]}
flows:
  - {id: a, from: server, to: new, modes: [one, two], ports: [22], ignore: [IGNORE]}
  - {id: b, from: new, to: server, modes: [two], ports: [22]}
"""


def test_a_waiver_that_could_name_its_mode():
    wide = MUTUAL.replace("IGNORE", "{rule: MED410, ports: [22], question: Why?}")
    (found,) = of("MED903", wide)
    assert found.problem.hint == "Write modes: [one]."
    assert not of("MED903", wide.replace("[22], question", "[22], modes: [one], question"))


def missing(waiver: str) -> str:
    head = HEAD.replace("title: Two,", f"title: Two, ignore: [{{{waiver}, question: Why?}}],")
    head = head.replace("modes:\n", "  client: {name: Client}\nmodes:\n")
    return head.replace("old]", "old, client]").replace("new]", "new, client]") + MISSING


def wide_ends(waiver: str) -> list[str]:
    found = check(load_text(missing(waiver), "d.yaml")).findings
    return [one.problem.hint for one in found if one.problem.code == "MED903"]


def test_a_waiver_that_leaves_the_ends_open():
    both = "Write from: new, to: server or from: client, to: server, each in a waiver of its own."
    assert wide_ends("rule: MED409") == [both]
    assert wide_ends("rule: MED409, from: new") == ["Write from: new, to: server."]
    assert wide_ends("rule: MED409, to: server") == [both]
    assert not wide_ends("rule: MED409, from: new, to: server")


# --- waivers without ports, and of no rule -----------------------------------------------------


def test_a_rule_about_ports_needs_ports_and_that_is_said_once():
    body = waived("rule: MED301")
    assert codes(body) == ["MED904"]
    (found,) = of("MED904", body)
    assert found.problem.hint == "Write ports: with 69/tcp."
    assert len(of("MED301", body)) == 2


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("MED399", "There is no rule MED399.", "Did you mean MED"),
        ("MED103", "MED103 cannot be waived: a dataset with it does not load.", "Take"),
        ("MED703", "MED703 cannot be waived here: it is about the pages", "Write suppress"),
        ("MED903", "MED903 cannot be waived: it is about waivers", "Correct"),
        ("MED211", "MED211 cannot be waived: what it speaks of has no", "Take"),
    ],
)
def test_a_code_that_cannot_be_waived(code: str, message: str, hint: str):
    body = waived(f"rule: {code}")
    (found,) = of("MED905", body)
    assert shown(body, found) == code
    assert found.problem.message.startswith(message)
    assert found.problem.hint.startswith(hint)
    assert codes(body) == ["MED905"]


def test_the_rules_that_were_not_asked_for_are_known_too():
    body = waived("rule: MED301, ports: [69]")
    assert not codes(body, rules=rules_of("MED905"))


# --- errata ------------------------------------------------------------------------------------


def corrected(erratum: str, entry: str = "a") -> list[Finding]:
    """What is said of an erratum on a flow, or on an entry of another table."""
    text = HEAD.replace("{name: Server}", "{name: Server, errata: [role]}").replace(
        "title: One,", "title: One, when: it is one, errata: [mode],"
    )
    text += """\
services:
  web: {name: Web, ports: [443, 8000-8009], description: The web., errata: [service]}
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22, 443], note: A note., errata: [a]}
  - {id: b, from: server, to: new, modes: [two], ports: [22, 443], errata: [b]}
"""
    for name in ("role", "mode", "service", "a", "b"):
        written = f"{{{erratum}, reason: R}}" if name == entry else ""
        text = text.replace(f"errata: [{name}]", f"errata: [{written}]")
    rules = rules_of("MED906", "MED907")
    return list(check(load_text(text, "d.yaml"), rules).findings)


IDLE = [
    ("at: name, published: Server", "role"),
    ("at: title, published: One", "mode"),
    ('at: when, published: "it  is one"', "mode"),
    ("at: name, published: Web", "service"),
    ("at: description, published: The web.", "service"),
    ('at: ports, published: "443, 8000-8009/tcp"', "service"),
    ("at: note, published: A note.", "a"),
    ("at: from, published: Server", "a"),
    ("at: to, published: Old relay", "a"),
    ('at: ports, published: "443 22"', "a"),
    ('at: ports, ports: [22], published: "22"', "a"),
]


@pytest.mark.parametrize(("erratum", "entry"), IDLE)
def test_an_erratum_that_corrects_nothing(erratum: str, entry: str):
    (found,) = corrected(erratum, entry)
    assert found.problem.code == "MED906"
    assert not corrected(f"{erratum}, undecided: true", entry)


@pytest.mark.parametrize(
    ("erratum", "entry"),
    [
        ("at: name, published: Main server", "role"),
        ('at: title, published: ""', "mode"),
        ("at: ports, published: Port 443", "service"),
        ('at: ports, ports: [22], published: "22/udp"', "a"),
        ('at: ports, published: "22"', "a"),
        ('at: row, published: ""', "a"),
        ("at: row, published: A note.", "a"),
        ('at: note, published: ""', "b"),
        ("at: to, published: new", "b"),
    ],
)
def test_an_erratum_that_corrects_something(erratum: str, entry: str):
    assert not corrected(erratum, entry)


@pytest.mark.parametrize(
    ("erratum", "entry", "what"),
    [
        ("at: ports, ports: [22, 23], published: x", "a", "23/tcp, which is no port of the flow a"),
        ("at: ports, ports: [443/tcp+udp], published: x", "a", "443/udp"),
        ("at: note, modes: [one, two], published: x", "a", "two, which is no mode of the flow a"),
        ("at: name, ports: [22], published: x", "role", "no port of the role server"),
        ("at: ports, ports: [8005-8010], published: x", "service", "8010/tcp"),
        ("at: title, modes: [two], published: x", "mode", "no mode of the mode one"),
    ],
)
def test_an_erratum_on_the_wrong_entry(erratum: str, entry: str, what: str):
    (found,) = corrected(erratum, entry)
    assert found.problem.code == "MED907"
    assert what in found.problem.message


def test_an_erratum_in_its_place():
    assert not corrected("at: ports, ports: [8001-8003], published: x", "service")
    assert not corrected("at: note, modes: [one], ports: [22], published: x", "a")
    assert not corrected("at: name, modes: [two], published: x", "service")
    assert not corrected("at: title, modes: [one], published: x", "mode")
