"""The language of the output, and the texts of this package in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..dataset.catalogs import catalog, translations

if TYPE_CHECKING:
    from .document import Part

CATALOG = "sphinx_medulla"
LOCALE = Path(__file__).parents[1] / "locale"

Translate = Callable[[str], str]

_translators: list[tuple[Translate, str]] = [(str, "en")]
"""Each with its language. The last one is in use."""


def _(message: str) -> str:
    """A text of the package, translated by the translator in use."""
    return str(_translators[-1][0](message))


def output_language() -> str:
    """The language of the output, such as ``fr`` or ``pt_BR``."""
    return _translators[-1][1]


def speak(translate: Translate, language: str) -> None:
    """Write in a language from now on, with a function for all translations."""
    _translators[:] = [(translate, language)]


@contextmanager
def speaking(translate: Translate, language: str) -> Iterator[None]:
    """Write in a language within a ``with`` statement, with a function for all translations."""
    _translators.append((translate, language))
    try:
        yield
    finally:
        _translators.pop()


def languages() -> list[str]:
    """The languages that the package has translations for."""
    return sorted(
        folder.name for folder in LOCALE.glob("*") if catalog(LOCALE, folder.name, CATALOG)
    )


def message_source() -> Path:
    """The newest file with all texts of the package: a checkout's catalog, a wheel's template."""
    paths = [*LOCALE.glob(f"{CATALOG}.pot"), *LOCALE.rglob(f"{CATALOG}.po")]
    return max(paths, key=lambda path: path.stat().st_mtime_ns)


def translator(language: str) -> Translate | None:
    """The function that translates into a language; None if there are no translations."""
    found = catalog(LOCALE, language, CATALOG)
    if found is None:
        return str if language == "en" else None
    return translations([found]).gettext


def filled(template: str, parts: Mapping[str, Part]) -> list[Part]:
    """A translated template whose ``%(name)s`` are filled with parts.

    Translators may put the parts into any order. A name that is not in ``parts`` stays as written.
    """
    pieces = re.split(rf"%\(({'|'.join(parts)})\)s", template)  # every other one is a name
    filled = [parts[piece] if place % 2 else piece for place, piece in enumerate(pieces)]
    return [part for part in filled if part != ""]
