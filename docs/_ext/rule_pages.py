"""A page for each rule of the checker, written from its class before Sphinx looks for pages.

The pages lie in ``manual/rules`` of the sources, where git does not see them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from page_files import write_pages

from sphinx_medulla.checker.rule_pages import markdown_page
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.published.comparison_rules import COMPARISON_RULES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "manual/rules"


def pages() -> dict[str, str]:
    """The name and the content of each page."""
    return {
        f"{rule.code}.md": f"# {rule.code}: {rule.name}\n\n{markdown_page(rule)}"
        for rule in (*RULES, *COMPARISON_RULES)
    }


def _write(app: Sphinx) -> None:
    write_pages(Path(app.srcdir) / FOLDER, pages(), "MED*.md")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the pages when a build begins."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
