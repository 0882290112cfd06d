"""Signs at ports: facts that a word says, and the key that explains the words of a table."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Set
from typing import NamedTuple

from ..dataset.queries import PortUse
from .document import Paragraph, Part, PortGroup, Sign, joined
from .labels import level_word
from .localization import _

CROSSING = "clear-text-crossing"
"""The kind of a sign for clear text that crosses a border: stylesheets show its word."""


class Meaning(NamedTuple):
    """The word of a sign, and what the key says of it: in a few words, for a key of one line."""

    word: Callable[[], str]
    meaning: Callable[[], str]


SIGNS: dict[str, Meaning] = {
    "encrypted": Meaning(lambda: _("encrypted"), str),
    "encryption-optional": Meaning(
        lambda: _("encryption optional"), lambda: _("only if it is configured so")
    ),
    "clear-text": Meaning(lambda: _("clear text"), str),
    "required": Meaning(lambda: level_word("required"), lambda: _("does not work without it")),
    "optional": Meaning(lambda: level_word("optional"), lambda: _("works without it")),
    "conditional": Meaning(
        lambda: level_word("conditional"), lambda: _("only if the condition applies")
    ),
    "open-question": Meaning(lambda: _("open question"), lambda: _("ask first")),
    "not-confirmed": Meaning(lambda: _("not confirmed"), lambda: _("ask first")),
    "corrected": Meaning(lambda: _("corrected"), lambda: _("see the note")),
}
"""Every sign by its kind, in the order of the key."""

ENCRYPTION = ("encrypted", "encryption-optional", "clear-text")
"""The signs of which a port has none if nothing is known."""

UNCONFIRMED = "not-confirmed"
"""The kind of the sign for an open question of which nothing else is shown."""

UNKNOWN = "unknown"
"""Stands for ports without such a sign."""


def sign(kind: str) -> Sign:
    """The sign of a kind."""
    return Sign(kind, SIGNS[kind].word())


def encryption_sign(encryption: str) -> Sign:
    """The sign for how a connection is encrypted, which must be known."""
    kinds = {"none": "clear-text", "optional": "encryption-optional"}
    return sign(kinds.get(encryption, "encrypted"))


def signs_of(use: PortUse, columns: Container[str], *, crossing: bool) -> Iterator[Sign]:
    """What is known of a port, except what one of the columns shows.

    ``crossing`` tells whether the connection leaves its zone.
    """
    if use.encryption and "encryption" not in columns:
        found = encryption_sign(use.encryption)
        yield found._replace(kind=CROSSING) if crossing and found.kind == "clear-text" else found
    if use.need is not None and "need" not in columns:
        yield sign(use.need.level)


def signs_in(parts: Iterable[Part]) -> set[str]:
    """The kinds of the signs at the ports in some cells, and whether a port has no `ENCRYPTION`."""
    found: set[str] = set()
    for part in parts:
        for port in part.ports if isinstance(part, PortGroup) else ():
            kinds = {sign.kind for sign in port.signs if isinstance(sign, Sign)}
            found |= kinds | ({UNKNOWN} if kinds.isdisjoint({*ENCRYPTION, CROSSING}) else set())
    return found


def key(kinds: Set[str]) -> Iterator[Paragraph]:
    """The paragraph that explains the signs of some kinds, if there are any."""
    found: list[list[Part]] = []
    for kind, meant in SIGNS.items():
        shown = CROSSING if kind == "clear-text" and kind not in kinds else kind
        if shown in kinds:
            meaning = meant.meaning()
            word = sign(kind)._replace(kind=shown)
            found.append([word, *([_(": ") + meaning] if meaning else [])])
        if kind == ENCRYPTION[-1] and UNKNOWN in kinds and found:
            found.append([_("unmarked: not known")])
    if found:
        yield Paragraph([*joined(found, _("; ")), "."], "key")
