"""One browser for a module's tests, and the manual of looks built once with each theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Look = Callable[[str], Path]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from browsers import CHROMIUM, chromium

    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium-headless-shell")
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """Builds the manual of looks with a theme, once."""
    from browsers import look

    root = tmp_path_factory.mktemp("looks")
    folders: dict[str, Path] = {}

    def build(theme: str) -> Path:
        if theme not in folders:
            folders[theme] = look(root, theme)
        return folders[theme]

    return build
