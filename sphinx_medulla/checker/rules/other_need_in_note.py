"""MED531: other-need-in-note."""

from __future__ import annotations

import re

from ...dataset.model import Flow
from ..analysis.entry_texts import Note, notes
from ..analysis.text_clauses import is_denied, sentence_around
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_OF_PORTS = (
    r"(?:^|[.,;:!?(]\s*|(?:\b(?:it|they|this|these|both|all|ils?|elles?|sie|es|diese|beide|alle)|"
    r"\b(?:ports?|connections?|flows?|rows?|connexions?|flux|lignes?|verbindung(?:en)?|zeilen?)"
    r"\b(?!['’])[^.,;:!?]{0,30}?)\s(?:is|are|est|sont|ist|sind)\s)"
    r"(?:always\s|toujours\s|immer\s|zwingend\s)?"
)
"""The beginning of a clause, or words that say something of ports and not of a certificate."""
_END = r"(?=\s*(?:$|[.,;!?)]))"
_REQUIRED = re.compile(
    rf"{_OF_PORTS}(mandatory|required|needed|obligatoires?|requise?s?|nécessaires?|"
    rf"zwingend|erforderlich|nötig|unverzichtbar){_END}",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    rf"{_OF_PORTS}(optional|facultati(?:fs?|ves?)|optionnel(?:le)?s?){_END}", re.IGNORECASE
)
_PARTS = (
    *("mandat", "requi", "needed", "option", "faculta", "oblig", "nécess"),
    *("zwing", "erforderlich", "nötig", "unverz"),
)
"""Parts of words, one of which is in all that a pattern finds: a quick look, before it is tried."""
_CONDITION = re.compile(
    r"\b(?:if|when|where|unless|with|for|si|quand|avec|pour|wenn|falls|sofern|bei|mit|für)\b",
    re.IGNORECASE,
)


class OtherNeedInNote(DatasetRule):
    """A note says that ports are required, and the flow says that they are optional, or vice versa.

    Why: Readers do not know whether they may keep the ports closed.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            need: optional
            note: Always required.
            ports: [443/tcp]

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            need: required
            note: Always required.
            ports: [443/tcp]
    """

    code = "MED531"
    fix = "Correct the note or `need`."

    def check(self, context: RuleContext) -> Violations:
        """Compare what each note says with what its flow says of the ports."""
        for flow, note in notes(context):
            says = _said(note.words)
            levels = _levels(context, flow, note) if says else set()
            is_other = levels == {"required"} if says == "optional" else "optional" in levels
            if is_other:
                stated = "required" if says == "optional" else "optional"
                yield Violation(
                    note.place,
                    Subject.of_flow(flow, word=says),
                    f"The {note.part} in the flow {flow.id} says {says}, but need is {stated}.",
                )


def _said(text: str) -> str:
    """Whether a text calls ports required or optional, on no condition."""
    if not any(map(text.lower().__contains__, _PARTS)):
        return ""
    for says, pattern in (("required", _REQUIRED), ("optional", _OPTIONAL)):
        found = pattern.search(text)
        if found is not None and not (
            is_denied(text, found.start(1))
            or _CONDITION.search(sentence_around(text, found.start(1)))
        ):
            return says
    return ""


def _levels(context: RuleContext, flow: Flow, note: Note) -> set[str]:
    """What is stated of the ports of a note; empty for those of which nothing is."""
    entries = [entry for entry in flow.ports if entry.port in note.ports]
    uses = [use for entry in entries for use in context.queries.uses(flow, entry)]
    return {use.need.level if use.need else "" for use in uses}
