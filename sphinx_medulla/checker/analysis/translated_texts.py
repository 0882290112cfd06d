"""What translations say that neither the text nor its entry does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ...dataset.translation import translated
from ..context import Place, RuleContext
from ..phrases import listed
from .entry_texts import EntryText, entry_texts
from .inflected_names import InflectedNames
from .port_claims import wrong_ports_in, wrong_protocols_in
from .remark_ports import foreign_ports
from .remark_texts import remark_texts
from .text_direction import is_reversed
from .text_encryption import encryption_said
from .text_names import TextNames, text_names
from .text_ports import ports_in
from .text_rules import default_protocols_in, turns_its_arrow
from .well_known_services import well_known_services

_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")

Translate = Callable[[str], str]

Contradiction = tuple[Place, str, str]
"""The place of a text, the text, and what is wrong with its translation, as half a sentence."""


def contradictions(context: RuleContext, translate: Translate) -> Iterator[Contradiction]:
    """Each text whose translation names other ports, protocols, services or the other direction.

    ``translate`` returns the translation of a text, or the text itself if there is none.
    """
    names: TextNames | None = None
    inflected: InflectedNames | None = None
    known = text_names(context)
    for text in entry_texts(context.dataset):
        words = translate(text.words)
        if words == text.words:
            continue
        other = text._replace(words=words)
        wrong = (
            _wrong_ports(context, text, other)
            or _wrong_protocol(context, text, other)
            or _other_acronym(text.words, words)
        )
        if wrong:
            yield text.place, text.words, wrong
            continue
        is_note = text.part.startswith("note")
        said = _roles_in(known, text.words)
        if not (is_note or said):
            continue
        if names is None or inflected is None:
            in_language = translated(context.dataset, translate)
            names = TextNames(in_language, context.dataset)
            inflected = InflectedNames(in_language, context.dataset)
        others = _other_roles(names, inflected, said, text.words, words)
        if others:
            roles = (context.dataset.roles[role].name for role in sorted(others))
            yield text.place, text.words, f"names {listed(roles)}"
        elif is_note and text.flow is not None and is_reversed(text.flow, words, names):
            yield text.place, text.words, "says that the other end opens the connection"
    yield from _of_remarks(context, translate)
    yield from _of_rules(context, translate)


def _roles_in(names: TextNames, text: str) -> set[str]:
    """The roles that a text names, those of a kind that it names included."""
    return {role for name in names.found_in(text) for role in names.roles_of(name)}


def _other_roles(
    names: TextNames, inflected: InflectedNames, said: set[str], text: str, translation: str
) -> set[str]:
    """The roles that a translation names instead of one that the text is said to name.

    A role is not missing if a word of the translation may be a form of its name, and no other one
    if the text has its name in any form, as "agents" is the German "Agenten".
    """
    written = _roles_in(names, translation)
    if all(role in written or inflected.may_name(translation, role) for role in said):
        return set()
    return (written | inflected.found_in(translation)) - said - inflected.found_in(text)


def _other_acronym(text: str, translation: str) -> str:
    """The well-known service that a translation names instead of another one: RDP for VNC."""
    said, written = _acronyms_in(text), _acronyms_in(translation)
    missing, added = said - written, written - said
    if encryption_said(text) == "some":  # LDAP over TLS is LDAPS
        added -= {f"{name}S" for name in missing}
    if encryption_said(translation) == "some":
        missing -= {f"{name}S" for name in added}
    return f"names {listed(sorted(added))}" if missing and added else ""


def _acronyms_in(text: str) -> set[str]:
    return set(_ACRONYM.findall(text)) & _well_known_acronyms()


@lru_cache(maxsize=1)
def _well_known_acronyms() -> frozenset[str]:
    """The names of services that languages do not translate: ``HTTPS``, ``SSH``."""
    return frozenset(
        name.upper()
        for known in well_known_services().services
        for name in (known.name, *known.words)
        if _ACRONYM.fullmatch(name.upper())
    )


def _wrong_ports(context: RuleContext, text: EntryText, other: EntryText) -> str:
    """The ports that a translation names, and neither the text nor the entry."""
    for wrong in wrong_ports_in(context, other):
        said = {
            (each.first, each.last, protocols)
            for each in ports_in(text.words)
            for protocols in (each.protocols, ())
        }
        written = [
            str(port) if mention.protocols else port.number
            for mention, port in zip(wrong.mentions, wrong.ports, strict=True)
            if (mention.first, mention.last, mention.protocols) not in said
        ]
        if written:
            return _names_ports(written)
    return ""


def _names_ports(written: list[str]) -> str:
    """Which ports a translation names, as half a sentence."""
    several = len({*written}) > 1 or "-" in written[0]
    return f"names the port{'s' if several else ''} {listed(dict.fromkeys(written))}"


def _wrong_protocol(context: RuleContext, text: EntryText, other: EntryText) -> str:
    """The protocol that a translation names, and neither the text nor the entry."""
    said = {each.protocol for each in wrong_protocols_in(context, text)}
    for wrong in wrong_protocols_in(context, other):
        if wrong.protocol not in said:
            return f"says {wrong.protocol.upper()}{' only' if wrong.only else ''}"
    return ""


def _of_remarks(context: RuleContext, translate: Translate) -> Iterator[Contradiction]:
    for text in remark_texts(context):
        words = translate(text.words)
        if words != text.words:
            known = foreign_ports(context, text)
            ports = [port for port in foreign_ports(context, text, words) if port not in known]
            if ports:
                yield text.place, text.words, _names_ports([port.number for port in ports])
            elif wrong := _other_acronym(text.words, words):
                yield text.place, text.words, wrong


def _of_rules(context: RuleContext, translate: Translate) -> Iterator[Contradiction]:
    protocol = context.dataset.defaults.protocol
    for index, text in enumerate(context.dataset.rules):
        words = translate(text)
        said = default_protocols_in(words)
        if words == text:
            continue
        if protocol and said not in {(), (protocol,), default_protocols_in(text)}:
            named = listed(map(str.upper, said))
            yield ("rules", index), text, f"says that a port without a protocol is {named}"
        elif turns_its_arrow(words) and not turns_its_arrow(text):
            yield ("rules", index), text, "explains an arrow as pointing to the source"
