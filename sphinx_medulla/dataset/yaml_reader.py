"""Strict YAML: text to plain data, and to the place of every key and value.

What is read is a subset of YAML in which nothing is guessed: every scalar is the string that was
typed, except plain ``true`` and ``false``. There are no anchors, aliases, tags, merge keys,
duplicate keys or second documents. What is refused is collected, and reading goes on if it can.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from typing import Any

import yaml

from ..files import MOST_BYTES
from .characters import advice, refused, replaced
from .codes import Code, quoted
from .problem import Location, Problem, Related
from .yaml_tree import Data, Tree

DEEPEST = 32
"""How deep mappings and lists may be nested."""

_BOOLEANS = {"true": True, "false": False}
_MOST_CONTROLS = 100
_MOST_COMMAS = 10  # with no entry before them, after which a file is read on
_FOLDED = re.compile(r"\n(?!\Z)")
_PROPERTY = re.compile(r"\s*(!<[^>\s]*>|[&!][^\s,\[\]{}]*)")
_DROPPED: Any = object()

PARSER: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's parser in C; where it is missing, the one in Python, which is twenty times slower."""


def read_yaml(content: bytes | str, path: str, parser: Callable[[str], Any] = PARSER) -> Tree:
    """Read a file's content into a tree; whatever is wrong with it is in the tree's ``problems``.

    ``path`` is what its locations show; ``parser`` makes PyYAML's parser of a text. Nothing is
    raised.
    """
    if len(content) > MOST_BYTES:
        return _unread(path, "", Code.FILE_TOO_LARGE)
    try:
        text = content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError as error:
        before, byte = error.object[: error.start], error.object[error.start]
        return _unread(path, before.decode(), Code.NOT_UTF_8, byte=byte)
    text = text.removeprefix("\ufeff")
    controls = list(islice(refused(text), _MOST_CONTROLS))
    readable = replaced(text) if controls else text
    spare_commas: list[Problem] = []
    while True:
        tree = Tree(path, text)
        for match in controls:
            tree.problems.append(_control(tree.span(*match.span()), match[0]))
        stopped = _Builder(tree).read(parser(readable).get_event)
        if stopped is None:
            break
        from .yaml_syntax import explain, spare_comma  # only for files that are not YAML

        problem = explain(stopped, tree)
        spare = spare_comma(stopped, text)
        if spare < 0 or len(spare_commas) == _MOST_COMMAS:
            tree.problems.append(problem)
            break
        spare_commas.append(problem)  # and read on as if the comma was not there
        readable = f"{readable[:spare]} {readable[spare + 1 :]}"
    tree.problems += spare_commas
    for match in controls:
        node = bisect_right(tree.starts, match.start()) - 1
        if node >= 0 and match.start() < tree.ends[node]:
            tree.spoilt.add(node)
    tree.problems.sort(key=lambda problem: problem.location)
    return tree


def _unread(path: str, before: str, code: Code, **words: Any) -> Tree:
    """A tree of a file that can be read only up to a place."""
    tree = Tree(path, before.removeprefix("\ufeff"))
    end = len(tree.text)
    tree.problems.append(code.problem(tree.span(end, end), **words))
    tree.whole = False
    return tree


class _Builder:
    """Puts events into a tree, one after the other, and reports those that are not allowed."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.reading = True
        self.end = 0  # where the last value ended
        self.top: list[Data] = []  # what the file holds
        self.into: Any = self.top  # the collection that the next value goes into
        self.node = -1  # its number
        self.key: Any = None  # of a mapping, the key that waits for its value
        self.outer: list[tuple[Any, int, Any]] = []
        self.names: dict[str, str] = {}  # equal keys as one string
        self.repeated: list[tuple[int, Any, str, int]] = []

    def read(self, next_event: Callable[[], Any]) -> Exception | None:
        """Read all events into the tree, or those in front of a syntax error, which is returned."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._other,
            yaml.StreamStartEvent: self._other,
            yaml.StreamEndEvent: self._other,
        }
        stopped: Exception | None = None
        try:
            while self.reading:
                event = next_event()
                handlers[type(event)](event)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.tree.whole = False
            stopped = error
        self._finish()
        return stopped

    def _leaf(self, event: Any) -> int:
        """Note where a value without parts is; return its number."""
        tree = self.tree
        node = len(tree.starts)
        tree.starts.append(event.start_mark.index)
        self.end = event.end_mark.index
        tree.ends.append(self.end)
        tree.after.append(node + 1)
        return node

    def _scalar(self, event: Any) -> None:
        """Put a text where it belongs; most of a file is texts, so that this is what takes time."""
        node = self._leaf(event)
        value, style, into = event.value, event.style, self.into
        if event.anchor is not None or event.tag is not None:
            _refuse_properties(self.tree, event)
        if style == '"':
            _refuse_escaped(self.tree, value, node)
        elif style != "|" and "\n" in value:  # YAML folds a blank line into a line break
            value = _FOLDED.sub("\n\n", value)
        if type(into) is list:
            into.append(_BOOLEANS.get(value, value) if not style else value)
        elif self.key is None:
            self._take_key(value, node, plain=not style)
        else:
            into[self.key] = _BOOLEANS.get(value, value) if not style else value
            self.key = None

    def _take_key(self, key: str, node: int, *, plain: bool) -> None:
        if plain and key == "<<":
            self.tree.problems.append(Code.MERGE_KEY.problem(self.tree.node_location(node)))
            self._drop(node)
        elif key in self.into:
            self.repeated.append((self.node, self.into, key, node))
            self.tree.dropped.add(node)
            self.key = _DROPPED
        else:
            self.key = self.names.setdefault(key, key)

    def _put(self, value: Data, node: int) -> None:
        """Put a value where it belongs."""
        if type(self.into) is list:
            self.into.append(value)
        elif self.key is not None:
            self.into[self.key] = value
            self.key = None
        else:
            found = "a mapping" if isinstance(value, dict) else "a list"
            place = self.tree.node_location(node)
            self.tree.problems.append(Code.KEY_NOT_TEXT.problem(place, found=found))
            self._drop(node)

    def _drop(self, node: int) -> None:
        """Omit a key and its value; without them the mapping may look incomplete."""
        self.tree.dropped.add(node)
        self.tree.spoilt.add(self.node)
        self.key = _DROPPED

    def _open(self, event: Any) -> None:
        tree = self.tree
        if event.anchor is not None or event.tag is not None:
            _refuse_properties(tree, event)
        if len(self.outer) == DEEPEST:
            tree.problems.append(Code.NESTED_TOO_DEEPLY.problem(_place(tree, event)))
            tree.whole = self.reading = False
            return
        self.outer.append((self.into, self.node, self.key))
        self.node = len(tree.starts)
        self.into = {} if type(event) is yaml.MappingStartEvent else []
        self.key = None
        self.end = event.end_mark.index
        tree.starts.append(event.start_mark.index)
        tree.ends.append(0)
        tree.after.append(0)

    def _close(self, event: Any) -> None:
        tree = self.tree
        if event.end_mark.index > event.start_mark.index:  # a closing bracket
            self.end = event.end_mark.index
        node, value = self.node, self.into
        tree.ends[node] = self.end
        tree.after[node] = len(tree.starts)
        if type(value) is dict:
            value.pop(_DROPPED, None)
        self.into, self.node, self.key = self.outer.pop()
        self._put(value, node)

    def _alias(self, event: Any) -> None:
        node = self._leaf(event)
        place, alias = self.tree.node_location(node), quoted(f"*{event.anchor}")
        self.tree.problems.append(Code.ALIAS.problem(place, alias=alias))
        self.tree.spoilt.add(node)
        if self.key is None and type(self.into) is dict:
            self._drop(node)
        else:
            self._put("", node)

    def _document(self, event: Any) -> None:
        if self.top:
            self.tree.problems.append(Code.SECOND_DOCUMENT.problem(_place(self.tree, event)))
            self.reading = False

    def _other(self, event: Any) -> None:
        """Stop at the end of the file; other events say nothing new."""
        self.reading = type(event) is not yaml.StreamEndEvent

    def _finish(self) -> None:
        """Close what a syntax error left open, and say what can only be said at the end."""
        tree = self.tree
        for data, node, _ in [*self.outer, (self.into, self.node, None)]:
            if node >= 0 and tree.after[node] == 0:
                tree.after[node] = len(tree.starts)
                if type(data) is dict:
                    data.pop(_DROPPED, None)
        for node, data, key, second in self.repeated:
            first = tree.node_location(tree.children_of(node, data)[key])
            related = (Related(first, "First defined here."),)
            place = tree.node_location(second)
            tree.problems.append(Code.DUPLICATE_KEY.problem(place, related, key=quoted(key)))
        if self.top and self.top[0] != "":
            tree.data = self.top[0]
        elif tree.whole:
            tree.whole = False
            if not tree.problems:
                tree.problems.append(Code.EMPTY_FILE.problem(tree.span(0, 0)))


def _place(tree: Tree, event: Any) -> Location:
    return tree.span(event.start_mark.index, event.end_mark.index)


def _refuse_properties(tree: Tree, event: Any) -> None:
    """Report the anchor and the tag in front of a value."""
    start = event.start_mark.index
    for _ in range((event.anchor is not None) + (event.tag is not None)):
        match = _PROPERTY.match(tree.text, start)
        if match is None:
            return
        code, written = Code.ANCHOR if match[1][0] == "&" else Code.TAG, quoted(match[1])
        place = tree.span(*match.span(1))
        tree.problems.append(code.problem(place, anchor=written, tag=written))
        start = match.end()


def _refuse_escaped(tree: Tree, value: str, node: int) -> None:
    """Report a control character that is written as an escape."""
    found = next(refused(value), None)
    if found is not None:
        tree.problems.append(_control(tree.node_location(node), found[0]))
        tree.spoilt.add(node)


def _control(place: Location, character: str) -> Problem:
    """A problem for a control character, a line break that only some know, or half a character."""
    shown = f"U+{ord(character):04X}"
    return Code.CONTROL_CHARACTER.problem(place, character=shown, write=advice(character))
