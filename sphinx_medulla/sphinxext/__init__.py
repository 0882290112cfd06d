"""The Sphinx extension: directives and roles that authors write, nodes that builders get."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (
    "language_setup",
    "config",
    "domain",
    "canonical_targets",
    "chart_layout",
    "dataset_check",
    "references",
    "author_labels",
    "intersphinx",
    "port_index",
    "search_numbers",
    "directives",
    "post_transforms",
    "builders",
    "assets",
    "changes_feed",
)
"""The modules that have something to register, in the order in which Sphinx gets it."""


def register(app: Sphinx) -> None:
    """Register every part with Sphinx."""
    for part in PARTS:
        import_module(f".{part}", __name__).register(app)
