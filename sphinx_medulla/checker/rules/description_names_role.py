"""MED503: description-names-role."""

from __future__ import annotations

from ...dataset.codes import listed
from ..analysis.text_mentions import described_services, ends_of, is_set_apart
from ..analysis.text_names import Name, text_names
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class DescriptionNamesRole(DatasetRule):
    """A description names a role that is not an end of any flow with the service's ports.

    Why: Readers open the port on a machine that does not need it, or look in vain for a flow that
    does not exist.

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
            description: Sync between the main server and the new relay.
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
            description: Sync between the main server and the old relay.
        flows:
          - id: new-relay-to-old-relay
            from: new-relay
            to: old-relay
            modes: [new]
            ports: [22/tcp]
          - {id: old-relay-to-server, from: old-relay, to: server, modes: [old], ports: [22000/tcp]}
    """

    code = "MED503"
    fix = (
        "Name the roles that use the service, or add the flow. The name of a kind means all of its "
        "roles."
    )

    def check(self, context: RuleContext) -> Violations:
        """Compare the roles that each description names with the ends of the flows."""
        for service, uses, names in described_services(context):
            ends, use = ends_of(uses), uses[0]
            for name in names:
                roles = text_names(context).roles_of(name)
                if (
                    roles
                    and ends.isdisjoint(roles)
                    and not _is_part(context, name, ends)
                    and not is_set_apart(context, service.description, name)
                ):
                    yield Violation(
                        ("services", service.id, "description"),
                        Subject(kind="service", id=service.id, word=name.text),
                        f"The description of {service.id} names {name.text!r}, but no flow with "
                        f"its ports leads from or to {listed(roles, 'or')}.",
                        f"Name roles that use {service.id}, such as {use.flow.from_} or "
                        f"{use.flow.to}, or add the flow.",
                        [(use.place, f"{use.flow.id} uses it."), name.definition],
                    )


def _is_part(context: RuleContext, name: Name, ends: set[str]) -> bool:
    """Whether a role's name is a part of the name of a role at one of the ends."""
    word = f" {name.text.casefold()} "
    names = (context.dataset.roles[end].name.casefold() for end in ends)
    return name.table == "roles" and any(word in f" {one} " for one in names)
