"""The command `medulla-flows` as users run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import sphinx_medulla

PACKAGE = Path(sphinx_medulla.__file__).parents[1]
FAULTY = Path(__file__).parents[1] / "checker" / "faulty.yaml"
"""A dataset with two findings and two waived ones, of the rules that `SELECT` names."""

SELECT = "--select=MED301,MED401,MED603,MED604"


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """The environment in which a command finds this checkout, without colours and day of tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.endswith("_COLOR") and name != "SOURCE_DATE_EPOCH"
    }
    return kept | {"PYTHONPATH": str(PACKAGE), "PYTHONIOENCODING": "utf-8"} | more


def medulla_flows(*arguments: str | Path, cwd: Path | None = None, **environ: str) -> Done:
    """Run ``python -m sphinx_medulla``, which is `medulla-flows`."""
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_medulla", *map(str, arguments)],
        cwd=cwd,
        env=environment(**environ),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
