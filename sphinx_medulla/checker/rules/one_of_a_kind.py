"""MED505: one-of-a-kind."""

from __future__ import annotations

from ...grouping import grouped
from ..analysis.text_mentions import described_services, ends_of, names_said_alone
from ..analysis.text_names import text_names
from ..context import first_per_flow
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class OneOfAKind(DatasetRule):
    """A description names one role of a kind, but another role of that kind also uses the port.

    Why: Roles of one kind replace one another. Readers who have the other one may think that they
    need not open the port.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        kinds:
          relay: {name: relay}
        roles:
          server: {name: Main server}
          old-relay: {name: Old relay, kind: relay}
          new-relay: {name: New relay, kind: relay}
        modes:
          old: {title: With the old relay}
          new: {title: With the new relay}
        services:
          shell: {name: Shell, ports: [22/tcp], description: The shell of each relay.}
          sync:
            name: Sync
            ports: [22000/tcp]
            description: Sync, in particular for the old relay.
        flows:
          - id: new-relay-to-old-relay
            from: new-relay
            to: old-relay
            modes: [new]
            ports: [22/tcp]
          - {id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}
          - {id: new-relay-to-server, from: new-relay, to: server, modes: [new], ports: [22000/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        kinds:
          relay: {name: relay}
        roles:
          server: {name: Main server}
          old-relay: {name: Old relay, kind: relay}
          new-relay: {name: New relay, kind: relay}
        modes:
          old: {title: With the old relay}
          new: {title: With the new relay}
        services:
          shell: {name: Shell, ports: [22/tcp], description: The shell of each relay.}
          sync:
            name: Sync
            ports: [22000/tcp]
            description: Sync for each relay.
        flows:
          - id: new-relay-to-old-relay
            from: new-relay
            to: old-relay
            modes: [new]
            ports: [22/tcp]
          - {id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}
          - {id: new-relay-to-server, from: new-relay, to: server, modes: [new], ports: [22000/tcp]}
    """

    code = "MED505"
    fix = "Name the kind, or each of its roles."

    def check(self, context: RuleContext) -> Violations:
        """Look for unnamed roles of the same kind as those that each description names."""
        roles = context.dataset.roles
        for service, uses, names in described_services(context):
            named = {role for name in names for role in text_names(context).roles_of(name)}
            unnamed = grouped(
                (roles[end].kind, use)
                for use in uses
                for end in (use.flow.from_, use.flow.to)
                if end not in named and roles[end].kind
            )
            if not unnamed:
                continue
            ends = ends_of(uses)
            alone = names_said_alone(context, service.description)
            for name in names:
                kind = roles[name.id].kind if name.table == "roles" else ""
                if name.id in ends and kind in unnamed and name in alone:
                    others = first_per_flow(unnamed.pop(kind))
                    yield Violation(
                        ("services", service.id, "description"),
                        Subject(kind="service", id=service.id, word=name.text),
                        f"The description of {service.id} names only {name.text!r}, but another "
                        f"role of the kind {kind} also uses it.",
                        f"Name {context.dataset.kinds[kind].label!r}, or each role of the kind.",
                        [(use.place, f"{use.flow.id} uses it.") for use in others],
                    )
