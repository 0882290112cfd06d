"""What a rule found, and what distinguishes it from every other finding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Literal

from ..dataset.model import Flow, Waiver
from ..dataset.ports import Port
from ..dataset.problem import Problem

EntryKind = Literal["dataset", "flow", "service", "role", "mode", "zone", "source", "term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about: an entry of the dataset, or part of it.

    ``kind`` and ``id`` name the entry, on which a waiver has to be written. ``modes`` and ``ports``
    are those concerned. ``from_`` and ``to`` are the role ids of a connection that is missing or
    unexpected; ``word`` is the word of a text that is wrong.
    """

    kind: EntryKind
    id: str = ""
    modes: tuple[str, ...] = ()
    ports: tuple[Port, ...] = ()
    from_: str = ""
    to: str = ""
    word: str = ""

    @classmethod
    def of_flow(cls, flow: Flow, ports: tuple[Port, ...] = (), *, word: str = "") -> Subject:
        """A flow in all of its modes, some of its ports, or a word of its note."""
        return cls(kind="flow", id=flow.id, modes=flow.modes, ports=ports, word=word)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A problem that a rule found, and its subject."""

    problem: Problem
    subject: Subject

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the rule and the subject, which stays the same when other lines are edited.

        It has no line numbers, so that a report can be compared with an older one.
        """
        about = self.subject
        parts = (
            self.problem.code,
            about.kind,
            about.id,
            *about.modes,
            *map(str, about.ports),
            about.from_,
            about.to,
            *filter(None, (about.word,)),
        )
        return digest("\n".join(parts))


def digest(text: str) -> str:
    """A hash of a text, as long as all fingerprints are."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver that covers it."""

    finding: Finding
    waiver: Waiver
