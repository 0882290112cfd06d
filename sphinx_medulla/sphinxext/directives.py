"""The directives: what an author may write. `reading` makes of it what is asked of the dataset."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..render.options import OPTIONS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

BLOCK = ("name", "class", "align", "caption")


class AnyOption(dict[str, Callable[[str], Any]]):
    """Accepts whatever option an author writes, as text, so that we say what is wrong with it."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        """The converter of an option."""
        return directives.unchanged


def _options(*names: str) -> dict[str, Callable[[str], Any]]:
    return AnyOption(dict.fromkeys(names, directives.unchanged))


class MedullaDirective(SphinxDirective):
    """What all directives have in common; the keys of ``option_spec`` are the options there are."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in the page until it is written."""
        # It imports the dataset's types, which pages that are not read do not need.
        from .directive_reader import DirectiveReader

        return DirectiveReader(self).run()


class Flows(MedullaDirective):
    """A table of flows."""

    option_spec = _options(*OPTIONS["flows"], *BLOCK, "download")


class Flowchart(MedullaDirective):
    """A chart of flows for each mode."""

    option_spec = _options(*OPTIONS["flowchart"], *BLOCK)


class Ports(MedullaDirective):
    """What the ports are for."""

    option_spec = _options(*OPTIONS["ports"], *BLOCK)


class Modes(MedullaDirective):
    """Which mode is whose."""

    option_spec = _options("name", "class")


class FlowRules(MedullaDirective):
    """How to read tables and charts."""

    option_spec = _options("name", "class")


class Errata(MedullaDirective):
    """What was corrected, and what is open."""

    option_spec = _options("name", "class")


class Findings(MedullaDirective):
    """What is open, and which exceptions are known."""

    option_spec = _options(*BLOCK)


DIRECTIVES: dict[str, type[MedullaDirective]] = {
    "medulla-flows": Flows,
    "medulla-flowchart": Flowchart,
    "medulla-ports": Ports,
    "medulla-modes": Modes,
    "medulla-flow-rules": FlowRules,
    "medulla-errata": Errata,
    "medulla-findings": Findings,
}
"""The directives by the names that authors write."""


def register(app: Sphinx) -> None:
    """Add the directives."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
