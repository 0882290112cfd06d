"""Datasets with a relay per mode, for the rules that compare modes, and services with flows."""

from __future__ import annotations

from textwrap import dedent

from checking import text_at as text_in

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core}
kinds: {relay: {name: relay}}
groups: {core: {title: Core}, other: {title: Other}}
roles:
  server: {name: Server}
  old: {name: Old relay, kind: relay}
  new: {name: New relay, kind: relay}
  client: {name: Client, several: true}
modes:
  one: {title: One, roles: [server, old]}
  two: {title: Two, roles: [server, new]}
  three: {title: Three, roles: [server, new]}
"""


def run(code: str, body: str, *, waive: bool = True) -> list[Finding]:
    """What one rule finds in a dataset of the head above and the body."""
    rules = [rule for rule in RULES if rule.code == code]
    assert rules
    return list(check(load_text(HEAD + dedent(body), "d.yaml"), rules, waive=waive).findings)


def text_at(body: str, found: Finding) -> str:
    """What stands at the place of a finding."""
    return text_in(HEAD + dedent(body), found)


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]


SERVICES = """\
services:
  files:
    name: Files
    ports: [445/tcp, 2049/tcp+udp]
    listens_on: [server]
    called_by: [client, old]
"""


def flows(*lines: str) -> str:
    return SERVICES + "flows:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
