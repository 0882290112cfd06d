"""What a writer gets of a comparison that no single dataset has: blocks, or data."""

from __future__ import annotations

from typing import NamedTuple

from ..comparison.comparison import Comparison
from .blocks import Block
from .captions import with_filters
from .comparison_table import comparison_document
from .labels import Labels
from .revision_table import revision_document


class ComparisonJob(NamedTuple):
    """A comparison to write into one output; an empty ``caption`` means the generated one.

    ``encoding`` is that of the terminal that shows plain text; it may lack characters.
    """

    found: Comparison
    caption: str = ""
    encoding: str = "utf-8"

    def blocks(self) -> list[Block]:
        """The table of what changes on machines; of two revisions, then that of all else."""
        labels = Labels(self.found.new.queries)
        documents = {"diff": comparison_document(self.found, labels)}
        if self.found.of_revisions:
            documents["diff-texts"] = revision_document(self.found, labels)
        found = []
        for name, document in documents.items():
            caption = self.caption if name == "diff" else ""
            shown = with_filters(caption or document.caption, document.filters)
            found.append(Block(f"medulla-{name}", shown, document))
        return found
