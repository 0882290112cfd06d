"""The directive ``example``: directives as an author writes them, and below what they make.

Its content is MyST. The same in reStructuredText is made from it, so that the two cannot differ.
With the option ``sides``, the result stands there light and dark, whatever the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

_OPENING = re.compile(r"^`{3,}\{(?P<name>[a-z-]+)\}\s*(?P<argument>.*)$")
_CLOSING = re.compile(r"^`{3,}\s*$")


BESIDE = 40
"""The characters of a line up to which the two sources fit beside one another."""


class Side(nodes.General, nodes.Element):
    """A part of a page that is light or dark, as ``data-theme`` says to stylesheets."""


class Example(SphinxDirective):
    """Shows its content as source in both languages, then what it makes."""

    has_content = True
    option_spec: ClassVar = {"sides": directives.flag}

    def run(self) -> list[nodes.Node]:
        """The sources and the result."""
        source = "\n".join(self.content)
        classes = ["example-sources"]
        if max(map(len, restructured(source).splitlines())) > BESIDE:
            classes.append("example-long")
        sources = nodes.container("", classes=classes, is_div=True)
        sources += self._block(source, "markdown", "MyST")
        sources += self._block(restructured(source), "rst", "reStructuredText")
        example = nodes.container("", sources, classes=["example"], is_div=True)
        if "sides" in self.options:
            unnamed = [line for line in self.content if not line.startswith(":name:")]
            example += Side("", *self.parse_content_to_nodes(), side="light")
            example += Side("", *self.parse_text_to_nodes("\n".join(unnamed)), side="dark")
        else:
            example += self.parse_content_to_nodes()
        return [example]

    def _block(self, source: str, language: str, caption: str) -> nodes.container:
        block = nodes.literal_block(source, source, language=language)
        self.set_source_info(block)
        return container_wrapper(self, block, caption)


def restructured(source: str) -> str:
    """Directives written in MyST, as reStructuredText writes them."""
    return "\n".join(_lines(source)).strip()


def _lines(source: str) -> Iterator[str]:
    for line in source.splitlines():
        opening = _OPENING.match(line)
        if opening:
            yield f".. {opening['name']}:: {opening['argument']}".rstrip()
        elif _CLOSING.match(line) or not line.strip():
            yield ""
        elif line.startswith(":"):
            yield f"   {line}"
        else:
            raise ValueError(f"An example has only directives with options, but also {line!r}.")


def _visit(translator: HTML5Translator, node: Side) -> None:
    translator.body.append(f'<div class="side" data-theme="{node["side"]}">')


def _depart(translator: HTML5Translator, _node: Side) -> None:
    translator.body.append("</div>")


def _once(_translator: nodes.NodeVisitor, node: Side) -> None:
    """Other outputs have no sides: they show the result once."""
    if node["side"] == "dark":
        raise nodes.SkipNode


def _pass(_translator: nodes.NodeVisitor, _node: Side) -> None:
    pass


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_once, _pass))
    app.add_node(Side, html=(_visit, _depart), **others)
    app.add_directive("example", Example)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
