"""The reference pages, made from the code: settings, keys of the dataset, codes of warnings.

``settings`` shows `sphinx_medulla.sphinxext.config.Settings`, ``dataset-keys TYPE`` a type of
`sphinx_medulla.dataset.model`, ``warning-codes`` the codes of ``dataset`` or of ``sphinx``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from docutils import nodes
from key_sentences import SENTENCES
from sphinx.util.docutils import SphinxDirective

from sphinx_medulla.dataset import codes, model, notation
from sphinx_medulla.sphinxext.build_warnings import Code
from sphinx_medulla.sphinxext.config import PREFIX, Settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

REFUSED = Path(__file__).parents[2] / "tests" / "dataset" / "refused"
"""Files that do not load, each with what loading says of it: the examples of the codes."""

_PROBLEM = re.compile(r"^\d+:\d+-\d+:\d+ (?P<code>MED\d{3}) (?P<sentence>.+)$", re.MULTILINE)


# --- configuration --------------------------------------------------------------------------------


class SettingsDirective(SphinxDirective):
    """Every value of conf.py."""

    def run(self) -> list[nodes.Node]:
        """A ``confval`` for each."""
        return self.parse_text_to_nodes("\n".join(settings_text()))


def settings_text() -> Iterator[str]:
    """The settings in MyST."""
    for item in fields(Settings):
        yield f"```{{confval}} {PREFIX}{item.name}"
        yield f":type: `{type(item.default).__name__}`"
        yield f":default: `{item.default!r}`"
        yield ""
        yield item.metadata["about"]
        if item.metadata["choices"]:
            yield ""
            yield f"One of {_codes(map(repr, item.metadata['choices']))}."
        yield "```"
        yield ""


# --- the dataset ----------------------------------------------------------------------------------


class DatasetKeys(SphinxDirective):
    """Every key of one type of the model."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """What the type is, then a term for each key."""
        for module in (model, notation):
            self.env.note_dependency(inspect.getfile(module))
        kind = getattr(model, self.arguments[0])
        return self.parse_text_to_nodes("\n".join(keys_text(kind)))


def keys_text(kind: type[Any]) -> Iterator[str]:
    """A type's keys in MyST. Raises `KeyError` where a key has no sentence."""
    sentences = SENTENCES[kind.__name__]
    keys = model.keys_of(kind)
    unused = sentences.keys() - keys
    if unused:
        raise KeyError(f"{kind.__name__} has no key {', '.join(sorted(unused))}.")
    yield _first_paragraph(kind)
    yield ""
    for key, one in keys.items():
        yield f"`{key}`{' (required)' if one.required else ''}"
        yield f": {_capital(written(one.hint))}. {sentences[key]}"
        yield ""


def types_of(kind: type[Any] = model.Dataset) -> Iterator[type[Any]]:
    """A type of the model, then those of its fields, each once."""
    found: dict[type[Any], None] = {}
    waiting: list[Any] = [kind]
    while waiting:
        hint = waiting.pop(0)
        if not is_dataclass(hint) or not isinstance(hint, type):
            waiting += get_args(hint)[:1] if get_origin(hint) is Annotated else get_args(hint)
        elif hint.__module__ == model.__name__ and hint not in found:
            found[hint] = None
            waiting += get_type_hints(hint, include_extras=True).values()
    return iter(found)


def written(hint: Any) -> str:
    """How the file writes what a field holds, in words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind, how = arguments
        return _NOTATIONS[type(how)](how, kind)
    if origin in {Union, UnionType}:
        return written(next(one for one in arguments if one is not NoneType))
    if origin is tuple:
        return f"a list; each entry is {written(arguments[0])}"
    if origin is dict:
        return f"ids; under each is {written(arguments[1])}"
    if not is_dataclass(hint):
        raise TypeError(f"No words for {hint!r}.")
    return _type_link(hint)


def _type_link(kind: Any) -> str:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).capitalize()
    return f"a mapping with the keys of {{ref}}`{name} <dataset-{kind.__name__.lower()}>`"


def _matching(how: notation.Matching, kind: Any) -> str:
    return {
        "text": "a text",
        "id": "an id: small letters, digits, and single hyphens between them",
        "date": "a date, YYYY-MM-DD",
        "url": "a web address",
        "file url": "a web address with `{commit}`, `{path}`, `{first}` and `{last}` in it",
        "language": "a tag of [BCP 47](https://www.rfc-editor.org/info/bcp47), as in `pt-BR`",
        "place": "a path, and its lines after a colon, as in `roles/x.yml:12-17`",
        "rule": "a code such as MED604",
    }[how.name]


def _one_or_more(how: notation.OneOrMore, kind: Any) -> str:
    one = written(get_args(kind)[0])
    return f"{one}, or a list of several"


_NOTATIONS: dict[type[Any], Callable[[Any, Any], str]] = {
    notation.Matching: _matching,
    notation.Published: lambda how, kind: (
        "a text, which may be empty" if kind is str else f"one of {_codes(get_args(kind))}"
    ),
    notation.OneOf: lambda how, kind: (
        f"one of {_codes(how.words)}" if len(how.words) > 1 else _codes(how.words)
    ),
    notation.Slot: lambda how, kind: "a number from 1 to 5",
    notation.Flag: lambda how, kind: "`true` or `false`",
    notation.IdOf: lambda how, kind: (
        f"the id, the name or an alias of one of the {how.table}"
        if how.table not in {"flows", "sources"}
        else f"the id of one of the {how.table}"
    ),
    notation.PortText: lambda how, kind: "{ref}`a port <dataset-port>`",
    notation.OneOrMore: _one_or_more,
    notation.Hosts: lambda how, kind: "a text, or a list of host names, wildcards and networks",
    notation.PortOrMapping: lambda how, kind: (
        f"{{ref}}`a port <dataset-port>`, or {_type_link(kind)}"
    ),
    notation.SourceOrMapping: lambda how, kind: (
        f"the id of one of the sources, or {_type_link(kind)}"
    ),
    notation.NeedText: lambda how, kind: "`required`, `optional`, or `{when: …}` with a condition",
    notation.ExactlyOne: lambda how, kind: (
        f"{written(kind)} (with exactly one of {_codes(how.keys)})"
    ),
    notation.AtOneOf: lambda how, kind: f"{written(kind)} (at one of {_codes(how.places)})",
}


def _first_paragraph(kind: type[Any]) -> str:
    paragraph = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0]
    return re.sub(r"``(\w+?)_?``", r"`\1`", " ".join(paragraph.split()))


# --- codes ----------------------------------------------------------------------------------------


class WarningCodes(SphinxDirective):
    """Every code of a room, with what its warning says."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A term for each code."""
        listing = {"sphinx": sphinx_codes, "dataset": dataset_codes}[self.arguments[0]]
        items = nodes.definition_list()
        for code, name, sentence in listing():
            term = nodes.term("", "", nodes.literal("", code), nodes.Text(f" {name}"))
            term["ids"].append(code.lower())
            definition = nodes.definition("", nodes.paragraph("", sentence))
            items += nodes.definition_list_item("", term, definition)
        return [items]


def sphinx_codes() -> Iterator[tuple[str, str, str]]:
    """The codes of directives and of conf.py."""
    for code in Code:
        yield code.code, code.name.lower().replace("_", "-"), code.sentence


def dataset_codes() -> Iterator[tuple[str, str, str]]:
    """The codes of a dataset that does not load, each with what it says of a file of the tests."""
    examples: dict[str, str] = {}
    for path in sorted(REFUSED.glob("*.txt")):
        for problem in _PROBLEM.finditer(path.read_text(encoding="utf-8")):
            known = examples.get(problem["code"])
            if known is None or len(problem["sentence"]) < len(known):
                examples[problem["code"]] = problem["sentence"]
    for code in codes.Code:
        general = re.sub(r"\{[^}]*\}\.?", "…", f"{code.message} {code.hint}")
        example = examples.get(code.code, general)
        yield code.code, code.label, example if example == general else f"For example: {example}"


def _codes(words: Iterable[object]) -> str:
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} or {last}" if most else last


def _capital(text: str) -> str:
    return text if text[0] in "`{" else text[0].upper() + text[1:]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("settings", SettingsDirective)
    app.add_directive("dataset-keys", DatasetKeys)
    app.add_directive("warning-codes", WarningCodes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
