"""What every test needs."""

from __future__ import annotations

import pytest

from sphinx_medulla.render import localization


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language that a build speaks ends with the test, whatever runs next in this process."""
    monkeypatch.setattr(localization, "_translators", [*localization._translators])
