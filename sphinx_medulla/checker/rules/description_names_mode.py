"""MED504: description-names-mode."""

from __future__ import annotations

from ..analysis.text_mentions import described_services, names_said_alone
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class DescriptionNamesMode(DatasetRule):
    """A description names a mode in which no flow has the service's ports.

    Why: Readers of that mode look for a port that they do not need, or that its flows lack.

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
            description: Sync, needed with the new relay only.
        flows:
          - id: new-relay-to-old-relay
            from: new-relay
            to: old-relay
            modes: [new]
            ports: [22/tcp]
          - {id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}

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
            description: Sync, needed with the old relay only.
        flows:
          - id: new-relay-to-old-relay
            from: new-relay
            to: old-relay
            modes: [new]
            ports: [22/tcp]
          - {id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}
    """

    code = "MED504"
    fix = "Name the modes in which the ports are used, or add the port to a flow of the mode."

    def check(self, context: RuleContext) -> Violations:
        """Compare the modes that each description names with those of the flows."""
        for service, uses, names in described_services(context):
            named = [name for name in names if name.table == "modes"]
            if not named:
                continue
            alone = names_said_alone(context, service.description)
            modes = {mode for use in uses for mode in context.queries.modes_of(use.flow)}
            for name in named:
                if name.id not in modes and name in alone:
                    yield Violation(
                        ("services", service.id, "description"),
                        Subject(kind="service", id=service.id, modes=(name.id,), word=name.text),
                        f"The description of {service.id} names {name.text!r}, but no flow of the "
                        f"mode {name.id} has its ports.",
                        "Name a mode that has them, or add the port to a flow of the mode.",
                        [name.definition],
                    )
