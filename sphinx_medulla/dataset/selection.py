"""Which flows somebody asks for: the question that `queries` answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from .model import Dataset, Flow
from .ports import Port

NEED_LEVELS = ("required", "optional", "conditional", "not-stated")
"""What a selection by need may name; the last one is a port of which nothing is said."""


@dataclass(frozen=True)
class Condition:
    """A condition that an option sets: ``holds`` gets a flow, the dataset and ``value``."""

    option: str
    value: Any
    holds: Callable[[Flow, Dataset, Any], bool] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which flows somebody wants; an empty field does not narrow them.

    All names are ids of the dataset. ``role`` means either end, ``between`` two zones in either
    direction, ``crossing`` flows that leave their zone. ``port`` keeps what overlaps one of its
    ports. ``need`` holds words of `NEED_LEVELS`. Flows meet all conditions of ``where``. Without
    ``modes``, the flows are those that name no mode.
    """

    modes: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    crossing: bool = False
    group: tuple[str, ...] = ()
    protocol: tuple[str, ...] = ()
    port: tuple[Port, ...] = ()
    feature: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether anything but modes narrows the selection."""
        return self.of_modes(()) != Selection()

    def of_modes(self, modes: tuple[str, ...]) -> Selection:
        """The same selection in other modes."""
        return replace(self, modes=modes)
