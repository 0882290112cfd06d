"""The first page and those about flows, made from the dataset before Sphinx looks for pages.

A page comes from a template in ``docs/_templates``: those whose names begin with ``_`` are
rendered once per mode, role or pair of modes, all others once. The words of the templates are
translated in ``docs/locale``, unless the package has the same words, those of the dataset in the
catalogs beside it.

``docs/index.md`` and the files in ``docs/flows`` are always English, so that builds in several
languages can share them; in another language, Sphinx is given the translated page when it reads
the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from flow_facts import Facts
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from page_files import write_pages
from pictograms import pictogram
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medulla.dataset import catalogs
from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.packaged import packaged_dataset
from sphinx_medulla.dataset.translation import translated
from sphinx_medulla.render.document import WebLink, paragraphs_of
from sphinx_medulla.render.labels import written_revision
from sphinx_medulla.render.localization import CATALOG as PACKAGE
from sphinx_medulla.render.localization import LOCALE, speaking, translator
from sphinx_medulla.render.prose import prose as linked_prose

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

DOCS = Path(__file__).parents[1]
TEMPLATES = DOCS / "_templates"
FOLDER = "flows"
"""The folder of all pages but the first one."""

ENDING = ".md.jinja"
CATALOG = "flows"
"""The catalog in ``docs/locale`` with the words of the templates."""


def pages(dataset: Path, language: str = "en") -> dict[str, str]:
    """The name (``flows/roles/server.md``) and the text of each page made from a dataset.

    Raises `ValueError` where two pages have one name, such as those of a mode and of a template.
    """
    facts = facts_of(dataset, language)
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


def prose(text: str) -> str:
    """Sentences of the dataset as MyST writes them in an item of a list, with their links."""
    paragraphs = (
        "".join(
            f"<{part.url}>" if isinstance(part, WebLink) else escaped(str(part)) for part in parts
        )
        for parts in paragraphs_of(linked_prose(text))
    )
    return "\n\n  ".join(paragraphs)


def _machine(facts: Facts, role: str) -> str:
    """The name of a role, which leads to its page where it has one, and its zone."""
    entry = facts.dataset.roles[role]
    name = f"{{doc}}`roles/{role}`" if entry in facts.machines else escaped(entry.name)
    zone = facts.dataset.zones.get(entry.zone)
    return f"{name} ({escaped(zone.label)})" if zone else name


def facts_of(dataset: Path, language: str) -> Facts:
    """What templates ask of a dataset, in a language."""
    loaded = load(dataset).dataset
    beside = catalogs.catalog_beside(dataset, language)
    if beside is not None:
        loaded = translated(loaded, catalogs.translations([beside]).gettext)
    return Facts(loaded)


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

    def revision(name: str) -> str:
        with speaking(translator(language) or str, language):
            return written_revision(name)

    found = (catalogs.catalog(*place) for place in _catalogs(language))
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
        catalogs.translations(filter(None, found)), newstyle=True
    )
    environment.filters |= {
        "md": escaped,
        "prose": prose,
        "revision": revision,
        "machine": partial(_machine, facts),
        "clear_ports": facts.clear_ports,
    }
    environment.globals |= {
        "dataset": facts.dataset,
        "facts": facts,
        "language": language,
        "pictogram": partial(pictogram, facts=facts),
    }
    return environment


def _catalogs(language: str) -> list[tuple[Path, str, str]]:
    """Where the words of the templates are: in a catalog of their own, else in the package's."""
    return [(DOCS / "locale", language, CATALOG), (LOCALE, language, PACKAGE)]


def _tidy(text: str) -> str:
    """A text without the blank lines and the spaces that templates leave."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", text)).strip() + "\n"


# --- a build --------------------------------------------------------------------------------------

_kept = lru_cache(pages)
"""The pages of a dataset in a language, made once per build."""

_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _dataset(app: Sphinx) -> Path:
    """The dataset that the build shows."""
    name = app.config.medulla_dataset
    return Path(app.srcdir) / name if name else packaged_dataset()


@lru_cache
def _pictograms(dataset: Path, language: str) -> dict[str, str]:
    """The picture of each mode, by what heads its column in a table."""
    facts = facts_of(dataset, language)
    modes = facts.dataset.modes.values()
    return {mode.short or mode.title: pictogram(mode, facts, boxes=True) for mode in modes}


class ModeHeads(SphinxPostTransform):
    """Puts the pictures of modes above their names in the heads of tables."""

    default_priority = 795  # once the tables are drawn
    builders = ("html", "dirhtml", "singlehtml")  # in a book, they would have to be declared

    def run(self, **_kwargs: Any) -> None:
        """Add them to the heads of the columns of modes."""
        pictures: dict[str, str] = {}
        for head in self.document.findall(nodes.thead):
            for cell in head.findall(nodes.entry):
                if "medulla-column-mode" in cell["classes"]:
                    pictures = pictures or _pictograms(_dataset(self.app), self.config.language)
                    picture = pictures.get(cell.astext(), "")
                    cell.insert(0, nodes.raw("", picture, format="html"))


def _write(app: Sphinx) -> None:
    _kept.cache_clear()
    _pictograms.cache_clear()
    write_pages(Path(app.srcdir), _kept(_dataset(app)), f"{FOLDER}/**/*.md")


def _page_of(app: Sphinx, docname: str) -> str:
    """The name of a page that has to be translated in this build; empty for any other."""
    name = f"{docname}.md"
    translating = app.config.language not in {None, "en"}
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
    """Give the sections of a translated page the ids that they have in English.

    The links of a list of contents lead there, too.
    """
    name = _page_of(app, app.env.docname)
    if name:
        english = map(nodes.make_id, _HEADING.findall(_kept(_dataset(app))[name]))
        renamed = {}
        for section, anchor in zip(doctree.findall(nodes.section), english, strict=True):
            renamed |= dict.fromkeys(section["ids"], anchor)
            section["ids"] = [anchor]
        for link in doctree.findall(nodes.reference):
            if link.get("refid") in renamed:
                link["refid"] = renamed[link["refid"]]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the pages when a build begins, and translate them when they are read."""
    app.add_post_transform(ModeHeads)
    app.connect("builder-inited", _write)
    app.connect("source-read", _translate)
    app.connect("doctree-read", _keep_anchors, priority=0)  # before Sphinx collects the titles
    return {"parallel_read_safe": True, "parallel_write_safe": True}
