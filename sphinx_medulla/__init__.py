"""Network flow tables, port descriptions and flowcharts in Sphinx, drawn from one dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the extension part of a build that names it among its ``extensions``."""
    from . import sphinxext  # here, so that the dataset can be used without Sphinx

    sphinxext.register(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
