"""Records as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from ..comparison_job import ComparisonJob
from ..comparison_records import ComparisonRecords
from ..records import Records, records_of
from ..render_job import RenderJob

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_FORMULA = re.compile(r"""(^|[,;|])([\s"']*)(?=[-=+@＝＋－＠])""")


def write(job: RenderJob | ComparisonJob) -> bytes:
    """Write all flows or ports of a job, or what changes."""
    return csv_text(records_of(job)).encode()


def csv_text(found: Records | ComparisonRecords) -> str:
    """The records as CSV after RFC 4180; write it in UTF-8 without changing its line ends.

    Every cell has quotes. The byte order mark at the beginning tells spreadsheets that it is UTF-8,
    and an apostrophe keeps them from running a cell as a formula.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(found.columns)
    for line in found.values():
        cells = line | {"product": found.product, "revision": found.revision}
        writer.writerow([harmless(str(cells[column])) for column in found.columns])
    return text.getvalue()


def harmless(text: str) -> str:
    """A text on one line that no spreadsheet runs as a formula.

    A spreadsheet may split lines at another separator and ignore blanks and quotes after it, so
    what follows a separator is treated like the beginning of a cell.
    """
    return _FORMULA.sub(r"\1'\2", _BLANKS.sub(" ", text).strip())
