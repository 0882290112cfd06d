"""The extension's own words, in the language of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from ..export.words import CATALOG, LOCALE, speak

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Announce the catalogs, and let Sphinx translate our words from now on."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    speak(get_translation(CATALOG))
