"""Every rule, in the order of codes."""

from __future__ import annotations

from ..rule import Rule
from .conflicts import RULES as CONFLICTS
from .double_entry import RULES as DOUBLE_ENTRY
from .drift import RULES as DRIFT
from .knowledge import RULES as KNOWLEDGE
from .translations import RULES as TRANSLATIONS

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*CONFLICTS, *DRIFT, *DOUBLE_ENTRY, *KNOWLEDGE, *TRANSLATIONS), key=lambda rule: rule.code
    )
)
