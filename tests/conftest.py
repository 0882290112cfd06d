"""What every test needs."""

from __future__ import annotations

import pytest

from sphinx_medulla.render import localization

UNTRANSLATED = tuple(localization._translators)


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test begins in English, whatever builds before it spoke in this process."""
    monkeypatch.setattr(localization, "_translators", [*UNTRANSLATED])
