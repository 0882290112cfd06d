"""MED512: description-off-topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ...dataset.codes import quoted
from ...dataset.model import Service
from ..analysis.service_names import NOTHING, meaning_of
from ..analysis.text_words import is_function_word
from ..analysis.word_stems import is_spaced, parts_of, share_a_word, singular, words_of
from ..rule import DatasetRule, RuleContext, Severity, Subject, Violation, Violations

_COMMON_WORDS = frozenset(
    (
        *("and", "for", "of", "port", "ports", "tcp", "the", "to", "udp"),
        *("de", "des", "du", "et", "la", "le", "les", "pour"),
        *("das", "der", "die", "für", "und", "von", "zu"),
    )
)
"""Words of names that do not describe a service."""

_LONGEST_LABEL = 2
"""The words of a description that is only a label: ``Web``, ``HTTP API``."""

_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")

_ADDRESS = re.compile(r"https?://\S+")
"""A web address, which does not name a service: every one begins with ``http``."""
_BESIDE = re.compile(r"\b(?:in\s+front\s+of|behind|devant|derrière|hinter)\s+\S+", re.IGNORECASE)
"""Words before another service, which a service only serves: ``a pool in front of PostgreSQL``."""


class DescriptionOffTopic(DatasetRule):
    """A description has no word of its service's name, or it names another service.

    Only the second is a warning. A description of one or two words, such as `Web`, is only a
    label.

    Why: It may belong to another service, if lines were moved or copied.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          remote-shell: {name: SSH, ports: [22/tcp], description: Used by VNC for remote control.}
          remote-screen:
            name: VNC
            ports: [5900/tcp]
            description: Used by VNC for remote control.
        flows:
          - {id: server-to-client, from: server, to: client, ports: [22/tcp, 5900/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          remote-shell: {name: SSH, ports: [22/tcp], description: Used by SSH for remote control.}
          remote-screen:
            name: VNC
            ports: [5900/tcp]
            description: Used by VNC for remote control.
        flows:
          - {id: server-to-client, from: server, to: client, ports: [22/tcp, 5900/tcp]}
    """

    code = "MED512"
    severity = Severity.INFO
    fix = "Describe the service, or name it in the description."

    def check(self, context: RuleContext) -> Violations:
        """Compare the words of each description with those of the names."""
        services = context.dataset.services.values()
        names = {service.id: _words_of_names(service) for service in services}
        known = _by_rarest_word(names)
        for service in services:
            said = dict.fromkeys(words_of(service.description))
            own = frozenset[str]().union(*names[service.id])
            if not (said and own and own.isdisjoint(said)):
                continue
            if not (share_a_word(own, said) or _spells_out(service, said)):
                text = _BESIDE.sub(" ", _ADDRESS.sub(" ", service.description))
                parts = dict.fromkeys(map(singular, parts_of(text)))
                others = (
                    key
                    for word in parts
                    for name, key in known.get(word, {}).items()
                    if name.issubset(parts) and not _has_usual_port(service, name)
                )
                other = next(others, "")
                if not _is_label(service.description) or _is_application(context, other):
                    yield self._violation(service, other)

    def _violation(self, service: Service, other: str) -> Violation:
        name = quoted(service.name)
        has = f"names {other} instead" if other else f"shares no word with its name, {name}"
        return Violation(
            ("services", service.id, "description"),
            Subject(kind="service", id=service.id),
            f"The description of {service.id} {has}.",
            f"Describe {service.name}, or mention it in the description.",
            [(("services", other, "name"), "This is the service that it names.")] if other else [],
            severity=Severity.WARNING if other else None,
        )


def _spells_out(service: Service, words: Iterable[str]) -> bool:
    """Whether some words spell out an abbreviation that names a service: Server Message Block."""
    initials = "".join(word[0] for word in words)
    return any(
        found.casefold() in initials
        for name in (service.name, *(entry.name for entry in service.ports))
        for found in _ABBREVIATION.findall(name)
    )


def _is_label(text: str) -> bool:
    """Whether a text is so short that it need not repeat a name, and no sentence."""
    words = _ADDRESS.sub("a web address", text).split()
    return (
        len(words) <= _LONGEST_LABEL and is_spaced(text) and not any(map(is_function_word, words))
    )


def _is_application(context: RuleContext, other: str) -> bool:
    """Whether a service, if there is one, is a well-known one, and not HTTP or its like."""
    meaning = meaning_of(context.dataset.services[other].name) if other else NOTHING
    return bool(meaning.services) and not meaning.carrier


def _has_usual_port(service: Service, name: frozenset[str]) -> bool:
    """Whether a service has a port of what a name means, so that it may be HTTPS, too."""
    meaning = meaning_of(" ".join(sorted(name)))
    return any(entry.port.numbered and meaning.fits(entry.port) for entry in service.ports)


def _words_of_names(service: Service) -> list[frozenset[str]]:
    """The words of a service's name, and of each name of its ports."""
    names = (service.name, *(entry.name for entry in service.ports))
    return [frozenset(words_of(name)) - _COMMON_WORDS for name in names]


def _by_rarest_word(
    names: dict[str, list[frozenset[str]]],
) -> dict[str, dict[frozenset[str], str]]:
    """The words of each name and the first service that has it, by the name's rarest word."""
    singulars = {
        key: [frozenset(map(singular, name)) for name in some if name]
        for key, some in names.items()
    }
    times = Counter(word for some in singulars.values() for name in some for word in name)
    found: dict[str, dict[frozenset[str], str]] = {}
    for key, some in singulars.items():
        for name in some:
            rarest = min(sorted(name), key=times.__getitem__)
            found.setdefault(rarest, {}).setdefault(name, key)
    return found
