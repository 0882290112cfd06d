"""MED402: near-miss."""

from __future__ import annotations

from ..analysis.mode_consistency import port_differences
from ..rule import DatasetRule, RuleContext, Severity, Violations


class NearMiss(DatasetRule):
    """The same connection has a port in another mode that differs by one digit.

    Why: The two lists differ by one port on each side, and the two numbers by one digit: one of
    them is mistyped, and a firewall opened for it does not help. If a service describes each of the
    two ports, this is information; the usual ports of a service without TLS and with it, such as
    5672 and 5671, are not reported, nor are two ports that one of the services is known to have.

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
    about_ports = True
    fix = "Write the right number in both, or say under `like` why they differ."

    def check(self, context: RuleContext) -> Violations:
        """Report the differences that are near misses."""
        for found in port_differences(context):
            if found.near_miss and not (found.described and found.usual):
                port, other = found.extra[0], found.missing[0]
                if found.described:
                    hint = (
                        "Each is a port of a described service, so both may be right; if so, say "
                        f"why they differ under like: {{flow: {found.reference.id}, …}}."
                    )
                else:
                    hint = f"Write {other} here or {port} there, whichever is right."
                yield found.violation(
                    f"The flow {found.flows[0].id} lists {port} where {found.reference.id}, the "
                    f"same connection, has {other}.",
                    hint,
                    Severity.INFO if found.described else None,
                )
