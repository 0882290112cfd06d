"""Datasets of other products, from their public documentation, give no false alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.problem import Severity

PRODUCTS = sorted(Path(__file__).with_name("other_products").glob("*.yaml"))


def test_there_are_two_products_and_one_has_zones():
    assert len(PRODUCTS) >= 2
    assert any(len(load(path).dataset.zones) > 1 for path in PRODUCTS)


@pytest.mark.parametrize("path", PRODUCTS, ids=lambda path: path.stem)
def test_nothing_above_info(path):
    found = check(load(path), waive=False).findings
    loud = [str(one.problem) for one in found if one.problem.severity > Severity.INFO]
    assert not loud, "\n".join(loud)


@pytest.mark.parametrize("path", PRODUCTS, ids=lambda path: path.stem)
def test_each_names_where_it_comes_from(path):
    dataset = load(path).dataset
    assert dataset.defaults.source
    assert all(source.url for source in dataset.sources.values())
