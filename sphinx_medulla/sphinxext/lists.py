"""The choice of mode, how to read everything, and what was corrected: lists in docutils nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..dataset.remarks import is_open, questions
from .notes import explained
from .requests import ErrataRequest, ModesRequest
from .tables import heading
from .words import _, filled

if TYPE_CHECKING:
    from ..dataset.model import Erratum, Likeness, Waiver
    from ..dataset.remarks import Remark
    from .rendering import Rendering
    from .requests import Request

Subject = Callable[[], list[nodes.Node]]
"""Makes anew the nodes that name an entry, since a node can stand in one place only."""


def draw_list(rendering: Rendering, request: Request) -> list[nodes.Node]:
    """What a request for modes, errata or rules stands for."""
    if isinstance(request, ModesRequest):
        return [mode_choice(rendering)]
    if isinstance(request, ErrataRequest):
        return ErrataList(rendering).lists()
    return flow_rules(rendering)


def mode_choice(rendering: Rendering) -> nodes.bullet_list:
    """For each mode, when it is the one, with a link to where it is shown."""
    choice = nodes.bullet_list("", classes=["medulla-modes"])
    for mode in rendering.dataset.modes.values():
        link = rendering.link(f"mode:{mode.id}", mode.title)
        if mode.when:
            parts = filled(_("If %(when)s, see %(mode)s."), {"when": mode.when, "mode": link})
        else:
            parts = [link]
        choice += nodes.list_item("", nodes.paragraph("", "", *parts))
    return choice


def flow_rules(rendering: Rendering) -> list[nodes.Node]:
    """The dataset's own rules, then what the words of tables and charts mean."""
    found: list[nodes.Node] = []
    if rendering.dataset.rules:
        rules = nodes.bullet_list("", classes=["medulla-rules"])
        for rule in rendering.dataset.rules:
            rules += nodes.list_item("", nodes.paragraph("", "", nodes.Text(rule)))
        found.append(rules)
    terms = nodes.definition_list("", classes=["medulla-terms"])
    for term, meaning in _terms():
        terms += nodes.definition_list_item(
            "",
            nodes.term("", "", nodes.Text(term)),
            nodes.definition("", nodes.paragraph("", "", nodes.Text(meaning))),
        )
    return [*found, terms]


def _terms() -> Iterator[tuple[str, str]]:
    yield (
        heading("no"),
        _(
            "The flow's place within its mode. A chart and a table of the same mode give a flow "
            "the same number, whatever a filter leaves out."
        ),
    )
    yield (
        heading("connection"),
        _(
            "Who opens the connection, an arrow, and to whom. On a stateful firewall, open this "
            "direction only: the answers come back through the connection that was opened."
        ),
    )
    yield (
        heading("ports"),
        _(
            "The ports on the machine to which the arrow points, each with its transport protocol "
            "(tcp, udp, or tcp+udp where both are needed) and the service that listens there. The "
            "initiator's own ports are not restricted. “Port not stated” means that the source "
            "names none; it does not mean any port."
        ),
    )
    yield (
        heading("need"),
        _(
            "Required: without it the product does not work in this mode. Optional: the product "
            "works without it. A condition: only where it applies. Where nothing is written, the "
            "source does not say."
        ),
    )
    yield (
        heading("feature"),
        _("What stops working while the port is closed."),
    )
    yield (
        heading("setting"),
        _("Where the port can be changed. If it was, open the changed port instead."),
    )
    yield (
        _("Open question"),
        _(
            "The source contradicts itself or the facts, and nothing decides it yet. Ask before "
            "you open it."
        ),
    )


class Entry(NamedTuple):
    """Something that may have remarks: how to name it, what was corrected, what is waived."""

    subject: Subject
    errata: tuple[Erratum, ...]
    waivers: tuple[Waiver, ...]
    like: Likeness | None = None


class ErrataList:
    """Everything that differs from what was published, and everything that is open."""

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering

    def lists(self) -> list[nodes.Node]:
        """Open questions first, then corrections; each under its entry."""
        opened: list[nodes.Node] = []
        corrected: list[nodes.Node] = []
        for entry in entries(self.rendering):
            remarks: list[Remark] = [*entry.errata, *questions(entry.waivers)]
            for remark in remarks:
                subject = [*entry.subject(), *narrowed(remark, self.rendering)]
                item = self._item(subject, explained(remark, self.rendering))
                (opened if is_open(remark) else corrected).append(item)
            if entry.like is not None and entry.like.question:
                kind = nodes.strong("", "", nodes.Text(_("Open question")))
                asked = [kind, nodes.Text(". "), nodes.Text(entry.like.question)]
                opened.append(self._item(entry.subject(), asked))
        if not opened and not corrected:
            nothing = nodes.Text(_("Nothing was corrected, nothing is open."))
            return [nodes.paragraph("", "", nothing)]
        return [
            nodes.bullet_list("", *items, classes=["medulla-errata"])
            for items in (opened, corrected)
            if items
        ]

    def _item(self, subject: list[nodes.Node], explanation: list[nodes.Node]) -> nodes.list_item:
        paragraph = nodes.paragraph("", "", *subject, nodes.Text(_(": ")), *explanation)
        return nodes.list_item("", paragraph)


def narrowed(remark: Remark, rendering: Rendering) -> list[nodes.Node]:
    """The modes that a remark is about, where it is not about all of its entry's."""
    modes = rendering.dataset.modes
    titles = ", ".join(modes[mode].title for mode in remark.modes)
    return [nodes.Text(f" ({titles})")] if titles else []


def entries(rendering: Rendering) -> Iterator[Entry]:
    """Everything of the dataset that may have remarks: modes, roles, flows, services."""
    dataset, link = rendering.dataset, rendering.link
    for mode in dataset.modes.values():
        yield Entry(_subject(link(f"mode:{mode.id}", mode.title)), mode.errata, mode.ignore)
    for role in dataset.roles.values():
        yield Entry(_subject(link(f"role:{role.id}", role.name)), role.errata, role.ignore)
    for flow in rendering.views.flows.values():
        subject = _subject(link(f"flow:{flow.id}", rendering.connection(flow)))
        yield Entry(subject, flow.errata, flow.ignore, flow.like)
    for service in dataset.services.values():
        ports = ", ".join(str(port.port) for port in service.ports)
        subject = _subject(link(f"service:{service.id}", service.name), nodes.Text(f" ({ports})"))
        yield Entry(subject, service.errata, service.ignore)


def _subject(*parts: nodes.Node) -> Subject:
    return lambda: [part.deepcopy() for part in parts]
