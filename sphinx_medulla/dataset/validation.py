"""The pydantic side: what each notation demands, and a tree held against the model.

Only `load` imports this, and only where a file is read. The model says all that pydantic has to
know, so that its core is told directly: the rest of pydantic, which would find the same out of any
class's annotations, takes longer to import than a file of a thousand flows to load.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from . import notation as notations
from .codes import Code, listed, quoted
from .model import Dataset, FlowPort, Need, NeedLevel, ServicePort, Text, key_of
from .names import TABLES, Names, did_you_mean
from .ports import Port, PortError
from .problem import Problem, Related
from .yaml_tree import Data, Step, Tree

SLOTS = ("1", "2", "3", "4", "5")
"""The places of the palette."""

NEEDS: dict[str, NeedLevel] = {"required": "required", "optional": "optional"}
"""The needs that take no condition."""


@dataclass(frozen=True)
class Context:
    """What validation has to know of the file as a whole."""

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


@lru_cache(maxsize=64)
def _mapping(kind: Any) -> Schema:
    """What a mapping is held against: the keys of a type of the model, and no others."""
    hints = get_type_hints(kind, include_extras=True)
    known = [field for field in fields(kind) if field.init]
    arguments = core_schema.dataclass_args_schema(
        kind.__name__,
        [
            core_schema.dataclass_field(
                field.name,
                _with_default(field, _schema(hints[field.name])),
                validation_alias=key_of(field.name),
            )
            for field in known
        ],
    )
    return core_schema.dataclass_schema(
        kind,
        arguments,
        [field.name for field in known],
        post_init=hasattr(kind, "__post_init__"),
        config=core_schema.CoreConfig(extra_fields_behavior="forbid"),
    )


def _with_default(field: Field[Any], schema: Schema) -> Schema:
    if field.default is not MISSING:
        return core_schema.with_default_schema(schema, default=field.default)
    if field.default_factory is not MISSING:
        return core_schema.with_default_schema(schema, default_factory=field.default_factory)
    return schema


def _schema(hint: Any) -> Schema:
    """What the value of a field is held against."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind, notation = arguments
        return _SCHEMAS[type(notation)](notation, kind)
    if origin in {Union, UnionType}:  # a key without a value is omitted
        return _schema(next(one for one in arguments if one is not NoneType))
    if origin is tuple:
        return core_schema.tuple_variable_schema(_schema(arguments[0]))
    if origin is dict:
        return core_schema.dict_schema(_schema(arguments[0]), _schema(arguments[1]))
    return _mapping(hint)


def _matching(notation: notations.Matching, kind: Any) -> Schema:
    schema = core_schema.str_schema(pattern=notation.pattern)
    if notation.name == "date":
        return core_schema.no_info_after_validator_function(_real_date, schema)
    return schema


def _real_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise refusal(Code.NOT_A_DATE, value=quoted(value)) from None
    return value


def _one_of(notation: notations.OneOf, kind: Any) -> Schema:
    def check(value: Any) -> str:
        if isinstance(value, str) and value in notation.words:
            return value
        if isinstance(value, str) and notation.words == ("1",):
            raise refusal(Code.UNKNOWN_FORMAT, value=quoted(value))
        raise _unknown_value(value, notation.words)

    return core_schema.no_info_plain_validator_function(check)


def _unknown_value(value: Any, words: tuple[str, ...]) -> PydanticCustomError:
    if not isinstance(value, str):
        known = listed(words, "or")
        return refusal(Code.WRONG_TYPE, wanted=known, write=f"Write {known}.")
    return refusal(
        Code.UNKNOWN_VALUE,
        value=quoted(value),
        suggestion=did_you_mean(value, words),
        known=listed(words, "or"),
    )


def _slot(notation: notations.Slot, kind: Any) -> Schema:
    def check(value: Any) -> int:
        if isinstance(value, str) and value in SLOTS:
            return int(value)
        raise _unknown_value(value, SLOTS)

    return core_schema.no_info_plain_validator_function(check)


def _flag(notation: notations.Flag, kind: Any) -> Schema:
    return core_schema.bool_schema(strict=True)


def _id_of(notation: notations.IdOf, kind: Any) -> Schema:
    table = notation.table

    def resolve(value: str, info: core_schema.ValidationInfo[Context]) -> str:
        names: Names = info.context.names[table]
        found = names.resolve(value)
        if found is None:
            raise _undefined(value, table, names)
        return found

    return core_schema.with_info_after_validator_function(resolve, core_schema.str_schema())


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


def _port_text(notation: notations.PortText, kind: Any) -> Schema:
    return core_schema.with_info_after_validator_function(_port, core_schema.str_schema())


def _one_or_more(notation: notations.OneOrMore, kind: Any) -> Schema:
    return core_schema.no_info_before_validator_function(
        lambda value: [value] if isinstance(value, str) else value, _schema(kind)
    )


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
            return mapping(value)
        raise refusal(
            Code.WRONG_TYPE, wanted="a port or a mapping", write="Write 22/tcp or {port: 22/tcp}."
        )

    return core_schema.with_info_wrap_validator_function(read, _schema(kind))


def _need(notation: notations.NeedText, kind: Any) -> Schema:
    condition = core_schema.typed_dict_schema(
        {"when": core_schema.typed_dict_field(_schema(Text))},
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

    def check(value: dict[str, Data]) -> list[tuple[tuple[Step, ...], PydanticCustomError]]:
        there = [key for key in keys if key in value]
        if len(there) == 1:
            return []
        missing = f"{listed(keys, 'or')} is missing here"
        what = f"{listed(there)} are both used here" if there else missing
        return [((), refusal(Code.NOT_EXACTLY_ONE, what=what, known=listed(keys)))]

    return _checked(check, _schema(kind))


def _at_one_of(notation: notations.AtOneOf, kind: Any) -> Schema:
    def check(value: dict[str, Data]) -> list[tuple[tuple[Step, ...], PydanticCustomError]]:
        at = value.get("at")
        if not isinstance(at, str) or at in notation.places:
            return []
        return [(("at",), _unknown_value(at, notation.places))]

    return _checked(check, _schema(kind))


def _checked(
    check: Callable[[dict[str, Data]], list[tuple[tuple[Step, ...], PydanticCustomError]]],
    schema: Schema,
) -> Schema:
    """A schema whose mapping is checked as a whole too; the errors of both are collected."""

    def read(value: Any, inner: Callable[[Any], Any]) -> Any:
        found = check(value) if isinstance(value, dict) else []
        if not found:
            return inner(value)
        errors: list[Any] = [{"type": error, "loc": at, "input": None} for at, error in found]
        try:
            inner(value)
        except ValidationError as error:
            errors += [
                {
                    "type": PydanticCustomError(one["type"], "-", one.get("ctx")),
                    "loc": one["loc"],
                    "input": None,
                }
                for one in error.errors(include_url=False, include_input=False)
            ]
        raise ValidationError.from_exception_data("", errors)

    return core_schema.no_info_wrap_validator_function(read, schema)


_SCHEMAS: dict[type[notations.Notation], Callable[[Any, Any], Schema]] = {
    notations.Matching: _matching,
    notations.Published: lambda notation, kind: core_schema.str_schema(),
    notations.OneOf: _one_of,
    notations.Slot: _slot,
    notations.Flag: _flag,
    notations.IdOf: _id_of,
    notations.PortText: _port_text,
    notations.OneOrMore: _one_or_more,
    notations.PortOrMapping: _port_or_mapping,
    notations.NeedText: _need,
    notations.ExactlyOne: _exactly_one,
    notations.AtOneOf: _at_one_of,
}


def check_flow_ids(tree: Tree) -> list[Problem]:
    """Find flow ids that two flows have, and former ids that lead to more than one flow."""
    flows = tree.get("flows")
    if not isinstance(flows, list):
        return []
    problems = []
    first: dict[str, int] = {}
    for index, flow in enumerate(flows):
        key = flow.get("id") if isinstance(flow, dict) else None
        if isinstance(key, str) and first.setdefault(key, index) != index:
            here = tree.locate("flows", index, "id")
            related = Related(tree.locate("flows", first[key], "id"), "First defined here.")
            problems.append(Code.DUPLICATE_FLOW.problem(here, (related,), value=quoted(key)))
    claimed: dict[str, tuple[str | int, ...]] = {
        key: ("flows", index, "id") for key, index in first.items()
    }
    for index, flow in enumerate(flows):
        former = flow.get("former_ids") if isinstance(flow, dict) else None
        for place, key in enumerate(former if isinstance(former, list) else ()):
            path = ("flows", index, "former_ids", place)
            if isinstance(key, str) and claimed.setdefault(key, path) != path:
                related = Related(tree.locate(*claimed[key]), "Already used here.")
                problem = Code.FORMER_ID_TAKEN.problem(
                    tree.locate(*path), (related,), value=quoted(key)
                )
                problems.append(problem)
    return problems


@lru_cache(maxsize=64)
def keys_at(path: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that may and those that must be in the mapping under a path of the model.

    The steps are keys of the file, with ``*`` for an index and for an id.
    """
    kind: Any = Dataset
    for step in path:
        if is_dataclass(kind):
            kind = {key_of(name): hint for name, hint in get_type_hints(kind).items()}[step]
        elif get_origin(kind) is dict:
            kind = get_args(kind)[1]
        else:
            kind = get_args(kind)[0]
        if get_origin(kind) in {Union, UnionType}:
            kind = next(one for one in get_args(kind) if one is not NoneType)
    if kind is Need:
        return ("when",), ("when",)
    known = [field for field in fields(kind) if field.init]
    must = [field for field in known if field.default is MISSING is field.default_factory]
    return tuple(key_of(one.name) for one in known), tuple(key_of(one.name) for one in must)
