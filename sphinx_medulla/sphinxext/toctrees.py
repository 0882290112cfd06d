"""The order in which toctrees lead through a manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def along_toctrees(env: BuildEnvironment) -> list[str]:
    """Return the pages that toctrees lead to from the root page, in this order."""
    order: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in order and docname in env.all_docs:
            order[docname] = None
            waiting.extend(reversed(env.toctree_includes.get(docname, [])))
    return list(order)
