"""Strict YAML: text to plain data, and to the place of every key and value.

What is read is a subset of YAML in which nothing is guessed: every scalar is the string that was
typed, save plain ``true`` and ``false``. There are no anchors, aliases, tags, merge keys, duplicate
keys or second documents. What is refused is collected, and the reading goes on where it can.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from typing import Any

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from .codes import Code, quoted
from .problem import Location, Problem, Related
from .syntax import explain
from .tree import Data, Tree

MOST_BYTES = 16 * 1024 * 1024
"""The size of the largest file that is read."""

DEEPEST = 32
"""How many mappings and lists may stand inside one another."""

_BOOLEANS = {"true": True, "false": False}
_CONTROLS = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_MOST_CONTROLS = 100
_PROPERTY = re.compile(r"([&!])[^\s,\[\]{}]*")
_DROPPED: Any = object()


class PurePythonParser(Reader, Scanner, Parser):
    """PyYAML's parser where its C extension is missing; the same events, twenty times slower."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


try:
    from yaml.cyaml import CParser as _Parser
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    _Parser = PurePythonParser


def read_yaml(
    content: bytes | str, path: str, parser: Callable[[str], Any] = _Parser
) -> Tree:
    """Read a file's content into a tree; whatever is wrong with it is in the tree's ``problems``.

    ``path`` is what its locations show; ``parser`` makes PyYAML's parser of a text. Nothing is
    raised.
    """
    too_large = len(content) > MOST_BYTES
    text = ""
    if isinstance(content, str):
        text = content
    elif not too_large:
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            tree = Tree(path, content[: error.start].decode().removeprefix("\ufeff"))
            end = len(tree.text)
            place = tree.span(end, end)
            tree.problems.append(Code.NOT_UTF_8.problem(place, byte=content[error.start]))
            tree.whole = False
            return tree
    text = text.removeprefix("\ufeff")
    tree = Tree(path, text)
    if too_large:
        tree.problems.append(Code.FILE_TOO_LARGE.problem(tree.span(0, 0)))
        tree.whole = False
        return tree
    controls = list(islice(_CONTROLS.finditer(text), _MOST_CONTROLS))
    for match in controls:
        tree.problems.append(_control(tree.span(*match.span()), match.group()))
    _build(tree, parser(_CONTROLS.sub("\ufffd", text) if controls else text).get_event)
    for match in controls:
        node = bisect_right(tree.starts, match.start()) - 1
        if node >= 0 and match.start() < tree.ends[node]:
            tree.spoilt.add(node)
    tree.problems.sort(key=lambda problem: problem.location)
    return tree


def _build(tree: Tree, next_event: Callable[[], Any]) -> None:
    """Read all events into the tree, or those in front of a syntax error."""
    starts, ends, after = tree.starts, tree.ends, tree.after
    top: list[Data] = []
    into: Any = top  # what the next value goes into
    mapping = False  # whether that is a mapping
    key: Any = None  # the key that waits for its value
    node = 0  # the number of the collection in `into`
    outer: list[tuple[Any, bool, Any, int]] = []
    repeated: list[tuple[int, Any, str, int]] = []
    names: dict[str, str] = {}
    end = 0  # where the last value ended
    documents = 0
    try:
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                this = len(starts)
                starts.append(event.start_mark.index)
                end = event.end_mark.index
                ends.append(end)
                after.append(this + 1)
                value = event.value
                style = event.style
                if event.anchor is not None or event.tag is not None:
                    _refuse_properties(tree, event)
                if style == '"' and _CONTROLS.search(value):
                    _refuse_escaped(tree, event)
                if mapping and key is None:
                    if value == "<<" and not style:
                        tree.problems.append(Code.MERGE_KEY.problem(_place(tree, event)))
                        tree.spoilt.add(node)
                    elif value in into:
                        repeated.append((node, into, value, this))
                    else:
                        key = names.setdefault(value, value)
                        continue
                    tree.dropped.add(this)
                    key = _DROPPED
                    continue
                if not style and value in _BOOLEANS:
                    value = _BOOLEANS[value]
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                if event.anchor is not None or event.tag is not None:
                    _refuse_properties(tree, event)
                outer.append((into, mapping, key, node))
                if len(outer) > DEEPEST:
                    tree.problems.append(Code.NESTED_TOO_DEEPLY.problem(_place(tree, event)))
                    tree.whole = False
                    break
                node = len(starts)
                starts.append(event.start_mark.index)
                ends.append(0)
                after.append(0)
                mapping = kind is MappingStartEvent
                into = {} if mapping else []
                key = None
                end = event.end_mark.index
                continue
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                if event.end_mark.index > event.start_mark.index:  # a closing bracket
                    end = event.end_mark.index
                this = node
                ends[this] = end
                after[this] = len(starts)
                value = into
                if mapping:
                    value.pop(_DROPPED, None)
                into, mapping, key, node = outer.pop()
            elif kind is AliasEvent:
                this = len(starts)
                starts.append(event.start_mark.index)
                end = event.end_mark.index
                ends.append(end)
                after.append(this + 1)
                value = ""
                tree.spoilt.add(this)
                alias = quoted(f"*{event.anchor}")
                tree.problems.append(Code.ALIAS.problem(_place(tree, event), alias=alias))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    tree.problems.append(Code.SECOND_DOCUMENT.problem(_place(tree, event)))
                    break
                continue
            elif kind is StreamEndEvent:
                break
            else:
                continue

            if not mapping:
                into.append(value)
            elif key is not None:
                into[key] = value
                key = None
            else:
                if kind is not AliasEvent:
                    found = "a mapping" if kind is MappingEndEvent else "a list"
                    place = tree.span(starts[this], end)
                    tree.problems.append(Code.KEY_NOT_TEXT.problem(place, found=found))
                tree.spoilt.add(node)
                tree.dropped.add(this)
                key = _DROPPED
    except (YAMLError, ValueError, OverflowError) as error:
        last = (starts[-1], ends[-1]) if starts else (0, 0)
        _refuse_syntax(tree, error, last)
    for open_node in [node, *(frame[3] for frame in outer)] if outer else []:
        after[open_node] = len(starts)
    for open_node, data, name, this in repeated:
        first = tree.children_of(open_node, data)[name][0]
        related = Related(tree.node_location(first), "It stands here first.")
        place = tree.node_location(this)
        tree.problems.append(Code.DUPLICATE_KEY.problem(place, (related,), key=quoted(name)))
    if top and top[0] != "":
        tree.data = top[0]
    elif tree.whole:
        tree.whole = False
        place = tree.span(0, 0)
        if not tree.problems:
            tree.problems.append(Code.EMPTY_FILE.problem(place))


def _place(tree: Tree, event: Any) -> Location:
    return tree.span(event.start_mark.index, event.end_mark.index)


def _refuse_properties(tree: Tree, event: NodeEvent) -> None:
    """Report the anchor and the tag in front of a value."""
    start = event.start_mark.index
    for _ in range(2):
        match = _PROPERTY.match(tree.text, start)
        if match is None:
            return
        place = tree.span(*match.span())
        if match[1] == "&":
            tree.problems.append(Code.ANCHOR.problem(place, anchor=quoted(match[0])))
        else:
            tree.problems.append(Code.TAG.problem(place, tag=quoted(match[0])))
        start = match.end()
        while tree.text[start : start + 1].isspace():
            start += 1


def _refuse_escaped(tree: Tree, event: ScalarEvent) -> None:
    """Report a control character that is written as an escape."""
    found = _CONTROLS.search(event.value)
    if found is not None and "\ufffd" not in event.value:
        tree.problems.append(_control(_place(tree, event), found[0]))
        tree.spoilt.add(len(tree.starts) - 1)


def _refuse_syntax(tree: Tree, error: Exception, last: tuple[int, int]) -> None:
    tree.whole = False
    found = explain(error, tree.text, last)
    related: tuple[Related, ...] = ()
    if found.opened >= 0:
        opened = tree.span(found.opened, found.opened + 1)
        related = (Related(opened, "It opens here."),)
    place = tree.span(found.start, found.end)
    problem = Code.SYNTAX_ERROR.problem(place, related, what=found.what, write=found.write)
    tree.problems.append(problem)


def _control(place: Location, character: str) -> Problem:
    """A problem for a control character, a line break that only some know, or half a character."""
    number = ord(character)
    write = "Remove it."
    if number in {0x85, 0x2028, 0x2029}:
        write = "Write an ordinary line break; not every program takes this one for a break."
    return Code.CONTROL_CHARACTER.problem(place, character=f"U+{number:04X}", write=write)
