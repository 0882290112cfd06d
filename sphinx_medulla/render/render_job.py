"""What a writer gets: blocks of one kind, and the dataset that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..dataset.queries import Queries
from .blocks import Block, block_of
from .formats import FORMATS
from .labels import Labels
from .parsed_options import BlockOptions, FlowTableOptions
from .shell_command import file_name


class RenderJob(NamedTuple):
    """Blocks to write into one output; an empty ``caption`` means the generated one.

    ``encoding`` is that of the terminal that shows plain text; it may lack characters.
    """

    requests: Sequence[BlockOptions]
    queries: Queries
    caption: str = ""
    encoding: str = "utf-8"

    def blocks(self) -> list[Block]:
        """The content of the blocks, with their captions."""
        labels = Labels(self.queries)
        return [block_of(options, labels, self.caption) for options in self.requests]


def files_of(options: FlowTableOptions, queries: Queries) -> dict[str, bytes]:
    """The files in which readers can download the flows of a table, by name."""
    job = RenderJob([options], queries)
    hides = options.hides_questions
    return {
        file_name(options.selection, one, hides_questions=hides): FORMATS[one].write(job)
        for one in options.download
    }
