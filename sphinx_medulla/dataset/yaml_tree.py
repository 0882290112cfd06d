"""A file as plain data, with the place of every key and value."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from .problem import Location, Problem

Data = dict[str, "Data"] | list["Data"] | str | bool
"""What a file holds, without its places."""

Step = str | int
"""A step of a path: a key, or an index from 0."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Tree:
    """A file that was read: its plain data, the problems found, and where everything is.

    ``data`` is None if there is none. ``whole`` is False if reading had to stop, so that the data
    lacks what follows.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.data: Data | None = None
        self.problems: list[Problem] = []
        self.whole = True
        # The nodes of the file in its order, keys too: where each one starts and ends, as indexes
        # into the text, and which node is the first behind it and all that is in it.
        self.starts = array("I")
        self.ends = array("I")
        self.after = array("I")
        # Key nodes whose pair is not in the data, and nodes about which enough was said.
        self.dropped: set[int] = set()
        self.spoilt: set[int] = set()
        self._children: dict[int, dict[Step, int]] = {}

    def locate(self, *path: Step) -> Location:
        """The place of the value under a path such as ``("flows", 3, "ports", 2)``.

        The path is the file's: ``from`` and not ``from_``. Of a path that leads nowhere, such as an
        optional key that was omitted, the place of the last value on the way.
        """
        return self.node_location(self._find(path)[1])

    def locate_key(self, *path: Step) -> Location:
        """The place of the key that a path ends with; of an entry of a list, its own place."""
        return self.node_location(self._find(path)[0])

    def locate_start(self, *path: Step) -> Location:
        """The place to name if a mapping lacks something: its key, else its first key."""
        key, value, _ = self._find(path)
        if key == value and self.after[value] > value + 1:
            key = value + 1
        return self.node_location(key)

    def get(self, *path: Step) -> Data | None:
        """The data under a path, or None if it leads nowhere."""
        data = self.data
        for step in path:
            if isinstance(data, str):
                return None
            try:
                data = data[step]  # type: ignore[index]  # a step that does not fit is caught
            except (LookupError, TypeError):
                return None
        return data

    def nearest(self, *path: Step) -> Data | None:
        """The data under a path, or the last on the way if it leads nowhere, as for `locate`."""
        return self._find(path)[2]

    def is_spoilt(self, *path: Step) -> bool:
        """Whether the value under a path, or its key, was refused already."""
        return not self.spoilt.isdisjoint(self._find(path)[:2])

    def span(self, start: int, end: int) -> Location:
        """The location from one index of the text to another."""
        lines = self._line_starts
        first, last = bisect_right(lines, start), bisect_right(lines, end)
        return Location(
            self.path, first, start - lines[first - 1] + 1, last, end - lines[last - 1] + 1
        )

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *map(re.Match.end, _LINE_BREAK.finditer(self.text))]

    def node_location(self, node: int) -> Location:
        """The place of a node by its number, without the white space behind it."""
        if node >= len(self.starts):
            return self.span(0, 0)
        return self.span(*self._bounds(node))

    def bounds(self, *path: Step) -> tuple[int, int]:
        """The indexes into the text at which the value under a path starts and ends."""
        return self._bounds(self._find(path)[1])

    def _bounds(self, node: int) -> tuple[int, int]:
        start, end = self.starts[node], self.ends[node]
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _find(self, path: tuple[Step, ...]) -> tuple[int, int, Data | None]:
        """The nodes of the key and of the value under a path, and the value's data.

        The nodes are the same if there is no key.
        """
        key = node = 0
        data = self.data
        for step in path:
            if not isinstance(data, dict | list):
                break
            found = self.children_of(node, data).get(step)
            if found is None:
                break
            key = found
            node = self.after[key] if isinstance(data, dict) else key
            data = data[step]  # type: ignore[index]  # children_of() has this step
        return key, node, data

    def children_of(self, node: int, data: dict[str, Data] | list[Data]) -> dict[Step, int]:
        """The node of each key of a mapping, or of each entry of a list by its index; found once.

        The value of a key is the node behind it.
        """
        children = self._children.get(node)
        if children is not None:
            return children
        children = self._children[node] = {}
        after, end, dropped = self.after, self.after[node], self.dropped
        keys = isinstance(data, dict)
        steps: Iterator[Step] = iter(data if isinstance(data, dict) else range(len(data)))
        child = node + 1
        while child < end:
            value = after[child] if keys else child
            if value >= end:
                break
            if child not in dropped:
                step = next(steps, None)
                if step is None:
                    break
                children[step] = child
            child = after[value]
        return children
