"""The Sphinx side: what a manual writes, and what its builders get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    assets,
    author_labels,
    canonical_targets,
    chart_layout,
    config,
    dataset_check,
    directives,
    domain,
    downloads,
    intersphinx,
    language_setup,
    port_index,
    post_transforms,
    references,
)
from .builders import html_table_headers

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Register every part with Sphinx."""
    parts = (
        language_setup,
        config,
        domain,
        canonical_targets,
        chart_layout,
        dataset_check,
        references,
        author_labels,
        intersphinx,
        port_index,
        directives,
        post_transforms,
        html_table_headers,
        assets,
        downloads,
    )
    for part in parts:
        part.register(app)
