"""Datasets with waivers and errata, for the meta rules."""

from __future__ import annotations

from checking import rules_of, text_at

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import Outcome, check
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


def corrected(erratum: str, entry: str = "a", formerly: str = "") -> list[Finding]:
    """What is said of an erratum on a flow, or on an entry of another table.

    ``formerly`` is a former port of the service.
    """
    text = HEAD.replace("{name: Server}", "{name: Server, errata: [role]}").replace(
        "title: One,", "title: One, when: it is one, errata: [mode],"
    )
    text += f"services:\n  web: {{name: Web, ports: [443, 8000-8009], formerly: [{formerly}], "
    text += """description: The web., errata: [service]}
flows:
  - {id: a, from: server, to: old, modes: [one], ports: [22, 443], note: A note., errata: [a]}
  - {id: b, from: server, to: new, modes: [two], ports: [22, 443], errata: [b]}
"""
    for name in ("role", "mode", "service", "a", "b"):
        written = f"{{{erratum}, reason: R}}" if name == entry else ""
        text = text.replace(f"errata: [{name}]", f"errata: [{written}]")
    rules = rules_of("MED906", "MED907")
    return list(check(load_text(text, "d.yaml"), rules).findings)
