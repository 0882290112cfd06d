"""The published pages of the project, what is read of them, and their comparison with the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.report import Report
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.problem import Severity
from sphinx_medulla.published.comparison_report import DatasetFile, report_of_comparison
from sphinx_medulla.published.fact_reading import read_facts
from sphinx_medulla.published.page_names import PageNames
from sphinx_medulla.published.page_reading import read_page
from sphinx_medulla.published.published_facts import Connection, Reading

FOLDER = Path(__file__).parents[1] / "published"
FLOWCHART = (FOLDER / "simplified-flowchart-of-medulla.md").read_text(encoding="utf-8")
RELEASE = FOLDER.parent / "release" / "medulla.yaml"
PROCEDURE = "procedure-for-adding-relays-to-medulla-dedicated-saas.md"
RELAYS = (FOLDER / PROCEDURE).read_text(encoding="utf-8")


def read(text: str, name: str = "page.md", **options: str) -> Reading:
    """What is read of a page."""
    return read_facts(read_page(text.encode(), name), **options)


class Compared(NamedTuple):
    """A comparison; ``loud`` are the differences that nothing explains."""

    report: Report
    loud: list[Finding]

    @property
    def explained(self) -> list[tuple[str, int, str]]:
        """The code, the line and the message of each difference that an erratum explains."""
        found = [waived.finding.problem for waived in self.report.waived]
        return [(one.code, one.location.line, one.message) for one in found]

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The code and the line of each difference that nothing explains."""
        return [(one.problem.code, one.problem.location.line) for one in self.loud]

    def quiet(self, code: str) -> list[Finding]:
        """The findings of a code that are only information."""
        return [
            one
            for one in self.report.findings
            if one.problem.code == code and one.problem.severity == Severity.INFO
        ]


@cache
def dataset_file(path: Path | None = None) -> DatasetFile:
    """The dataset of a release that does not change, or the one in a file."""
    path = path or RELEASE
    return DatasetFile(load(path, path.name), path, path.name)


def compare(
    text: str,
    source: str = "flowchart",
    name: str = "page.md",
    *,
    roles: Mapping[str, str] | None = None,
    modes: Mapping[str, str] | None = None,
    dataset: DatasetFile | None = None,
) -> Compared:
    """Compare a page with a dataset, that of a release if none is given."""
    file = dataset or dataset_file()
    page = read_page(text.encode(), name)
    known = file.loaded.dataset
    names = PageNames(known, roles or {}, modes or {})
    reading = read_facts(page, known.defaults.protocol or "tcp")
    report = report_of_comparison(page, reading, file, names, source)
    return Compared(report, [one for one in report.findings if report.fails(one)])


def facts(reading: Reading) -> list[tuple[str, ...]]:
    """The connections and descriptions of a page in a form that can be compared."""
    rows = [
        (
            one.from_.words.casefold(),
            one.to.words.casefold(),
            *sorted(str(port.port) for port in one.ports or ()),
        )
        for one in reading.connections
    ]
    described = [
        (each.text.casefold(), *(str(port.port) for port in each.ports))
        for each in reading.descriptions
    ]
    return sorted([*rows, *described])


def rows_of(reading: Reading) -> list[Connection]:
    """The connections that are rows of tables."""
    return [one for one in reading.connections if not (one.is_host or one.is_item)]
