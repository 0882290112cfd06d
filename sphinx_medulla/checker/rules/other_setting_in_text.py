"""MED530: other-setting-in-text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...dataset.codes import listed
from ...dataset.model import Service
from ...grouping import grouped
from ..analysis.entry_texts import EntryText, all_entry_texts
from ..analysis.port_sets import numbers_differ_by_one_slip
from ..analysis.text_clauses import is_denied
from ..rule import DatasetRule, RuleContext, Severity, Violation, Violations

_SETTING = re.compile(r"(?<![\w./-])[A-Za-z][\w.-]*[A-Za-z0-9]")
_DIGIT = re.compile("[0-9]")


class OtherSettingInText(DatasetRule):
    """A text names a setting of another service, or one that differs by a letter from its own.

    Only the second is a warning, and only if no other service has the setting.

    Why: Readers change a setting that does nothing, or the port of another service.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events:
            name: Events
            ports: [8415/tcp]
            setting: [EVENTS_PORT]
            description: Events of the server, where EVENT_PORT is set.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          events:
            name: Events
            ports: [8415/tcp]
            setting: [EVENTS_PORT]
            description: Events of the server, where EVENTS_PORT is set.
        flows:
          - {id: client-to-server, from: client, to: server, ports: [8415/tcp]}
    """

    code = "MED530"
    fix = "Correct the text or `setting`."

    def check(self, context: RuleContext) -> Violations:
        """Compare the settings that each text names with those of its entry."""
        owners = grouped(
            (setting, service)
            for service in context.dataset.services.values()
            for setting in _settings_of(service)
        )
        for text in all_entry_texts(context) if owners else ():
            own = set(_own(context, text))
            if not own:
                continue
            named: dict[str, int] = {}
            for found in _SETTING.finditer(text.words):
                named.setdefault(found[0], found.start())
            if not own.isdisjoint(named):
                continue
            for name, at in named.items():
                others = [
                    service for service in owners.get(name, ()) if service is not text.service
                ]
                meant = [setting for setting in sorted(own) if _is_slip(name, setting)]
                if (others or meant) and not is_denied(text.words, at):
                    yield Violation(
                        text.place,
                        text.subject(word=name),
                        f"{text.title} names {name}, but the setting of its ports is "
                        f"{listed(sorted(own))}.",
                        f"Write {listed(meant or sorted(own), 'or')}, or correct the setting.",
                        [
                            (("services", service.id), f"{service.id} has this setting.")
                            for service in others
                        ],
                        Severity.INFO if others else None,
                    )


def _settings_of(service: Service) -> Iterator[str]:
    yield from service.setting
    for entry in service.ports:
        yield from entry.setting


def _own(context: RuleContext, text: EntryText) -> Iterator[str]:
    """The settings of the service, or of the ports, that a text is about."""
    if text.service is not None:
        yield from _settings_of(text.service)
    if text.flow is not None and not text.any_port:
        for entry in text.flow.ports:
            if entry.port in text.ports:
                for use in context.queries.uses(text.flow, entry):
                    yield from use.setting


def _is_slip(one: str, other: str) -> bool:
    """Whether two names of settings differ by a letter; a number tells two settings apart."""
    letters = (_DIGIT.sub("", name).lower() for name in (one, other))
    return numbers_differ_by_one_slip(*letters)
