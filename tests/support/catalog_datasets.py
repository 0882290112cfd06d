"""Datasets with catalogs beside them, for the rules about translations."""

from __future__ import annotations

from pathlib import Path

from checking import rules_of

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.rule import Rule
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load

MISSING, STALE = RULES = rules_of("MED513", "MED514")


def found(folder: Path, dataset: str, rule: Rule) -> tuple[Finding, ...]:
    """What both rules find in a dataset in a folder, with the catalogs of one rule's example."""
    path = folder / "flows.yaml"
    path.write_text(dataset, encoding="utf-8")
    for name, text in rule.beside.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return check(load(path, "some/flows.yaml"), RULES).findings
