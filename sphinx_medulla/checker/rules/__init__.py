"""Every rule, in the order of codes.

Each module of this package holds one rule: ``same_port_twice.py`` has the class `SamePortTwice`. A
new rule is a new file; nothing else needs an edit.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..rule import Rule


def _rule_in(module: str) -> Rule:
    """The rule of a module: an instance of the class that is named like the module."""
    class_name = module.title().replace("_", "")
    rule: Rule = getattr(import_module(f"{__name__}.{module}"), class_name)()
    return rule


RULES: tuple[Rule, ...] = tuple(
    sorted((_rule_in(entry.name) for entry in iter_modules(__path__)), key=lambda rule: rule.code)
)
