"""Hold a report for code scanning to the official schema of SARIF, where that schema stands.

``valid_sarif.py REPORT SCHEMA`` says what is wrong, and fails where something is. Without the
schema's file it says so and does not fail: the tests hold the report to a model of SARIF as well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def problems(report: Path, schema: Path) -> list[str]:
    """Each place of the report that the schema does not allow, with the reason."""
    from jsonschema.validators import validator_for

    rules = json.loads(schema.read_text(encoding="utf-8"))
    validator = validator_for(rules)(rules)
    found = validator.iter_errors(json.loads(report.read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message}" for error in found]


def main(report: Path, schema: Path) -> int:
    """Print what is wrong and return the exit status."""
    if not schema.is_file():
        print(f"{report} is not held to the schema of SARIF: there is no {schema}.")
        return 0
    found = problems(report, schema)
    for line in found:
        print(f"FAILED {report} {line}")
    if not found:
        print(f"{report} is valid by {schema.name}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
