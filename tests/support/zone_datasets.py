"""Datasets with zones, for the rules about well-known services."""

from __future__ import annotations

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

HEAD = """\
format: 1
product: {name: Example}
revision: 1
zones: {outside: {name: Outside}, between: {name: Between}, inside: {name: Inside}}
roles:
  server: {name: Server, zone: inside}
  client: {name: Client, zone: inside}
  guest: {name: Guest, zone: outside}
  proxy: {name: Proxy, zone: between}
  nowhere: {name: Nowhere}
"""


def run(code: str, body: str) -> list[Finding]:
    """What one rule finds in a dataset of the head above and the body."""
    rules = [rule for rule in RULES if rule.code == code]
    assert rules
    return list(check(load_text(HEAD + body, "d.yaml"), rules).findings)


def text_at(body: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    place = found.problem.location
    assert place.line == place.end_line
    return (HEAD + body).splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]


def body(services: str, *lines: str) -> str:
    text = "services:\n" + "".join(f"  {line}\n" for line in services.splitlines())
    return text * bool(services) + "flows:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]
