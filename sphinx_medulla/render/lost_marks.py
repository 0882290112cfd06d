"""Whether a block marks open questions without showing them, so that the marks need a list."""

from __future__ import annotations

from ..dataset.queries import Queries
from .document import links_of
from .document_builder import build_document
from .labels import Labels
from .notes import OPEN_QUESTIONS
from .parsed_options import BlockOptions


def marks_questions(options: BlockOptions, queries: Queries) -> bool:
    """Whether marks of a block lead to the list of open questions."""
    if options.questions != "marks":
        return False
    return OPEN_QUESTIONS in links_of(build_document(options, Labels(queries)))
