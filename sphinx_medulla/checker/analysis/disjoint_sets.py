"""Things that are joined pair by pair, and which of them are thereby connected."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class DisjointSets(Generic[Item]):
    """Sets of joined items (union-find); an item that was never joined is a set of its own."""

    def __init__(self) -> None:
        self._parents: dict[Item, Item] = {}
        self._joined: set[Item] = set()

    def find(self, item: Item) -> Item:
        """The item that represents the set of this one."""
        parents = self._parents
        while (parent := parents.setdefault(item, item)) != item:
            parents[item] = parents[parent]
            item = parent
        return item

    def has_others(self, item: Item) -> bool:
        """Whether an item was joined with another one."""
        return item in self._joined

    def join(self, one: Item, other: Item) -> None:
        """Merge the sets of two items."""
        self._joined |= {one, other}
        self._parents[self.find(one)] = self.find(other)
