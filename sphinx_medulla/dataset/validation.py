"""Checks a tree against the model with pydantic: what each notation requires.

Only `load` imports this, and only if a file is read. The model has all that pydantic needs to know,
so it is passed to pydantic's core directly: the rest of pydantic, which would derive the same from
the annotations of any class, takes longer to import than a file of a thousand flows to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from . import notation as notations
from .codes import Code, listed, quoted
from .hosts import host_hint, is_host
from .model import Citation, Dataset, FlowPort, Key, Need, NeedLevel, ServicePort, keys_of
from .names import TABLES, Names, did_you_mean
from .ports import EVERYTHING, Port, PortError
from .problem import Problem, Related
from .yaml_tree import Data, Step, Tree

NEEDS: dict[str, NeedLevel] = {"required": "required", "optional": "optional"}
"""The needs that take no condition."""


@dataclass(frozen=True)
class Context:
    """What validation needs to know about the file as a whole.

    ``names`` has no tables of the wrong shape: that is one error, whatever names their entries.
    """

    protocol: str
    names: dict[str, Names]


def refusal(code: Code, **words: object) -> PydanticCustomError:
    """An error for pydantic to collect, from which `problem_of` makes a problem."""
    return PydanticCustomError("refused", "-", {"code": code, "words": words})


Schema = core_schema.CoreSchema


@lru_cache(maxsize=1)
def validator() -> SchemaValidator:
    """The validator of a whole file; made once for a process."""
    return SchemaValidator(_mapping(Dataset))


def _mapping(kind: Any, **others: Schema) -> Schema:
    """The schema of a mapping that has the keys of a type of the model, and no others.

    ``others`` are schemas for the values of some keys, in place of the model's.
    """
    fields = [
        core_schema.dataclass_field(
            one.field,
            _with_default(others.get(key) or _schema(one.hint), one),
            validation_alias=key,
        )
        for key, one in keys_of(kind).items()
    ]
    return core_schema.dataclass_schema(
        kind,
        core_schema.dataclass_args_schema(kind.__name__, fields),
        [field["name"] for field in fields],
        post_init=hasattr(kind, "__post_init__"),
        config=core_schema.CoreConfig(extra_fields_behavior="forbid"),
    )


def _with_default(schema: Schema, key: Key) -> Schema:
    return schema if key.required else core_schema.with_default_schema(schema, default=key.default)


def _schema(hint: Any) -> Schema:
    """The schema of the value of a field."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind, notation = arguments
        return _SCHEMAS[type(notation)](notation, kind)
    if origin in {Union, UnionType}:  # with None, since a key without a value is omitted
        return _schema(arguments[0])
    if origin is tuple:
        return core_schema.tuple_variable_schema(_schema(arguments[0]))
    if origin is dict:
        return core_schema.dict_schema(_schema(arguments[0]), _schema(arguments[1]))
    return _mapping(hint)


def _matching(notation: notations.Matching, kind: Any) -> Schema:
    schema = core_schema.str_schema(pattern=notation.pattern)
    check = {notations.DATE: _real_date, notations.PLACE: _rising_lines}.get(notation)
    return core_schema.no_info_after_validator_function(check, schema) if check else schema


def _real_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise refusal(Code.NOT_A_DATE, value=quoted(value)) from None
    return value


def _rising_lines(value: str) -> str:
    path, _, lines = value.partition(":")
    first, _, last = lines.partition("-")
    if last and int(first) > int(last):
        raise refusal(Code.LINES_DESCENDING, value=quoted(value), place=f"{path}:{last}-{first}")
    return value


def _one_of(notation: notations.OneOf, kind: Any) -> Schema:
    def check(value: Any) -> str:
        if isinstance(value, str) and value in notation.words:
            return value
        if isinstance(value, str) and notation.words == ("1",):
            raise refusal(Code.UNKNOWN_FORMAT, value=quoted(value))
        raise _unknown_value(value, notation.words)

    return core_schema.no_info_plain_validator_function(check)


_FORMER_WORDS = {"ssl": "tls"}


def _unknown_value(value: Any, words: tuple[str, ...]) -> PydanticCustomError:
    if not isinstance(value, str):
        known = listed(words, "or")
        return refusal(Code.WRONG_TYPE, wanted=known, write=f"Write {known}.")
    return refusal(
        Code.UNKNOWN_VALUE,
        value=quoted(value),
        suggestion=did_you_mean(value, words, _FORMER_WORDS if "tls" in words else None),
        known=listed(words, "or"),
    )


def _slot(notation: notations.Slot, kind: Any) -> Schema:
    return core_schema.no_info_after_validator_function(int, _one_of(notation, kind))


def _id_of(notation: notations.IdOf, kind: Any) -> Schema:
    def resolve(value: str, info: core_schema.ValidationInfo[Context]) -> str:
        return _resolved(value, notation.table, info.context)

    return core_schema.with_info_after_validator_function(resolve, core_schema.str_schema())


def _resolved(value: str, table: str, context: Context) -> str:
    names = context.names.get(table)
    if names is None:
        return value
    found = names.resolve(value)
    if found is None:
        raise _undefined(value, table, names)
    return found


def _undefined(value: str, table: str, names: Names) -> PydanticCustomError:
    """Say why a word means none of the entries of a table."""
    thing, ids = TABLES[table], names.look_up(value).ids
    if ids:
        known = listed(ids, "or")
        return refusal(Code.AMBIGUOUS_NAME, thing=thing, value=quoted(value), known=known)
    defined = listed(names.tables[0])
    known = f"Defined {table}: {defined}."
    if not defined:
        known = f"The dataset defines no {table}; define it under {table}."
    return refusal(
        Code.UNDEFINED_ID,
        thing=thing,
        value=quoted(value),
        suggestion=names.suggest(value),
        known=known,
    )


def _port(value: str, info: core_schema.ValidationInfo[Context]) -> Port:
    try:
        return Port.parse(value, info.context.protocol)
    except PortError as error:
        raise refusal(Code.NOT_A_PORT, message=error.message, hint=error.hint) from None


def _source_port(value: str, info: core_schema.ValidationInfo[Context]) -> Port:
    port = _port(value, info)
    if port == EVERYTHING:
        message = f"{port} allows every source port, as no source_ports at all does."
        raise refusal(Code.NOT_A_PORT, message=message, hint="Remove it.")
    if not port.has_ports:
        message = f"The protocol {port.protocol} has no source ports."
        hint = "Write ports such as 123/udp, or any/udp, or remove it."
        raise refusal(Code.NOT_A_PORT, message=message, hint=hint)
    return port


def _port_text(notation: notations.PortText, kind: Any) -> Schema:
    read = _source_port if notation.source else _port
    return core_schema.with_info_after_validator_function(read, core_schema.str_schema())


def _one_or_more(notation: notations.OneOrMore, kind: Any) -> Schema:
    return core_schema.no_info_before_validator_function(
        lambda value: [value] if isinstance(value, str | dict) else value, _schema(kind)
    )


def _hosts(notation: notations.Hosts, kind: Any) -> Schema:
    def check(value: str) -> str:
        if not is_host(value):
            raise refusal(Code.NOT_A_HOST, value=quoted(value), hint=host_hint(value))
        return value

    def read(value: Any, several: Callable[[Any], Any]) -> Any:
        if isinstance(value, list) and value:
            return several(value)
        if isinstance(value, str) and value.strip():
            return (value,)
        if isinstance(value, str):
            raise refusal(Code.BLANK_TEXT)
        raise refusal(
            Code.WRONG_TYPE,
            wanted="a text or a list with hosts",
            write="Write one text, or [a.example.com], or omit the key.",
        )

    host = core_schema.no_info_after_validator_function(check, core_schema.str_schema())
    several = core_schema.tuple_variable_schema(host)
    return core_schema.no_info_wrap_validator_function(read, several)


def _source_or_mapping(notation: notations.SourceOrMapping, kind: Any) -> Schema:
    def read(
        value: Any, mapping: Callable[[Any], Any], info: core_schema.ValidationInfo[Context]
    ) -> Any:
        if isinstance(value, str):
            return Citation(id=_resolved(value, "sources", info.context))
        if isinstance(value, dict):
            return mapping(value)
        raise refusal(
            Code.WRONG_TYPE,
            wanted="the id of a source or a mapping",
            write="Write the id, or {id: …, at: …}.",
        )

    return core_schema.with_info_wrap_validator_function(read, _schema(kind))


@lru_cache(maxsize=65536)
def _entry_of(port: Port, kind: type[FlowPort | ServicePort]) -> FlowPort | ServicePort:
    """The entry for a port alone; frozen, so that equal ones can be one object."""
    return kind(port=port)


def _port_or_mapping(notation: notations.PortOrMapping, kind: Any) -> Schema:
    def read(
        value: Any, mapping: Callable[[Any], Any], info: core_schema.ValidationInfo[Context]
    ) -> Any:
        if isinstance(value, str):
            return _entry_of(_port(value, info), kind)
        if isinstance(value, dict):
            entry = mapping(value)
            if notation.either and entry.either and len(entry.port.protocols) == 1:
                every = entry.port == EVERYTHING
                what = "means every protocol" if every else "has only one protocol"
                raise refusal(Code.NOTHING_TO_CHOOSE, port=str(entry.port), what=what)
            return entry
        raise refusal(
            Code.WRONG_TYPE, wanted="a port or a mapping", write="Write 22/tcp or {port: 22/tcp}."
        )

    return core_schema.with_info_wrap_validator_function(read, _schema(kind))


def _need(notation: notations.NeedText, kind: Any) -> Schema:
    condition = core_schema.typed_dict_schema(
        {"when": core_schema.typed_dict_field(_schema(keys_of(Need)["when"].hint))},
        extra_behavior="forbid",
    )

    def read(value: Any, mapping: Callable[[Any], dict[str, str]]) -> Need:
        if isinstance(value, str) and value in NEEDS:
            return Need(level=NEEDS[value])
        if isinstance(value, dict):
            return Need(level="conditional", when=mapping(value)["when"])
        raise _unknown_value(value, (*NEEDS, "{when: …}"))

    return core_schema.no_info_wrap_validator_function(read, condition)


def _exactly_one(notation: notations.ExactlyOne, kind: Any) -> Schema:
    keys = notation.keys

    def read(value: Any, mapping: Callable[[Any], Any]) -> Any:
        there = [key for key in keys if key in value] if isinstance(value, dict) else keys[:1]
        if len(there) == 1:
            return mapping(value)
        missing = f"{listed(keys, 'or')} is missing here"
        what = f"{listed(there)} are both used here" if there else missing
        wrong = refusal(Code.NOT_EXACTLY_ONE, what=what, known=listed(keys))
        errors: list[Any] = [{"type": wrong, "input": None}]
        try:
            mapping(value)
        except ValidationError as error:
            for one in error.errors(include_url=False, include_input=False):
                known = PydanticCustomError(one["type"], "-", one.get("ctx"))
                errors.append({"type": known, "loc": one["loc"], "input": None})
        raise ValidationError.from_exception_data("", errors)

    return core_schema.no_info_wrap_validator_function(read, _schema(kind))


def _at_one_of(notation: notations.AtOneOf, kind: Any) -> Schema:
    def check(value: str) -> str:
        if value not in notation.places:
            raise _unknown_value(value, notation.places)
        return value

    at = core_schema.no_info_after_validator_function(check, core_schema.str_schema())
    return _mapping(kind, at=at)


_SCHEMAS: dict[type[notations.Notation], Callable[[Any, Any], Schema]] = {
    notations.Matching: _matching,
    notations.Published: lambda notation, kind: core_schema.str_schema(),
    notations.OneOf: _one_of,
    notations.Slot: _slot,
    notations.Flag: lambda notation, kind: core_schema.bool_schema(strict=True),
    notations.IdOf: _id_of,
    notations.PortText: _port_text,
    notations.OneOrMore: _one_or_more,
    notations.Hosts: _hosts,
    notations.PortOrMapping: _port_or_mapping,
    notations.SourceOrMapping: _source_or_mapping,
    notations.NeedText: _need,
    notations.ExactlyOne: _exactly_one,
    notations.AtOneOf: _at_one_of,
}


def check_ids(tree: Tree) -> list[Problem]:
    """Find ids of flows and of questions that are used twice, and former ids of several flows."""
    own: list[tuple[object, tuple[Step, ...]]] = []
    former: list[tuple[object, tuple[Step, ...]]] = []
    for flow, path in _mappings(tree, "flows"):
        own.append((flow.get("id"), (*path, "id")))
        ids = flow.get("former_ids")
        for place, one in enumerate(ids if isinstance(ids, list) else ()):
            former.append((one, (*path, "former_ids", place)))
    asked = [(one.get("id"), (*path, "id")) for one, path in _mappings(tree, "questions")]
    flows: dict[str, tuple[Step, ...]] = {}
    problems = []
    for code, message, used, first in (
        (Code.DUPLICATE_FLOW, "First defined here.", own, flows),
        (Code.FORMER_ID_TAKEN, "Already used here.", former, flows),
        (Code.DUPLICATE_QUESTION, "First defined here.", asked, {}),
    ):
        for key, path in used:
            if isinstance(key, str) and first.setdefault(key, path) != path:
                related = Related(tree.locate(*first[key]), message)
                problems.append(code.problem(tree.locate(*path), (related,), value=quoted(key)))
    return problems


def _mappings(tree: Tree, key: str) -> Iterator[tuple[dict[str, Data], tuple[Step, ...]]]:
    """The mappings in a list at the top of the file, each with its path."""
    entries = tree.get(key)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield entry, (key, index)
