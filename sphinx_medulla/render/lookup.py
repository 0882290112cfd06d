"""Every port with what listens there and who calls it, for readers who ask what a port is for.

A port that only an open question of the dataset names is in the list, too: whoever looks it up must
not read that nothing uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..dataset.model import Flow, Question, Service, ServicePort
from ..dataset.ports import Port
from ..dataset.queries import PortUse
from ..dataset.remarks import Remark, concerning, is_open, questions, text_of
from ..grouping import grouped
from .document import (
    Definition,
    Definitions,
    Document,
    Link,
    Paragraph,
    Part,
    Span,
    Strong,
    joined,
)
from .labels import Labels, behind, encryption_word, listener_remarks, need_phrase
from .localization import _, filled
from .notes import OPEN_QUESTIONS, Noted, asked
from .parsed_options import BlockOptions
from .plain_lists import entries as entries_with_remarks
from .plain_lists import narrowed
from .prose import prose
from .signs import SIGNS, UNCONFIRMED
from .targets import SECOND_CHOICE, Target, described, listed


class Call(NamedTuple):
    """A flow that opens a port, and how it uses the port."""

    flow: Flow
    use: PortUse


class Asked(NamedTuple):
    """An open question of no flow and no service that uses the port, and where it is asked."""

    remark: Noted
    subject: list[Part]


class Entry(NamedTuple):
    """A port, what listens there if the dataset says so, the flows that open it, and questions."""

    port: Port
    service: Service | None
    listener: ServicePort | None
    calls: list[Call]
    asked: list[Asked]

    @property
    def known(self) -> bool:
        """Whether a service or a flow has the port, not just a question."""
        return bool(self.listener or self.calls)

    @property
    def callers(self) -> tuple[str, ...]:
        """The roles that call: those that flows lead from, else those that the service names."""
        found = dict.fromkeys(call.flow.from_ for call in self.calls)
        return tuple(found) or (self.service.called_by if self.service else ())

    @property
    def listens_on(self) -> tuple[str, ...]:
        """The roles that listen: those that the service names, else those that flows lead to."""
        stated = self.service.listens_on if self.service else ()
        return stated or tuple(dict.fromkeys(call.flow.to for call in self.calls))


def lookup(labels: Labels, options: BlockOptions) -> Document:
    """All ports, in the order of their numbers; a sentence if there are none."""
    entries = _entries(labels)
    if options.hides_questions:
        entries = [_without_open_ends(entry) for entry in entries if entry.known]
    found = [_definition(labels, entry, options) for entry in entries]
    if not found:
        return Document([Paragraph([_("No port matches.")])], [])
    targets = tuple(Target(key, "", SECOND_CHOICE) for entry in entries for key in _searched(entry))
    return Document([Definitions(found, "lookup", headed=True)], [], targets=targets)


def _searched(entry: Entry) -> tuple[str, ...]:
    """The key by which the search finds an entry; none without a number."""
    if not entry.port.numbered:
        return ()
    return (described(entry.port, entry.service.id) if entry.service else listed(entry.port),)


def _without_open_ends(entry: Entry) -> Entry:
    """An entry without questions with an open end, which do not concern the flows that it has."""
    asked = [
        one
        for one in entry.asked
        if not isinstance(one.remark, Question) or (one.remark.from_ and one.remark.to)
    ]
    return entry._replace(asked=asked)


def _entries(labels: Labels) -> list[Entry]:
    """The ports of each service, those that no service describes, and those in doubt."""
    queries = labels.queries
    found = {
        (listener.port, service.id): Entry(listener.port, service, listener, [], [])
        for service in queries.dataset.services.values()
        for listener in service.ports
    }
    for flow in queries.flows.values():
        for stated in flow.ports:
            for use in queries.uses(flow, stated):
                if use.service and use.listener:
                    entry = found[use.listener.port, use.service.id]
                else:
                    none = Entry(use.port, None, None, [], [])
                    entry = found.setdefault((use.port, ""), none)
                entry.calls.append(Call(flow, use))
    described = list(found.values())
    for port, asking, about in _asked(labels, described):
        none = Entry(port, None, None, [], [])
        for entry in about or [found.setdefault((port, ""), none)]:
            if asking not in entry.asked:
                entry.asked.append(asking)
    return sorted(found.values(), key=lambda entry: entry.port)


def _asked(labels: Labels, known: list[Entry]) -> Iterator[tuple[Port, Asked, list[Entry]]]:
    """Open questions by port, each with the known ports that it may be about.

    These are the dataset's own ones, those why two flows differ, and those about ports that are not
    known.
    """
    may_ask = labels.queries.may_ask
    for place in entries_with_remarks(labels):
        for waiver in questions(place.waivers):
            for port in (*waiver.ports, *waiver.mentions):
                if not any(entry.port.overlaps(port) for entry in known):
                    yield port, Asked(waiver, place.subject), []
        for like in asked(place.like):
            for port in (*like.with_, *like.without):
                about = [entry for entry in known if entry.port.overlaps(port)]
                yield port, Asked(like, place.subject), about
        if question := place.question:
            for port in question.ports:
                about = [
                    entry
                    for entry in known
                    if entry.port.overlaps(port)
                    and may_ask(question, entry.port, from_=entry.callers, to=entry.listens_on)
                ]
                yield port, Asked(question, place.subject), about


def _definition(labels: Labels, entry: Entry, options: BlockOptions) -> Definition:
    port, service, listener, calls, _asked = entry
    doubts = list(_doubts(labels, entry))
    remarks = listener_remarks(listener) if listener else []
    if doubts and options.hides_questions:
        remarks.append(SIGNS[UNCONFIRMED].word())
    term: Part = f"{port}{behind(remarks)}"
    paragraphs = []
    if service and listener:
        text = f"{port} {listener.name or service.name}{behind(remarks)}"
        term = Link(f"service:{service.id}", text)
        if service.description:
            paragraphs.append(Paragraph(prose(service.description)))
    if entry.known:
        paragraphs.append(Paragraph([" ".join(_listening(labels, entry))]))
    paragraphs += [Paragraph(parts, "call") for parts in _calls(labels, calls)]
    if listener and not calls:
        paragraphs.append(Paragraph([_("No flow uses this port.")], "call"))
    if doubts and options.questions == "marks":
        doubts = [[Link(OPEN_QUESTIONS, _("Open question")), "."]]
    if not options.hides_questions:
        paragraphs += [Paragraph(parts, "question") for parts in doubts]
    return Definition([Span([term], "port", _searched(entry))], paragraphs)


def _doubts(labels: Labels, entry: Entry) -> Iterator[list[Part]]:
    """What is open about a port: at the flows that open it, at its service, in the dataset.

    A question that is asked in several places is there once, with all of them.
    """
    about = grouped(
        ((text_of(remark), (*narrowed(remark, labels),)), subject)
        for remark, subject in _remarks(labels, entry)
        if is_open(remark)
    )
    for (text, modes), subjects in about.items():
        places = joined(filter(None, subjects), _("; "))
        before = [*places, *modes, _(": ")] if places or modes else []
        yield [*before, Strong(_("Open question")), ". ", *prose(text)]


def _remarks(labels: Labels, entry: Entry) -> Iterator[tuple[Noted, list[Part]]]:
    """All that is said about a port, each remark with what it belongs to unless it is the port."""
    for flow in {call.flow.id: call.flow for call in entry.calls}.values():
        link: list[Part] = [Link(f"flow:{flow.id}", labels.connection(flow))]
        of_flow: tuple[Remark, ...] = (*flow.errata, *flow.ignore)
        yield from ((found, link) for found in concerning(of_flow, ("",), [entry.port]))
    if entry.service:
        of_service: tuple[Remark, ...] = (*entry.service.errata, *entry.service.ignore)
        yield from ((found, []) for found in concerning(of_service, ("",), [entry.port]))
    yield from entry.asked


def _listening(labels: Labels, entry: Entry) -> Iterator[str]:
    """Where something listens, and how the connection is encrypted."""
    if listening := ", ".join(map(labels.role, entry.listens_on)):
        yield _("Listens on: %(roles)s.") % {"roles": listening}
    kinds = [call.use.encryption for call in entry.calls]
    if entry.service and entry.listener and not kinds:
        kinds = [entry.listener.encryption or entry.service.encryption]
    words = ", ".join(map(encryption_word, dict.fromkeys(kinds)))
    yield _("Encryption: %s.") % words


def _calls(labels: Labels, calls: Iterable[Call]) -> Iterator[list[Part]]:
    """Who calls, in which modes, whether that is needed, and what stops working without it.

    Flows of which the same is true share a line.
    """
    alike = grouped(
        (
            (
                labels.modes_of(call.flow) if labels.dataset.modes else "",
                " ".join([f"{need_phrase(call.use.need)}.", *_blocked(labels, call.use)]),
            ),
            call.flow,
        )
        for call in calls
    )
    for (modes, sentences), flows in alike.items():
        links: Iterator[list[Part]] = (
            [Link(f"flow:{flow.id}", labels.connection(flow))] for flow in flows
        )
        parts: dict[str, Part] = {"flows": Span(joined(links, _("; "))), "modes": modes}
        template = _("%(flows)s (%(modes)s).") if modes else "%(flows)s."
        yield [*filled(template, parts), f" {sentences}"]


def _blocked(labels: Labels, use: PortUse) -> Iterator[str]:
    """What stops working if a port is blocked, as far as the dataset says so."""
    required = use.need is not None and use.need.level == "required"
    if use.feature and required:
        yield _("If it is blocked, the feature “%s” stops working.") % labels.feature(use.feature)
    elif use.feature:
        yield _("The feature “%s” uses it.") % labels.feature(use.feature)
    elif required:
        name = labels.dataset.product.name
        yield _("If it is blocked, %(product)s does not work.") % {"product": name}
