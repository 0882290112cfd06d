"""MED513 and MED514: what the catalogs beside a dataset lack, and what they have too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ...dataset.catalogs import sources_beside
from ...dataset.messages import read, translated_ids
from ...dataset.problem import Location, Problem, Related, Severity
from ...dataset.translation import Text, texts
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import Rule

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_SERVER = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server, several: true}
flows:
  - {id: server-to-server, from: server, to: server, ports: [7946/tcp]}
"""
_SERVER_AND_CLIENT = _SERVER.replace("flows:", "  client: {name: Client}\nflows:") + (
    "  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}\n"
)

_PO = "locale/fr/LC_MESSAGES/flows.po"
_HEAD = 'msgid ""\nmsgstr "Document-Type: text/plain; charset=utf-8\\n"\n'
_SERVER_PO = f'{_HEAD}\nmsgid "Server"\nmsgstr "Serveur"\n'
_SERVER_AND_CLIENT_PO = f'{_SERVER_PO}\nmsgid "Client"\nmsgstr "Client"\n'


class _OfCatalogs(Rule):
    """What both rules have in common; silent where no catalogs lie beside the dataset."""

    severity = Severity.INFO
    waivable = False

    def check(self, case: RuleContext) -> Iterator[Finding]:
        """Read each catalog once."""
        file = case.loaded.file
        sources = [] if file is None else list(sources_beside(file))
        if file is None or not sources:
            return
        asked = texts(case.dataset)
        for source in sources:
            shown = Path(case.loaded.tree.path).parent / source.relative_to(file.parent)
            try:
                catalog = read(source)
            except (OSError, ValueError):  # none that could be said to lack something
                continue
            yield from self.compare(case, asked, catalog, shown)

    def compare(
        self, case: RuleContext, asked: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Iterator[Finding]:
        """Look at one catalog, which reports call ``shown``."""
        raise NotImplementedError

    def _of(
        self, shown: Path, where: Location, message: str, hint: str, related: Iterable[Related]
    ) -> Finding:
        """A finding about a whole catalog: one, and not one for each of its texts."""
        problem = Problem(
            code=self.code,
            name=self.name,
            message=message,
            hint=hint,
            location=where,
            severity=self.severity,
            related=tuple(related),
        )
        return Finding(problem=problem, subject=Subject(kind="dataset", id=_language(shown)))


class MissingTranslation(_OfCatalogs):
    """A catalog of translations does not translate every text of the dataset."""

    code = "MED513"
    name = "missing-translation"
    why = "Readers of that language get these texts in the language of the dataset."
    fix = (
        "Run `python -m sphinx_medulla.dataset.messages DATASET`, which writes what is missing "
        "into the catalogs beside the dataset, and translate it there."
    )
    beside: ClassVar[Mapping[str, str]] = {_PO: _SERVER_PO}
    bad = _SERVER_AND_CLIENT
    good = _SERVER

    def compare(
        self, case: RuleContext, asked: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Iterator[Finding]:
        """Compare the dataset's texts with those that are translated."""
        there = translated_ids(catalog)
        missing = [text for text in asked if text.words not in there]
        if not missing:
            return
        places = sorted(case.loaded.locate(*text.path) for text in missing)
        count = _counted(len({text.words for text in missing}), "text is", "texts are")
        yield self._of(
            shown,
            places[0],
            f"{count} not translated for the language {_language(shown)!r}.",
            self.fix,
            [
                *(Related(place, "Nor is this.") for place in places[1:]),
                Related(Location(str(shown)), "This catalog lacks it."),
            ],
        )


class StaleTranslation(_OfCatalogs):
    """A catalog of translations has a text that the dataset does not have."""

    code = "MED514"
    name = "stale-translation"
    why = "The text was changed or removed: its translation is shown nowhere any more."
    fix = (
        "Run `python -m sphinx_medulla.dataset.messages DATASET`, which takes such texts out of "
        "the catalogs. Where a text was changed, translate the new one."
    )
    beside: ClassVar[Mapping[str, str]] = {_PO: _SERVER_AND_CLIENT_PO}
    bad = _SERVER
    good = _SERVER_AND_CLIENT

    def compare(
        self, case: RuleContext, asked: tuple[Text, ...], catalog: Catalog, shown: Path
    ) -> Iterator[Finding]:
        """Compare what is translated with the dataset's texts."""
        words = {text.words for text in asked}
        stale = [each for each in catalog if each.id and str(each.id) not in words]
        if not stale:
            return
        lines = sorted(each.lineno or 1 for each in stale)
        count = _counted(len(stale), "text", "texts")
        yield self._of(
            shown,
            case.loaded.locate_key("format"),
            f"The catalog for the language {_language(shown)!r} has {count} that the dataset "
            "does not have.",
            self.fix,
            [Related(Location(str(shown), line, 1, line, 1), "It stands here.") for line in lines],
        )


def _language(shown: Path) -> str:
    return shown.parts[-3]


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


RULES: tuple[Rule, ...] = (MissingTranslation(), StaleTranslation())
