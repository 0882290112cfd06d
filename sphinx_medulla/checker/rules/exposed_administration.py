"""MED604: exposed-administration."""

from __future__ import annotations

from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class ExposedAdministration(DatasetRule):
    """An administration service is open from the least trusted zone.

    Why: An administration service gives full control, and attacks come from the least trusted zone.
    A source with `any: true` and without a zone is there, too.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        zones:
          outside: {name: Outside}
          inside: {name: Inside}
        roles:
          server: {name: Server, zone: inside}
          client: {name: Client, zone: outside}
        services:
          shell:
            name: Remote shell
            ports: [22/tcp]
            administration: true
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        zones:
          outside: {name: Outside}
          inside: {name: Inside}
        roles:
          server: {name: Server, zone: inside}
          client: {name: Client, zone: inside}
        services:
          shell:
            name: Remote shell
            ports: [22/tcp]
            administration: true
        flows:
          - {id: client-to-server, from: client, to: server, ports: [22/tcp]}
    """

    code = "MED604"
    about_ports = True
    fix = (
        "Close it, allow it from a more trusted zone only, or waive the rule with the reason. The "
        "least trusted zone is the first one under `zones`."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look for uses of such services by flows from the first zone."""
        dataset = context.dataset
        if len(dataset.zones) < 2:
            return
        least = next(iter(dataset.zones))
        there = {
            name: "zone" if role.zone else "any"
            for name, role in dataset.roles.items()
            if role.zone == least or (role.any and not role.zone)
        }
        for name, uses in context.uses.items():
            declared = (("services", name, "administration"), "Declared for administration here.")
            for use in uses if dataset.services[name].administration else ():
                flow = use.flow
                if (key := there.get(flow.from_)) is not None:
                    is_there = "is every source" if key == "any" else f"is in {least}"
                    yield Violation(
                        use.place,
                        Subject.of_flow(flow, (use.port,)),
                        f"The flow {flow.id} opens {use.port} of {name}, an administration "
                        f"service, from the least trusted zone {least}.",
                        f"Close it, or waive {self.code} with the reason.",
                        [
                            declared,
                            (("roles", flow.from_, key), f"{flow.from_} {is_there}."),
                        ],
                    )
