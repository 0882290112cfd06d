"""The rule wide-waiver."""

from __future__ import annotations

from remark_datasets import HEAD, of, shown, waived

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

MISSING = """\
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22]}
  - {id: b, from: server, to: new, modes: [two], ports: [22]}
  - {id: c, from: old, to: server, modes: [one], ports: [22]}
  - {id: d, from: client, to: server, modes: [one], ports: [22]}
"""


MUTUAL = """\
services:
  sync: {name: Sync, ports: [22], listens_on: [server, new], called_by: [server, new]}
flows:
  - {id: a, from: server, to: new, modes: [one, two], ports: [22], ignore: [IGNORE]}
  - {id: b, from: new, to: server, modes: [two], ports: [22]}
"""


def missing(waiver: str) -> str:
    head = HEAD.replace("title: Two,", f"title: Two, ignore: [{{{waiver}, question: Why?}}],")
    head = head.replace("modes:\n", "  client: {name: Client}\nmodes:\n")
    return head.replace("old]", "old, client]").replace("new]", "new, client]") + MISSING


def wide_ends(waiver: str) -> list[str]:
    found = check(load_text(missing(waiver), "d.yaml")).findings
    return [one.problem.hint for one in found if one.problem.code == "MED903"]


def test_a_port_that_no_finding_has():
    body = waived("rule: MED301, ports: [69, 70, 71-80/tcp+udp]")
    (found,) = of("MED903", body)
    assert shown(body, found) == "71-80/tcp+udp"
    assert "names 71-80/tcp and 71-80/udp, but no finding" in found.problem.message
    (found,) = of("MED903", waived("rule: MED301, ports: [60-70]"))
    assert found.problem.hint == "Remove 60-68/tcp from it."
    (found,) = of("MED903", waived("rule: MED301, ports: [69/tcp+udp, 70]"))
    assert found.problem.hint == "Remove 69/udp from it."


def test_a_mode_that_no_finding_has():
    body = waived("rule: MED301, ports: [69, 70], modes: [one, two]")
    (found,) = of("MED903", body)
    assert shown(body, found) == "two"


def test_a_waiver_that_could_name_its_mode():
    wide = MUTUAL.replace("IGNORE", "{rule: MED410, ports: [22], question: Why?}")
    (found,) = of("MED903", wide)
    assert found.problem.hint == "Write modes: [one]."
    assert not of("MED903", wide.replace("[22], question", "[22], modes: [one], question"))


def test_a_waiver_that_leaves_the_ends_open():
    both = "Write from: new, to: server or from: client, to: server, each in its own waiver."
    assert wide_ends("rule: MED409") == [both]
    assert wide_ends("rule: MED409, from: new") == ["Write from: new, to: server."]
    assert wide_ends("rule: MED409, to: server") == [both]
    assert not wide_ends("rule: MED409, from: new, to: server")
