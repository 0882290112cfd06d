"""The directive ``example``: directives as an author writes them, and below what they make.

Its content is MyST. The same in reStructuredText is made from it, so that the two cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_OPENING = re.compile(r"^`{3,}\{(?P<name>[a-z-]+)\}\s*(?P<argument>.*)$")
_CLOSING = re.compile(r"^`{3,}\s*$")


class Example(SphinxDirective):
    """Shows its content as source in both languages, then what it makes."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The sources and the result."""
        source = "\n".join(self.content)
        sources = nodes.container("", classes=["example-sources"], is_div=True)
        sources += self._block(source, "markdown", "MyST")
        sources += self._block(restructured(source), "rst", "reStructuredText")
        example = nodes.container("", sources, classes=["example"], is_div=True)
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


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("example", Example)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
