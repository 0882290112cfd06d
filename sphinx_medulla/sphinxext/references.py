"""The roles that refer to modes, roles, services, ports and flows from any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util.nodes import make_refnode

from ..dataset.ports import PROTOCOLS
from ..render.option_errors import suggestion
from .block_records import LABELLED
from .build_warnings import Code, warn, warn_of_former
from .domain import domain_of
from .intersphinx import inventory_names, look_abroad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .block_records import XRefResult, XRefTarget
    from .domain import MedullaDomain

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


def is_link(node: nodes.Node) -> bool:
    """Whether a node of a page that is read refers to something."""
    return isinstance(node, (pending_xref, nodes.reference))


def label_of(link: nodes.Node) -> str:
    """The label of ours that a link leads to, empty where it leads elsewhere.

    MyST makes a reference of ``[](#label)`` only after the domains looked at the page.
    """
    assert isinstance(link, nodes.Element)
    target = link.get("reftarget", "")
    if "id_link" in link:
        target = link.get("refuri", "").removeprefix("#")
    return target if target.startswith("medulla-") else ""


def question_of(node: pending_xref) -> XRefTarget | None:
    """What a reference asks us, None where it asks others.

    The role ``any`` asks for flows and for ports with a protocol. A bare word or number is never
    ours, since it may mean anything.
    """
    kind, target = node.get("reftype"), node["reftarget"]
    if node.get("refdomain") == "medulla":
        return kind, target
    return _question_of_any(target) if kind == "any" else None


def _question_of_any(target: str) -> XRefTarget | None:
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
    answer: XRefResult,
    node: pending_xref,
    inside: nodes.Element,
) -> nodes.reference | None:
    """A link to where something is shown, None where it is not.

    Raises `NoUri` where no link can lead there; Sphinx then leaves the words alone.
    """
    place = domain.place_of(answer)
    if place is None:
        return None
    if answer.today:
        kind, target = question_of(node) or ("", "")
        warn_of_former(kind, target, answer.today, node)
    if not domain.family.can_link(docname, place.docname):
        raise NoUri(docname, place.docname)
    title = answer.title or None
    link = make_refnode(domain.builder, docname, place.docname, place.anchor, inside, title)
    if link.get("refuri", "").count("#") > 1:  # where all pages are one, the id alone leads there
        link["refuri"] = f"#{place.anchor}"
    return link


def _resolve_any(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """XRefResult the role ``any`` after all others of this manual, so that nothing is ambiguous."""
    if node["reftype"] != "any" or node.get("refdomain"):
        return None
    question = question_of(node)
    if question is None:
        return None
    domain, docname = domain_of(env), node["refdoc"]
    answer = domain.answer(docname, question)
    text = "" if node.get("refexplicit") else answer.text
    inside = _inside(question[0], text, contnode)
    try:
        return refer(domain, docname, answer, node, inside)
    except NoUri:
        return inside


def _resolve_any_abroad(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """XRefResult the role ``any`` from other manuals' flows and ports, after all else of theirs."""
    if node["reftype"] != "any" or node.get("refdomain"):
        return None
    question = _question_of_any(node["reftarget"].rpartition(":")[2])
    if question is None:
        return None
    return look_abroad(env, question[0], node, _inside(question[0], "", contnode))


def _inside(kind: str, text: str, contnode: nodes.Element) -> nodes.Element:
    """What stands in a link of the role ``any``: words, not code."""
    inside = nodes.inline("", text, classes=["any", "medulla", f"medulla-{kind}"])
    if not text:
        inside += [child.deepcopy() for child in contnode.children]
    return inside


class Labels(SphinxPostTransform):
    """Warns of labels that former names have, and of those that are asked for a number.

    A former one leads to where it always did. What we draw late has no number: Sphinx stops where
    ``numref`` asks for one, so a title stands there instead.
    """

    default_priority = ReferencesResolver.default_priority - 2  # before Sphinx's and MyST's links

    def run(self, **kwargs: Any) -> None:
        """Look at the labels of a page."""
        domain = domain_of(self.env)
        if self.env.docname not in domain.data["references"]:
            return
        for node in self.document.findall(pending_xref):
            if node.get("refdomain") == "medulla" or "intersphinx" in node:
                continue
            label = node["reftarget"]
            today = domain.former_labels.get(label)
            if today:
                warn_of_former("label", label, today, node)
            if node["reftype"] == "numref" and label.startswith("medulla-"):
                self._number(label, node)

    def _number(self, label: str, node: pending_xref) -> None:
        """Make a link with a title of one that asks for a number where there is none."""
        docname, anchor = self.env.domains["std"].anonlabels.get(label, ("", ""))
        if not docname or (
            docname in self.env.all_docs and anchor in self.env.get_doctree(docname).ids
        ):
            return
        sentence = f"{label!r} has no number. Write the role ref, or give the directive a ':name:'."
        warn(Code.NO_NUMBER, sentence, node)
        node["reftype"], node["refexplicit"] = "ref", False


def _warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in our words that a reference leads nowhere, and what to write."""
    ours = domain_of(app.env)
    if domain is not ours:
        return None
    queries = ours.source.queries
    if queries is None:  # which is a warning of its own
        return True
    kind, target = node["reftype"], node["reftarget"]
    answer = ours.answer(node["refdoc"], (kind, target))
    if answer.keys:
        sentence = f"No page shows the {kind} {target!r}. {HOW_TO_SHOW[kind]}"
        warn(Code.NOT_SHOWN, sentence, node)
        return True
    from .xref_lookup import known_names  # only here is the dataset needed

    names, called = known_names(kind, queries)
    abroad = inventory_names(app.env, kind)
    called = {title: name for name, title in abroad.items()} | called
    names = list(dict.fromkeys([*names, *abroad]))
    word = _same_number(target, names) if kind == "port" else target
    sentence = f"There is no {kind} {target!r}. {suggestion(word, names, called)}"
    warn(Code.UNKNOWN_REFERENCE, sentence, node)
    return True


def _same_number(target: str, ports: Iterable[str]) -> str:
    """The port that has the number which an author wrote, else what was written."""
    from .xref_lookup import asked_port, covering

    number = _NUMBER.match(target)
    asked = asked_port(number[0]) if number else None
    if asked is None:
        return target
    there = {port: name for name in ports if (port := asked_port(name)) is not None}
    return next((there[port] for port in covering(asked, "", list(there))), target)


def register(app: Sphinx) -> None:
    """Add the roles, and what speaks when a reference leads nowhere."""
    for kind in LABELLED:
        app.add_role_to_domain("medulla", kind, Reference())
    app.add_post_transform(Labels)
    app.connect("missing-reference", _resolve_any, priority=400)  # before other manuals
    app.connect("missing-reference", _resolve_any_abroad, priority=600)  # after intersphinx
    app.connect("warn-missing-reference", _warn_of_missing)
