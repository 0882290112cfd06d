"""MED402: near-miss."""

from __future__ import annotations

from ..analysis.mode_consistency import PortDifference, PortDifferenceRule, is_described
from ..rule import RuleContext, Severity


class NearMiss(PortDifferenceRule):
    """The same connection has a port in another mode that differs by one digit.

    It is information if services describe both numbers, and nothing is reported if they are the
    usual ones of a service without TLS and with it, such as 5671 and 5672.

    Why: The two lists differ by one port on each side, and the two numbers by one digit: one of
    them is mistyped, and a firewall opened for it does not help.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
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
        flows:
          - id: server-to-old-proxy
            from: server
            to: old-proxy
            modes: [old]
            ports: [22/tcp, 8443/tcp]
          - id: server-to-new-proxy
            from: server
            to: new-proxy
            modes: [new]
            ports: [22/tcp, 8433/tcp]

    Good::

        format: 1
        product: {name: Example}
        revision: 1
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
        flows:
          - id: server-to-old-proxy
            from: server
            to: old-proxy
            modes: [old]
            ports: [22/tcp, 8443/tcp]
          - id: server-to-new-proxy
            from: server
            to: new-proxy
            modes: [new]
            ports: [22/tcp, 8443/tcp]
    """

    code = "MED402"
    severity = Severity.ERROR
    near_misses = True
    fix = "Write the right number in both, or say under `like` why they differ."

    def severity_of(self, context: RuleContext, found: PortDifference) -> Severity | None:
        """Information where services describe both numbers."""
        described = is_described(context, found.flows[0], found.extra[0]) and is_described(
            context, found.reference, found.missing[0]
        )
        return Severity.INFO if described else None

    def describe(self, found: PortDifference) -> tuple[str, str]:
        """The sentence and the hint."""
        port, other = found.extra[0], found.missing[0]
        message = (
            f"The flow {found.flows[0].id} lists {port} where {found.reference.id}, the same "
            f"connection, has {other}."
        )
        return message, f"Write {other} here or {port} there, whichever is right."
