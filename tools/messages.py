"""The translation catalogs of this repository: texts of the extension, and texts of the dataset.

``python tools/messages.py`` lists missing and unused texts. ``--write`` updates the catalogs of all
existing languages, and creates those of the languages given as arguments.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from sphinx_medulla.checker.rule_pages import what
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.messages import ids, merge, read, template

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sphinx_medulla"
DATASET = ROOT / "data" / "medulla.yaml"
HALVES = {"sphinx_medulla": PACKAGE / "locale", "medulla": DATASET.parent / "locale"}
"""The folder of the catalogs of each domain."""


def own_words() -> Catalog:
    """Return the texts of the extension, including the first sentence of each rule.

    Locations are file names without lines, which would change with every edit.
    """
    found = Catalog(project="sphinx_medulla", charset="utf-8")
    words = extract_from_dir(PACKAGE, [("**.py", "python")], keywords={"_": None})
    for name, line, message, comments, _context in words:
        found.add(message, locations=[(f"sphinx_medulla/{name}", line)], auto_comments=comments)
    for rule in RULES:
        path = Path(inspect.getfile(type(rule))).relative_to(ROOT)
        found.add(what(rule), locations=[(path.as_posix(), 1)])
    return found


def asked() -> dict[str, Catalog]:
    """Return the texts that each domain must translate."""
    return {"sphinx_medulla": own_words(), "medulla": template(load(DATASET), DATASET.name)}


def shipped() -> list[str]:
    """Return the languages that have a catalog in at least one domain."""
    return sorted({path.name for folder in HALVES.values() for path in folder.glob("*")})


def path_of(domain: str, language: str) -> Path:
    """Return the path of the catalog of a domain in a language."""
    return HALVES[domain] / language / "LC_MESSAGES" / f"{domain}.po"


def differences(domain: str, wanted: Catalog, language: str) -> list[str]:
    """Return a line for each missing and for each unused text of a catalog."""
    path = path_of(domain, language)
    shown = path.relative_to(ROOT)
    there = ids(read(path)) if path.is_file() else set()
    found = [f"{shown} lacks {text!r}" for text in sorted(ids(wanted) - there)]
    return found + [f"{shown} has too much {text!r}" for text in sorted(there - ids(wanted))]


def main(arguments: list[str] | None = None) -> int:
    """Compare or update the catalogs, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="update the catalogs")
    parser.add_argument("language", nargs="*", help="a language to add, such as es")
    options = parser.parse_args(arguments)
    wrong: list[str] = []
    for language in sorted({*shipped(), *options.language}):
        for domain, wanted in asked().items():
            if options.write:
                path = path_of(domain, language)
                if merge(wanted, path, language, lines=domain == "medulla"):
                    print(f"{path.relative_to(ROOT)}: written")
            else:
                wrong += differences(domain, wanted, language)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        print("Run: nox -s data -- --write. Then translate the new texts.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
