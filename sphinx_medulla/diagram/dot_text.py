"""DOT's notation: attributes, and texts that show exactly themselves."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import graphviz
from graphviz.quoting import quote


def statement(subject: str, **attributes: str) -> str:
    """A statement that sets attributes of ``graph``, of each later ``node``, or ``edge``."""
    return f"\t{subject} [{attributes_of(**attributes)}]"


def attributes_of(**attributes: str) -> str:
    """Attributes as DOT has them, in the order of their names; ``class_`` is ``class``."""
    found = sorted((name.rstrip("_"), value) for name, value in attributes.items())
    return " ".join(f"{name}={quoted(value)}" for name, value in found)


quoted = lru_cache(maxsize=4096, typed=True)(quote)
"""A text as DOT writes it. A label that `graphviz.nohtml` made differs from a text by its type."""


def plain(*lines: str) -> str:
    """Lines of text as a label or a tooltip that shows exactly them.

    Nothing in them is taken for a placeholder, an entity or markup; line ends within a line become
    spaces.
    """
    whole = (" ".join(line.split()).replace("&", "&amp;") for line in lines)
    label: str = graphviz.nohtml("\\n".join(graphviz.escape(line) for line in whole))
    return label


def marked_up(text: str) -> str:
    """A text within markup: Graphviz replaces placeholders there, so backslashes are doubled."""
    return escape(text).replace("\\", "\\\\")


def link(target: str, title: str) -> dict[str, str]:
    """The attributes of a link; Graphviz removes the backslashes of tooltips twice."""
    return {"URL": f"medulla:{target}", "tooltip": plain(title.replace("\\", "\\\\"))}
