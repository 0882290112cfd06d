"""The extension's own words, in the language of the build."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from sphinx.locale import get_translation

CATALOG = "sphinx_medulla"

translate = get_translation(CATALOG)


def _(message: str) -> str:
    """A word or a sentence of ours, translated now."""
    return str(translate(message))


def filled(template: str, parts: Mapping[str, nodes.Node | str]) -> list[nodes.Node]:
    """A translated template whose ``%(name)s`` are filled with nodes or with text.

    Translators may put the parts into any order. A name that is not in ``parts`` stays as written.
    """
    found: list[nodes.Node] = []
    rest = template
    while rest:
        hits = [(rest.find(f"%({name})s"), name) for name in parts]
        start, name = min((hit for hit in hits if hit[0] >= 0), default=(-1, ""))
        if start < 0:
            found.append(nodes.Text(rest))
            break
        if start:
            found.append(nodes.Text(rest[:start]))
        part = parts[name]
        found.append(nodes.Text(part) if isinstance(part, str) else part)
        rest = rest[start + len(f"%({name})s") :]
    return found
