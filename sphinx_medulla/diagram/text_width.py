"""How wide text is drawn, whatever fonts this machine has.

Graphviz measures with the fonts of the building machine, and browsers draw with the reader's fonts.
A box that is never narrower than its text in DejaVu Sans, one of the widest fonts in use, holds it
everywhere.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width

_ADVANCES = (
    (0.28, "'ijl"),
    (0.32, " ,.IJ"),
    (0.34, "/:;\\|"),
    (0.36, "-f"),
    (0.4, "!()[]rt"),
    (0.5, '"*_`'),
    (0.53, "?sz"),
    (0.56, "Lc"),
    (0.6, "FPTYkvxy"),
    (0.615, "aeo"),
    (0.636, "$0123456789ESbdghnpqu{}"),
    (0.686, "ABKRVXZ"),
    (0.7, "C"),
    (0.75, "HNU"),
    (0.785, "&DGOQ"),
    (0.84, "#+<=>^w~"),
    (0.87, "M"),
    (0.97, "%m"),
    (1.0, "@W"),
)
_ADVANCE = {character: advance for advance, characters in _ADVANCES for character in characters}


@lru_cache(maxsize=4096)  # most lines are in several charts
def text_width(text: str, size: float) -> float:
    """Return how wide a line of text is in DejaVu Sans; ``size`` and the result are in points."""
    return size * sum(_ADVANCE.get(character) or _advance(character) for character in text)


def _advance(character: str) -> float:
    """A guess, in parts of the size, for a character that is not ASCII."""
    if combining(character):
        return 0.0
    return 1.0 if east_asian_width(character) in "WF" else 0.7
