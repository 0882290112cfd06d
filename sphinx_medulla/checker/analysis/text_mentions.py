"""The roles, kinds and modes that descriptions and notes mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...dataset.model import Flow, Service
from ..context import RuleContext, ServiceUse, computed_once
from .text_clauses import is_denied
from .text_direction import wrong_ends
from .text_names import Name, NamePlace, text_names


def described_services(
    context: RuleContext,
) -> Iterator[tuple[Service, list[ServiceUse], list[Name]]]:
    """The services that flows use, with the names in their descriptions, if there are any."""
    for key, uses in context.uses.items():
        service = context.dataset.services[key]
        names = text_names(context).found_in(service.description)
        if names:
            yield service, uses, names


def ends_of(uses: list[ServiceUse]) -> set[str]:
    """The roles at either end of the flows that use a service."""
    return {end for use in uses for end in (use.flow.from_, use.flow.to)}


@dataclass(frozen=True, slots=True)
class MisplacedName:
    """A name in a note that does not fit the flow.

    ``other_mode`` if it names another mode, or a role that the flow's modes do not have; otherwise
    the note gives it to an end of the flow, at which another role is.
    """

    flow: Flow
    name: Name
    other_mode: bool


@computed_once
def misplaced_names(context: RuleContext) -> tuple[MisplacedName, ...]:
    """The names in notes that fit neither the ends nor the modes of the flow."""
    names = text_names(context)
    found: list[MisplacedName] = []
    for flow in context.flows:
        modes = context.queries.modes_of(flow)
        places = [each for each in names.places_in(flow.note) if _is_claim(flow, each)]
        for name in dict.fromkeys(name for place in places for name in place.names):
            roles = names.roles_of(name)
            if name.table == "modes" and name.id not in modes:
                found.append(MisplacedName(flow, name, other_mode=True))
            elif roles and flow.from_ not in roles and flow.to not in roles:
                present = roles_by_mode(context)
                if modes and all(present[mode].isdisjoint(roles) for mode in modes):
                    found.append(MisplacedName(flow, name, other_mode=True))
                elif name in wrong_ends(flow, flow.note, names):
                    found.append(MisplacedName(flow, name, other_mode=False))
    return tuple(found)


def _is_claim(flow: Flow, place: NamePlace) -> bool:
    """Whether a note does not only contrast its flow with a name: "instead of the relay"."""
    return not is_denied(flow.note, place.start)


@computed_once
def roles_by_mode(context: RuleContext) -> dict[str, set[str]]:
    """The roles of each mode: those that it lists, and the ends of its flows."""
    found = {mode: set(entry.roles) for mode, entry in context.dataset.modes.items()}
    for flow in context.flows:
        for mode in context.queries.modes_of(flow):
            found[mode] |= {flow.from_, flow.to}
    return found
