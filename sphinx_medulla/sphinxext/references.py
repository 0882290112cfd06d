"""The roles that refer to modes, roles, services, ports and flows from any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from ..render.targets import LABELLED
from .build_warnings import Code, warn, warn_of_former
from .domain import domain_of
from .intersphinx import inventory_names, look_abroad
from .xref_nodes import target_of_any, xref_target_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment


HOW_TO_SHOW = {
    "flow": "Add a directive medulla-flows that shows it.",
    "mode": "Add the directive medulla-flows for it.",
    "port": "Add a directive medulla-ports that describes it.",
    "role": "Add a directive medulla-flows with the option ':role:'.",
    "service": "Add a directive medulla-ports that describes it.",
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
        answer = domain_of(env).look_up((refnode["reftype"], target))
        return answer.text or title, target

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The reference, without what makes text output set its words between asterisks."""
        for inside in node.findall(nodes.inline):
            inside["classes"] = [name for name in inside["classes"] if name != "xref"]
        return [node], []


_NUMBER = re.compile("[0-9]+")


def _resolve_any(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Resolve the role ``any`` after all others of this manual, so that nothing is ambiguous."""
    if node["reftype"] != "any" or node.get("refdomain"):
        return None
    target_asked = xref_target_of(node)
    if target_asked is None:
        return None
    domain, docname = domain_of(env), node["refdoc"]
    answer = domain.result_when_read(docname, target_asked)
    text = "" if node.get("refexplicit") else answer.text
    inside = _inside(target_asked[0], text, contnode)
    try:
        return domain.link_to(docname, answer, node, inside)
    except NoUri:
        return inside


def _resolve_any_abroad(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Resolve the role ``any`` to flows and ports of other manuals, after all else of theirs."""
    if node["reftype"] != "any" or node.get("refdomain"):
        return None
    target_asked = target_of_any(node["reftarget"].rpartition(":")[2])
    if target_asked is None:
        return None
    return look_abroad(env, target_asked[0], node, _inside(target_asked[0], "", contnode))


def _inside(kind: str, text: str, contnode: nodes.Element) -> nodes.Element:
    """The text of a link of the role ``any``: words, not code."""
    inside = nodes.inline("", text, classes=["any", "medulla", f"medulla-{kind}"])
    if not text:
        inside += [child.deepcopy() for child in contnode.children]
    return inside


class GeneratedLabels(SphinxPostTransform):
    """Warns of labels that former names have, and of those that are asked for a number.

    A former one leads to where it always did. What we draw late has no number: Sphinx stops where
    ``numref`` asks for one, so the title is shown instead.
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
        """Turn a link that asks for a number into one with a title, if there is no number."""
        docname, anchor = self.env.domains["std"].anonlabels.get(label, ("", ""))
        if not docname or (
            docname in self.env.all_docs and anchor in self.env.get_doctree(docname).ids
        ):
            return
        sentence = (
            f"{label!r} has no number. Use the role ref, or give the directive a ':name:' and "
            "refer to that."
        )
        warn(Code.NO_NUMBER, sentence, node)
        node["reftype"], node["refexplicit"] = "ref", False


def _warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in our words that a reference leads nowhere, and what to write."""
    own = domain_of(app.env)
    if domain is not own:
        return None
    queries = own.source.queries
    if queries is None:  # which is a warning of its own
        return True
    kind, target = node["reftype"], node["reftarget"]
    answer = own.result_when_read(node["refdoc"], (kind, target))
    if answer.keys:
        sentence = f"No page shows the {kind} {target!r}. {HOW_TO_SHOW[kind]}"
        warn(Code.NOT_SHOWN, sentence, node)
        return True
    from ..dataset.names import suggestion  # only here is the dataset needed
    from .xref_lookup import known_names

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
    app.add_post_transform(GeneratedLabels)
    app.connect("missing-reference", _resolve_any, priority=400)  # before other manuals
    app.connect("missing-reference", _resolve_any_abroad, priority=600)  # after intersphinx
    app.connect("warn-missing-reference", _warn_of_missing)
