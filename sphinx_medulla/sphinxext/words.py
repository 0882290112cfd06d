"""The extension's own words, in the language of the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation, translators

from ..dataset import catalogs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

CATALOG = "sphinx_medulla"
LOCALE = Path(__file__).parents[1] / "locale"

translate = get_translation(CATALOG)
"""Makes a word or a sentence of ours that is translated when it is shown."""


class _Spoken:
    """What the build speaks; its processes share what was set before they were forked."""

    words = NullTranslations()
    print = ""


def _(message: str) -> str:
    """A word or a sentence of ours, translated now."""
    return _Spoken.words.gettext(message)


def words_print() -> str:
    """A digest of the catalogs that our words are from."""
    return _Spoken.print


def manual_folders(app: Sphinx) -> Iterator[Path]:
    """The folders in which the manual keeps its own catalogs."""
    for folder in app.config.locale_dirs:
        yield Path(app.srcdir) / folder


def register(app: Sphinx) -> None:
    """Speak the language of the build, as soon as that is known."""
    app.connect("config-inited", _speak)


def _speak(app: Sphinx, config: Config) -> None:
    """Take our words from the manual's own catalog, where it has one, then from ours."""
    language = config.language or ""
    found = [
        catalogs.catalog(folder, language, CATALOG) for folder in (*manual_folders(app), LOCALE)
    ]
    paths = [path for path in found if path is not None]
    _Spoken.words = catalogs.translations(paths)
    translators["general", CATALOG] = _Spoken.words
    _Spoken.print = catalogs.fingerprint(paths) if paths else ""


def filled(template: str, parts: Mapping[str, nodes.Node | str]) -> list[nodes.Node]:
    """A translated template whose ``%(name)s`` are filled with nodes or with text.

    Translators may put the parts into any order. A name that is not in ``parts`` stays as written.
    """
    found: list[nodes.Node] = []
    rest = template
    while rest:
        hits = [(rest.find(f"%({name})s"), name) for name in parts]
        start, name = min((hit for hit in hits if hit[0] >= 0), default=(-1, ""))
        if start < 0:
            found.append(nodes.Text(rest))
            break
        if start:
            found.append(nodes.Text(rest[:start]))
        part = parts[name]
        found.append(nodes.Text(part) if isinstance(part, str) else part)
        rest = rest[start + len(f"%({name})s") :]
    return found
