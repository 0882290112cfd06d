"""The schema of datasets in this repository: ``python tools/schema.py`` compares it with the model.

It also loads the dataset. ``--write`` writes the schema.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.problem import DatasetError
from sphinx_medulla.dataset.schema import schema_text
from sphinx_medulla.files import write_file

DATA = Path(__file__).parents[1] / "data"

HOW_TO_WRITE = "python tools/schema.py --write"
"""The command that brings schema.json up to date."""


def main(arguments: list[str]) -> int:
    """Compare the schema and the dataset with the model, or write the schema.

    Returns the exit status: 0 where all is right, 1 where the dataset does not load or the schema
    is stale (what to do is printed), 2 for other arguments than ``--write``.
    """
    path = DATA / "schema.json"
    if arguments == ["--write"]:
        write_file(path, schema_text().encode())
        sys.stdout.write(f"{path} is written.\n")
        return 0
    if arguments:
        sys.stderr.write(f"{' '.join(arguments)}: the only argument is --write.\n")
        return 2
    status = 0
    try:
        load(DATA / "medulla.yaml")
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        status = 1
    if not path.is_file() or path.read_text(encoding="utf-8") != schema_text():
        sys.stderr.write(f"{path} does not match the model. Run: {HOW_TO_WRITE}\n")
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
