"""Ports in the text of an entry that are plainly not the entry's: of a caller, or of another host.

A number that is one typing error away from one of the entry's is taken for that all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..context import RuleContext
from .entry_texts import EntryText
from .known_ports import ends_of, is_slip
from .service_names import meaning_of
from .text_clauses import is_local, is_that_of, sentence_around
from .text_ports import PortMention
from .well_known_services import KnownService, well_known_services

_WEB = frozenset(((80, 80), (443, 443)))
_SITE = r"(?:web\s?sites?|web(?:site|seite)n?)"
_WEB_SITE = re.compile(rf"\b(?:{_SITE}|sites?\s+web)\b", re.IGNORECASE)
_DEFAULT_WEB_SITE = re.compile(
    rf"\b(?:default\s+{_SITE}|standard-?{_SITE}|sites?\s+web\s+par\s+défaut)\b", re.IGNORECASE
)


def is_plainly_of_others(context: RuleContext, text: EntryText, mention: PortMention) -> bool:
    """Whether a port is one of this host alone, a caller's, or one that a named service has."""
    if is_that_of(mention.around, mention.list_end):
        return True
    slip = is_slip(str(mention.first), ends_of(text.ports))
    if _is_of_named_service(context, text, mention, slip=slip) or _is_of_web_site(mention, slip):
        return True
    return not slip and (
        is_local(mention.around, mention.start, mention.end)
        or is_local(mention.around, mention.list_start, mention.list_end)
        or _is_for_callers(text, mention)
    )


def _is_of_web_site(mention: PortMention, slip: bool) -> bool:
    """Whether it is 80 or 443, and its sentence is about a web site; if a slip, the default one."""
    if (mention.first, mention.last) not in _WEB:
        return False
    pattern = _DEFAULT_WEB_SITE if slip else _WEB_SITE
    return pattern.search(sentence_around(mention.around, mention.start)) is not None


def _is_for_callers(text: EntryText, mention: PortMention) -> bool:
    """Whether it is a range that systems give to callers, and the entry has no range."""
    ranges = well_known_services().dynamic_ranges
    return (mention.first, mention.last) in ranges and all(
        port.first == port.last for port in text.ports
    )


def _is_of_named_service(
    context: RuleContext, text: EntryText, mention: PortMention, *, slip: bool
) -> bool:
    """Whether its sentence names a well-known service that has it, and that is not the entry's.

    What may be a ``slip`` must be of another family than the entry and the usual ones on its ports.
    """
    facts = well_known_services()
    if mention.first != mention.last:
        return False
    known = [one for one in facts.by_number.get(mention.first, ()) if not one.carrier]
    if not known:
        return False
    own = set(_own_services(context, text))
    if slip:
        own.update(one for port in text.ports for one in facts.by_number.get(port.first, ()))
        families = {one.family for one in own if one.family}
        known = [one for one in known if one.family not in families]
    sentence = sentence_around(mention.around, mention.start)
    return any(one not in own and one.named.pattern.search(sentence) for one in known)


def _own_services(context: RuleContext, text: EntryText) -> Iterable[KnownService]:
    """The well-known services that the names of the entry's services mean."""
    services = [text.service] if text.service is not None else []
    for port in text.ports if text.flow is not None else ():
        services += context.queries.listeners.offering(port)
    for service in services:
        for name in (service.name, *(entry.name for entry in service.ports)):
            yield from meaning_of(name).services
