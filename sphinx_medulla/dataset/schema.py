"""The JSON Schema of a dataset for editors, made from the model.

The schema is draft 7, which editors read best, and made without pydantic, whose own differs from
version to version. In the repository, ``tools/schema.py`` writes it to ``data/schema.json``.

An editor reads more types from YAML than `yaml_reader` does: ``format: 1`` is a number to it, ``~``
is null, and ``True`` is true, as ``no`` is false where it reads YAML 1.1. The schema takes those
wherever the typed text would load. It never refuses what loads; what it cannot see (undefined ids,
a range in descending order, bits of an IPv6 network beyond its prefix, ``true`` in place of a
text) is only found by loading.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from itertools import permutations
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from . import notation as notations
from .ip_protocols import ICMP_TYPES, IP_PROTOCOLS, WITH_PORTS
from .model import Dataset, keys_of
from .names import TABLES
from .ports import PROTOCOLS

Schema = dict[str, Any]

_TYPED = ["string", "number", "null", "boolean"]  # what an editor may take a typed text for
_NUMBER = "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_PROTOCOLS = "|".join(
    r"\+".join(names)
    for count in range(1, len(PROTOCOLS) + 1)
    for names in permutations(PROTOCOLS, count)
)
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_TYPES = {name: f"(?:/(?:{'|'.join(types)}|{_BYTE}))?" for name, types in ICMP_TYPES.items()}
_HAVE_PORTS = "|".join(map(str, WITH_PORTS))
_PORTLESS = "|".join(
    [f"(?:{name}|proto-{number}){_TYPES.get(name, '')}" for name, number in IP_PROTOCOLS.items()]
    + [f"proto-(?!(?:{_HAVE_PORTS})$){_BYTE}"]
)
_WITH_PORTS = rf"({_NUMBER})(?:-(?!\1(?:/|$)){_NUMBER})?(?:/(?:{_PROTOCOLS}))?"
_PORT: Schema = {
    "description": (
        "A port such as 22/tcp, 4370-4380/tcp, 111/tcp+udp or any/tcp, any for all protocols, or a "
        "protocol without ports such as icmp/echo-request or esp."
    ),
    "type": ["string", "integer"],
    "pattern": f"^(?:{_WITH_PORTS}|any(?:/(?:{_PROTOCOLS}))?|{_PORTLESS})$",
    "patternErrorMessage": "Write a port such as 22/tcp, 4370-4380/tcp, any/tcp, icmp or esp.",
    "minimum": 1,
    "maximum": 65535,
}
_SOURCE_PORT: Schema = {
    **_PORT,
    "description": "A port such as 123/udp, 1024-65535/tcp or any/udp.",
    "pattern": f"^(?:{_WITH_PORTS}|any/(?:{_PROTOCOLS}))$",
    "patternErrorMessage": "Write a port such as 123/udp, 1024-65535/tcp or any/udp.",
}


def _ipv4_networks() -> Iterator[str]:
    """A pattern for each length of a prefix, with no bits beyond it, and one for an address."""
    yield rf"(?:{_BYTE}\.){{3}}{_BYTE}(?:/32)?"
    for prefix in range(32):
        whole, bits = divmod(prefix, 8)
        cut = "|".join(map(str, range(0, 256, 256 >> bits)))
        yield rf"(?:{_BYTE}\.){{{whole}}}(?:{cut})(?:\.0){{{3 - whole}}}/{prefix}"


def _ipv6_networks() -> Iterator[str]:
    """Patterns of addresses, each perhaps with a prefix: bits beyond that are not looked at."""
    group, prefix = "[0-9A-Fa-f]{1,4}", "(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?"
    ipv4 = rf"(?:{_BYTE}\.){{3}}{_BYTE}"
    yield f"(?:{group}:){{7}}{group}{prefix}"
    yield f"(?:{group}:){{6}}{ipv4}{prefix}"
    for before in range(8):
        first = f"{group}(?::{group}){{{before - 1}}}" if before else ""
        last = [f"{group}(?::{group}){{0,{6 - before}}}"] if before < 7 else []
        last += [f"(?:{group}:){{0,{5 - before}}}{ipv4}"] if before < 6 else []
        yield f"{first}::(?:{'|'.join([*last, ''])}){prefix}"


_HOST: Schema = {
    "type": _TYPED,
    "pattern": f"^(?:{'|'.join([notations.Hosts.NAME, *_ipv4_networks(), *_ipv6_networks()])})$",
    "patternErrorMessage": "Write a name such as a.example.com or *.example.com, or a network.",
}
_EITHER_OF_ONE: Schema = {
    "required": ["either"],
    "properties": {"either": {"const": True}, "port": {"not": {"pattern": "\\+"}}},
}
_A_PORT: Schema = {"$ref": "#/definitions/Port"}


def schema_text() -> str:
    """Return the text of schema.json for the model as it is."""
    definitions = {"Port": _PORT}
    whole = _mapping(Dataset, definitions)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A dataset of network flows, format 1",
        **whole,
        "definitions": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _mapping(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of a type of the model; those of the types in it go to the definitions."""
    keys = keys_of(kind)
    schema: Schema = {
        "description": _first_paragraph(kind),
        "type": "object",
        "properties": {key: _schema(one.hint, definitions) for key, one in keys.items()},
        "additionalProperties": False,
    }
    if required := [key for key, one in keys.items() if one.required]:
        schema["required"] = required
    return schema


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of what one field holds."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind, notation = arguments
        return _NOTATIONS[type(notation)](notation, lambda: _schema(kind, definitions))
    if origin in {Union, UnionType}:
        return _schema(arguments[0], definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        keys = {"pattern": notations.ID.pattern}
        values = _schema(arguments[1], definitions)
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}
    if not is_dataclass(hint):
        raise TypeError(f"{hint!r} has no notation: say how the file writes it.")
    name = getattr(hint, "__name__", "")
    if name not in definitions:
        definitions[name] = {}  # a type within itself ends here
        definitions[name] = _mapping(hint, definitions)
    return {"$ref": f"#/definitions/{name}"}


def _first_paragraph(thing: Any) -> str:
    text = inspect.cleandoc(thing.__doc__ or "").split("\n\n")[0]
    return " ".join(re.sub(r"`|_(?=`)", "", text).split())


def _matching(notation: notations.Matching, inner: Callable[[], Schema]) -> Schema:
    kinds = _TYPED if notation.name in {"text", "id", "place", "language"} else "string"
    schema: Schema = {"type": kinds, "pattern": notation.pattern}
    if notation == notations.DATE:
        schema["description"] = "A date such as 2026-11-23."
    return schema


def _one_of(notation: notations.OneOf, inner: Callable[[], Schema]) -> Schema:
    words = list(notation.words)
    return {"enum": [*words, *(int(word) for word in words if word.isdigit())]}


def _id_of(notation: notations.IdOf, inner: Callable[[], Schema]) -> Schema:
    return {"description": f"The id of a {TABLES[notation.table]}.", "type": _TYPED}


def _need(notation: notations.NeedText, inner: Callable[[], Schema]) -> Schema:
    condition = {
        "type": "object",
        "properties": {"when": _matching(notations.TEXT, inner)},
        "required": ["when"],
        "additionalProperties": False,
    }
    description = "required, optional, or {when: …}; not stated if omitted."
    return {"description": description, "anyOf": [{"enum": ["required", "optional"]}, condition]}


def _exactly_one(notation: notations.ExactlyOne, inner: Callable[[], Schema]) -> Schema:
    return {"allOf": [inner(), {"oneOf": [{"required": [key]} for key in notation.keys]}]}


def _at_one_of(notation: notations.AtOneOf, inner: Callable[[], Schema]) -> Schema:
    return {"allOf": [inner(), {"properties": {"at": {"enum": list(notation.places)}}}]}


def _port_or_mapping(notation: notations.PortOrMapping, inner: Callable[[], Schema]) -> Schema:
    mapping = {"allOf": [inner(), {"not": _EITHER_OF_ONE}]} if notation.either else inner()
    return {"anyOf": [_A_PORT, mapping]}


def _one_or_more(notation: notations.OneOrMore, inner: Callable[[], Schema]) -> Schema:
    several = inner()
    return {"anyOf": [several["items"], several]}


_NOTATIONS: dict[type[notations.Notation], Callable[[Any, Callable[[], Schema]], Schema]] = {
    notations.Matching: _matching,
    notations.Published: lambda notation, inner: {"type": _TYPED},
    notations.OneOf: _one_of,
    notations.Slot: lambda notation, inner: {
        "description": _first_paragraph(notations.Slot),
        "enum": [1, 2, 3, 4, 5, "1", "2", "3", "4", "5"],
    },
    notations.Flag: lambda notation, inner: {"type": "boolean"},
    notations.IdOf: _id_of,
    notations.PortText: lambda notation, inner: _SOURCE_PORT if notation.source else _A_PORT,
    notations.OneOrMore: _one_or_more,
    notations.Hosts: lambda notation, inner: {
        "anyOf": [
            _matching(notations.TEXT, inner),
            {"type": "array", "items": _HOST, "minItems": 1},
        ]
    },
    notations.PortOrMapping: _port_or_mapping,
    notations.SourceOrMapping: lambda notation, inner: {
        "anyOf": [_id_of(notations.IdOf("sources"), inner), inner()]
    },
    notations.NeedText: _need,
    notations.ExactlyOne: _exactly_one,
    notations.AtOneOf: _at_one_of,
}
