"""From what an author or a command wrote to the options of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..dataset.model import Dataset
from ..dataset.names import suggestion
from ..dataset.selection import Condition, Selection
from .option_errors import OptionError, OptionProblem
from .option_parsers import Option, WrittenOption, ids, split
from .options import KINDS, SELECTION_FIELDS, options_of
from .parsed_options import BlockOptions

ARGUMENT = Option("", (), ids, "the modes, as an argument", table="modes", fills="modes")


class Parsed(NamedTuple):
    """The options of each block, none if there are ``errors``."""

    blocks: list[BlockOptions]
    errors: list[OptionProblem]


def parse_options(
    kind: str,
    argument: str,
    written: Mapping[str, str | None],
    dataset: Dataset,
    *,
    translated: Dataset | None = None,
    errata: bool = False,
    questions: str = "show",
    stamp: bool = False,
) -> Parsed:
    """Parse the argument and the options of a directive or a command, and find all errors at once.

    Names may be those of the dataset, or of the dataset as ``translated`` for readers. ``errata``,
    ``questions`` and ``stamp`` are used if the options of these names are not written.
    """
    options = options_of(kind)
    errors = [unknown_option(name, options) for name in written if name not in options]
    datasets = dataset, translated or dataset
    defaults = {
        "errata": "notes" if errata else "none",
        "questions": questions,
        "stamp": str(stamp).lower(),
    }
    values: dict[str, Any] = {"where": ()}
    modes = WrittenOption(ARGUMENT, argument, *datasets, values, errors)
    if argument and KINDS[kind].modes != "argument":
        is_option = KINDS[kind].modes == "option"
        write = f"Write :mode: {argument}." if is_option else "Remove the argument."
        modes.complain(f"It takes no argument, but has {argument!r}. {write}")
    elif argument and not split(argument):
        modes.complain(f"The argument {argument!r} names no mode. Write a mode, or nothing.")
    elif argument:
        values["modes"] = ids(modes)
    _check_count(kind, modes)
    for name, option in options.items():
        default = defaults.get(name, option.default)
        text = default(values) if callable(default) else default
        if name in written:
            text = written[name] or ""
        if text is not None:
            value = option.parse(WrittenOption(option, text, *datasets, values, errors))
            if option.holds and value:
                values["where"] += (Condition(name, value, option.holds),)
            elif option.field:
                values[option.field] = value
    return Parsed([] if errors else _blocks(kind, values), errors)


def _check_count(kind: str, modes: WrittenOption) -> None:
    """Complain if a kind needs another number of modes, unless a name was wrong already."""
    wanted, found = KINDS[kind].count, modes.values.get("modes", ())
    if wanted and len(found) != wanted and not modes.errors:
        example = " ".join(list(modes.dataset.modes)[:wanted])
        there = ", ".join(found) or "none"
        modes.complain(
            f"It takes {wanted} different modes, but names {there}. Write them, as in {example}."
        )


def unknown_option(name: str, known: Iterable[str]) -> OptionProblem:
    """The error that an option does not exist."""
    return OptionProblem(
        OptionError.UNKNOWN_OPTION,
        f"There is no option {name!r}. {suggestion(name, sorted(known))}",
        name,
    )


def _blocks(kind: str, values: Mapping[str, Any]) -> list[BlockOptions]:
    of_selection = {name: value for name, value in values.items() if name in SELECTION_FIELDS}
    others = {name: value for name, value in values.items() if name not in SELECTION_FIELDS}
    selection = Selection(**of_selection)
    block = KINDS[kind].options(kind=kind, selection=selection, **others)
    if not (KINDS[kind].each and selection.modes):
        return [block]
    return [replace(block, selection=selection.of_modes((mode,))) for mode in selection.modes]
