"""The Sphinx side: what a manual writes, and what its builders get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    accessible,
    assets,
    config,
    directives,
    domain,
    downloads,
    findings,
    indexes,
    inventories,
    labels,
    references,
    settling,
    transform,
    words,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Register every part with Sphinx."""
    parts = (
        words,
        config,
        domain,
        settling,
        findings,
        references,
        labels,
        inventories,
        indexes,
        directives,
        transform,
        accessible,
        assets,
        downloads,
    )
    for part in parts:
        part.register(app)
