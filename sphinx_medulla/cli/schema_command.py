"""`medulla-flows schema`: the JSON Schema of a dataset, or of the json report."""

from __future__ import annotations

from .exit_codes import OK
from .output import print_text


def run(kind: str) -> int:
    """Print a schema."""
    if kind == "findings":
        from ..checker.reports.json_report import SCHEMA

        print_text(SCHEMA.read_text(encoding="utf-8"), exact=True)
    else:
        from ..dataset.schema import schema_text

        print_text(schema_text(), exact=True)
    return OK
