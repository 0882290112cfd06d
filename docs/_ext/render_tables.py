"""Tables of the manual made from the code: columns, options and formats.

``flow-columns`` shows `sphinx_medulla.render.columns`, ``block-options`` the options of directives
in `sphinx_medulla.render.options`, ``output-formats`` `sphinx_medulla.render.formats`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_medulla.render import columns, formats, options

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class RenderTable(SphinxDirective):
    """A table of a registry."""

    module: ClassVar[ModuleType]
    lines: ClassVar[Callable[[], Iterator[str]]]

    def run(self) -> list[nodes.Node]:
        """The table."""
        self.env.note_dependency(inspect.getfile(self.module))
        return self.parse_text_to_nodes("\n".join(type(self).lines()))


def columns_text() -> Iterator[str]:
    """The columns in MyST."""
    yield from ("| Column | What it has |", "|---|---|")
    for name, column in columns.COLUMNS.items():
        yield f"| `{name}` | {column.about} |"


def options_text() -> Iterator[str]:
    """The options of directives in MyST."""
    yield from ("| Option | Directives | What it does | Default |", "|---|---|---|---|")
    for option in options.OPTIONS:
        kinds = ", ".join(f"`medulla-{kind}`" for kind in option.kinds)
        about = option.about
        if choices := option.choices():
            about += f": {', '.join(f'`{word}`' for word in choices)}"
        default = f"`{option.default}`" if isinstance(option.default, str) else ""
        yield f"| `{option.name}` | {kinds} | {about} | {default} |"


def formats_text() -> Iterator[str]:
    """The formats in MyST; neighbours of one description share a row."""
    yield from ("| Format | Is | For |", "|---|---|---|")
    rows: dict[tuple[str, str], list[str]] = {}
    for name, one in formats.FORMATS.items():
        kinds = ", ".join(f"`{kind}`" for kind in one.kinds) or "all but pictures"
        rows.setdefault((one.about, kinds), []).append(f"`{name}`")
    for (about, kinds), names in rows.items():
        yield f"| {', '.join(names)} | {about} | {kinds} |"


class FlowColumns(RenderTable):
    """The columns of flow tables."""

    module = columns
    lines = staticmethod(columns_text)


class BlockOptions(RenderTable):
    """The options of directives."""

    module = options
    lines = staticmethod(options_text)


class OutputFormats(RenderTable):
    """The formats of the command."""

    module = formats
    lines = staticmethod(formats_text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("flow-columns", FlowColumns)
    app.add_directive("block-options", BlockOptions)
    app.add_directive("output-formats", OutputFormats)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
