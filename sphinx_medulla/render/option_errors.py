"""What can be wrong with the options of a directive or a command."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class OptionError(Enum):
    """A kind of error: its code, and what it means."""

    UNKNOWN_NAME = ("MED701", "A directive names something that the dataset does not have.")
    UNKNOWN_OPTION = ("MED702", "A directive has an option that does not exist.")
    BAD_VALUE = ("MED703", "An option or an argument has a value that cannot be used.")
    NOTHING_SELECTED = (
        "MED715",
        "A directive selects no flow or no service, so it shows nothing.",
    )
    QUESTIONS_NOT_SHOWN = (
        "MED718",
        "Marks of open questions are shown, but not the list that they lead to.",
    )


class OptionProblem(NamedTuple):
    """Something wrong: its kind, a sentence, and the option; ``""`` means the argument."""

    code: OptionError
    sentence: str
    option: str = ""
