"""Why a port is open, what listens on it, and what breaks if it is blocked, in lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..dataset.codes import listed
from ..dataset.listeners import former_ports
from ..dataset.model import (
    Citation,
    Dataset,
    Erratum,
    Flow,
    FlowPort,
    Likeness,
    Service,
    ServicePort,
    Waiver,
)
from ..dataset.model import Question as Asked
from ..dataset.ports import EVERYTHING, Port
from ..dataset.queries import PortUse, Queries
from ..dataset.remarks import concerning, is_open, text_of
from ..render.labels import ENCRYPTION_NAMES, connection

_ENCRYPTION = {"": "not stated", "none": "none", "optional": "optional", **ENCRYPTION_NAMES}


class Question(NamedTuple):
    """What somebody wants to know: of flows from one role to another, of a machine, of a port.

    ``from_`` and ``to`` go together, and without a port flows in both directions are meant.
    ``machine`` is either end of a flow. All but one may be empty.
    """

    port: Port | None = None
    shown_port: str = ""
    machine: str = ""
    from_: str = ""
    to: str = ""

    def fits(self, flow: Flow, queries: Queries) -> bool:
        """Whether a flow is one of those that are meant."""
        meant = [(self.from_, self.to)]
        if not self.port:
            meant.append((self.to, self.from_))
        if self.from_ and not any(
            queries.is_one_of(flow.from_, {from_}) and queries.is_one_of(flow.to, {to})
            for from_, to in meant
        ):
            return False
        ends = flow.from_, flow.to
        if self.machine and not any(queries.is_one_of(end, {self.machine}) for end in ends):
            return False
        return self.port is None or any(entry.port.overlaps(self.port) for entry in flow.ports)

    def concerns(self, asked: Asked) -> bool:
        """Whether a question of the dataset is about this port and the roles that are named.

        About two roles is a question that names both, each at its own end. One that names only the
        destination counts where a port is asked for: it is about every machine that calls it.
        """
        if self.port is not None and not any(port.overlaps(self.port) for port in asked.ports):
            return False
        if self.from_:
            return (self.to in asked.to and self._may_call(self.from_, asked)) or (
                self.port is None and self.from_ in asked.to and self.to in asked.from_
            )
        return not self.machine or self.machine in {*asked.from_, *asked.to}

    def _may_call(self, role: str, asked: Asked) -> bool:
        """Whether a role is one of those that open a connection, as far as a question says."""
        return role in asked.from_ or (self.port is not None and not asked.from_)


def explanation(queries: Queries, question: Question) -> tuple[list[str], bool]:
    """The paragraphs of the answer, and whether the dataset has what was asked for."""
    wanted = question.port or EVERYTHING
    flows = [flow for flow in queries.flows.values() if question.fits(flow, queries)]
    listening = [] if question.from_ else [*_listening(queries, question)]
    asked = list(_asked(queries.dataset, question))
    if not flows and not listening:
        asked += _mentioning(queries.dataset, question)
        return [_text([*_nothing(queries, question, asked=bool(asked)), *asked])], False
    paragraphs = [_text(_listener(queries, service, entries)) for service, entries in listening]
    if not flows:
        paragraphs.append("No flow uses it, so nothing that the dataset describes breaks.\n")
    paragraphs += [
        _text(_flow(queries, flow, wanted, whole=bool(question.from_))) for flow in flows
    ]
    if asked:
        paragraphs.append(_text(asked))
    return paragraphs, True


def _asked(dataset: Dataset, question: Question) -> Iterator[str]:
    """The dataset's own questions about the port, and about the roles if some are named."""
    for one in dataset.questions:
        if question.concerns(one):
            modes = ", ".join(dataset.modes[mode].title for mode in one.modes)
            where = f" ({modes})" if modes else ""
            yield f"Open question{where}: {one.question}{_said(one.source, dataset)}"


_AnyRemark = Erratum | Waiver | Likeness | Asked


def _mentioning(dataset: Dataset, question: Question) -> Iterator[str]:
    """The open questions that only mention the port: those of the dataset and of its entries."""
    for remark, entry, roles in _every_remark(dataset):
        if question.port is None or not is_open(remark) or question.machine not in {"", *roles}:
            continue
        if any(port.overlaps(question.port) for port in remark.mentions):
            on = f" on {entry}" if entry else ""
            yield f"Open question{on}: {text_of(remark)}{_said(remark.source, dataset)}"


def _every_remark(dataset: Dataset) -> Iterator[tuple[_AnyRemark, str, tuple[str, ...]]]:
    """Each remark with the id of its entry, if it has one, and the roles that it is about."""
    for asked in dataset.questions:
        yield asked, "", (*asked.from_, *asked.to)
    entries: list[tuple[Service | Flow, tuple[str, ...]]] = [
        *((one, (*one.listens_on, *one.called_by)) for one in dataset.services.values()),
        *((one, (one.from_, one.to)) for one in dataset.flows),
    ]
    for entry, roles in entries:
        yield from ((one, entry.id, roles) for one in entry.errata)
        yield from ((one, entry.id, roles) for one in entry.ignore)
        if isinstance(entry, Flow) and entry.like is not None:
            yield entry.like, entry.id, roles


def _text(lines: Iterable[str]) -> str:
    """Lines, each of which may have several: those after the first one are indented below it."""
    return "".join(f"{_hung(line)}\n" for line in lines)


def _hung(text: str) -> str:
    first, *others = text.split("\n")
    margin = " " * (len(first) - len(first.lstrip()) + 2)
    return "\n".join([first, *(line and margin + line for line in others)])


def _listening(
    queries: Queries, question: Question
) -> Iterator[tuple[Service, Sequence[ServicePort]]]:
    """The services that listen on the port, on the machine if one is named, with these ports."""
    if question.port is None:
        return
    for service in queries.dataset.services.values():
        entries = [entry for entry in service.ports if entry.port.overlaps(question.port)]
        machines = {"", *_machines(queries, service, entries)}
        if entries and (question.machine in machines or machines & queries.any_roles):
            yield service, entries


def _machines(
    queries: Queries, service: Service, entries: Sequence[ServicePort]
) -> tuple[str, ...]:
    """The roles on which some ports of a service listen.

    These are the roles that the service names, else those that flows lead to, but none at which
    flows use only other ports of the service.
    """
    used: dict[str, bool] = {}
    for flow in queries.flows.values():
        for entry in flow.ports:
            for use in queries.uses(flow, entry):
                if use.service is service:
                    used[flow.to] = used.get(flow.to, False) or use.listener in entries
    machines = service.listens_on or used
    return tuple(role for role in machines if used.get(role, True)) or service.listens_on


def _listener(queries: Queries, service: Service, entries: Sequence[ServicePort]) -> Iterator[str]:
    """What listens on a port, where, and whether it is encrypted."""
    for entry in entries:
        yield f"{entry.port}: {entry.name or service.name}"
    machines = [queries.dataset.roles[role].name for role in _machines(queries, service, entries)]
    yield f"  Listens on: {listed(machines) or 'not stated'}"
    kinds = dict.fromkeys(_ENCRYPTION[entry.encryption or service.encryption] for entry in entries)
    yield f"  Encryption: {', '.join(kinds)}"
    settings = dict.fromkeys([*service.setting, *(name for one in entries for name in one.setting)])
    if settings:
        yield f"  Setting: {', '.join(settings)}"
    former = former_ports(service, queries.dataset.services.values())
    if former:
        yield f"  Formerly: {', '.join(map(str, former))}"
    lines = (line for entry in entries for line in _service(service, entry.port, queries))
    yield from map("  {}".format, dict.fromkeys(lines))


def _nothing(queries: Queries, question: Question, *, asked: bool) -> Iterator[str]:
    """A sentence that nothing fits, and what the dataset has in its place.

    ``asked`` says that an open question of the dataset is about what was asked for.
    """
    roles = queries.dataset.roles
    if question.from_:
        ends = f"from {roles[question.from_].name} to {roles[question.to].name}"
        yield f"No flow opens {question.shown_port or 'a port'} {ends}."
        both = {(question.from_, question.to), (question.to, question.from_)}
        for flow in queries.flows.values():
            if (flow.from_, flow.to) in both:
                yield _opens(flow, queries.dataset)
        return
    port, machine = question.port, question.machine
    if port is None:
        yield f"No flow leads from or to {roles[machine].name}."
        return
    where = f" on {roles[machine].name}" if machine else ""
    if asked:
        yield f"Whether anything uses {question.shown_port}{where} is an open question."
    else:
        yield f"Nothing listens on {question.shown_port}{where}, and no flow opens it."
    for service in queries.dataset.services.values():
        former = former_ports(service, queries.dataset.services.values())
        if any(one.overlaps(port) for one in former):
            today = ", ".join(str(entry.port) for entry in service.ports)
            yield f"It was formerly a port of {service.name}, which now listens on {today}."


def _opens(flow: Flow, dataset: Dataset) -> str:
    ports = ", ".join(str(entry.port) for entry in flow.ports) or "ports that are not stated"
    ends = f"from {dataset.roles[flow.from_].name} to {dataset.roles[flow.to].name}"
    return f"{flow.id} opens {ports} {ends}."


def _flow(queries: Queries, flow: Flow, wanted: Port, *, whole: bool) -> Iterator[str]:
    """Everything that says why a flow opens a port; with ``whole``, of the service as well."""
    dataset = queries.dataset
    yield f"{flow.id}: {connection(flow, dataset)}"
    if hosts := ", ".join(dataset.roles[flow.to].host):
        yield f"  Host: {hosts}"
    yield from _modes(queries, flow)
    if flow.source_ports:
        yield f"  Source ports: {', '.join(map(str, flow.source_ports))}"
    if flow.note:
        yield f"  Note: {flow.note}"
    sources = queries.source_of(flow.source)
    if sources:
        yield f"  Source: {_titles(sources, dataset)}"
    yield from map("  {}".format, _remarks(flow.errata, flow.ignore, wanted, dataset))
    like = flow.like
    if like is not None:
        why = like.reason or f"open question: {like.question}"
        yield f"  Differs from {like.flow}: {why}{_said(like.source, dataset)}"
    if not flow.ports:
        yield "  Ports: not stated"
    for entry in flow.ports:
        if entry.port.overlaps(wanted):
            yield from _port_lines(queries, flow, entry, wanted, whole=whole)


def _modes(queries: Queries, flow: Flow) -> Iterator[str]:
    """The modes of a flow, and where those come from that say it."""
    dataset = queries.dataset
    modes = [dataset.modes[mode] for mode in queries.modes_of(flow)]
    titles = ", ".join(mode.title for mode in modes) or "none"
    yield f"  Modes: {'every mode' if queries.is_everywhere(flow) else titles}"
    for mode in modes:
        if mode.source:
            yield f"  Source of the mode {mode.title}: {_titles(mode.source, dataset)}"


def _port_lines(
    queries: Queries, flow: Flow, entry: FlowPort, wanted: Port, *, whole: bool
) -> Iterator[str]:
    """What a port of a flow is for, and what breaks without it."""
    for use in queries.uses(flow, entry):
        if not use.port.overlaps(wanted):
            continue
        yield f"  {use.port}: {use.name if use.service else 'no service describes it'}"
        yield from map("    {}".format, _particulars(use, entry))
        yield f"    Need: {(use.need.when or use.need.level) if use.need else 'not stated'}"
        if use.feature:
            yield f"    Feature: {queries.dataset.features[use.feature].label}"
        yield f"    Encryption: {_ENCRYPTION[use.encryption]}"
        yield f"    If it is blocked: {_if_blocked(use, flow, queries.dataset)}"
        if use.service is not None and whole:
            yield from map("    {}".format, _service(use.service, wanted, queries))


def _particulars(use: PortUse, entry: FlowPort) -> Iterator[str]:
    """What a flow's port, and the port of its service, say beside what they are for."""
    if entry.note:
        yield f"Note: {entry.note}"
    if entry.either:
        yield f"One of the protocols of {entry.port} suffices."
    if entry.setting:
        yield f"Setting: {', '.join(entry.setting)}"
    if use.listener is not None:
        for key in ("cast", "helper", "scope"):
            if value := getattr(use.listener, key):
                yield f"{key.capitalize()}: {value}"


def _if_blocked(use: PortUse, flow: Flow, dataset: Dataset) -> str:
    """What stops working without a port, and how bad that is."""
    from_, to = (dataset.roles[end].name for end in (flow.from_, flow.to))
    what, where = (to, use.port) if use.name == to else (use.name or use.port, to)
    sentences = [f"{from_} cannot reach {what} on {where}."]
    if use.feature:
        feature = f"The feature {dataset.features[use.feature].label}"
        required = use.need is not None and use.need.level == "required"
        sentences.append(f"{feature} {'stops working' if required else 'uses it'}.")
    if use.need is None:
        sentences.append("The dataset does not say whether it is needed.")
    elif use.need.level == "conditional":
        sentences.append(f"It is needed on this condition: {use.need.when.rstrip('.')}.")
    else:
        sentences.append(f"It is {use.need.level}.")
    return " ".join(sentences)


def _service(service: Service, wanted: Port, queries: Queries) -> Iterator[str]:
    if service.description:
        yield f"Purpose: {service.description}"
    sources = queries.source_of(service.source)
    if sources:
        yield f"Source: {_titles(sources, queries.dataset)}"
    yield from _remarks(service.errata, service.ignore, wanted, queries.dataset)


def _remarks(
    errata: Iterable[Erratum], waivers: Iterable[Waiver], wanted: Port, dataset: Dataset
) -> Iterator[str]:
    """What was corrected, what is open, and what is accepted, as far as the port is concerned."""
    for erratum in concerning(errata, ("",), [wanted]):
        kind = "Open question" if erratum.undecided else "Corrected"
        published = f"published: {erratum.published}" if erratum.published else "not published"
        yield f"{kind} ({published}): {erratum.reason}{_said(erratum.source, dataset)}"
    for waiver in concerning(waivers, ("",), [wanted]):
        kind = "Accepted" if waiver.reason else "Open question"
        words = waiver.reason or waiver.question
        yield f"{kind} ({waiver.rule}): {words}{_said(waiver.source, dataset)}"


def _said(sources: Iterable[Citation], dataset: Dataset) -> str:
    titles = _titles(sources, dataset)
    return f" Source: {titles}." if titles else ""


def _titles(sources: Iterable[Citation], dataset: Dataset) -> str:
    """The titles of sources, each with its address and those of the places that are cited."""
    found = []
    for cited in sources:
        source = dataset.sources[cited.id]
        places = [(place, source.address_of(place)) for place in cited.at]
        parts = [(source.title, source.url), *places]
        found.append(", ".join(f"{text} <{url}>" if url else text for text, url in parts))
    return "; ".join(found)
