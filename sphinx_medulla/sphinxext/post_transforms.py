"""When a page is written: what its directives asked for becomes plain docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform

from .block_records import Placeholder
from .domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Draw(SphinxPostTransform):
    """Draws every placeholder of a page, before links are resolved and collected."""

    default_priority = 5

    def is_supported(self) -> bool:
        """Whether this transform, not `DrawLate`, draws for the builder."""
        return domain_of(self.env).builder.format != "html"

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders."""
        placeholders = list(self.document.findall(Placeholder))
        if not placeholders:
            return
        domain = domain_of(self.env)
        if domain.builder.name == "gettext":
            from .builders.gettext_messages import leave_messages

            leave_messages(placeholders, domain, self.document)
            return
        from .resolve import draw_all  # only here is the dataset needed

        draw_all(placeholders, domain, domain.source.documents)


class DrawLate(Draw):
    """Draws for HTML after the other transforms, none of which then walks through our nodes."""

    default_priority = 790

    def is_supported(self) -> bool:
        """Whether the builder writes HTML."""
        return not super().is_supported()


def register(app: Sphinx) -> None:
    """Add the transforms."""
    app.add_post_transform(Draw)
    app.add_post_transform(DrawLate)
