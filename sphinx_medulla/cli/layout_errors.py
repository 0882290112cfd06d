"""What a command says where a chart cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..diagram.layout import LayoutError, NoGraphvizError
from .exit_codes import UsageError


@contextmanager
def drawing() -> Iterator[None]:
    """Turn what hinders a chart into a `UsageError`."""
    try:
        yield
    except NoGraphvizError:
        raise UsageError(
            'There is no Graphviz to draw a chart. Run pip install "sphinx-medulla[dot]", or '
            "install Graphviz so that dot is on the PATH."
        ) from None
    except LayoutError as error:
        raise UsageError(str(error)) from None
