"""The post-transforms that draw what directives left as placeholders, when a page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.transforms.post_transforms import SphinxPostTransform

from .block_records import Placeholder
from .domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class DrawEarly(SphinxPostTransform):
    """Draws the blocks of a page before links are resolved and collected."""

    default_priority = 5
    late: ClassVar[bool] = False

    def is_supported(self) -> bool:
        """Return whether the builder wants its blocks from this transform."""
        return domain_of(self.env).family.draws_late is self.late

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders."""
        placeholders = list(self.document.findall(Placeholder))
        if not placeholders:
            return
        domain = domain_of(self.env)
        messages = domain.family.messages(placeholders, domain.source)
        if messages is None:
            from .resolve import draw_all  # imports what only pages with blocks need

            draw_all(placeholders, domain)
            return
        self.document += messages
        for placeholder in placeholders:
            placeholder.parent.remove(placeholder)


class DrawLate(DrawEarly):
    """Draws the blocks of a page after the other transforms, which then need not walk them."""

    default_priority = 790
    late = True


def register(app: Sphinx) -> None:
    """Add the transforms."""
    app.add_post_transform(DrawEarly)
    app.add_post_transform(DrawLate)
