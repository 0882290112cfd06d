"""The Sphinx projects that the benchmarks build. Each shows the same flows in a different way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .flows import ROLES, Page, dataset

HEADER = ("No.", "Connection", "Ports", "Notes")
Files = dict[str, str]


@dataclass(frozen=True)
class Variant:
    """A way to show the flows.

    ``body`` returns the content of a page below its heading, ``conf`` is added to conf.py, and
    ``extra`` returns additional files.
    """

    name: str
    label: str
    body: Callable[[Page], str]
    conf: str = ""
    extra: Callable[[list[Page]], Files] = lambda _pages: {}
    needs_dot: bool = False

    def files(self, pages: list[Page]) -> Files:
        """Return all files of the project: path to content."""
        names = "\n".join(f"   {page.mode}" for page in pages)
        files = {
            "conf.py": f'project = "Benchmark"\n{self.conf}',
            "index.rst": f"Benchmark\n=========\n\n.. toctree::\n\n{names}\n",
        }
        for page in pages:
            files[f"{page.mode}.rst"] = f"{page.mode}\n{'=' * 20}\n\n{self.body(page)}"
        return files | self.extra(pages)


def write(folder: Path, files: Files) -> None:
    """Write a project. Files whose content has not changed are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def numbered(page: Page) -> list[tuple[str, ...]]:
    """Return the rows of a page's table, with numbers."""
    return [(str(number), *row.cells) for number, row in enumerate(page.rows, 1)]


def empty(page: Page) -> str:
    """Return a word that an edit changes."""
    return f"{page.rows[0].ports[0]}\n"


def csv_table(page: Page) -> str:
    """Return a csv-table."""
    header = ", ".join(f'"{cell}"' for cell in HEADER)
    rows = "\n".join("   " + ", ".join(f'"{cell}"' for cell in row) for row in numbered(page))
    return f".. csv-table:: {page.mode}\n   :header: {header}\n\n{rows}\n"


def list_table(page: Page) -> str:
    """Return a list-table."""
    lines = [f".. list-table:: {page.mode}", "   :header-rows: 1", ""]
    for row in (HEADER, *numbered(page)):
        lines += [f"   * - {row[0]}", *(f"     - {cell}" for cell in row[1:])]
    return "\n".join([*lines, ""])


def list_table_with_graphviz(page: Page) -> str:
    """Return a list-table, and a chart in DOT as an author would write it."""
    lines = ["", ".. graphviz::", "", "   digraph {", "      node [shape=box]"]
    lines += [f'      "{role}" [label="{name}"]' for role, name in ROLES.items()]
    for number, row in enumerate(page.rows, 1):
        ports = "\\n".join([str(number), *(f"{port}/tcp" for port in row.ports)])
        lines.append(f'      "{row.source}" -> "{row.target}" [label="{ports}"]')
    return list_table(page) + "\n".join([*lines, "   }", ""])


def datatemplate(page: Page) -> str:
    """Return a template that reads its rows from the JSON file of ``one_json``."""
    return (
        ".. datatemplate:json:: flows.json\n\n"
        f"   {{{{ make_list_table({list(HEADER)}, data['{page.mode}'], '{page.mode}') }}}}\n"
    )


def one_json(pages: list[Page]) -> Files:
    """Return the JSON file with all rows."""
    return {"flows.json": json.dumps({page.mode: numbered(page) for page in pages}, indent=1)}


NEEDS = """\
extensions = ["sphinx_needs"]
needs_types = [
    {"directive": "party", "title": "Party", "prefix": "P_", "color": "#eee", "style": "node"},
    {"directive": "flow", "title": "Flow", "prefix": "F_", "color": "#fff", "style": "node"},
]
needs_fields = {
    name: {"description": name, "nullable": True} for name in ("mode", "ports", "notes")
}
needs_id_regex = "^[A-Z0-9_]{3,}"
needs_flow_engine = "graphviz"
"""


def needs(page: Page) -> str:
    """Return a need for each flow and each role of the page, a needtable and a needflow."""
    prefix = page.mode.replace("-", "_").upper()
    targets: dict[str, list[str]] = {role: [] for role in ROLES}
    lines = []
    for number, row in enumerate(page.rows, 1):
        connection, ports, notes = row.cells
        flow, target = f"{prefix}_F{number}", f"{prefix}_{row.target.upper()}"
        targets[row.source].append(flow)
        lines += [f".. flow:: {connection}", f"   :id: {flow}", f"   :mode: {page.mode}"]
        lines += [f"   :ports: {ports}", f"   :notes: {notes}", f"   :links: {target}"]
        lines += ["   :hide:", ""]
    for role, flows in targets.items():
        lines += [f".. party:: {ROLES[role]}", f"   :id: {prefix}_{role.upper()}"]
        lines += [f"   :mode: {page.mode}", "   :hide:"]
        lines += [f"   :links: {', '.join(flows)}", ""] if flows else [""]
    wanted = f'mode == "{page.mode}"'
    lines += [".. needtable::", f'   :filter: {wanted} and type == "flow"']
    lines += ["   :columns: id, title, ports, notes", "   :style: table", ""]
    return "\n".join([*lines, ".. needflow::", f"   :filter: {wanted}", ""])


MEDULLA = """\
extensions = ["sphinx_medulla"]
medulla_dataset = "flows.yaml"
medulla_check = "off"
"""


def medulla_table(page: Page) -> str:
    """Return a medulla-flows directive."""
    return f".. medulla-flows:: {page.mode}\n"


def medulla_table_and_chart(page: Page) -> str:
    """Return a medulla-flows and a medulla-flowchart directive."""
    return f"{medulla_table(page)}\n.. medulla-flowchart:: {page.mode}\n"


def medulla_dataset(pages: list[Page]) -> Files:
    """Return the dataset of sphinx_medulla."""
    return {"flows.yaml": dataset(pages)}


GRAPHVIZ = 'extensions = ["sphinx.ext.graphviz"]\ngraphviz_output_format = "svg"\n'
TEMPLATES = 'extensions = ["sphinxcontrib.datatemplates"]\n'

VARIANTS = (
    Variant("empty", "empty pages", empty),
    Variant("csv-table", "csv-table", csv_table),
    Variant("list-table", "list-table", list_table),
    Variant("graphviz", "list-table, graphviz", list_table_with_graphviz, GRAPHVIZ, needs_dot=True),
    Variant("datatemplates", "datatemplates, one JSON", datatemplate, TEMPLATES, one_json),
    Variant("needs", "needtable, needflow", needs, NEEDS, needs_dot=True),
    Variant("medulla", "medulla-flows", medulla_table, MEDULLA, medulla_dataset),
    Variant(
        "medulla-charts",
        "medulla-flows, -flowchart",
        medulla_table_and_chart,
        MEDULLA,
        medulla_dataset,
    ),
)
