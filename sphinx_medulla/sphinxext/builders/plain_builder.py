"""Builders that no other family knows: XML, linkcheck, and those of other extensions."""

from __future__ import annotations

from sphinx.builders import Builder

from .base import BuilderFamily


class PlainFamily(BuilderFamily):
    """Plain docutils nodes, with charts as lists of flows."""

    sphinx_class = Builder
