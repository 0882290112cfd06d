"""The roles that refer to modes, roles, services, ports and flows from any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from ..dataset.port import PROTOCOLS
from ..export.faults import suggestion
from .domain import domain_of
from .inventories import inventory_names
from .placements import LABELLED
from .warning import Code, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .domain import MedullaDomain
    from .placements import Answer, Question

HOW_TO_SHOW = {
    "flow": "Write a directive medulla-flows that shows it.",
    "mode": "Write the directive medulla-flows for it.",
    "port": "Write a directive medulla-ports that describes it.",
    "role": "Write a directive medulla-flows with the option ':role:'.",
    "service": "Write a directive medulla-ports that describes it.",
}


class Reference(XRefRole):
    """A role such as ``:medulla:port:`22```; without a text of the author's, the dataset's."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """The text and the target; the page is read again when the text has changed."""
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        if has_explicit_title:
            return title, target
        answer = domain_of(env).ask((refnode["reftype"], target))
        return answer.text or title, target

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The reference, without what makes text output set its words between asterisks."""
        for inside in node.findall(nodes.inline):
            inside["classes"] = [name for name in inside["classes"] if name != "xref"]
        return [node], []


def question_of(node: pending_xref) -> Question | None:
    """What a reference asks us, None where it asks others.

    The role ``any`` asks for flows and for ports with a protocol. A bare word or number is never
    ours, since it may mean anything.
    """
    kind, target = node.get("reftype"), node["reftarget"]
    if node.get("refdomain") == "medulla":
        return kind, target
    if kind != "any":
        return None
    if _PORT.fullmatch(target):
        return "port", target
    return ("flow", target) if _FLOW.fullmatch(target) else None


_PROTOCOL = "|".join(PROTOCOLS)
_PORT = re.compile(rf"[0-9]+(-[0-9]+)?/({_PROTOCOL})(\+({_PROTOCOL}))*")
_NUMBER = re.compile("[0-9]+")
_FLOW = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)+")


def refer(
    domain: MedullaDomain,
    docname: str,
    answer: Answer,
    node: pending_xref,
    inside: nodes.Node,
) -> nodes.reference | None:
    """A link to where something is shown, None where it is not."""
    place = domain.place_of(answer)
    if place is None:
        return None
    if answer.today:
        _warn_of_former(answer, node)
    title = answer.title or None
    link = make_refnode(domain.builder, docname, place.docname, place.anchor, inside, title)
    if link.get("refuri", "").count("#") > 1:  # where all pages are one, the id alone leads there
        link["refuri"] = f"#{place.anchor}"
    return link


def _warn_of_former(answer: Answer, node: pending_xref) -> None:
    kind, target = question_of(node) or ("", "")
    sentence = f"{target!r} is a former {kind}; today it is {answer.today}. Write that."
    warn(Code.FORMER_NAME, sentence, node)


def _resolve_any(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Answer the role ``any`` after all others, so that nothing becomes ambiguous."""
    if node["reftype"] != "any" or node.get("refdomain"):
        return None
    question = question_of(node)
    if question is None:
        return None
    domain, docname = domain_of(env), node["refdoc"]
    answer = domain.answer(docname, question)
    inside = contnode
    if not node.get("refexplicit") and answer.text:
        classes = ["any", "medulla", f"medulla-{question[0]}"]
        inside = nodes.inline("", answer.text, classes=classes)
    return refer(domain, docname, answer, node, inside)


def _warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in our words that a reference leads nowhere, and what to write."""
    ours = domain_of(app.env)
    if domain is not ours:
        return None
    views = ours.source.views
    if views is None:  # which is a warning of its own
        return True
    kind, target = node["reftype"], node["reftarget"]
    answer = ours.answer(node["refdoc"], (kind, target))
    if answer.keys:
        sentence = f"No page shows the {kind} {target!r}. {HOW_TO_SHOW[kind]}"
        warn(Code.NOT_SHOWN, sentence, node)
        return True
    from .answers import known_names  # only here is the dataset needed

    names = dict.fromkeys([*known_names(kind, views), *inventory_names(app.env, kind)])
    word = _same_number(target, names) if kind == "port" else target
    sentence = f"There is no {kind} {target!r}. {suggestion(word, names)}"
    warn(Code.UNKNOWN_REFERENCE, sentence, node)
    return True


def _same_number(target: str, ports: Iterable[str]) -> str:
    """The port with the number that an author wrote, else what was written."""
    number = _NUMBER.match(target)
    if number is None:
        return target
    same = (port for port in ports if port.startswith((f"{number[0]}/", f"{number[0]}-")))
    return next(same, target)


def register(app: Sphinx) -> None:
    """Add the roles, and what speaks when a reference leads nowhere."""
    for kind in LABELLED:
        app.add_role_to_domain("medulla", kind, Reference())
    app.connect("missing-reference", _resolve_any, priority=400)  # before other manuals
    app.connect("warn-missing-reference", _warn_of_missing)
