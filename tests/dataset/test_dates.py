"""The analysis `dates`."""

from __future__ import annotations

from datetime import date

import pytest

from sphinx_medulla.dataset.dates import date_of


@pytest.mark.parametrize("text", ["", "6.18", "20261123", "2026-11", "2026-02-30", "2026-W48-1"])
def test_what_is_no_date(text: str):
    assert date_of(text) is None


def test_a_date():
    assert date_of("2026-11-23") == date(2026, 11, 23)
