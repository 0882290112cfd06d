"""What may be asked for, and the options of each: the same for directives and for the command."""

from __future__ import annotations

CHOOSING = (
    "from",
    "to",
    "role",
    "between",
    "crossing",
    "group",
    "protocol",
    "port",
    "feature",
    "need",
)
"""The options that choose flows: the same for tables and for charts."""

OPTIONS: dict[str, tuple[str, ...]] = {
    "flows": (*CHOOSING, "columns", "layout", "widths", "errata", "stamp"),
    "flowchart": (*CHOOSING, "direction", "ports", "focus", "alt", "stamp"),
    "ports": ("mode", "role", "port", "layout", "errata", "stamp"),
    "modes": (),
    "flow-rules": (),
    "errata": (),
    "findings": (),
}
"""Each kind with its options, but for those that every block of a page may have."""

OF_MODES = ("flows", "flowchart")
"""The kinds whose argument is modes."""
