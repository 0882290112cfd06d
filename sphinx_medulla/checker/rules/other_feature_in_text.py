"""MED527: other-feature-in-text."""

from __future__ import annotations

from ...dataset.model import Service, Term
from ..analysis.text_words import word_set
from ..analysis.word_stems import share_a_word, words_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_COMMON_WORDS = word_set(
    """
    a an and by for from in of on or over the to with
    access client connection data management server service services
    au aux avec de des du en et la le les ou par pour
    auf das der die für mit oder und von zu über
    """
)
"""Words that features have in common."""


class OtherFeatureInText(DatasetRule):
    """The texts of a service name a feature other than its `feature`.

    Its name and its description have no word of its own feature, or its name is that of the other.

    Why: The feature was copied from another entry. Readers who do without that feature close the
    port, and the one that needs it stops working.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        features:
          remote-control: {name: Remote control}
          imaging: {name: PXE boot and imaging}
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          screen:
            name: VNC
            ports: [5900/tcp]
            description: VNC, for remote control.
            feature: imaging
        flows:
          - {id: server-to-client, from: server, to: client, ports: [5900/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        features:
          remote-control: {name: Remote control}
          imaging: {name: PXE boot and imaging}
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          screen:
            name: VNC
            ports: [5900/tcp]
            description: VNC, for remote control.
            feature: remote-control
        flows:
          - {id: server-to-client, from: server, to: client, ports: [5900/tcp]}
    """

    code = "MED527"
    fix = "Correct the feature, or say in the description what the service does for it."

    def check(self, context: RuleContext) -> Violations:
        """Look for the words of every feature in the texts of each service that has one."""
        features = context.dataset.features
        words = {key: _words(feature.label) for key, feature in features.items()}
        for service in context.dataset.services.values():
            if not service.feature or len(features) < 2:
                continue
            name = frozenset(words_of(" ".join(_names(service))))
            said = name.union(words_of(service.description))
            own = features[service.feature]
            called = [key for key in features if words[key] and words[key] <= name]
            if len(called) == 1 and words[own.id].isdisjoint(name):
                yield self._violation(service, own, features[called[0]])
                continue
            if _shared(words[own.id] | _words(own.description), said):
                continue
            named = [key for key in features if _names_it(words[key], name, said)]
            if len(named) == 1:
                yield self._violation(service, own, features[named[0]])

    def _violation(self, service: Service, own: Term, other: Term) -> Violation:
        return Violation(
            ("services", service.id, "feature"),
            Subject(kind="service", id=service.id, word=other.id),
            f"The service {service.id} has the feature {own.id}, but its texts name the feature "
            f"{other.id}, {other.label!r}.",
            f"Write feature: {other.id}, or describe what {service.name} does for {own.label!r}.",
            [(("features", other.id), f"This is the feature {other.id}.")],
        )


def _names(service: Service) -> list[str]:
    return [service.name, *(entry.name for entry in service.ports)]


def _words(text: str) -> frozenset[str]:
    return frozenset(words_of(text)) - _COMMON_WORDS


def _shared(words: frozenset[str], said: frozenset[str]) -> list[str]:
    """The words that a text has, in any form."""
    return [word for word in words if share_a_word((word,), said)]


def _names_it(words: frozenset[str], name: frozenset[str], said: frozenset[str]) -> bool:
    """Whether texts name a feature: with two of its words, or its only word in the name."""
    return len(words & said) > 1 or (len(words) == 1 and bool(_shared(words, name)))
