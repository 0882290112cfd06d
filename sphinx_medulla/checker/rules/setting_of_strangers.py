"""MED424: setting-of-strangers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dataset.codes import quoted
from ...dataset.model import Service
from ...dataset.ports import Port
from ..analysis.word_stems import share_a_word, words_of
from ..context import Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


@dataclass(slots=True)
class _Owner:
    """A service with a setting, the place of the setting, and the ports that it sets."""

    service: Service
    place: Place
    ports: list[Port] = field(default_factory=list)


class SettingOfStrangers(DatasetRule):
    """Unrelated services have the same setting.

    Their ports and their names have nothing in common.

    Why: One setting cannot hold two ports. Usually it was copied from another entry, and readers
    who follow it change the port of the wrong service.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        services:
          shell: {name: SSH, ports: [22/tcp], description: SSH., setting: SHELL_PORT}
          screen: {name: VNC, ports: [5900/tcp], description: VNC., setting: SHELL_PORT}
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
          shell: {name: SSH, ports: [22/tcp], description: SSH., setting: SHELL_PORT}
          screen: {name: VNC, ports: [5900/tcp], description: VNC., setting: SCREEN_PORT}
        flows:
          - {id: server-to-client, from: server, to: client, ports: [22/tcp, 5900/tcp]}
    """

    code = "MED424"
    about_ports = True
    fix = "Write in each service the setting that holds its own port."

    def check(self, context: RuleContext) -> Violations:
        """Compare the services of each setting with the first one that has it."""
        owners: dict[str, dict[str, _Owner]] = {}
        for service in context.dataset.services.values():
            for setting, place, port in _settings(service):
                found = owners.setdefault(setting, {})
                found.setdefault(service.id, _Owner(service, place)).ports.append(port)
        for setting, found in owners.items():
            first, *others = found.values()
            for owner in others:
                if not _have_something_in_common(first, owner):
                    yield Violation(
                        owner.place,
                        Subject(
                            kind="service",
                            id=owner.service.id,
                            ports=tuple(owner.ports),
                            word=setting,
                        ),
                        f"The services {first.service.id} and {owner.service.id} have the same "
                        f"setting, {quoted(setting)}, but neither a port nor a word of their names "
                        "in common.",
                        related=[(first.place, f"{first.service.id} has it here.")],
                    )


def _settings(service: Service) -> Iterator[tuple[str, Place, Port]]:
    """Each setting of a service, its place, and a port that it sets."""
    for index, entry in enumerate(service.ports):
        table: Place = ("services", service.id, "ports", index)
        if not entry.setting:
            table = ("services", service.id)
        for at, setting in enumerate(entry.setting or service.setting):
            yield setting, (*table, "setting", at), entry.port


def _have_something_in_common(one: _Owner, other: _Owner) -> bool:
    numbers = {(port.first, port.last) for port in one.ports}
    if any((port.first, port.last) in numbers for port in other.ports):
        return True
    return share_a_word(words_of(one.service.name), words_of(other.service.name))
