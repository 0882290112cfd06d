"""Ports and protocols that texts name and their entries do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ...dataset.model import Service
from ...dataset.ports import PROTOCOLS, Port
from ...grouping import grouped
from ..context import RuleContext, computed_once
from .entry_texts import EntryText, all_entry_texts
from .known_ports import KnownPorts, are_named_rightly, ends_of, is_slip, known_ports
from .port_prefilter import may_name_port
from .port_sets import ports_of
from .ports_of_others import is_plainly_of_others
from .service_names import meaning_of
from .text_clauses import is_passed_on_here, passed_on_to
from .text_names import text_names
from .text_ports import (
    PortMention,
    counted,
    narrow,
    ports_in,
)
from .text_protocols import protocols_claimed, protocols_together, says_only
from .text_words import word_set

_DIGIT = re.compile("[0-9\uff10-\uff19]")
_WITH_COLON = re.compile(r"(?<![0-9:.])([0-9]{2,5}):([0-9]{2,5})(?![0-9:]|\.[0-9])")
_CLAUSE = re.compile(r"[^.;:!?]*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_BEGIN, _WORD_END = re.compile(r"(?<!\w)"), re.compile(r"(?!\w)")
_COMMON_WORDS = word_set(
    """
    access agent agents and api application client clients connection for from host machine
    management node nodes port ports protocol server servers service services system tcp the traffic
    udp web with
    """
)
"""Words of names that do not tell one service or machine from another."""


@dataclass(frozen=True)
class WrongPorts:
    """A text, and the ports in it that its entry, or any entry, does not have.

    ``rightly`` are the ports of its entry that the text names.
    """

    text: EntryText
    mentions: tuple[PortMention, ...]
    rightly: tuple[Port, ...]

    @property
    def ports(self) -> tuple[Port, ...]:
        """The ports; without a protocol in the text, those of the entry."""
        protocols = self.text.ports[0].protocols if self.text.ports else PROTOCOLS[:1]
        return tuple(
            Port(each.first, each.last, each.protocols or protocols) for each in self.mentions
        )


@computed_once
def wrong_texts(context: RuleContext) -> tuple[list[WrongPorts], list[WrongProtocol]]:
    """The texts of entries that name ports, and protocols, which the entry does not have."""
    ports: list[WrongPorts] = []
    protocols: list[WrongProtocol] = []
    for text in all_entry_texts(context):
        lowered = text.words.lower()
        if any(map(lowered.__contains__, PROTOCOLS)):
            wrong = list(wrong_ports_in(context, text))
            ports += wrong
            told = {name for one in wrong for each in one.mentions for name in each.protocols}
            protocols += (
                one for one in wrong_protocols_in(context, text) if one.protocol not in told
            )
        elif _DIGIT.search(lowered):
            ports += wrong_ports_in(context, text)
    return ports, protocols


def wrong_ports_in(context: RuleContext, text: EntryText) -> Iterator[WrongPorts]:
    """The ports in a text that its entry does not have, if there are any."""
    known = known_ports(context)
    if _needs_reading(text, known):

        def is_known(port: Port) -> bool:
            return known.knows(port) or is_slip(str(port.first), ends_of(text.ports))

        mentions = counted(_ports_in(text), is_known)
        wrong = tuple(_wrong(context, text, mentions))
        if wrong:
            rightly = (
                port
                for port in text.ports
                if any(are_named_rightly(mention, (port,)) for mention in mentions)
            )
            yield WrongPorts(text, wrong, tuple(rightly))


def _ports_in(text: EntryText) -> Iterator[PortMention]:
    """The ports in a text; in a name, the numbers that are usual for what it names, too.

    A colon between two numbers makes a range of them, where the entry has a range.
    """
    is_name = _is_name_of_service(text)
    words = text.words
    if any(port.first < port.last for port in text.ports):
        words = _WITH_COLON.sub(r"\1-\2", words)
    for mention in ports_in(words):
        usual = is_name and not mention.certain and meaning_of(text.words).fits(mention.as_port)
        yield mention._replace(certain=True) if usual else mention


def _is_name_of_service(text: EntryText) -> bool:
    return text.service is not None and text.part.startswith("name")


def _needs_reading(text: EntryText, known: KnownPorts) -> bool:
    """Whether a text may name other ports than its own, which few texts do."""
    lowered = narrow(text.words).lower()
    if "(" in lowered and _is_name_of_service(text):
        return True
    own: set[str] = set()
    for port in text.ports:
        own.update((str(port.first), str(port.last), port.number))
    for name in PROTOCOLS:
        if name in lowered and not all(name in port.protocols for port in text.ports):
            return True

    def is_known(digits: str) -> bool:
        return known.has_number(digits) or is_slip(digits, own)

    return may_name_port(lowered, own, is_known)


def _wrong(
    context: RuleContext, text: EntryText, mentions: Iterable[PortMention]
) -> Iterator[PortMention]:
    for mention in mentions:
        if are_named_rightly(mention, text.ports) or mention.denied:
            continue
        if _is_of_others(context, text, mention):
            continue
        if mention.unused or mention.elsewhere or _is_passed_on(text, mention):
            continue
        if text.any_port or not is_plainly_of_others(context, text, mention):
            yield mention


def _is_of_others(context: RuleContext, text: EntryText, mention: PortMention) -> bool:
    """Whether the dataset has the port where the text may speak of it."""
    if text.any_port:
        return known_ports(context).has(mention)
    if not text.ports and text.kind == "flow":
        return True
    return _is_of_same_connection(context, text, mention) or _is_said_of_another(
        context, text, mention
    )


def _is_passed_on(text: EntryText, mention: PortMention) -> bool:
    """Whether what comes in on a port is passed on to one of the entry: ``port 443 to 8443``."""
    place = mention.start, mention.start + len(str(mention.first))
    if is_passed_on_here(text.words, *place):
        return True
    target = passed_on_to(text.words, *place)
    return target is not None and any(port.first <= target <= port.last for port in text.ports)


def _is_of_same_connection(context: RuleContext, text: EntryText, mention: PortMention) -> bool:
    """Whether another row from and to the same roles has a port of a note."""
    if text.flow is None:
        return False
    ends = (text.flow.from_, text.flow.to)
    return are_named_rightly(mention, _ports_by_ends(context)[ends])


@computed_once
def _ports_by_ends(context: RuleContext) -> dict[tuple[str, str], tuple[Port, ...]]:
    """The ports of all flows from each role to each other."""
    lists = grouped(((flow.from_, flow.to), ports_of(flow)) for flow in context.flows)
    return {ends: tuple(dict.fromkeys(chain(*ports))) for ends, ports in lists.items()}


def _is_said_of_another(context: RuleContext, text: EntryText, mention: PortMention) -> bool:
    """Whether a text names the service or the machine that has a port, or what the port is of."""
    own = _own_roles(context, text)
    offering = context.queries.listeners.offering_over_any_protocol(mention.as_port)
    services = [service for service in offering if service is not text.service]
    if any(_names_whole(text, service) for service in services):
        return True
    said = _words(text.words) - _own_words(context, text, own) if services else set()
    for service in services:
        roles = set(service.listens_on) - own
        if not said.isdisjoint(_names(context, service, roles)):
            return True
    names = text_names(context)
    behind = _CLAUSE.match(text.words, mention.end)
    found = names.found_in_any_case(behind[0]) if behind is not None else []
    named = [set(names.roles_of(name)) for name in found]
    return any(roles and own.isdisjoint(roles) for roles in named)


def _names_whole(text: EntryText, service: Service) -> bool:
    """Whether a text has another service's name of several words, even if each is a common one."""
    name = service.name.casefold()
    if " " not in name or (text.service is not None and name in text.service.name.casefold()):
        return False
    words = text.words.casefold()
    at = words.find(name)
    while at >= 0:
        if _WORD_END.match(words, at + len(name)) and _WORD_BEGIN.match(words, at):
            return True
        at = words.find(name, at + 1)
    return False


def _own_roles(context: RuleContext, text: EntryText) -> set[str]:
    """The roles at the ends of a text's flow, or that have to do with its service."""
    if text.flow is not None:
        return {text.flow.from_, text.flow.to}
    if text.service is None:
        return set()
    uses = context.uses.get(text.service.id, ())
    ends = {end for use in uses for end in (use.flow.from_, use.flow.to)}
    return {*text.service.listens_on, *text.service.called_by, *ends}


def _own_words(context: RuleContext, text: EntryText, own: set[str]) -> set[str]:
    """The words by which a text names its own entry."""
    if text.service is not None:
        return _names(context, text.service, own)
    return _words(" ".join(context.dataset.roles[role].name for role in own))


def _names(context: RuleContext, service: Service, roles: Iterable[str]) -> set[str]:
    """The words of a service's names and of some roles' names."""
    return _words(
        " ".join(
            (
                service.name,
                *(entry.name for entry in service.ports),
                *(context.dataset.roles[role].name for role in roles),
            )
        )
    )


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)} - _COMMON_WORDS


@dataclass(frozen=True)
class WrongProtocol:
    """A text that names a transport protocol which the ports of its entry do not have.

    ``only`` if the ports have it, but others, too, and the text says that they do not.
    """

    text: EntryText
    protocol: str
    only: bool


def wrong_protocols_in(context: RuleContext, text: EntryText) -> Iterator[WrongProtocol]:
    """The protocol in a text that its entry does not have, or not alone, if there is one."""
    if text.any_port or not text.ports:
        return
    lowered = text.words.lower()
    named = {name for name in PROTOCOLS if name in lowered}
    own = text.ports[0].protocols
    together = protocols_together(text.words) if len(named) > 1 else ()
    if not named or (not named.isdisjoint(own) and not together and not says_only(lowered)):
        return
    has = {name for port in _all_ports(context, text) for name in port.protocols}
    if not has.issuperset(together):
        yield WrongProtocol(text, next(name for name in together if name not in has), False)
        return
    claims = list(protocols_claimed(text.words))
    alone = (has, {name for port in text.ports for name in port.protocols})
    only = [claim for claim in claims if claim.only and {claim.protocol} not in alone]
    if only:
        yield WrongProtocol(text, only[0].protocol, only[0].protocol in has)
    elif any(claim.used for claim in claims) and not any(
        claim.of_port or claim.protocol in has for claim in claims
    ):
        yield WrongProtocol(text, claims[0].protocol, False)


def _all_ports(context: RuleContext, text: EntryText) -> tuple[Port, ...]:
    """The ports of a text's entry, and of other rows of its connection."""
    if text.flow is None:
        return text.ports
    return _ports_by_ends(context)[text.flow.from_, text.flow.to]
