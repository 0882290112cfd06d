"""The roles, kinds and modes that descriptions and notes mention."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...dataset.model import Flow, Service
from ..context import RuleContext, ServiceUse, computed_once
from .direction_patterns import THE
from .entry_texts import Note, notes
from .text_clauses import is_denied
from .text_direction import wrong_ends
from .text_names import Name, text_names

_OTHERWISE = re.compile(
    rf",?\s+(?:or|ou|oder)\s+{THE}$|\b(?:with|without|avec|sans|mit|ohne)\s+(?:and|et|und)\s+$",
    re.IGNORECASE,
)


_BESIDE = re.compile(
    rf"\b(?:in\s+front\s+of|behind|on\s+behalf\s+of|devant|derrière|pour\s+le\s+compte\s+de|vor|"
    rf"hinter|im\s+auftrag\s+von)\s+{THE}$",
    re.IGNORECASE,
)
"""What places a service beside a machine that need not use it: ``in front of the database``."""

_COMPARED = re.compile(
    rf"\b(?:(?:as|like|similar\s+to|compared?\s+(?:to|with))(?:\s+(?:for|with|in|on|of))?|"
    rf"comme(?:\s+(?:pour|avec|sur|dans))?|comparé\w*\s+à|"
    rf"wie(?:\s+(?:bei|mit|für|in|auf))?|ähnlich(?:\s+wie)?|verglichen\s+mit)\s+{THE}$",
    re.IGNORECASE,
)
"""What compares a flow with another machine or mode: ``as with the relay``."""


def names_said_alone(context: RuleContext, text: str) -> set[Name]:
    """The names in a text, but those that are alternatives of other words.

    Of "mongod or the query router" and "with and without encryption" nobody knows what else they
    name.
    """
    places = [place for place in text_names(context).places_in(text) if place.as_written]
    ends = {place.end for place in places}
    joined = {
        place: _OTHERWISE.search(text, max(0, place.start - 40), place.start) for place in places
    }
    return {
        name
        for place, gap in joined.items()
        if gap is None or gap.start() in ends
        for name in place.names
    }


@computed_once
def described_services(
    context: RuleContext,
) -> tuple[tuple[Service, list[ServiceUse], list[Name]], ...]:
    """The services that flows use, with the names in their descriptions, if there are any."""
    services = context.dataset.services
    found_in = text_names(context).found_in
    return tuple(
        (services[key], uses, names)
        for key, uses in context.uses.items()
        if (names := found_in(services[key].description))
    )


def is_set_apart(context: RuleContext, text: str, name: Name) -> bool:
    """Whether a text only contrasts its subject with a name, or places it beside: "unlike it"."""
    places = [place for place in text_names(context).places_in(text) if name in place.names]
    return bool(places) and all(
        is_denied(text, place.start)
        or _BESIDE.search(text, max(0, place.start - 40), place.start) is not None
        for place in places
    )


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
    note: Note
    name: Name
    other_mode: bool


@computed_once
def misplaced_names(context: RuleContext) -> tuple[MisplacedName, ...]:
    """The names in notes that fit neither the ends nor the modes of the flow."""
    found: dict[tuple[str, Name], MisplacedName] = {}
    for flow, note in notes(context):
        for place in text_names(context).places_in(note.words):
            for name in place.names:
                if (flow.id, name) in found:
                    continue
                misplaced = _misplaced(context, flow, note, name, place.start)
                if misplaced is not None:
                    found[flow.id, name] = misplaced
    return tuple(found.values())


def _misplaced(
    context: RuleContext, flow: Flow, note: Note, name: Name, at: int
) -> MisplacedName | None:
    """A name at a place of a note, if it fits neither the flow's ends nor its modes.

    A name with which the note only contrasts or compares the flow fits: "instead of the relay",
    "as with the relay".
    """
    names = text_names(context)
    modes = context.queries.modes_of(flow)
    roles = names.roles_of(name)
    fits = name.id in modes if name.table == "modes" else not roles
    if fits or flow.from_ in roles or flow.to in roles or is_denied(note.words, at):
        return None
    if _COMPARED.search(note.words, max(0, at - 40), at):
        return None
    present = roles_by_mode(context)
    if not roles or (modes and all(present[mode].isdisjoint(roles) for mode in modes)):
        return MisplacedName(flow, note, name, other_mode=True)
    if name in wrong_ends(flow, note.words, names):
        return MisplacedName(flow, note, name, other_mode=False)
    return None


@computed_once
def roles_by_mode(context: RuleContext) -> dict[str, set[str]]:
    """The roles of each mode: those that it lists, and the ends of its flows."""
    found = {mode: set(entry.roles) for mode, entry in context.dataset.modes.items()}
    for flow in context.flows:
        for mode in context.queries.modes_of(flow):
            found[mode] |= {flow.from_, flow.to}
    return found
