"""Fixtures that make Sphinx projects; `manuals` in tests/support has what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from manuals import CONF, Manual

Make = Callable[..., Manual]


@pytest.fixture(autouse=True, scope="session")
def _reproducible() -> Iterator[None]:
    """Builds carry no time of their own, and no colours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.setenv("NO_COLOR", "1")
        yield


@pytest.fixture
def manual(tmp_path: Path) -> Make:
    """Makes a project of the test's own from its source files."""

    def make(files: Mapping[str, str], conf: str = CONF) -> Manual:
        return Manual(tmp_path, files, conf)

    return make
