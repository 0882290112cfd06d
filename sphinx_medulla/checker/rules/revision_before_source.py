"""MED219: revision-before-source."""

from __future__ import annotations

from datetime import date, timedelta

from ...dataset.dates import date_of
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class RevisionBeforeSource(DatasetRule):
    """The revision is older than a source that was retrieved for it, or than a change.

    Only a revision that is a date is compared.

    Why: The dataset was changed after the day of its revision. Two different datasets then have
    the same revision, and readers cannot tell which one a printed table shows.

    Bad::

        format: 1
        product: {name: Example}
        revision: 2020-10-31
        defaults: {source: page}
        sources:
          page: {title: The page, retrieved: 2020-12-24}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}

    Good::

        format: 1
        product: {name: Example}
        revision: 2020-12-31
        defaults: {source: page}
        sources:
          page: {title: The page, retrieved: 2020-12-24}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
    """

    code = "MED219"
    waivable = False
    fix = "Set the revision to the day of the last change."

    def check(self, context: RuleContext) -> Violations:
        """Compare the revision with the days of sources and changes.

        MED218 reports days in the future.
        """
        revision = date_of(context.dataset.revision)
        if revision is not None:
            last = date.max if context.today is None else context.today + timedelta(days=1)
            yield from _later_sources(context, revision, last)
            yield from _later_changes(context, revision, last)


def _later_sources(context: RuleContext, revision: date, last: date) -> Violations:
    """One violation if sources were retrieved after the revision, up to the last day."""
    later = [
        source
        for source in context.dataset.sources.values()
        if (day := date_of(source.retrieved)) is not None and revision < day <= last
    ]
    if later:
        newest = max(later, key=lambda source: source.retrieved)
        yield Violation(
            context.locate(("revision",)),
            Subject(kind="dataset"),
            f"The revision is {revision}, but the source {newest.id} was retrieved on "
            f"{newest.retrieved}.",
            f"Set the revision to {newest.retrieved} or to the day of the last change.",
            [
                (("sources", source.id, "retrieved"), f"{source.id} was retrieved on this day.")
                for source in later
            ],
        )


def _later_changes(context: RuleContext, revision: date, last: date) -> Violations:
    """One violation if changes are of a day after the revision, up to the last day."""
    later = [
        (index, change.day)
        for index, change in enumerate(context.dataset.changes)
        if (day := date_of(change.day)) is not None and revision < day <= last
    ]
    if later:
        index, newest = max(later, key=lambda change: change[1])
        yield Violation(
            context.locate(("revision",)),
            Subject(kind="dataset", word="changes"),
            f"The revision is {revision}, but a change has the day {newest}.",
            f"Set the revision to {newest}, or correct the day of the change.",
            [(("changes", index), "This is the change.")],
        )
