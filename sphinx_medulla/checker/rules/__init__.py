"""Every rule, in the order of codes."""

from __future__ import annotations

from ..rule import Rule
from .agreement import RULES as AGREEMENT
from .conflicts import RULES as CONFLICTS
from .coverage import RULES as COVERAGE
from .descriptions import RULES as DESCRIPTIONS
from .double_entry import RULES as DOUBLE_ENTRY
from .drift import RULES as DRIFT
from .errata import RULES as ERRATA
from .knowledge import RULES as KNOWLEDGE
from .notes import RULES as NOTES
from .references import RULES as REFERENCES
from .unused import RULES as UNUSED
from .waivers import RULES as WAIVERS

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *REFERENCES,
            *UNUSED,
            *CONFLICTS,
            *AGREEMENT,
            *DRIFT,
            *DOUBLE_ENTRY,
            *COVERAGE,
            *DESCRIPTIONS,
            *NOTES,
            *KNOWLEDGE,
            *WAIVERS,
            *ERRATA,
        ),
        key=lambda rule: rule.code,
    )
)
