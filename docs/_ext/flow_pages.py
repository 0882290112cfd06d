"""The pages about the product's flows, made from the dataset before Sphinx looks for pages.

A page comes from a template in ``docs/_templates/flows``: those whose names begin with ``_`` are
rendered once per mode, role or pair of modes, all others once. The words of the templates are
translated in ``docs/locale``, unless the package has the same words, those of the dataset in the
catalogs beside it.

The files in ``docs/flows`` are always English, so that builds in several languages can share them;
in another language, Sphinx is given the translated page when it reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from page_files import write_pages

from sphinx_medulla.comparison.replacements import replaced_roles
from sphinx_medulla.dataset import catalogs
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.queries import Queries, Selection
from sphinx_medulla.dataset.translation import translated
from sphinx_medulla.render.localization import CATALOG as PACKAGE
from sphinx_medulla.render.localization import LOCALE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_medulla.dataset.model import Dataset, Mode, Question, Role, Term
    from sphinx_medulla.dataset.queries import Row

DOCS = Path(__file__).parents[1]
TEMPLATES = DOCS / "_templates" / "flows"
FOLDER = "flows"
ENDING = ".md.jinja"
CATALOG = "flows"
"""The catalog in ``docs/locale`` with the words of the templates."""


class ModePair(NamedTuple):
    """A mode from which an installation moves to another."""

    dataset: Dataset
    old: Mode
    new: Mode

    @property
    def id(self) -> str:
        """The name of its page."""
        return f"{self.old.id}-to-{self.new.id}"

    @property
    def _replaced(self) -> list[tuple[Role, Role]]:
        """The roles that only the old mode has, each with the one of its kind in the new mode."""
        found = replaced_roles(self.dataset, self.old, self.new)
        return [(self.dataset.roles[old], self.dataset.roles[new]) for old, new in found.items()]

    @property
    def replaced(self) -> str:
        """The roles that replace one another, as the option ``replaces`` has them."""
        return ", ".join(f"{old.id}={new.id}" for old, new in self._replaced)

    @property
    def replaced_names(self) -> list[str]:
        """The names of these roles."""
        return [f"{old.name} → {new.name}" for old, new in self._replaced]


@dataclass
class Facts:
    """What the templates ask of the dataset."""

    dataset: Dataset

    @cached_property
    def _queries(self) -> Queries:
        return Queries(self.dataset)

    def rows(self, *modes: str, **wanted: Any) -> tuple[Row, ...]:
        """The flows of some modes that fit a selection; without modes, those that name no mode."""
        return self._queries.select(Selection(modes=modes, **_tuples(wanted))).rows

    def modes_of(self, **wanted: Any) -> list[str]:
        """The modes with flows that fit a selection; none if all these flows hold in every mode."""
        if not any(row.flow.modes for row in self.rows(*self.dataset.modes, **wanted)):
            return []
        return [mode for mode in self.dataset.modes if self.rows(mode, **wanted)]

    @cached_property
    def _roles(self) -> list[Role]:
        """The roles that some flow names."""
        modes = tuple(self.dataset.modes)
        return [role for role in self.dataset.roles.values() if self.rows(*modes, role=role.id)]

    @cached_property
    def others(self) -> list[Role]:
        """The roles that belong to no mode and open no connection."""
        members = {role for mode in self.dataset.modes.values() for role in mode.roles}
        members |= {flow.from_ for flow in self.dataset.flows}
        return [role for role in self._roles if role.id not in members]

    @cached_property
    def machines(self) -> list[Role]:
        """The roles with pages of their own: all but `others`."""
        return [role for role in self._roles if role not in self.others]

    @cached_property
    def zone_pairs(self) -> list[tuple[Term, Term]]:
        """Every two zones with flows between them, the less trusted one first, neighbours first."""
        zones = list(self.dataset.zones.values())
        steps = range(1, len(zones))
        pairs = [pair for step in steps for pair in zip(zones, zones[step:], strict=False)]
        modes = tuple(self.dataset.modes)
        return [pair for pair in pairs if self.rows(*modes, between=[zone.id for zone in pair])]

    @cached_property
    def mode_pairs(self) -> list[ModePair]:
        """Every two modes, in both orders."""
        pairs = permutations(self.dataset.modes.values(), 2)
        return [ModePair(self.dataset, *pair) for pair in pairs]

    def questions(self, role: str) -> list[Question]:
        """The dataset's own questions that name a role."""
        every = self.dataset.questions
        return [question for question in every if role in (*question.from_, *question.to)]

    def machine(self, role: str) -> str:
        """The name of a role, which leads to its page where it has one, and its zone."""
        entry = self.dataset.roles[role]
        name = f"{{doc}}`roles/{role}`" if entry in self.machines else escaped(entry.name)
        zone = self.dataset.zones.get(entry.zone)
        return f"{name} ({escaped(zone.label)})" if zone else name


def pages(dataset: Path, language: str = "en") -> dict[str, str]:
    """The name (``roles/server.md``) and the text of each page about a dataset, in a language.

    Raises `ValueError` where two pages have one name, such as those of a mode and of a template.
    """
    loaded = load(dataset).dataset
    beside = catalogs.catalog_beside(dataset, language)
    if beside is not None:
        loaded = translated(loaded, catalogs.translations([beside]).gettext)
    facts = Facts(loaded)
    environment = _environment(facts, language)
    found: dict[str, str] = {}
    for name in sorted(environment.list_templates(filter_func=lambda one: one.endswith(ENDING))):
        template = environment.get_template(name)
        for page, entry in _entries(PurePosixPath(name.removesuffix(ENDING)), facts):
            if page in found:
                raise ValueError(f"{TEMPLATES / name} makes {page}, as another template does.")
            text = template.render(entry)
            if text.strip():
                found[page] = _tidy(text)
    return found


def escaped(text: str) -> str:
    """Text of the dataset as MyST writes it."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~])", r"\\\1", text)


def _entries(template: PurePosixPath, facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages of a template, each with what it is about."""
    entries: dict[str, list[Any]] = {
        "_mode": list(facts.dataset.modes.values()),
        "_role": facts.machines,
        "_pair": facts.mode_pairs,
    }
    if template.name in entries:
        for entry in entries[template.name]:
            yield str(template.with_name(f"{entry.id}.md")), {template.name[1:]: entry}
    else:
        yield f"{template}.md", {}


def _environment(facts: Facts, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    found = (catalogs.catalog(*place) for place in _catalogs(language))
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
        catalogs.translations(filter(None, found)), newstyle=True
    )
    environment.filters |= {"md": escaped, "machine": facts.machine}
    for name in (
        "dataset",
        "rows",
        "modes_of",
        "others",
        "machines",
        "questions",
        "zone_pairs",
        "mode_pairs",
    ):
        environment.globals[name] = getattr(facts, name)
    return environment


def _catalogs(language: str) -> list[tuple[Path, str, str]]:
    """Where the words of the templates are: in a catalog of their own, else in the package's."""
    return [(DOCS / "locale", language, CATALOG), (LOCALE, language, PACKAGE)]


def _tidy(text: str) -> str:
    """A text without the blank lines and the spaces that templates leave."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", text)).strip() + "\n"


def _tuples(wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a selection, from a single id or a list of ids."""
    return {
        name: (value,) if isinstance(value, str) else tuple(value) if value is not True else True
        for name, value in wanted.items()
    }


# --- a build --------------------------------------------------------------------------------------

_kept = lru_cache(pages)
"""The pages of a dataset in a language, made once per build."""

_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _dataset(app: Sphinx) -> Path:
    """The dataset that the build shows."""
    name = app.config.medulla_dataset
    return Path(app.srcdir) / name if name else packaged_dataset()


def _write(app: Sphinx) -> None:
    _kept.cache_clear()
    write_pages(Path(app.srcdir) / FOLDER, _kept(_dataset(app)), "**/*.md")


def _page_of(app: Sphinx, docname: str) -> str:
    """The name of a page that has to be translated in this build; empty for any other."""
    name = f"{docname.removeprefix(f'{FOLDER}/')}.md"
    translating = app.config.language not in {None, "en"} and docname.startswith(f"{FOLDER}/")
    return name if translating and name in _kept(_dataset(app)) else ""


def _translate(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give Sphinx a page in the language of the build."""
    name = _page_of(app, docname)
    if name:
        language = app.config.language
        source[0] = _kept(_dataset(app), language)[name]
        beside = catalogs.catalog_beside(_dataset(app), language)
        for path in (beside, *(catalogs.catalog(*place) for place in _catalogs(language))):
            if path is not None:
                written = path.with_suffix(".po")  # what people edit, where it is there
                app.env.note_dependency(str(written if written.is_file() else path))


def _keep_anchors(app: Sphinx, doctree: nodes.document) -> None:
    """Give the sections of a translated page the ids that they have in English."""
    name = _page_of(app, app.env.docname)
    if name:
        english = map(nodes.make_id, _HEADING.findall(_kept(_dataset(app))[name]))
        for section, anchor in zip(doctree.findall(nodes.section), english, strict=True):
            section["ids"] = [anchor]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the pages when a build begins, and translate them when they are read."""
    app.connect("builder-inited", _write)
    app.connect("source-read", _translate)
    app.connect("doctree-read", _keep_anchors, priority=0)  # before Sphinx collects the titles
    return {"parallel_read_safe": True, "parallel_write_safe": True}
