"""The directives: what an author may write. `reading` makes of it what is asked of the dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class KindOptions(Mapping[str, Callable[[str], Any]]):
    """The options of a kind of block for docutils, imported when somebody lists them.

    Every option is accepted, as text, so that the extension itself says what is wrong with it.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __getitem__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __iter__(self) -> Iterator[str]:
        from ..render.options import options_of

        return iter(options_of(self.kind))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __bool__(self) -> bool:
        return True


class MedullaDirective(SphinxDirective):
    """A directive; the kind of block is its name without ``medulla-``."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The nodes that the page has until it is written."""
        # It imports the dataset's types, which pages that are not read do not need.
        from .directive_reader import DirectiveReader

        return DirectiveReader(self).run()


KINDS = (
    "flows",
    "flowchart",
    "ports",
    "lookup",
    "modes",
    "flow-rules",
    "errata",
    "findings",
    "changes",
    "diff",
)
"""The names in `render.options.KINDS`, which a build that reads no page need not import."""

DIRECTIVES: dict[str, type[MedullaDirective]] = {
    f"medulla-{kind}": type(
        f"Medulla{kind.title().replace('-', '')}",
        (MedullaDirective,),
        {"option_spec": KindOptions(kind)},
    )
    for kind in KINDS
}
"""The directives by the names that authors write."""


def register(app: Sphinx) -> None:
    """Add the directives."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
