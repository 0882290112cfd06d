"""One thing that a rule found, with what tells it from every other finding."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from ..dataset.model import Waiver
from ..dataset.ports import Port
from ..dataset.problem import Problem

EntryKind = Literal["dataset", "flow", "service", "role", "mode", "zone", "source", "term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about: an entry of the dataset, and of it some modes, ports, or two ends.

    ``kind`` and ``id`` name the entry that a waiver has to stand on; ``modes`` and ``ports`` what
    of it is concerned; ``from_`` and ``to`` are role ids where it is a connection that is missing;
    ``word`` is the one that a text should not have.
    """

    kind: EntryKind
    id: str = ""
    modes: tuple[str, ...] = ()
    ports: tuple[Port, ...] = ()
    from_: str = ""
    to: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem of a rule, and what it is about."""

    problem: Problem
    subject: Subject

    @property
    def fingerprint(self) -> str:
        """What stays the same while the file is edited elsewhere: the rule and the subject.

        Never line numbers, so that a report can be compared with an older one.
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
        return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver that covers it."""

    finding: Finding
    waiver: Waiver
