"""MED218: date-in-future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...dataset.dates import date_of
from ..context import Place
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class DateInFuture(DatasetRule):
    """A date is later than tomorrow.

    Why: A source cannot have been retrieved, or a dataset revised, in the future; the year or the
    month is mistyped. Only the command `medulla-flows check` reports it, so that no build fails
    because of a date.

    Bad::

        format: 1
        product: {name: Example}
        revision: 9999-12-31
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 2020-12-31
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED218"
    waivable = False
    fix = "Correct the date."

    def check(self, context: RuleContext) -> Violations:
        """Compare the days of revisions, and those on which sources were retrieved, with today."""
        if context.today is None:
            return
        tomorrow = context.today + timedelta(days=1)
        for place, what, is_of, subject, day in _dates(context):
            if day is not None and day > tomorrow:
                yield Violation(
                    context.locate(place),
                    subject,
                    f"{what} is {day}, but today is {context.today}.",
                    f"Write the day {is_of}.",
                )


def _dates(context: RuleContext) -> Iterator[tuple[Place, str, str, Subject, date | None]]:
    """Each date of a dataset: its place, what it is and of what, its entry, and the day."""
    revision = date_of(context.dataset.revision)
    dataset = Subject(kind="dataset")
    yield ("revision",), "The revision of the dataset", "of the last change", dataset, revision
    for index, change in enumerate(context.dataset.changes):
        key = "date" if change.date else "revision"
        yield (
            ("changes", index, key),
            "The day of the change",
            "of the change",
            dataset,
            date_of(change.day),
        )
    for source in context.dataset.sources.values():
        yield (
            ("sources", source.id, "retrieved"),
            f"The day on which the source {source.id} was retrieved",
            "on which it was retrieved",
            Subject(kind="source", id=source.id),
            date_of(source.retrieved),
        )
