"""What can be wrong with what somebody asks for."""

from __future__ import annotations

from enum import Enum


class OptionError(Enum):
    """A code and what it is about."""

    UNKNOWN_NAME = ("MED701", "A directive names something that the dataset does not have.")
    UNKNOWN_OPTION = ("MED702", "A directive has an option that does not exist.")
    BAD_VALUE = ("MED703", "An option or an argument has a value that cannot be used.")
