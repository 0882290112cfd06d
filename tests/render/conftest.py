"""What every test of files needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from sphinx_medulla.diagram.layout_queue import CURRENT_QUEUE, LayoutQueue


@pytest.fixture(autouse=True)
def layouts() -> Iterator[None]:
    """Charts may be laid out, as within a command."""
    with closing(LayoutQueue()) as queue:
        CURRENT_QUEUE.set(queue)
        yield
