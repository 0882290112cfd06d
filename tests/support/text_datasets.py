"""Datasets with notes and descriptions, for the rules about texts."""

from __future__ import annotations

from sphinx_medulla.checker.finding import Finding

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


def sync(description: str, *flows: str) -> str:
    lines = flows or ("from: old, to: server, modes: [one]",)
    services = f"  sync: {{name: Sync, ports: [22000/tcp], description: {description!r}}}\n"
    return dataset(
        *(f"id: f{turn}, {line}, ports: [22000/tcp]" for turn, line in enumerate(lines)),
        services=services,
    )


def noted(note: str, ends: str = "from: old, to: server, modes: [one]") -> str:
    return dataset(
        f"id: a, {ends}, ports: [22/tcp], note: {note!r}",
        "id: b, from: client, to: server, modes: [one, two], ports: [22/tcp]",
    )
