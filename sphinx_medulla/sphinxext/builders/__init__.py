"""What differs between Sphinx's builders: one family of builders per file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import port_nodes
from . import html_tables
from .epub_builder import EpubFamily
from .foreign_builders import FOREIGN
from .gettext_builder import GettextFamily
from .html_builder import HtmlFamily
from .latex_builder import PACKAGE, LatexFamily
from .man_builder import ManFamily
from .plain_builder import PlainFamily
from .single_html_builder import SingleHtmlFamily
from .texinfo_builder import TexinfoFamily
from .text_builder import TextFamily

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from .base import BuilderFamily

FAMILIES: tuple[type[BuilderFamily], ...] = (
    EpubFamily,
    SingleHtmlFamily,
    HtmlFamily,
    LatexFamily,
    TexinfoFamily,
    ManFamily,
    TextFamily,
    GettextFamily,
    PlainFamily,
)
"""All families; a family precedes those whose Sphinx class its own one is derived from."""


def family_of(builder: Builder) -> BuilderFamily:
    """Return a new family object for a builder: of its own class, else of the nearest parent."""
    for parent in type(builder).__mro__:
        foreign = FOREIGN.get(f"{parent.__module__}.{parent.__qualname__}")
        if foreign is not None:
            return foreign(builder)
    family = next(one for one in FAMILIES if isinstance(builder, one.sphinx_class))
    return family(builder)


def register(app: Sphinx) -> None:
    """Register the nodes that only some builders get, and the LaTeX package of the extension."""
    html_tables.register(app)
    port_nodes.register(app)
    app.add_latex_package(PACKAGE, after_hyperref=True)
