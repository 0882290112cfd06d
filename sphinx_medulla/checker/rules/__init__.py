"""Every rule, in the order of codes."""

from __future__ import annotations

from ..rule import Rule
from .conflicts import RULES as CONFLICTS

RULES: tuple[Rule, ...] = (*CONFLICTS,)
