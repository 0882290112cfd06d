"""The catalogs of the site's pages that are there in several languages: docs/locale.

``python tools/pages.py`` says what they lack, have too much or leave untranslated; ``--write``
brings them up to date. The texts are those of the templates in docs/_templates, except those
that the package has in its own catalogs; those of the dataset have catalogs of their own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from sphinx_medulla.dataset.messages import ids, merge, read, translations_in

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGE_LOCALE = ROOT / "sphinx_medulla" / "locale"
TEMPLATES = DOCS / "_templates"
LANGUAGES = ("fr", "de")
DOMAIN = "flows"


def asked() -> Catalog:
    """Every text of the templates that the package does not have, with the files that it is in."""
    found = Catalog(project="docs/flows", charset="utf-8")
    options = {"**.jinja": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
    texts = extract_from_dir(TEMPLATES, [("**.jinja", "jinja2")], options)
    shared = ids(read(PACKAGE_LOCALE / LANGUAGES[0] / "LC_MESSAGES" / "sphinx_medulla.po"))
    for name, _line, text, _comments, _context in texts:
        if text in shared:
            continue
        found.add(text, locations=[((TEMPLATES / name).relative_to(ROOT).as_posix(), 1)])
    return found


def path_of(language: str) -> Path:
    """The catalog in a language."""
    return DOCS / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def differences(wanted: Catalog, language: str) -> list[str]:
    """What a catalog lacks or leaves untranslated, and what it has too much, a line each."""
    path = path_of(language)
    shown = path.relative_to(ROOT)
    catalog = read(path) if path.is_file() else Catalog()
    found = [
        f"{shown} does not translate {text!r}"
        for text in sorted(ids(wanted) - translations_in(catalog).keys())
    ]
    return found + [f"{shown} has too much {text!r}" for text in sorted(ids(catalog) - ids(wanted))]


def main(arguments: list[str] | None = None) -> int:
    """Compare or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="bring the catalogs up to date")
    options = parser.parse_args(arguments)
    wanted = asked()
    if options.write:
        for language in LANGUAGES:
            if merge(wanted, path_of(language), language, lines=False):
                print(f"{path_of(language).relative_to(ROOT)}: written")
    wrong = [line for language in LANGUAGES for line in differences(wanted, language)]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        print("Write: nox -s data -- --write. Then translate what is new.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
