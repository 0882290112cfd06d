"""The kinds of findings of a comparison: `medulla-flows rule` explains them like other rules."""

from __future__ import annotations

from ..checker.rule import Rule, Severity


class ComparisonRule(Rule):
    """A kind of difference between a published page and a dataset."""

    waivable = False
    accepted_by = (
        "A difference that is intended is explained by an erratum on the entry: it quotes the "
        "published words, names the ports and the modes concerned, and says why the dataset "
        "differs. With `undecided: true` it is an open question."
    )


class UnknownConnection(ComparisonRule):
    """The page has a connection that the dataset does not have.

    Why: Either the dataset lacks a flow, or the page names the wrong machine or the wrong mode.
    """

    code = "MED801"
    name = "unknown-connection"
    fix = "Add the flow to the dataset, or correct the row of the page."


class UnpublishedConnection(ComparisonRule):
    """The page lacks a connection that the dataset cites it for.

    Why: Whoever opens ports by the page leaves this connection closed. An erratum on a port or on a
    note does not explain that a whole row is missing.
    """

    code = "MED802"
    name = "unpublished-connection"
    fix = (
        "Add the row to the page, correct the source of the flow, or write an erratum with "
        '`at: row` and `published: ""`.'
    )


class UnknownPort(ComparisonRule):
    """The page lists a port that the dataset does not have for the connection.

    Why: Either the dataset lacks a port, or the page has people open a port that nothing uses.
    """

    code = "MED803"
    name = "unknown-port"
    fix = "Add the port to the flow, or write an erratum with `at: ports` that quotes the page."


class UnpublishedPort(ComparisonRule):
    """The page does not list a port that the dataset has for the connection.

    Why: Whoever opens ports by the page leaves this one closed.
    """

    code = "MED804"
    name = "unpublished-port"
    fix = "Remove the port, or write an erratum with `at: ports` that names it and quotes the page."


class OtherProtocol(ComparisonRule):
    """The page and the dataset have different protocols for a port.

    Why: A rule of a firewall for the wrong protocol has no effect. A page that names no protocol
    means the one that it says to be the default.
    """

    code = "MED805"
    name = "other-protocol-on-page"
    fix = "Correct the protocol, or write an erratum with `at: ports` that quotes the page."


class RepeatedRow(ComparisonRule):
    """The page lists ports of a connection again, in a second row of the same mode.

    Why: A row that was copied and not changed may hide a connection that is missing.
    """

    code = "MED806"
    name = "repeated-row"
    fix = "Remove one of the rows from the page, or correct the names in it."


class OtherNote(ComparisonRule):
    """The note of a row says something else than the dataset.

    Why: A note may name the wrong machine, or a condition that the dataset does not have. A note
    that only says who opens the connection is no difference if it is right.
    """

    code = "MED807"
    name = "other-note"
    fix = "Write the note into the dataset, or an erratum with `at: note` that quotes the page."


class OtherDescription(ComparisonRule):
    """The page and the dataset describe a port differently.

    Why: Readers of the page and of the dataset learn different purposes of the same port.
    """

    code = "MED808"
    name = "other-description"
    fix = (
        "Correct the description, or write an erratum with `at: description` that quotes the page."
    )


class UnpublishedDescription(ComparisonRule):
    """The page describes ports, but not this one.

    Why: The dataset cites the page for a service whose purpose the page does not say.
    """

    code = "MED809"
    name = "unpublished-description"
    fix = (
        "Add the port to the descriptions of the page, or write an erratum with "
        '`at: description` and `published: ""`.'
    )


class UnknownName(ComparisonRule):
    """A row names a machine that the dataset does not have, so that it cannot be compared.

    Why: Names are compared without case, blanks and plural, and never guessed by likeness.
    """

    code = "MED810"
    name = "unknown-name"
    fix = "Write the name as an alias of a role, or say what it means with --role NAME=ROLE."


class UnknownHeading(ComparisonRule):
    """A heading does not say in which mode its rows are, so that they cannot be compared.

    Why: Other headings of the page name modes, and the flows of these rows belong to some modes
    only.
    """

    code = "MED811"
    name = "unknown-heading"
    fix = "Write the heading as an alias of a mode, or say what it means with --mode HEADING=MODE."


class StaleErratum(ComparisonRule):
    """An erratum quotes words that are no longer on the page.

    Why: The page was corrected, or it was wrongly quoted. Readers are told of an error that they
    cannot find.
    """

    code = "MED812"
    name = "stale-erratum"
    fix = "Remove the erratum, or quote what the page says today."


class UnreadLine(ComparisonRule):
    """A line of the page has a number and was not understood, so nothing of it was compared.

    Why: Nothing of a page is dropped silently. A row or a list of ports that is not understood is a
    warning; a sentence with a number is information.
    """

    code = "MED820"
    name = "unread-line"
    severity = Severity.INFO
    fix = "Compare it by hand, or write it as rows with a connection and its ports."


class UntidyPage(ComparisonRule):
    """Something on the page is written wrongly and was understood all the same.

    Why: People read such a page more slowly, and other programs may read it wrongly.
    """

    code = "MED821"
    name = "untidy-page"
    severity = Severity.INFO
    fix = "Correct it on the page."


COMPARISON_RULES: tuple[Rule, ...] = tuple(
    kind()
    for kind in (
        UnknownConnection,
        UnpublishedConnection,
        UnknownPort,
        UnpublishedPort,
        OtherProtocol,
        RepeatedRow,
        OtherNote,
        OtherDescription,
        UnpublishedDescription,
        UnknownName,
        UnknownHeading,
        StaleErratum,
        UnreadLine,
        UntidyPage,
    )
)
"""Every kind of finding of a comparison, in the order of codes."""
