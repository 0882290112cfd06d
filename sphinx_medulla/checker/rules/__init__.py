"""Every rule, in the order of codes."""

from __future__ import annotations

from ..rule import Rule
from .conflicts import RULES as CONFLICTS
from .double_entry import RULES as DOUBLE_ENTRY
from .drift import RULES as DRIFT
from .errata import RULES as ERRATA
from .knowledge import RULES as KNOWLEDGE
from .references import RULES as REFERENCES
from .unused import RULES as UNUSED
from .waivers import RULES as WAIVERS

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*REFERENCES, *UNUSED, *CONFLICTS, *DRIFT, *DOUBLE_ENTRY, *KNOWLEDGE, *WAIVERS, *ERRATA),
        key=lambda rule: rule.code,
    )
)
