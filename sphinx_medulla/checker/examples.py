"""The parts that the example datasets of several rules share."""

from __future__ import annotations

HEAD = """\
format: 1
product: {name: Example}
revision: 1
"""

ROLES = """\
roles:
  server: {name: Server}
  client: {name: Client}
"""

CLIENT_SERVER = HEAD + ROLES
CLIENT_SERVER_GUEST = CLIENT_SERVER + "  guest: {name: Guest}\n"

WEB = """\
services:
  web:
    name: Web
    ports: [443/tcp]
    description: The web pages of the server.
"""

PROTOCOL_TCP = HEAD + "defaults: {protocol: tcp}\n" + ROLES

ZONES = (
    HEAD
    + """\
zones:
  outside: {name: Outside}
  inside: {name: Inside}
roles:
  server: {name: Server, zone: inside}
  client: {name: Client, zone: outside}
"""
)

TWO_MODES = (
    HEAD
    + """\
defaults: {group: core}
groups:
  core: {title: Core}
roles:
  server: {name: Server}
  client: {name: Client}
  proxy: {name: Proxy}
modes:
  direct: {title: Direct, roles: [server, client]}
  proxied: {title: By a proxy, roles: [proxy, client]}
flows:
  - {id: client-to-server, from: client, to: server, modes: [direct], ports: [443/tcp]}
  - {id: client-to-proxy, from: client, to: proxy, modes: [proxied], ports: [3128/tcp]}
"""
)

TWO_PROXIES = (
    HEAD
    + """\
defaults: {group: core}
kinds:
  proxy: {name: proxy}
groups:
  core: {title: Core}
roles:
  server: {name: Server}
  old-proxy: {name: Old proxy, kind: proxy}
  new-proxy: {name: New proxy, kind: proxy}
modes:
  old: {title: With the old proxy, roles: [server, old-proxy]}
  new: {title: With the new proxy, roles: [server, new-proxy]}
"""
)

_WAIVER = """\
flows:
  - id: client-to-server
    from: client
    to: server
    ports: [67/udp, 69/udp, 69/udp]
    ignore:
      - {rule: MED301, ports: [69/udp], question: Which port was meant?}
"""
WAIVER = PROTOCOL_TCP + _WAIVER

CATALOG = "locale/fr/LC_MESSAGES/flows.po"
CATALOG_OF_SERVER = """\
msgid ""
msgstr "Document-Type: text/plain; charset=utf-8\\n"

msgid "Server"
msgstr "Serveur"
"""
SERVER_ALONE = (
    HEAD
    + """\
roles:
  server: {name: Server, several: true}
flows:
  - {id: server-to-server, from: server, to: server, ports: [7946/tcp]}
"""
)
SERVER_AND_CLIENT = SERVER_ALONE.replace("flows:", "  client: {name: Client}\nflows:") + (
    "  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}\n"
)


def one_flow(ports: str) -> str:
    """The flow from the client to the server with ports such as ``22/tcp, 443/tcp``."""
    return f"flows:\n  - {{id: client-to-server, from: client, to: server, ports: [{ports}]}}\n"


def like(difference: str) -> str:
    """Two flows, the second ``like`` the first but for a difference such as ``with: [80/tcp]``."""
    return f"""\
{CLIENT_SERVER_GUEST}flows:
  - {{id: client-to-server, from: client, to: server, ports: [22/tcp, 443/tcp]}}
  - id: guest-to-server
    from: guest
    to: server
    ports: [443/tcp]
    like: {{flow: client-to-server, {difference}, reason: Guests have no shell.}}
"""


def through_both_proxies(ports: str) -> str:
    """A flow to each of two proxies, the second with ports such as ``22/tcp``."""
    return f"""\
{TWO_PROXIES}flows:
  - id: server-to-old-proxy
    from: server
    to: old-proxy
    modes: [old]
    ports: [22/tcp, 8443/tcp]
  - id: server-to-new-proxy
    from: server
    to: new-proxy
    modes: [new]
    ports: [{ports}]
"""


def described(description: str) -> str:
    """A service with a description that may name two relays and the modes that they are for."""
    return f"""\
{HEAD}kinds:
  relay: {{name: relay}}
roles:
  server: {{name: Main server}}
  old-relay: {{name: Old relay, kind: relay}}
  new-relay: {{name: New relay, kind: relay}}
modes:
  old: {{title: With the old relay}}
  new: {{title: With the new relay}}
services:
  shell: {{name: Shell, ports: [22/tcp], description: The shell of each relay.}}
  sync:
    name: Sync
    ports: [22000/tcp]
    description: {description}
flows:
  - {{id: new-relay-to-old-relay, from: new-relay, to: old-relay, modes: [new], ports: [22/tcp]}}
  - {{id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}}
"""


def noted(note: str) -> str:
    """A flow with a note that may name roles and modes by their names or their aliases."""
    return f"""\
{HEAD}roles:
  server: {{name: Main server, aliases: [Central server]}}
  old-relay: {{name: Old relay}}
  new-relay: {{name: New relay}}
modes:
  old: {{title: With the old relay, roles: [server, old-relay]}}
  new: {{title: With the new relay, roles: [server, new-relay]}}
flows:
  - {{id: server-to-new-relay, from: server, to: new-relay, modes: [new], ports: [22/tcp]}}
  - id: server-to-old-relay
    from: server
    to: old-relay
    modes: [old]
    ports: [22/tcp]
    note: {note}
"""


def erratum(words: str) -> str:
    """A service with an erratum of its description, such as ``published: A secure channel.``."""
    return f"""\
{PROTOCOL_TCP}services:
  web:
    name: Web
    ports: [443/tcp]
    description: The web interface.
    errata:
      - {{at: description, {words}, reason: It is the web interface.}}
{one_flow("443/tcp")}"""
