"""The Sphinx side: what a manual writes, and what its builders get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import accessible, assets, config, directives, domain, findings, transform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Register every part with Sphinx."""
    for part in (config, domain, findings, directives, transform, accessible, assets):
        part.register(app)
