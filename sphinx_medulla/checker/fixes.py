"""What is certain to be meant, written as the file should have it: ids of roles, and ports.

A fix replaces one value. No text for readers changes, and no entry is added or removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from ..dataset import notation as notations
from ..dataset.model import Dataset, keys_of
from ..dataset.names import names_of
from ..dataset.ports import PROTOCOLS, Port, PortError
from ..dataset.problem import Problem
from ..dataset.yaml_reader import read_yaml
from ..dataset.yaml_tree import Data, Step, Tree

ROLE_KEYS = ("from", "to", "listens_on", "called_by")
"""The keys under which the name or an alias of a role becomes its id."""

_PROTOCOL = "|".join(PROTOCOLS)
_SEVERAL = rf"(?:{_PROTOCOL})(?:\s*[+/&]\s*(?:{_PROTOCOL}))*"
_PORT = re.compile(
    rf"(?:(?P<before>{_SEVERAL})\s*[/ :]\s*)?"
    r"(?P<first>[1-9]\d{0,4})(?:\s*[-–]\s*(?P<last>[1-9]\d{0,4}))?"
    rf"(?:\s*[/ :]?\s*(?P<behind>{_SEVERAL})|\s*\(\s*(?P<inside>{_SEVERAL})\s*\))?",
    re.IGNORECASE | re.ASCII,
)
_BYTE_ORDER_MARK = "\ufeff"
_NEEDS_QUOTES = ("true", "false")  # else they are no words
_BETWEEN_PROTOCOLS = r"\s*[+/&]\s*"


class Fix(NamedTuple):
    """A value to replace: where it is in the text, and what to write there."""

    start: int
    end: int
    value: str


class Fixed(NamedTuple):
    """The content of a file with everything fixed that is certain, and how many values that is.

    ``problems`` say why nothing is certain: the file is not YAML as datasets use it.
    """

    content: bytes
    values: int
    problems: tuple[Problem, ...] = ()


def fixed(content: bytes, path: str) -> Fixed:
    """Fix what is certain in the content of a dataset's file, unless it cannot be parsed."""
    tree = read_yaml(content, path)
    if tree.problems or tree.data is None:
        return Fixed(content, 0, tuple(tree.problems))
    fixes = sorted(_Fixer(tree).fixes(Dataset, tree.data, ()))
    text = tree.text
    for fix in reversed(fixes):
        text = text[: fix.start] + fix.value + text[fix.end :]
    mark = _BYTE_ORDER_MARK if content.startswith(_BYTE_ORDER_MARK.encode()) else ""
    return Fixed((mark + text).encode(), len(fixes))


def canonical_port(text: str) -> str:
    """A port as the file writes it; the text itself if its meaning is not certain.

    A port without a protocol stays without one.
    """
    match = _PORT.fullmatch(text.strip())
    if match is None:
        return _without_number(text)
    named = [match[group] for group in ("before", "behind", "inside") if match[group]]
    if len(named) > 1:
        return text
    number = "-".join(filter(None, (match["first"], match["last"])))
    if not named:
        return number
    try:
        return str(Port.parse(f"{number}/{re.sub(_BETWEEN_PROTOCOLS, '+', named[0]).lower()}"))
    except PortError:
        return text


def _without_number(text: str) -> str:
    """What has no number in small letters, such as ``icmp`` for ``ICMP``; another text itself."""
    try:
        port = Port.parse(text.strip().lower())
    except PortError:
        return text
    return text if port.numbered else text.strip().lower()


class _Fixer:
    """Finds the fixes of one file, which may be wrong in any other way."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.roles = names_of("roles", tree.data or {})

    def fixes(self, hint: Any, data: Data, path: tuple[Step, ...]) -> Iterator[Fix]:
        """The fixes in the data under a path, which should be of a type of the model."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            kind, notation = arguments
            if isinstance(data, str):
                yield from self._of_value(notation, data, path)
            else:
                yield from self.fixes(kind, data, path)
        elif origin in {Union, UnionType}:
            yield from self.fixes(arguments[0], data, path)
        elif origin is tuple and isinstance(data, list):
            for index, entry in enumerate(data):
                yield from self.fixes(arguments[0], entry, (*path, index))
        elif origin is dict and isinstance(data, dict):
            for key, entry in data.items():
                yield from self.fixes(arguments[1], entry, (*path, key))
        elif isinstance(hint, type) and is_dataclass(hint) and isinstance(data, dict):
            keys = keys_of(hint)
            for key in data.keys() & keys.keys():
                yield from self.fixes(keys[key].hint, data[key], (*path, key))

    def _of_value(self, notation: object, value: str, path: tuple[Step, ...]) -> Iterator[Fix]:
        """The fix of a value that is written in some notation, if it needs one."""
        new = value
        if isinstance(notation, notations.PortText | notations.PortOrMapping):
            new = canonical_port(value)
        elif isinstance(notation, notations.IdOf) and notation.table == "roles":
            keys = [step for step in path if isinstance(step, str)]
            if keys[-1] in ROLE_KEYS:
                new = self.roles.resolve(value) or value
        if new != value:
            start, end = self.tree.bounds(*path)
            quote = self.tree.text[start] if self.tree.text[start] in "'\"" else ""
            if not quote and new in _NEEDS_QUOTES:
                quote = "'"
            yield Fix(start, end, f"{quote}{new}{quote}")
