"""What can be wrong with the options of a directive or a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple


class OptionError(Enum):
    """A kind of error: its code, and what it means."""

    UNKNOWN_NAME = ("MED701", "A directive names something that the dataset does not have.")
    UNKNOWN_OPTION = ("MED702", "A directive has an option that does not exist.")
    BAD_VALUE = ("MED703", "An option or an argument has a value that cannot be used.")


class OptionProblem(NamedTuple):
    """Something wrong: its kind, a sentence, and the option; ``""`` means the argument."""

    code: OptionError
    sentence: str
    option: str = ""


def suggestion(word: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> str:
    """A sentence with the known name that is most like ``word``, and all known names.

    ``called`` maps other names, such as aliases, to known names.
    """
    names = list(known)
    if not names:
        return "There is none."
    near = {other.casefold(): name for other, name in (called or {}).items()}
    near |= {name.casefold(): name for name in reversed(names)}
    begun = [name for name in near if name.startswith(f"{word.casefold()}-")] if word else []
    close = get_close_matches(word.casefold(), near, n=1) or begun[:1]
    meant = f"Did you mean {near[close[0]]!r}? " if close else ""
    return f"{meant}There is: {', '.join(names)}."
