"""Descriptions of services: in sentences, and as short facts for outputs with columns."""

from __future__ import annotations

from collections.abc import Iterator

from .document import (
    Definition,
    Definitions,
    DescribedPort,
    Description,
    Descriptions,
    Literal,
    Paragraph,
    Part,
    Sign,
    Span,
    joined,
)
from .labels import NO_NAME, behind, encryption_word
from .localization import _, filled
from .signs import encryption_sign

# In sentences


def in_sentences(descriptions: Descriptions) -> Definitions:
    """A term for each service, its ports and its name, and paragraphs about it."""
    return Definitions([*map(_definition, descriptions.entries)], "services")


def _definition(entry: Description) -> Definition:
    term = [*ports_of(entry), before_name() + entry.name]
    if entry.alone:
        term = [Span(joined([term], ""), "port", entry.ports[0].keys)]
    paragraphs = [Paragraph(joined(sentences_of(entry), " "))]
    if entry.users:
        users = filled(_("Used by: %(flows)s."), {"flows": Span(flows_of(entry))})
        paragraphs.append(Paragraph(users, "users"))
    return Definition(term, paragraphs, entry.keys)


def before_name() -> str:
    """What separates the ports of a service from its name."""
    return " – "


def ports_of(entry: Description) -> list[Part]:
    """The ports of a service in a line."""
    if entry.alone:
        return [_port(entry.ports[0])]
    return joined(([Span([_port(port)], "port", port.keys)] for port in entry.ports), ", ")


def _port(port: DescribedPort) -> str:
    return _written(port) + behind_port(port)


def _written(port: DescribedPort) -> str:
    return f"{port.number}/{port.protocol}" if port.protocol else port.number


def behind_port(port: DescribedPort) -> str:
    """What follows a port: its name, and remarks in parentheses."""
    return (f" {port.name}" if port.name else "") + behind(port.remarks)


def sentences_of(entry: Description) -> Iterator[list[Part]]:
    """All that is said of a service but its ports and its flows."""
    if entry.text:
        yield entry.text
    words = [
        f"{_written(port)} {encryption_word(how)}" if port else encryption_word(how)
        for port, how in _encryption(entry)
    ]
    if words:
        yield [_("Encryption: %s.") % ", ".join(words)]
    if entry.feature:
        yield [_("Feature: %s.") % entry.feature]
    if entry.settings:
        yield filled(_("Setting: %(settings)s."), {"settings": _settings(entry)})
    yield from entry.calls


def _encryption(entry: Description) -> Iterator[tuple[DescribedPort | None, str]]:
    """How all ports of a service are encrypted, or some, each in its own way."""
    known = [port for port in entry.ports if port.encryption]
    if len(known) == len(entry.ports) and len({port.encryption for port in known}) == 1:
        yield None, known[0].encryption
    else:
        yield from ((port, port.encryption) for port in known)


def _settings(entry: Description) -> Span:
    return Span(joined(([Literal(name)] for name in entry.settings), ", "))


def flows_of(entry: Description) -> list[Part]:
    """The flows that use a service, each on a line where there are lines."""
    return joined(entry.users, _("; ").rstrip() + "\n")


# In short


def signs(entry: Description) -> list[Sign]:
    """Signs that say how a service is encrypted, with ports if these differ."""
    numbers = {port.number for port in entry.ports}
    name = (lambda port: port.number) if len(numbers) == len(entry.ports) else _written
    found = []
    for port, how in _encryption(entry):
        sign = encryption_sign(how)
        word = sign.word if how in NO_NAME else encryption_word(how)
        found.append(sign._replace(word=f"{name(port)} {word}" if port else word))
    return found


def facts(entry: Description) -> list[Part]:
    """The feature that uses a service, what sets its ports, and its notes, in a line."""
    found: list[list[Part]] = []
    if entry.feature:
        found.append([_("Feature: %s") % entry.feature])
    if entry.settings:
        found.append([_("Setting") + " ", _settings(entry)])
    return joined([*found, *entry.calls], " · ")
