"""The pydantic side: what each notation demands, and a tree held against the model.

Only `load` and `schema` import this, and only where they need it, since pydantic takes time to
import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from .codes import Code, listed, quoted, suggestion
from .model import Dataset, FlowPort, Need, NeedLevel, ServicePort, Text, key_of
from .notation import (
    AtOneOf,
    ExactlyOne,
    Flag,
    IdOf,
    Matching,
    NeedText,
    Notation,
    OneOf,
    OneOrMore,
    PortOrMapping,
    PortText,
    Published,
    Slot,
)
from .port import Port, PortError
from .references import Names
from .tree import Data, Step

SLOTS = ("1", "2", "3", "4", "5")
"""The places of the palette."""

NEEDS: dict[str, NeedLevel] = {"required": "required", "optional": "optional"}
"""The needs that take no condition."""


@dataclass(frozen=True, slots=True)
class Context:
    """What validation has to know of the file as a whole."""

    protocol: str
    names: dict[str, Names]


def refusal(code: Code, **words: object) -> PydanticCustomError:
    """An error for pydantic to collect, from which `problem_of` makes a problem."""
    return PydanticCustomError("refused", "-", {"code": code, "words": words})


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[Dataset]:
    """The validator of a whole file; made once for a process."""
    return TypeAdapter(Dataset)


def core_schema_for(
    notation: Notation, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    """What pydantic is to hold a value against for a notation."""
    return _SCHEMAS[type(notation)](notation, source, handler)


def _matching(
    notation: Matching, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
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


def _one_of(notation: OneOf, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
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
        suggestion=suggestion(value, words),
        known=listed(words, "or"),
    )


def _slot(notation: Slot, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    def check(value: Any) -> int:
        if isinstance(value, str) and value in SLOTS:
            return int(value)
        raise _unknown_value(value, SLOTS)

    return core_schema.no_info_plain_validator_function(check)


def _flag(notation: Flag, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    return core_schema.bool_schema(strict=True)


def _id_of(notation: IdOf, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    table = notation.table

    def resolve(value: str, info: core_schema.ValidationInfo[Context]) -> str:
        names: Names = info.context.names[table]
        found = names.ids.get(value)
        if found is None:
            code, words = names.explain(value)
            raise refusal(code, **words)
        return found

    return core_schema.with_info_after_validator_function(resolve, core_schema.str_schema())


def _port(value: str, info: core_schema.ValidationInfo[Context]) -> Port:
    try:
        return Port.parse(value, info.context.protocol)
    except PortError as error:
        raise refusal(Code.NOT_A_PORT, message=error.message, hint=error.hint) from None


def _port_text(
    notation: PortText, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    return core_schema.with_info_after_validator_function(_port, core_schema.str_schema())


def _one_or_more(
    notation: OneOrMore, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    return core_schema.no_info_before_validator_function(
        lambda value: [value] if isinstance(value, str) else value, handler(source)
    )


@lru_cache(maxsize=65536)
def _entry_of(port: Port, kind: type[FlowPort | ServicePort]) -> FlowPort | ServicePort:
    """The entry that a port alone stands for; frozen, so that equal ones can be one object."""
    return kind(port=port)


def _port_or_mapping(
    notation: PortOrMapping, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    def read(
        value: Any, mapping: Callable[[Any], Any], info: core_schema.ValidationInfo[Context]
    ) -> Any:
        if isinstance(value, str):
            return _entry_of(_port(value, info), source)
        if isinstance(value, dict):
            return mapping(value)
        raise refusal(
            Code.WRONG_TYPE, wanted="a port or a mapping", write="Write 22/tcp or {port: 22/tcp}."
        )

    return core_schema.with_info_wrap_validator_function(read, handler(source))


def _need(notation: NeedText, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    condition = core_schema.typed_dict_schema(
        {"when": core_schema.typed_dict_field(handler.generate_schema(Text))},
        extra_behavior="forbid",
    )

    def read(value: Any, mapping: Callable[[Any], dict[str, str]]) -> Need:
        if isinstance(value, str) and value in NEEDS:
            return Need(level=NEEDS[value])
        if isinstance(value, dict):
            return Need(level="conditional", when=mapping(value)["when"])
        raise _unknown_value(value, (*NEEDS, "{when: …}"))

    return core_schema.no_info_wrap_validator_function(read, condition)


def _exactly_one(
    notation: ExactlyOne, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    keys = notation.keys

    def check(value: dict[str, Data]) -> list[tuple[tuple[Step, ...], PydanticCustomError]]:
        there = [key for key in keys if key in value]
        if len(there) == 1:
            return []
        missing = f"{listed(keys, 'or')} is missing here"
        what = f"{listed(there)} stand here together" if there else missing
        return [((), refusal(Code.NOT_EXACTLY_ONE, what=what, known=listed(keys)))]

    return _checked(check, handler(source))


def _at_one_of(
    notation: AtOneOf, source: Any, handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    def check(value: dict[str, Data]) -> list[tuple[tuple[Step, ...], PydanticCustomError]]:
        at = value.get("at")
        if not isinstance(at, str) or at in notation.places:
            return []
        return [(("at",), _unknown_value(at, notation.places))]

    return _checked(check, handler(source))


def _checked(
    check: Callable[[dict[str, Data]], list[tuple[tuple[Step, ...], PydanticCustomError]]],
    schema: core_schema.CoreSchema,
) -> core_schema.CoreSchema:
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


_SCHEMAS: dict[type[Notation], Callable[..., core_schema.CoreSchema]] = {
    Matching: _matching,
    Published: lambda notation, source, handler: core_schema.str_schema(),
    OneOf: _one_of,
    Slot: _slot,
    Flag: _flag,
    IdOf: _id_of,
    PortText: _port_text,
    OneOrMore: _one_or_more,
    PortOrMapping: _port_or_mapping,
    NeedText: _need,
    ExactlyOne: _exactly_one,
    AtOneOf: _at_one_of,
}


@lru_cache(maxsize=64)
def keys_at(path: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that may and those that must stand in the mapping under a path of the model.

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
