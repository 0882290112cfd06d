"""The extension's own words, in the language of the build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation, translators

from ..dataset import catalogs
from ..render.localization import CATALOG, LOCALE, speak
from .build_warnings import warn_of_catalog

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

translate = get_translation(CATALOG)
"""Marks a text of the extension; it is translated when it is shown."""

_prints = [""]
"""The digest of the catalogs in use; a build's processes share what was set before they forked."""


def words_print() -> str:
    """A digest of the catalogs that our words are from."""
    return _prints[-1]


def manual_folders(app: Sphinx) -> Iterator[Path]:
    """The folders in which the manual keeps its own catalogs."""
    for folder in app.config.locale_dirs:
        yield Path(app.srcdir) / folder


def register(app: Sphinx) -> None:
    """Speak the language of the build, as soon as that is known."""
    app.connect("config-inited", _speak)


def _speak(app: Sphinx, config: Config) -> None:
    """Take translations from the manual's own catalog if it has one, then from the package's."""
    language = config.language or ""
    found = [
        catalogs.catalog(folder, language, CATALOG) for folder in (*manual_folders(app), LOCALE)
    ]
    paths = [path for path in found if path is not None]
    words = catalogs.translations(paths)
    speak(words.gettext, language or "en")
    translators["general", CATALOG] = words
    _prints[:] = [catalogs.fingerprint(paths, warn_of_catalog) if paths else ""]
