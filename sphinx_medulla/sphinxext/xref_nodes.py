"""Which nodes of a page refer to the dataset, and to what."""

from __future__ import annotations

import re
from typing import NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..dataset.ports import PROTOCOLS

XRefTarget = tuple[str, str]
"""What a reference is to: a kind of `render.targets.LABELLED`, and the words that an author
wrote."""


class XRefResult(NamedTuple):
    """What the dataset has for a target; without ``keys`` it has nothing.

    ``text`` is shown where the author gave none, ``title`` while the mouse rests on it. ``keys``
    are those under which a manual may show the thing, best first. ``current`` is its present name,
    if a former one was written.
    """

    text: str = ""
    title: str = ""
    keys: tuple[str, ...] = ()
    current: str = ""


_PROTOCOL = "|".join(PROTOCOLS)
_PORT = re.compile(rf"([0-9]+(-[0-9]+)?|any)/({_PROTOCOL})(\+({_PROTOCOL}))*|icmp(v6)?/[a-z0-9-]+")
_FLOW = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)+")


def is_link(node: nodes.Node) -> bool:
    """Return whether a node of a page that is read refers to something."""
    return isinstance(node, (pending_xref, nodes.reference))


def label_of(link: nodes.Node) -> str:
    """Return the label of this extension that a link leads to; nothing if it leads elsewhere.

    MyST makes a reference of ``[](#label)`` only after the domains looked at the page.
    """
    assert isinstance(link, nodes.Element)
    target = link.get("reftarget", "")
    if "id_link" in link:
        target = link.get("refuri", "").removeprefix("#")
    return target if target.startswith("medulla-") else ""


def xref_target_of(node: pending_xref) -> XRefTarget | None:
    """Return what a reference asks this domain for; None if it asks others.

    The role ``any`` asks for flows and for ports with a protocol; a bare word or number may mean
    anything, so it is left to others.
    """
    if node.get("refdomain") == "medulla":
        return node["reftype"], node["reftarget"]
    return asked_of_any(node, node["reftarget"])


def asked_of_any(node: pending_xref, words: str) -> XRefTarget | None:
    """Return what a reference asks for by some words if it is of the role ``any``.

    None if it is of another role, and for words that are neither a port nor a flow.
    """
    if node.get("reftype") != "any" or node.get("refdomain"):
        return None
    if _PORT.fullmatch(words):
        return "port", words
    return ("flow", words) if _FLOW.fullmatch(words) else None


def link_text(kind: str, text: str, contnode: nodes.Element) -> nodes.inline:
    """Return the text of a link of the role ``any``, as words, not code.

    Without a ``text`` it is what Sphinx puts into the link, ``contnode``.
    """
    inside = nodes.inline("", text, classes=["any", "medulla", f"medulla-{kind}"])
    if not text:
        inside += [child.deepcopy() for child in contnode.children]
    return inside
