"""A page for each rule of the checker, written from its class before Sphinx looks for pages.

The pages lie in ``manual/rules`` of the sources, where git does not see them. On the site, only the
index of the rules leads to them: in the sidebar they would double every page, and the time that the
theme takes for it. A book has them in its table of contents.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from page_files import write_pages

from sphinx_medulla.checker.rule_pages import markdown_page, what
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.published.comparison_rules import COMPARISON_RULES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "manual/rules"
LISTED = (*RULES, *COMPARISON_RULES)
SITES = {"html", "dirhtml"}
"""The builders whose pages have a sidebar."""

TABLE_OF_CONTENTS = """
```{toctree}
:glob:
:hidden:

MED*
```
"""


def pages() -> dict[str, str]:
    """The name and the content of each page."""
    return {
        f"{rule.code}.md": (
            f"---\norphan: true\n---\n\n# {rule.code}: {rule.name}\n\n{markdown_page(rule)}\n"
            "{doc}`All rules <index>`\n"
        )
        for rule in LISTED
    }


def table() -> str:
    """All rules as a table, each a link to its page."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label} | {what(rule)} |"
        for rule in LISTED
    ]
    return "\n".join(["| Code | Name | Severity | What it finds |", "|---|---|---|---|", *rows, ""])


def _write(app: Sphinx) -> None:
    write_pages(Path(app.srcdir) / FOLDER, pages(), "MED*.md")


def _list(app: Sphinx, docname: str, source: list[str]) -> None:
    if docname == f"{FOLDER}/index":
        source[0] += f"\n{table()}"
        if app.builder.name not in SITES:
            source[0] += TABLE_OF_CONTENTS


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the pages when a build begins, and list them in their index."""
    app.connect("builder-inited", _write)
    app.connect("source-read", _list)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
