"""MED401: different-ports."""

from __future__ import annotations

from ..analysis.mode_consistency import port_differences
from ..phrases import lacks_and_adds
from ..rule import DatasetRule, RuleContext, Severity, Violations


class DifferentPorts(DatasetRule):
    """The same connection has different ports in different modes, without a reason.

    Why: Roles of one kind replace one another, so their connections need the same ports. Where they
    do not have them, one list was probably edited and the other forgotten. All rows of a connection
    in one mode count together. If two roles use other ports in another mode, and services describe
    all of them, this is information.

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
            ports: [22/tcp]

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
            ports: [22/tcp]
            like:
              flow: server-to-old-proxy
              without: [8443/tcp]
              reason: The new proxy fetches its settings itself.
    """

    code = "MED401"
    about_ports = True
    fix = (
        "Make the lists match, or say why they differ: `like` names the other flow, the ports with "
        "and without, and the reason."
    )

    def check(self, context: RuleContext) -> Violations:
        """Report the differences that are no near misses."""
        for found in port_differences(context):
            if not found.near_miss:
                flow, other = found.flows[0], found.reference
                apart = flow.modes and other.modes and set(flow.modes).isdisjoint(other.modes)
                kinds = "connect roles of the same kinds"
                what = "are the same connection in two modes" if apart else kinds
                yield found.violation(
                    f"{flow.id} and {other.id} {what}, but their ports differ: {flow.id} "
                    f"{lacks_and_adds(found.missing, found.extra)}.",
                    "Make the lists match, or give the reason under like: "
                    f"{{flow: {other.id}, …}}.",
                    Severity.INFO if found.alternative else None,
                )
