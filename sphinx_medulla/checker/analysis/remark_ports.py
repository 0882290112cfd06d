"""Ports that reasons and questions name and that nothing in the dataset has."""

from __future__ import annotations

import re

from ...dataset.ports import PROTOCOLS, Port
from ..context import RuleContext
from .known_ports import KnownPorts, known_ports
from .remark_texts import RemarkText
from .text_ports import PortMention, counted, ports_in

_NUMBER = re.compile(r"[0-9]+")


def foreign_ports(context: RuleContext, text: RemarkText, words: str = "") -> tuple[Port, ...]:
    """The ports in a reason or question that are neither its own nor those of an entry.

    Its own are those of the remark, under ``mentions``, and in the published words. ``words`` is a
    translation of the text, if that is to be looked at. What a source lists or opens is a port.
    """
    if not _NUMBER.search(words or text.words):
        return ()
    own, everywhere = KnownPorts(text.ports), known_ports(context)
    meant = KnownPorts((*text.ports, *text.entry_ports))
    published = set(_NUMBER.findall(text.published))

    def is_own(mention: PortMention) -> bool:
        return own.has(mention) or {str(mention.first), str(mention.last)} <= published

    def is_known(port: Port) -> bool:
        return (
            own.knows(port)
            or everywhere.knows(port)
            or str(port.first) in published
            or meant.has_slip(str(port.first))
        )

    as_one = (
        mention._replace(sentence=0, certain=mention.certain or mention.is_listed)
        for mention in ports_in(words or text.words)
    )
    protocol = context.dataset.defaults.protocol or PROTOCOLS[0]
    foreign = (
        mention
        for mention in counted(as_one, is_known)
        if not (is_own(mention) or everywhere.has(mention))
        and (mention.is_unlisted or not mention.denied)
    )
    return tuple(
        dict.fromkeys(Port(one.first, one.last, one.protocols or (protocol,)) for one in foreign)
    )
