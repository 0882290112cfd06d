"""The site says nothing of Medulla's network itself, and everything of the extension."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from docs_extensions import DOCS, extension
from manuals import CONF, Manual

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.model import Dataset
from sphinx_medulla.render.columns import COLUMNS
from sphinx_medulla.render.options import SELECTION_FIELDS, options_of
from sphinx_medulla.sphinxext.directives import DIRECTIVES

pytestmark = pytest.mark.dataset

MANUAL = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((DOCS / "manual").rglob("*.md"))
)
DIRECTIVE = re.compile(r"^```\{(medulla-[a-z-]+)\}(.*)\n((?::.*\n)*)```$", re.MULTILINE)
GALLERY = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((DOCS / "manual" / "directives").glob("*.md"))
)
EXAMPLE = re.compile(r"^````\{example\}\n:sides:\n\n(.*?)^````$", re.MULTILINE | re.DOTALL)
CHOOSING = [one.name for one in options_of("flows").values() if one.field in SELECTION_FIELDS]
DATASET = DOCS.parent / "data" / "medulla.yaml"
MEDULLA = load(DATASET).dataset
TEMPLATES = sorted((DOCS / "_templates").rglob("*.jinja"))


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    return extension("reference")


@pytest.fixture(scope="module")
def render_tables() -> ModuleType:
    return extension("render_tables")


def numbers(dataset: Dataset) -> set[str]:
    ports = [use.port for flow in dataset.flows for use in flow.ports]
    ports += [entry.port for service in dataset.services.values() for entry in service.ports]
    return {str(end) for port in ports for end in (port.first, port.last)}


def ports_in(text: str) -> set[str]:
    return numbers(MEDULLA) & set(re.findall(r"\d+", text))


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(DOCS)))
def test_no_text_of_the_flows_names_a_port_a_mode_or_a_role(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {*MEDULLA.modes, *MEDULLA.roles} & set(re.findall(r"[a-z]+(?:-[a-z]+)*", text))

    assert ports_in(text) == set()
    # a word of the language may be an id
    assert {name for name in named if f"`{name}`" in text or f": {name}" in text} == set()


NO_WORDS = (
    r"{%-? trans.*?endtrans -?%}",
    r"^```.*?^```$",
    r"{[%{#].*?[%}#]}",
    r"`[^`]*`",
    r"^---$.*?^---$",  # front matter
    r"^:::[^\n]*$",
    r"{[.:a-z][^}]*}",  # classes and roles
    r"<[^>]*>",
)
"""What a template has besides words for readers, in the order in which it is removed."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_word_of_a_template_can_be_translated(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for known in NO_WORDS:
        text = re.sub(known, "", text, flags=re.DOTALL | re.MULTILINE)

    assert re.findall(r"\w+", text) == []


def test_a_port_number_in_a_text_is_found() -> None:
    assert ports_in("Open 22 (SSH), 4380/tcp and 80/443; not 2200 or 12.") == {
        "22",
        "4380",
        "80",
        "443",
    }


@pytest.mark.parametrize("name", DIRECTIVES)
def test_the_gallery_shows_every_option_of_a_directive_live_on_both_sides(name: str) -> None:
    shown = {
        option
        for example in EXAMPLE.findall(GALLERY)
        for directive, _, options in DIRECTIVE.findall(example)
        if directive == name
        for option in re.findall(r"^:([a-z]+):", options, re.MULTILINE)
    }

    assert shown == set(DIRECTIVES[name].option_spec or ())


@pytest.mark.parametrize("column", COLUMNS)
def test_the_manual_shows_and_explains_every_column(column: str, render_tables: ModuleType) -> None:
    shown = re.findall(r"^:columns: (.+)$", MANUAL, re.MULTILINE)
    table = "\n".join(render_tables.columns_text())

    assert column in re.split(r"[\s,]+", " ".join(shown))
    assert "```{flow-columns}" in MANUAL
    assert re.search(rf"^\| `{column}` \| \S", table, re.MULTILINE)


def test_the_flows_show_every_mode_whole_and_every_role() -> None:
    pages = "\n".join(extension("flow_pages").pages(DATASET).values())
    found = DIRECTIVE.findall(pages)
    roles = [re.search(r"^:role: (.+)$", options, re.MULTILINE) for *_, options in found]

    for name in ("medulla-flows", "medulla-flowchart"):
        whole = {
            mode.strip()
            for kind, mode, options in found
            if kind == name and not any(f":{option}:" in options for option in CHOOSING)
        }
        assert whole >= set(MEDULLA.modes)
    assert {role for match in roles if match for role in match[1].split(", ")} == set(MEDULLA.roles)
    assert {kind for kind, *_ in found} == set(DIRECTIVES)
    features = re.findall(r"^:feature: (.+)$", pages, re.MULTILINE)
    assert set(features) == set(MEDULLA.features)


def test_the_reference_has_every_type_of_the_model(reference: ModuleType) -> None:
    page = (DOCS / "manual" / "dataset.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```\{dataset-keys\} (\w+)$", page, re.MULTILINE)

    # Need is written as a word or as {when: …}, not as a mapping with its keys.
    assert sorted(shown) == sorted({kind.__name__ for kind in reference.types_of()} - {"Need"})
    assert set(shown) == set(reference.SENTENCES)


def test_the_reference_says_what_is_required(reference: ModuleType) -> None:
    text = "\n".join(reference.keys_text(reference.model.Flow))

    assert re.findall(r"^`(\w+)` \(required\)$", text, re.MULTILINE) == [
        "id",
        "from",
        "to",
        "ports",
    ]
    assert ": The id, the name or an alias of one of the roles. Who opens" in text


def test_a_key_without_a_sentence_fails_the_build(
    reference: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(reference.SENTENCES["Product"], "applies_to")

    with pytest.raises(KeyError, match="applies_to"):
        list(reference.keys_text(reference.model.Product))


def test_a_sentence_without_a_key_fails_the_build(
    reference: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(reference.SENTENCES["Product"], "colour", "No such key.")

    with pytest.raises(KeyError, match="colour"):
        list(reference.keys_text(reference.model.Product))


def test_every_code_says_something_that_is_no_template(reference: ModuleType) -> None:
    listed = [*reference.sphinx_codes(), *reference.dataset_codes()]

    assert len({code for code, *_ in listed}) == len(listed)
    for code, name, sentence in listed:
        assert re.fullmatch(r"MED\d{3}", code)
        assert name
        assert re.search(r"\w", sentence), code
        assert "{" not in sentence, code


@pytest.fixture(scope="module")
def live_example() -> ModuleType:
    return extension("live_example")


def test_an_example_is_the_same_in_restructuredtext(live_example: ModuleType) -> None:
    source = "```{medulla-flows} dmz\n:crossing:\n:to: ldap\n```\n"
    assert live_example.restructured(source) == (
        ".. medulla-flows:: dmz\n   :crossing:\n   :to: ldap"
    )
    with pytest.raises(ValueError, match="Some words"):
        live_example.restructured("Some words\n")


@pytest.mark.parametrize(("builder", "times"), [("html", 2), ("text", 1)])
@pytest.mark.usefixtures("live_example")
def test_a_result_stands_there_on_both_sides_where_there_are_sides(
    builder: str, times: int, tmp_path: Path
) -> None:
    text = "# A\n\n````{example}\n:sides:\n\n```{medulla-flows} plain\n:name: mine\n```\n````\n"
    conf = CONF.replace('"myst_parser"', '"myst_parser", "live_example"')
    built = Manual(tmp_path, {"index.md": text}, conf).build(builder)
    assert built.warnings == []
    (page,) = built.out.glob("index.*")
    assert page.read_text(encoding="utf-8").count("Network flows – Without an edge") == times


def test_the_smallest_dataset_of_the_manual_loads() -> None:
    dataset = load(DOCS / "manual" / "minimal.yaml").dataset

    assert [flow.id for flow in dataset.flows] == ["client-to-server"]
