"""MED411: loopback-from-elsewhere."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class LoopbackFromElsewhere(DatasetRule):
    """A flow reaches a port from another machine, although its service listens on loopback only.

    Why: A program that listens on 127.0.0.1 or ::1 accepts no connections of other machines, so the
    firewall is opened for nothing; or the program listens on more addresses than the dataset says.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          api: {name: API, ports: [{port: 9099/tcp, scope: loopback}]}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [9099/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          api: {name: API, ports: [{port: 9099/tcp, scope: loopback}, 443/tcp]}
        flows:
          - {id: server-to-server, from: server, to: server, ports: [9099/tcp]}
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED411"
    about_ports = True
    fix = "Remove the port from the flow, or `scope: loopback` from the service's port."

    def check(self, context: RuleContext) -> Violations:
        """Look at the flows between two roles that use such a port."""
        for service, uses in context.uses.items():
            for use in uses:
                if use.entry.scope == "loopback" and use.flow.from_ != use.flow.to:
                    yield Violation(
                        use.place,
                        Subject.of_flow(use.flow, (use.port,)),
                        f"The flow {use.flow.id} opens {use.port} from {use.flow.from_}, but "
                        f"{service} listens there on loopback only.",
                        "Remove the port here, or scope: loopback from the service's port.",
                        [(("services", service), f"{service} is described here.")],
                    )
