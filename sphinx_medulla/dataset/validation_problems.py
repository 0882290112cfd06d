"""Turns pydantic's errors into problems of a dataset: each at its place, in a sentence."""

from __future__ import annotations

from dataclasses import MISSING
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from .codes import LONGEST_SHOWN, Code, listed, quoted
from .model import Dataset, Key, Need, keys_of
from .names import did_you_mean
from .notation import DATE, FILE_URL, ID, LANGUAGE, PLACE, RULE_CODE, TEXT, URL
from .problem import Problem
from .yaml_tree import Data, Step, Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_CODES = {
    TEXT.pattern: Code.BLANK_TEXT,
    ID.pattern: Code.NOT_AN_ID,
    DATE.pattern: Code.NOT_A_DATE,
    URL.pattern: Code.NOT_A_URL,
    FILE_URL.pattern: Code.NOT_A_FILE_URL,
    LANGUAGE.pattern: Code.NOT_A_LANGUAGE,
    PLACE.pattern: Code.NOT_A_PLACE,
    RULE_CODE.pattern: Code.NOT_A_RULE,
}
_A_MAPPING = ("a mapping", "Write key: value in the lines below it, indented.")
_WANTED = {
    "string_type": ("a text", "Write a single text, not a list or a mapping."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "tuple_type": ("a list", "Write [], or write each entry on its own line after a -."),
    "dict_type": _A_MAPPING,
    "dataclass_type": _A_MAPPING,
}
"""For each type, what it is called, and what to write."""


_NULLS = ("~", "null", "Null", "NULL")
"""What other YAML takes for nothing, and this for a text."""


def problem_of(error: ErrorDetails, tree: Tree) -> Problem | None:
    """The problem for an error of pydantic; None where its place was already refused."""
    kind, path = error["type"], error["loc"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _unknown_key(path, tree)
    if kind == "missing":
        return _missing_key(path, tree)
    path = _in_file(path, tree)
    if path[-1:] == ("[key]",):
        path, place = path[:-1], tree.locate_key(*path[:-1])
        value: Data | None = str(path[-1])
    else:
        place, value = tree.locate(*path), tree.nearest(*path)
    if tree.is_spoilt(*path):
        return None
    context = error.get("ctx", {})
    words: dict[str, Any] = {
        "subject": _subject(path, tree),
        "found": _found(value),
        "value": quoted(str(value)),
    }
    code: Code
    if kind == "refused":
        code = context["code"]
        if code is Code.NOT_EXACTLY_ONE:
            place = tree.locate_start(*path)
        return code.problem(place, **{**words, **context["words"]})
    if kind == "string_pattern_mismatch":
        code = _CODES[context["pattern"]]
        return code.problem(place, **words, example=_as_id(str(value)))
    write = _instead(kind, path, value, tree)
    return Code.WRONG_TYPE.problem(place, **words, wanted=_WANTED[kind][0], write=write)


def _in_file(path: tuple[Step, ...], tree: Tree) -> tuple[Step, ...]:
    """A path without the place in a list where the file has the only entry, a mapping, alone."""
    alone = (
        place
        for place, step in enumerate(path)
        if step == 0 and isinstance(tree.get(*path[:place]), dict)
    )
    place = next(alone, None)
    return path if place is None else _in_file((*path[:place], *path[place + 1 :]), tree)


def _instead(kind: str, path: tuple[Step, ...], value: Data | None, tree: Tree) -> str:
    """What to write where a value is of the wrong type."""
    if not path:
        return "Begin with format: 1, then write one key per line."
    if kind == "string_type" and isinstance(value, bool):
        return f"Put it in quotes: '{_found(value)}'."
    if kind == "tuple_type":
        parts: list[str] = []
        if isinstance(value, str) and value not in _NULLS:
            parts = [value, *_behind(path, tree)]
        elif isinstance(value, dict) and not any(value.values()):  # {22/tcp, 80/tcp}
            parts = list(value)
        shown = ", ".join(parts)
        if 0 < len(shown) < LONGEST_SHOWN and "\n" not in shown:
            return f"Write [{shown}], or write each entry on its own line after a -."
    return _WANTED[kind][1]


def _behind(path: tuple[Step, ...], tree: Tree) -> list[str]:
    """The keys without values behind a value: ``443`` in ``{id: a, ports: 22, 443}``."""
    mapping = tree.get(*path[:-1])
    if not isinstance(mapping, dict):
        return []
    keys = list(mapping)
    behind = keys[keys.index(str(path[-1])) + 1 :]
    return list(takewhile(lambda key: mapping[key] == "", behind))


def _list_before(place: tuple[Step, ...], known: dict[str, Key], tree: Tree) -> str:
    """The key of a list whose brackets are missing, of which a key without a value is a part."""
    for key, one in known.items():
        hint = get_args(one.hint)[0] if get_origin(one.hint) is Annotated else one.hint
        start = (*place[:-1], key)
        is_list = get_origin(hint) is tuple and isinstance(tree.get(*start), str)
        if is_list and place[-1] in _behind(start, tree):
            return key
    return ""


def _unknown_key(path: tuple[Step, ...], tree: Tree) -> Problem | None:
    key, known = str(path[-1]), _keys_at(path[:-1])
    place = _in_file(path, tree)
    suggestion = did_you_mean(key, known)
    if of := _list_before(place, known, tree):
        if get_origin(known[of].hint) is tuple:  # of which a text is refused
            return None
        first = (*place[:-1], of)
        suggestion = f"Write {of}: [{', '.join([str(tree.get(*first)), *_behind(first, tree)])}]. "
    return Code.UNKNOWN_KEY.problem(
        tree.locate_key(*place),
        key=quoted(key),
        suggestion=suggestion,
        known=listed(known),
    )


def _missing_key(path: tuple[Step, ...], tree: Tree) -> Problem | None:
    where = _in_file(path[:-1], tree)
    if tree.is_spoilt(*where):
        return None
    needed = (key for key, one in _keys_at(path[:-1]).items() if one.required)
    place = tree.locate_start(*where)
    return Code.MISSING_KEY.problem(place, key=path[-1], needed=listed(needed))


def _keys_at(path: tuple[Step, ...]) -> dict[str, Key]:
    """The keys that the mapping under a path of the file may have."""
    kind: Any = Dataset
    for step in path:
        kind = keys_of(kind)[str(step)].hint if get_origin(kind) is None else _inside(kind)
        while get_origin(kind) not in {None, dict, tuple}:
            kind = _inside(kind)
    if kind is Need:  # the file has its condition alone
        return {"when": keys_of(Need)["when"]._replace(default=MISSING)}
    return keys_of(kind)


def _inside(hint: Any) -> Any:
    """The type that a note is about, or that of the entries of a list or of a table."""
    arguments = get_args(hint)
    return arguments[1] if get_origin(hint) is dict else arguments[0]


def _subject(path: tuple[Step, ...], tree: Tree) -> str:
    if not path:
        return "The file"
    keys = [step for step in path if isinstance(step, str)]
    if isinstance(path[-1], int) and isinstance(tree.get(*path[:-1]), list):
        return f"An entry of {keys[-1]}"
    return f"The value of {keys[-1]}"


def _found(value: Data | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "a text" if value and value not in _NULLS else "empty"


def _as_id(value: str) -> str:
    """An example of an id that resembles a text, if there is one."""
    words = "".join(one if one.isascii() and one.isalnum() else " " for one in value.lower())
    made = "-".join(words.split())
    return f", as in {made}" if 0 < len(made) < 60 else ""
