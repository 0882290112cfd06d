"""The Sphinx extension: directives and roles that authors write, nodes that builders get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    assets,
    author_labels,
    builders,
    canonical_targets,
    chart_layout,
    config,
    dataset_check,
    directives,
    domain,
    intersphinx,
    language_setup,
    port_index,
    post_transforms,
    references,
)

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
        builders,
        assets,
    )
    for part in parts:
        part.register(app)
