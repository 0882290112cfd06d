"""Reading what the parts of a page say: connections, descriptions of ports, and what is unread.

Nothing is dropped: each line and each row is a fact, a remark, prose without a number, or unread.
"""

from __future__ import annotations

from collections.abc import Mapping

from .line_reading import LineReader
from .page_parts import Heading, Page, Table
from .published_facts import Reading
from .reading_context import ReadingContext
from .table_reading import TableReader


def read_facts(
    page: Page, default_protocol: str = "tcp", columns: Mapping[str, str] | None = None
) -> Reading:
    """Read a page.

    ``default_protocol`` is that of ports without one, unless the page says another. ``columns``
    are the headings of tables by the kinds that they mean, beside those that are known.
    """
    context = ReadingContext(page, default_protocol)
    lines, tables = LineReader(context), TableReader(context, columns or {})
    for part in page.parts:
        if isinstance(part, Table):
            lines.end()
            tables.read(part)
        elif isinstance(part, Heading):
            lines.end()
            context.begin_section(part.text, part.level)
        else:
            lines.read(part)
    lines.end()
    return context.reading
