"""Datasets with one group of flows in three modes, for the rules about lists and connections."""

from __future__ import annotations

from sphinx_medulla.checker.finding import Finding

HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {group: core}
groups: {core: {title: Core}, other: {title: Other}}
roles:
  server: {name: Server}
  relay: {name: Relay}
  client: {name: Client}
modes:
  one: {title: One}
  two: {title: Two}
  three: {title: Three}
"""


def listing(*ports: str, services: str = "") -> str:
    """A dataset with one flow."""
    return (
        HEAD
        + services
        + f"flows:\n  - {{id: a, from: client, to: server, ports: [{', '.join(ports)}]}}\n"
    )


def flows(*lines: str, services: str = "") -> str:
    return HEAD + services + "flows:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def ports(found: Finding) -> list[str]:
    return [str(port) for port in found.subject.ports]


def like(ports: str, words: str) -> str:
    return flows(
        "id: a, from: client, to: server, modes: [one], ports: [22/tcp, 80/tcp, 4370-4380/tcp]",
        f"id: b, from: client, to: relay, modes: [one], ports: [{ports}], "
        f"like: {{flow: a, {words}, reason: Because.}}",
    )
