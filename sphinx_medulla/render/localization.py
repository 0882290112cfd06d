"""The words of this package itself, in the language of whoever set a translator."""

from __future__ import annotations

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

_translators: list[Translate] = [str]
"""The last one is in use."""


def _(message: str) -> str:
    """A text of the package, translated now."""
    return str(_translators[-1](message))


def speak(translate: Translate) -> None:
    """Translate everything by a function from now on."""
    _translators[:] = [translate]


@contextmanager
def speaking(translate: Translate) -> Iterator[None]:
    """Translate by a function for a while."""
    _translators.append(translate)
    try:
        yield
    finally:
        _translators.pop()


def languages() -> list[str]:
    """The languages that the package has translations for."""
    return sorted(
        folder.name for folder in LOCALE.glob("*") if catalog(LOCALE, folder.name, CATALOG)
    )


def translator(language: str) -> Translate | None:
    """What translates into a language; None where there are no translations."""
    found = catalog(LOCALE, language, CATALOG)
    if found is None:
        return str if language == "en" else None
    return translations([found]).gettext


def filled(template: str, parts: Mapping[str, Part]) -> list[Part]:
    """A translated template whose ``%(name)s`` are filled with parts.

    Translators may put the parts into any order. A name that is not in ``parts`` stays as written.
    """
    found: list[Part] = []
    rest = template
    while rest:
        hits = [(rest.find(f"%({name})s"), name) for name in parts]
        start, name = min((hit for hit in hits if hit[0] >= 0), default=(-1, ""))
        if start < 0:
            found.append(rest)
            break
        if start:
            found.append(rest[:start])
        found.append(parts[name])
        rest = rest[start + len(f"%({name})s") :]
    return found
