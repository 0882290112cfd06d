"""Datasets with roles of one kind, for the rules about names and unused entries."""

from __future__ import annotations

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
