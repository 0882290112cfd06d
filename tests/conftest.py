"""What every test needs."""

from __future__ import annotations

import logging

import pytest
from hypothesis import HealthCheck, settings

from sphinx_medulla.render import localization

# Sphinx writes hundreds of debug messages per build, which no test reads.
logging.disable(logging.DEBUG)

UNTRANSLATED = tuple(localization._translators)

BUILDING = ("docs", "render", "sphinxext")
"""The folders whose tests build manuals."""

# How long Hypothesis takes to make an input depends on what else the machine does.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


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
