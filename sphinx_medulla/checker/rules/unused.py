"""MED2xx: roles, services and sources that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset.codes import listed
from ...dataset.model import Service
from ...dataset.ports import Port
from ...dataset.problem import Severity
from ..analysis.flow_paths import Path, places
from ..analysis.port_sets import Spans, beyond, spans
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
"""

_ROLES = (
    _HEAD
    + """\
roles:
  server: {name: Server}
  client: {name: Client}
"""
)

_FLOW = """\
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
"""


def ends(case: RuleContext) -> dict[str, Path]:
    """The roles that flows use, each with its first place."""
    ends: dict[str, Path] = {}
    for place, flow in case.flows():
        ends.setdefault(flow.from_, ("flows", place, "from"))
        ends.setdefault(flow.to, ("flows", place, "to"))
    return ends


class UnusedRole(Rule):
    """No flow starts or ends at a role."""

    code = "MED209"
    name = "unused-role"
    why = "Nothing is shown of it. Its flows were lost or never written, or it is a leftover."
    fix = "Write its flows, or take the role away."
    bad = _ROLES + "  guest: {name: Guest}\n" + _FLOW
    good = _ROLES + _FLOW

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for roles at no end."""
        used = case.once(ends)
        named = _named_roles(case, used)
        for role in case.dataset.roles:
            if role not in used:
                yield self.finding(
                    case,
                    ("roles", role),
                    Subject(kind="role", id=role),
                    f"No flow uses the role {role}.",
                    "Write a flow from or to it, or take it away.",
                    at_key=True,
                    related=[(path, f"{role} is named here.") for path in named.get(role, ())],
                )


def _named_roles(case: RuleContext, used: dict[str, Path]) -> dict[str, list[Path]]:
    """Where modes and services name roles that no flow uses."""
    named: dict[str, list[Path]] = {}
    lists: list[tuple[Path, tuple[str, ...]]] = [
        (("modes", key, "roles"), mode.roles) for key, mode in case.dataset.modes.items()
    ]
    for key, service in case.dataset.services.items():
        lists.append((("services", key, "listens_on"), service.listens_on))
        lists.append((("services", key, "called_by"), service.called_by))
    for path, roles in lists:
        for turn, role in enumerate(roles):
            if role not in used:
                named.setdefault(role, []).append((*path, turn))
    return named


class UnusedService(Rule):
    """No flow uses a port of a service."""

    code = "MED210"
    name = "unused-service"
    why = (
        "The dataset describes something that it never opens. A flow to it was lost, or the "
        "service is gone."
    )
    fix = "Add the service's ports to the flows that need them, or take the service away."
    bad = (
        _ROLES
        + """\
services:
  web: {name: Web, ports: [443/tcp]}
  mail: {name: Mail, ports: [25/tcp]}
"""
        + _FLOW
    )
    good = bad.replace("ports: [443/tcp]}\n", "ports: [443/tcp, 25/tcp]}\n").replace(
        "name: Web, ports: [443/tcp, 25/tcp]", "name: Web, ports: [443/tcp]"
    )

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Look for the services that no port of a flow belongs to."""
        ranges: dict[str, list[Port]] = {}
        for stray in case.strays:
            if stray.port.first != stray.port.last:
                ranges.setdefault(stray.flow.to, []).append(stray.port)
        wider = {role: spans(ports) for role, ports in ranges.items()}
        for key, service in case.dataset.services.items():
            if key not in case.uses and not _in_part(service, wider):
                ports = listed(str(entry.port) for entry in service.ports)
                places = f" to {listed(service.listens_on, 'or')}" if service.listens_on else ""
                yield self.finding(
                    case,
                    ("services", key),
                    Subject(kind="service", id=key),
                    f"No flow{places} uses the service {key} ({ports}).",
                    "Add its ports to the flows that need them, correct where it listens, or take "
                    "it away.",
                    at_key=True,
                )


def _in_part(service: Service, wider: dict[str, Spans]) -> bool:
    """Whether a flow to a listener has a range that goes beyond the service's port."""
    return any(
        beyond((entry.port,), wider[role]) != entry.port.each_protocol()
        for role in service.listens_on or wider
        if role in wider
        for entry in service.ports
    )


class UnusedSource(Rule):
    """Nothing cites a source."""

    code = "MED211"
    name = "unused-source"
    severity = Severity.INFO
    waivable = False
    why = "Readers look for what it says, and find nothing; or an entry has lost its source."
    fix = "Cite it where its facts stand, or take it away."
    bad = (
        _HEAD
        + """\
defaults: {source: manual}
sources:
  manual: {title: Manual}
  code: {title: Source code}
roles:
  server: {name: Server}
  client: {name: Client}
"""
        + _FLOW
    )
    good = bad.replace("{source: manual}", "{source: [manual, code]}")

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Collect the sources of everything that may cite one."""
        dataset = case.dataset
        cited = set(dataset.defaults.source)
        cited.update(*(flow.source for flow in dataset.flows))
        cited.update(*(role.source for role in dataset.roles.values()))
        cited.update(*(service.source for service in dataset.services.values()))
        for place in case.once(places):
            cited.update(*(erratum.source for erratum in place.entry.errata))
            cited.update(*(waiver.source for waiver in place.entry.ignore))
        for key in dataset.sources:
            if key not in cited:
                yield self.finding(
                    case,
                    ("sources", key),
                    Subject(kind="source", id=key),
                    f"Nothing cites the source {key}.",
                    "Cite it where its facts stand, or take it away.",
                    at_key=True,
                )


RULES: tuple[Rule, ...] = (UnusedRole(), UnusedService(), UnusedSource())
