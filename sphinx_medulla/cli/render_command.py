"""`medulla-flows render`: tables, lists and charts without Sphinx."""

from __future__ import annotations

import argparse
from typing import Any

from ..dataset.model import Dataset
from ..dataset.names import Names
from ..dataset.queries import Queries
from ..render.empty_blocks import complaint, matching_modes
from ..render.formats import FORMATS
from ..render.large_charts import advice
from ..render.localization import speaking
from ..render.lost_marks import marks_questions
from ..render.option_errors import OptionError
from ..render.option_parsers import Option
from ..render.options import KINDS, options_of
from ..render.parse_options import Parsed, parse_options, unknown_option
from ..render.render_job import RenderJob
from .argument_parser import WHICH_DATASET, CommandParser
from .dataset_path import misplaced_dataset
from .dataset_reading import in_language, language_of, read
from .exit_codes import FOUND, OK, UsageError
from .output import say
from .render_output import add_output_options, format_errors, format_name, write_output

EPILOG = """\
exit status: 0 if the output was written, 1 if the dataset does not load, 2 and 3 as for check

examples:
  medulla-flows render flows MODE --format md
  medulla-flows render flows MODE --role ROLE --columns "no connection ports" --format rst
  medulla-flows render ports --port 22 --dataset data/flows.yaml
  medulla-flows render flowchart MODE --output chart.svg
"""

OUTPUT_OPTIONS = ("format", "output", "dataset", "language", "dot-timeout")
"""The options that directives do not have."""

_MARKED = (
    "Marks of open questions lead nowhere, since this output does not list the questions. Write "
    "'medulla-flows render errata' for the list, or '--questions show' or '--questions hide' here."
)


def add_arguments(command: CommandParser) -> None:
    """Add a command for each kind of block."""
    command.description = "Write a table, a list or a chart without Sphinx: what the directive of "
    command.description += "the same name shows."
    kinds = command.add_subparsers(title="what to render", metavar="KIND", required=True)
    for name, kind in KINDS.items():
        one = kinds.add_parser(
            name, help=kind.about, description=f"{kind.about.capitalize()}.", epilog=WHICH_DATASET
        )
        one.set_defaults(kind=name, unknown=[], parser=one)
        without = "all ports"
        if kind.modes == "argument":
            without = "the flows that name no mode, or with a filter those of every mode"
        one.add_argument(
            "words",
            nargs="*",
            metavar="MODE",
            help=f"modes, by id or title; if omitted, {without}"
            if kind.modes
            else argparse.SUPPRESS,
        )
        shown = one.add_argument_group("what to show (separate list items with spaces or commas)")
        for option in options_of(name, command=True).values():
            _add_option(shown, option)
        add_output_options(one, name)


def _add_option(group: argparse._ArgumentGroup, option: Option) -> None:
    about = option.about
    if choices := option.choices():
        about += f": {', '.join(choices)}"
    if isinstance(option.default, str):
        about += f" (default: {option.default})"
    value: dict[str, Any] = {"action": "append", "metavar": option.value_name}
    if option.is_flag:
        value = {"action": "append_const", "const": "true"}
    group.add_argument(f"--{option.name}", dest=_dest(option.name), help=about, **value)


def _dest(option: str) -> str:
    return f"option_{option}"


def run(options: argparse.Namespace) -> int:
    """Write the output. Raises `UsageError` with everything that is wrong."""
    translate, sentences = language_of(options.language)
    name = format_name(options)
    sentences.extend(format_errors(options, name))
    misplaced = filter(None, (misplaced_dataset(word, "mode") for word in options.words))
    if datasets := list(misplaced):
        raise UsageError(*sentences, *datasets)
    dataset = read(options.dataset)
    if dataset is None:
        return FOUND
    translated = in_language(dataset, options.dataset, options.language)
    with speaking(translate, options.language or "en"):
        given = _given(options)
        blocks, errors = _parsed(options, given, dataset, translated)
        sentences += [error.sentence for error in errors]
        if name in FORMATS and FORMATS[name].picture and len(blocks) > 1 and not sentences:
            sentences.append(f"The format {name} holds one chart. Name one mode.")
        if sentences:
            raise UsageError(*sentences)
        queries = Queries(translated)
        complaints = (complaint(block, queries, "--empty ok") for block in blocks)
        for nothing in filter(None, complaints):
            say(f"medulla-flows: {OptionError.NOTHING_SELECTED.value[0]} {nothing}")
        if not FORMATS[name].media_type and any(marks_questions(one, queries) for one in blocks):
            say(f"medulla-flows: {OptionError.QUESTIONS_NOT_SHOWN.value[0]} {_MARKED}")
        if FORMATS[name].picture:
            for split in filter(None, (advice(block, queries) for block in blocks)):
                say(f"medulla-flows: {split}")
        caption = given.get("caption", "").strip()
        write_output(name, RenderJob(blocks, queries, caption), options)
    return OK


def _given(options: argparse.Namespace) -> dict[str, str]:
    """The directive's options as a directive has them; an option given twice is one list."""
    names = options_of(options.kind, command=True)
    values = {name: getattr(options, _dest(name)) for name in names}
    return {name: ", ".join(words) for name, words in values.items() if words is not None}


def _parsed(
    options: argparse.Namespace, given: dict[str, str], dataset: Dataset, translated: Dataset
) -> Parsed:
    kind = options.kind
    known = [*options_of(kind, command=True), *OUTPUT_OPTIONS]
    unknown = [
        unknown_option(word.lstrip("-").partition("=")[0], known)
        for word in options.unknown
        if word.startswith("-")
    ]
    words = [*options.words, *(word for word in options.unknown if not word.startswith("-"))]
    if unknown:  # a word may be the value of an unknown option
        modes = Names("mode", dataset.modes, translated.modes)
        words = [word for word in words if modes.resolve(word)]
    argument = ", ".join(words) or " " * len(words)  # an empty word is an error, too
    if KINDS[kind].modes == "option" and words:
        given["mode"] = ", ".join(filter(None, [argument, given.get("mode")]))
        argument = ""
    parsed = parse_options(kind, argument, given, dataset, translated=translated)
    if KINDS[kind].modes == "argument" and not argument and "common" not in given:
        every = _every_mode(parsed, Queries(dataset))
        if every:
            parsed = parse_options(kind, every, given, dataset, translated=translated)
    return parsed._replace(errors=[*unknown, *parsed.errors])


def _every_mode(parsed: Parsed, queries: Queries) -> str:
    """The modes with flows that filters without a mode select; empty if there are no filters."""
    return ", ".join(
        mode
        for block in parsed.blocks
        if block.selection.filtered
        for mode in matching_modes(block.kind, block.selection, queries)
    )
