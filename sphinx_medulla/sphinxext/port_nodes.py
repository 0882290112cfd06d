"""Ports in a cell of an HTML table: a list of terms, the protocols, each with a list of its ports.

docutils' own lists would say the same. But their writers walk through each list to see how simple
it is, and put a paragraph into each item: a large table would take a quarter longer.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class MedullaPorts(nodes.Element):
    """The ports of a cell."""


class MedullaPortGroup(nodes.Element):
    """The ports of one ``protocol``; ``ip`` is that of protocols without ports."""


class MedullaPort(nodes.TextElement):
    """A port: its number, the name of its service if it is ``named``, and what follows its signs.

    ``signs`` are pairs of a kind and a word.
    """

    child_text_separator = " "


def _visit_ports(translator: HTML5Translator, node: MedullaPorts) -> None:
    translator.body.append('<dl class="medulla-port-groups simple">')


def _depart_ports(translator: HTML5Translator, node: MedullaPorts) -> None:
    translator.body.append("</dl>")


def _visit_group(translator: HTML5Translator, node: MedullaPortGroup) -> None:
    protocol = f'<span class="medulla-value-protocol">{node["protocol"]}</span>'
    translator.body.append(f"<dt>{protocol}</dt>\n<dd><ul>")


def _depart_group(translator: HTML5Translator, node: MedullaPortGroup) -> None:
    translator.body.append("</ul></dd>\n")


def _visit_port(translator: HTML5Translator, node: MedullaPort) -> None:
    """Write the parts of a port with spaces between them, and its protocol, which is not seen.

    So the whole port is what is copied and heard, and what the search shows.
    """
    number, *others = node.children
    protocol = node.parent["protocol"]
    first, *more = node["ids"] or [""]
    anchor = f' id="{first}"' if first else ""
    anchors = "".join(f'<span id="{other}"></span>' for other in more)
    translator.body.append(f'<li{anchor}>{anchors}<span class="medulla-value-port">')
    number.walkabout(translator)
    translator.body.append("</span>")
    if protocol != "ip":
        translator.body.append(f'<span class="medulla-apart">/{protocol}</span>')
    signs_at = 1 if node["named"] else 0
    for place, child in enumerate([*others, None]):
        if place == signs_at:
            translator.body += map(_sign, node["signs"])
        if child is not None:
            translator.body.append(" ")
            child.walkabout(translator)
    raise nodes.SkipChildren


def _sign(sign: tuple[str, str]) -> str:
    kind, word = sign
    return f' <span class="medulla-sign medulla-sign-{kind}">{escape(word)}</span>'


def _depart_port(translator: HTML5Translator, node: MedullaPort) -> None:
    translator.body.append("</li>\n")


def register(app: Sphinx) -> None:
    """Announce the nodes to the HTML builders, the only ones that get them."""
    app.add_node(MedullaPorts, html=(_visit_ports, _depart_ports))
    app.add_node(MedullaPortGroup, html=(_visit_group, _depart_group))
    app.add_node(MedullaPort, html=(_visit_port, _depart_port))
