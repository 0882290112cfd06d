"""The choice of mode, how to read everything, and what was corrected: lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..dataset.model import Dataset, Erratum, Likeness, Question, Waiver
from ..dataset.ports import ANY, Port
from ..dataset.remarks import is_open, questions
from .columns import COLUMNS
from .document import (
    Bullets,
    Definition,
    Definitions,
    Document,
    Element,
    Link,
    Paragraph,
    Part,
    joined,
)
from .labels import Labels
from .localization import _, filled
from .notes import OPEN_QUESTIONS, Noted, asked, explained, ports_of
from .parsed_options import BlockOptions
from .targets import Target


def mode_choice(labels: Labels) -> Bullets | Paragraph:
    """For each mode, when to choose it, a link to where it is shown, and where it comes from."""
    if not labels.dataset.modes:
        return Paragraph([_("There are no modes to choose from.")])
    items: list[list[Part]] = []
    for mode in labels.dataset.modes.values():
        link = Link(f"mode:{mode.id}", mode.title)
        if mode.when:
            item = filled(_("If %(when)s, see %(mode)s."), {"when": mode.when, "mode": link})
        else:
            item = [link]
        if mode.source:
            item += labels.cited(mode.source, " " if mode.when else ". ")
        items.append(item)
    return Bullets(items, "modes")


def flow_rules(labels: Labels, options: BlockOptions) -> Iterator[Bullets | Definitions]:
    """The dataset's own rules, then what the words of tables and charts mean."""
    if labels.dataset.rules:
        yield Bullets([[rule] for rule in labels.dataset.rules], "rules")
    yield Definitions(
        [
            Definition([term], [Paragraph([meaning])])
            for term, meaning in (*_terms(labels.dataset), _term_of_doubt(options))
        ],
        "terms",
    )


def _about_ports(dataset: Dataset) -> Iterator[str]:
    """What the words at the ports mean, as far as the dataset has them."""
    ports = [entry.port for flow in dataset.flows for entry in flow.ports]
    if not all(port.has_ports or port.protocol == ANY for port in ports):
        yield _(
            "“ip” precedes protocols that have no ports, such as icmp and esp; a type of ICMP "
            "follows its protocol after a slash. Allow the protocol itself."
        )
    if any(port.number == ANY for port in ports):
        yield _(
            "“any” means every port of the protocol; after “ip”, it means every port and every "
            "protocol."
        )
    if any(flow.source_ports for flow in dataset.flows):
        yield _(
            "Flows with source ports are an exception: they are restricted to these ports of the "
            "initiator."
        )
    if any(port.either for flow in dataset.flows for port in flow.ports):
        yield _(
            "“One protocol suffices” means that it is enough to open the port for one of the "
            "protocols that are named."
        )
    listeners = [port for service in dataset.services.values() for port in service.ports]
    if any(port.cast for port in listeners):
        yield _(
            "“Broadcast” and “multicast” mean that one packet goes to several machines, which "
            "routers and firewalls pass on only if told to."
        )
    if any(port.helper for port in listeners):
        yield _(
            "“Firewall helper” names the connection tracking helper that a stateful firewall "
            "needs, because further connections use ports that are agreed on the way."
        )
    if any(port.scope for port in listeners):
        yield _(
            "“Loopback only” means that no other machine can reach the port, so that no firewall "
            "rule is needed."
        )


def _terms(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """The columns whose contents need an explanation, then the words of notes."""
    meanings = {
        "no": _(
            "The position of the flow within its mode. The flow has the same number in "
            "every chart and table of this mode, even if filters hide other flows."
        ),
        "connection": _(
            "The initiator, an arrow, and the destination. The initiator opens the "
            "connection. On a stateful firewall, allow only this direction: replies use "
            "the same connection. Zones follow in parentheses if the connection leaves its zone."
        ),
        "ports": _(
            "The ports on the machine to which the arrow points, by transport protocol (tcp, udp, "
            "or tcp+udp where both are needed), each with the service that listens there. The "
            "initiator's own ports are not restricted. “Port not stated” means that the source "
            "names none; it does not mean any port."
        ),
        "need": _(
            "Required: the product does not work in this mode without it. Optional: the "
            "product works without it. A condition: needed only if the condition applies. "
            "If nothing is shown, the source does not say."
        ),
        "feature": _(
            "What the port is used for. A port with a feature is needed only if you use the "
            "feature."
        ),
        "setting": _(
            "The setting that changes the port. If the port was changed, open the new port instead."
        ),
    }
    meanings["ports"] = " ".join((meanings["ports"], *_about_ports(dataset)))
    for name, meaning in meanings.items():
        yield COLUMNS[name].heading(), meaning
    for role in dataset.roles.values():
        if role.any:
            yield role.name, _("Any source or any destination, not a particular machine.")


def _term_of_doubt(options: BlockOptions) -> tuple[str, str]:
    """The word for what is in doubt, and what it means."""
    if options.hides_questions:
        return (
            _("Not confirmed"),
            _("It is not settled yet whether this is right. Ask before you open the port."),
        )
    return (
        _("Open question"),
        _(
            "The sources contradict themselves or the facts, or leave something out, and the "
            "question is not settled yet. Ask before you open the port."
        ),
    )


class Entry(NamedTuple):
    """Something that may have remarks: its name, what was corrected, what is waived.

    A question of the dataset itself is an entry that has nothing else. ``names_ports`` says that
    the name has the ports already.
    """

    subject: list[Part]
    errata: tuple[Erratum, ...]
    waivers: tuple[Waiver, ...]
    like: Likeness | None = None
    question: Question | None = None
    names_ports: bool = False


def errata(labels: Labels, options: BlockOptions) -> Document:
    """Everything that is open unless hidden, then what differs from what was published.

    Each with its entry.
    """
    opened: list[list[Part]] = []
    corrected: list[list[Part]] = []
    for entry in entries(labels):
        remarks: list[Noted] = [*entry.errata, *questions(entry.waivers), *asked(entry.like)]
        if entry.question:
            remarks.append(entry.question)
        for remark in remarks:
            about = [*entry.subject, *narrowed(remark, labels)]
            if not entry.names_ports:
                about[1:1] = named_ports(ports_of(remark))
            item = [*about, _(": "), *explained(remark, labels)]
            (opened if is_open(remark) else corrected).append(item)
    if options.hides_questions:
        opened = []
    body: list[Element] = [Bullets(items, "errata") for items in (opened, corrected) if items]
    if not body and options.hides_questions:
        body = [Paragraph([_("There are no corrections.")])]
    elif not body:
        body = [Paragraph([_("There are no corrections and no open questions.")])]
    targets = (Target(OPEN_QUESTIONS, _("Open questions")),) if opened else ()
    return Document(body, [], targets=targets)


def narrowed(remark: Noted, labels: Labels) -> list[Part]:
    """The modes that a remark is about, if it is not about all modes of its entry."""
    titles = "" if isinstance(remark, Likeness) else labels.modes(remark.modes)
    return [f" ({titles})"] if titles else []


def entries(labels: Labels) -> Iterator[Entry]:
    """All that may have remarks: modes, roles, flows, services; then the dataset's questions."""
    dataset = labels.dataset
    for mode in dataset.modes.values():
        yield Entry([Link(f"mode:{mode.id}", mode.title)], mode.errata, mode.ignore)
    for role in dataset.roles.values():
        yield Entry([Link(f"role:{role.id}", role.name)], role.errata, role.ignore)
    for flow in labels.queries.flows.values():
        link = Link(f"flow:{flow.id}", labels.connection(flow))
        yield Entry([link], flow.errata, flow.ignore, flow.like)
    for service in dataset.services.values():
        link = Link(f"service:{service.id}", service.name)
        subject = [link, *named_ports(port.port for port in service.ports)]
        yield Entry(subject, service.errata, service.ignore, names_ports=True)
    for question in dataset.questions:
        subject = question_subject(question, labels)
        yield Entry(subject, (), (), question=question, names_ports=True)


def question_subject(question: Question, labels: Labels) -> list[Part]:
    """The ends and the ports that a question of the dataset is about; else the product."""
    ends = [
        joined([[Link(f"role:{role}", labels.role(role))] for role in roles], ", ")
        for roles in (question.from_, question.to)
        if roles
    ]
    found: list[Part] = joined(ends, " → ") or [labels.dataset.product.name]
    return [*found, *named_ports(question.ports)]


def named_ports(ports: Iterable[Port]) -> list[Part]:
    """Ports in parentheses, behind what they are of; nothing if there are none."""
    words = ", ".join(map(str, ports))
    return [f" ({words})"] if words else []
