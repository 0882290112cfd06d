"""`medulla-flows schema`: the JSON Schema of a dataset, or of the json report."""

from __future__ import annotations

import argparse

from .exit_codes import OK
from .output import print_bytes

EPILOG = """\
The schema is the same for every dataset, so none is read.

examples:
  medulla-flows schema > schema.json
  medulla-flows schema findings
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument(
        "kind",
        nargs="?",
        choices=("dataset", "findings"),
        default="dataset",
        help="dataset (the default), or findings: the output of check --output-format json",
    )


def run(options: argparse.Namespace) -> int:
    """Print a schema."""
    if options.kind == "findings":
        from ..checker.reports.json_report import SCHEMA

        schema = SCHEMA.read_text(encoding="utf-8")
    else:
        from ..dataset.schema import schema_text

        schema = schema_text()
    print_bytes(schema.encode())
    return OK
