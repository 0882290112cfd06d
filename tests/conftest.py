"""What every test needs."""

from __future__ import annotations

import logging

import pytest

from sphinx_medulla.render import localization

# Sphinx writes hundreds of debug messages per build, which no test reads.
logging.disable(logging.DEBUG)

UNTRANSLATED = tuple(localization._translators)

BUILDING = ("docs", "sphinxext")
"""The folders whose tests build manuals."""


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test begins in English, whatever builds before it spoke in this process."""
    monkeypatch.setattr(localization, "_translators", [*UNTRANSLATED])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no processor is idle at the end.

    They have heavy tests, or build manuals.
    """
    heavy = {item.path for item in items if item.get_closest_marker("heavy")}
    items.sort(key=lambda item: (item.path not in heavy, item.path.parent.name not in BUILDING))
