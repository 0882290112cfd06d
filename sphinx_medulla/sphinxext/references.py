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
from .intersphinx import inventory_names
from .xref_nodes import asked_of_any, link_text

if TYPE_CHECKING:
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

    innernodeclass = nodes.inline

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Return the text and the target; the page is read again when the text has changed."""
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        if has_explicit_title:
            return title, target
        result = domain_of(env).look_up((refnode["reftype"], target))
        return result.text or title, target

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference, without the class for which text output adds asterisks."""
        for inside in node.findall(nodes.inline):
            inside["classes"] = [name for name in inside["classes"] if name != "xref"]
        return [node], []


_NOT_A_NUMBER = re.compile("[^0-9]")


def _resolve_any(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Resolve the role ``any`` after all others of this manual, so that nothing is ambiguous."""
    target = asked_of_any(node, node["reftarget"])
    if target is None:
        return None
    domain, docname = domain_of(env), node["refdoc"]
    result = domain.result_when_read(docname, target)
    inside = link_text(target[0], "" if node.get("refexplicit") else result.text, contnode)
    try:
        return domain.link_to(docname, result, node, inside)
    except NoUri:
        return inside


class GeneratedLabels(SphinxPostTransform):
    """Warns of labels that former names have, and of those that are asked for a number.

    A former one leads to where it always did. What is drawn late has no number: Sphinx stops where
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
    """Warn that a reference leads nowhere, and say what to write; True if it is of this domain."""
    own = domain_of(app.env)
    if domain is not own:
        return None
    queries = own.source.queries
    if queries is None:  # which is a warning of its own
        return True
    kind, target = node["reftype"], node["reftarget"]
    if own.result_when_read(node["refdoc"], (kind, target)).keys:
        sentence = f"No page shows the {kind} {target!r}. {HOW_TO_SHOW[kind]}"
        warn(Code.NOT_SHOWN, sentence, node)
        return True
    from ..dataset.names import suggestion  # only here is the dataset needed
    from .xref_lookup import asked_port, covering, known_names, names_by_port

    names, called = known_names(kind, queries)
    abroad = inventory_names(app.env, kind)
    called = {title: name for name, title in abroad.items()} | called
    names = list(dict.fromkeys([*names, *abroad]))
    word = target
    if kind == "port" and (asked := asked_port(_NOT_A_NUMBER.split(target, maxsplit=1)[0])):
        ports = names_by_port(names)  # one with the same number is more like it than any word
        word = next((ports[port] for port in covering(asked, "", ports)), target)
    sentence = f"There is no {kind} {target!r}. {suggestion(word, names, called)}"
    warn(Code.UNKNOWN_REFERENCE, sentence, node)
    return True


def register(app: Sphinx) -> None:
    """Add the roles, and what speaks when a reference leads nowhere."""
    for kind in LABELLED:
        app.add_role_to_domain("medulla", kind, Reference(warn_dangling=True))
    app.add_post_transform(GeneratedLabels)
    app.connect("missing-reference", _resolve_any, priority=400)  # before other manuals
    app.connect("warn-missing-reference", _warn_of_missing)
