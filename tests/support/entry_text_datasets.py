"""Datasets whose entries have texts about ports, for the rules that compare the two."""

from __future__ import annotations


def dataset(
    *,
    description: str = "An interface.",
    note: str = "For all.",
    when: str = "if there is one",
    title: str = "One way",
    rules: str = "The rule.",
    ports: str = "8443/tcp",
    extra: str = "",
) -> str:
    """Two flows of one service in a mode, and a second service, with some texts."""
    return f"""\
format: 1
product: {{name: Example}}
revision: 1
defaults: {{protocol: tcp}}
rules: [{rules!r}]
roles:
  server: {{name: Server}}
  proxy: {{name: Smart proxy}}
  client: {{name: Client}}
services:
  proxy-api: {{name: Proxy API, ports: [{ports}], description: {description!r},
    listens_on: [proxy]}}
  cockpit: {{name: Cockpit, ports: [9090/tcp, 53/udp], listens_on: [client], description: It.}}
modes:
  one: {{title: {title!r}}}
flows:
  - id: server-to-proxy
    from: server
    to: proxy
    ports: [{ports}]
    need: {{when: {when!r}}}
    note: {note!r}
{extra}
  - {{id: server-to-client, from: server, to: client, ports: [9090/tcp, 53/udp, 4370-4380/tcp]}}
"""
