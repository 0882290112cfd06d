"""The texts of a dataset that readers see, each with the entry that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...dataset.model import Dataset, Flow, Mode, Need, Role, Service, Term
from ...dataset.ports import Port
from ..context import Place, RuleContext, computed_once
from ..finding import EntryKind, Subject
from ..phrases import part_of


class EntryText(NamedTuple):
    """A text, its place, and what it is about.

    ``part`` is what a sentence calls it, such as ``description``. ``ports`` are those that
    the text speaks of; ``any_port`` texts may speak of all ports of the dataset, as conditions do.
    """

    words: str
    place: Place
    part: str
    kind: EntryKind
    id: str
    ports: tuple[Port, ...] = ()
    any_port: bool = True
    flow: Flow | None = None
    service: Service | None = None

    @property
    def title(self) -> str:
        """The text as a sentence names it: ``The description of the service web``."""
        if self.kind == "dataset":
            return f"The {self.part} of the product"
        return f"The {part_of(self.part, f'the {self.word_for_entry} {self.id}')}"

    @property
    def word_for_entry(self) -> str:
        """What the dataset calls the entry: ``service``, and ``zone`` or the like for a term."""
        return str(self.place[0]).removesuffix("s") if self.kind == "term" else self.kind

    def subject(self, ports: tuple[Port, ...] = (), word: str = "") -> Subject:
        """The entry, with the ports or the word that its text names wrongly."""
        modes = self.flow.modes if self.flow is not None else ()
        return Subject(kind=self.kind, id=self.id, modes=modes, ports=ports, word=word)


def entry_texts(dataset: Dataset) -> Iterator[EntryText]:
    """Every text for readers but remarks, titles of sources, and `rules`."""
    if dataset.product.applies_to:
        place = ("product", "applies_to")
        yield EntryText(dataset.product.applies_to, place, "applies_to", "dataset", "")
    terms = {
        "zones": dataset.zones,
        "kinds": dataset.kinds,
        "groups": dataset.groups,
        "features": dataset.features,
    }
    for table, entries in terms.items():
        for term in entries.values():
            yield from _of_term(table, term)
    for role in dataset.roles.values():
        yield from _of_role(role)
    for service in dataset.services.values():
        yield from _of_service(service)
    for mode in dataset.modes.values():
        for key, part, words in mode_texts(mode):
            yield EntryText(words, ("modes", mode.id, key), part, "mode", mode.id)
    for flow in dataset.flows:
        yield from _of_flow(flow)


@computed_once
def all_entry_texts(context: RuleContext) -> tuple[EntryText, ...]:
    """The texts of the dataset under check, as `entry_texts` yields them."""
    return tuple(entry_texts(context.dataset))


def mode_texts(mode: Mode) -> Iterator[tuple[str, str, str]]:
    """The texts of a mode, each after its key and what a sentence calls it."""
    for key, part in (("title", "title"), ("short", "short name"), ("when", "condition")):
        words = getattr(mode, key)
        if words:
            yield key, part, words


def _of_term(table: str, term: Term) -> Iterator[EntryText]:
    for part in ("name", "title", "description"):
        words = getattr(term, part)
        if words:
            yield EntryText(words, (table, term.id, part), part, "term", term.id)


def _of_role(role: Role) -> Iterator[EntryText]:
    for key, part, words in (("name", "name", role.name), ("when", "condition", role.when)):
        if words:
            yield EntryText(words, ("roles", role.id, key), part, "role", role.id)


def _of_service(service: Service) -> Iterator[EntryText]:
    place = ("services", service.id)
    ports = tuple(entry.port for entry in service.ports)
    own = ports + service.formerly
    for part, words in (("name", service.name), ("description", service.description)):
        if words:
            yield EntryText(
                words, (*place, part), part, "service", service.id, own, False, service=service
            )
    for index, entry in enumerate(service.ports):
        if entry.name:
            yield EntryText(
                words=entry.name,
                place=(*place, "ports", index, "name"),
                part=f"name of {entry.port}",
                kind="service",
                id=service.id,
                ports=(entry.port,),
                any_port=False,
                service=service,
            )


def _of_flow(flow: Flow) -> Iterator[EntryText]:
    for note in _notes_of(flow):
        yield EntryText(note.words, note.place, note.part, "flow", flow.id, note.ports, False, flow)
    yield from _of_need(flow, flow.need, (flow, "need"))
    for index, entry in enumerate(flow.ports):
        yield from _of_need(flow, entry.need, (flow, "ports", index, "need"))


class Note(NamedTuple):
    """A note of a flow or of one of its ports, what a sentence calls it, and these ports."""

    words: str
    place: Place
    part: str
    ports: tuple[Port, ...]


def _notes_of(flow: Flow) -> Iterator[Note]:
    """The notes of a flow and of its ports."""
    if flow.note:
        yield Note(flow.note, (flow, "note"), "note", tuple(entry.port for entry in flow.ports))
    for index, entry in enumerate(flow.ports):
        if entry.note:
            place = (flow, "ports", index, "note")
            yield Note(entry.note, place, f"note of {entry.port}", (entry.port,))


@computed_once
def notes(context: RuleContext) -> tuple[tuple[Flow, Note], ...]:
    """All notes, each after its flow."""
    return tuple((flow, note) for flow in context.flows for note in _notes_of(flow))


def _of_need(flow: Flow, need: Need | None, place: Place) -> Iterator[EntryText]:
    if need is not None and need.when:
        yield EntryText(need.when, (*place, "when"), "condition", "flow", flow.id, flow=flow)
