"""What every test of files needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sphinx_medulla.diagram.layout_queue import layout_queue


@pytest.fixture(autouse=True)
def layouts() -> Iterator[None]:
    """Charts may be laid out, as within a command."""
    with layout_queue():
        yield
