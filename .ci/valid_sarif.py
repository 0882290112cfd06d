"""Validate a SARIF report against the official schema, if the schema is available.

``valid_sarif.py REPORT SCHEMA`` prints what is wrong, and fails if anything is. If SCHEMA does not
exist, it says so and succeeds: the tests also validate the report against a model of SARIF.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def problems(report: Path, schema: Path) -> list[str]:
    """Return a line for each part of the report that violates the schema, with the reason."""
    from jsonschema.validators import validator_for

    rules = json.loads(schema.read_text(encoding="utf-8"))
    validator = validator_for(rules)(rules)
    found = validator.iter_errors(json.loads(report.read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message}" for error in found]


def main(report: Path, schema: Path) -> int:
    """Print the problems and return the exit status."""
    if not schema.is_file():
        print(f"{report} was not validated: {schema} does not exist.")
        return 0
    found = problems(report, schema)
    for line in found:
        print(f"FAILED {report} {line}")
    if not found:
        print(f"{report} is valid according to {schema.name}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
