"""A dataset with protocols that have no ports, and with any port."""

from __future__ import annotations

PORTLESS = """\
format: 1
product: {name: Acme}
revision: 1
defaults: {protocol: tcp}
roles:
  node: {name: Node, several: true}
  peer: {name: Peer → second}
  guest: {name: Guest}
services:
  ping: {name: Ping, ports: [icmp/echo-request], description: Says whether a node is up.}
  tunnel: {name: Tunnel, ports: [esp, 4500/udp], description: Joins two sites., listens_on: [peer]}
  web: {name: Web, ports: [443], description: Pages.}
flows:
  - {id: node-to-peer, from: node, to: peer, ports: [proto-112, esp, 4500/udp, icmp/8, 22]}
  - {id: guest-to-peer, from: guest, to: peer, ports: [any/tcp, proto-89]}
  - {id: guest-to-node, from: guest, to: node, ports: [any]}
  - {id: peer-to-node, from: peer, to: node, ports: [443, icmpv6]}
  - {id: peer-to-guest, from: peer, to: guest, ports: [53/udp]}
"""
