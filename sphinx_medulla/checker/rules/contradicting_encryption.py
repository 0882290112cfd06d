"""MED412: contradicting-encryption."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class ContradictingEncryption(DatasetRule):
    """A flow's port and its service name different encryption.

    Why: A flow may say more than the service, which can offer encryption that not every client
    uses: that is `encryption: optional`. If the service is always encrypted, or never, one of the
    two is wrong, and readers cannot tell which.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          mail: {name: Mail, ports: [{port: 25/tcp, encryption: starttls}]}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [{port: 25/tcp, encryption: none}]

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          mail: {name: Mail, ports: [{port: 25/tcp, encryption: optional}]}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [{port: 25/tcp, encryption: none}]
    """

    code = "MED412"
    about_ports = True
    fix = "Correct one of them, or write `encryption: optional` in the service."

    def check(self, context: RuleContext) -> Violations:
        """Compare what the flows' ports say with what their services say."""
        for name, uses in context.uses.items():
            service = context.dataset.services[name]
            for use in uses:
                here = use.flow.ports[use.at].encryption
                there = use.entry.encryption or service.encryption
                if here and there not in {"", here, "optional"}:
                    yield Violation(
                        use.place,
                        Subject.of_flow(use.flow, (use.port,)),
                        f"The flow {use.flow.id} declares encryption: {here} for {use.port}, but "
                        f"the service {name} declares {there}.",
                        f"Write encryption: {there} here or {here} there, or encryption: optional "
                        "in the service.",
                        [(("services", name), f"{name} declares {there} here.")],
                    )
