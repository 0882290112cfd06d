"""`medulla-flows diff`: what to open before a change of mode or revision, and close after it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..comparison.comparison import Comparison
from ..comparison.sides import Side
from ..dataset.model import Dataset
from ..dataset.names import Names
from ..dataset.queries import Queries
from ..render.comparison_job import ComparisonJob
from ..render.localization import speaking
from ..render.option_parsers import WrittenOption
from ..render.options import options_of
from .argument_parser import WHICH_DATASET, CommandParser
from .dataset_reading import in_language, language_of, read, read_revision
from .exit_codes import FOUND, OK, UsageError
from .render_output import add_output_options, format_errors, format_name, write_output

EPILOG = f"""\
{WHICH_DATASET}
exit status: 0 if the output was written, 1 if a dataset does not load, 2 and 3 as for check

examples:
  medulla-flows diff --mode MODE --mode ANOTHER-MODE
  medulla-flows diff --mode MODE --mode ANOTHER-MODE --replaces ROLE=ANOTHER-ROLE
  medulla-flows diff git:HEAD~1:data/flows.yaml data/flows.yaml
  medulla-flows diff old.yaml new.yaml --mode MODE --role ROLE --format json
"""

_FORMS = "Write two modes, as in --mode MODE --mode ANOTHER-MODE, or the files OLD NEW."


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.set_defaults(kind="diff")
    command.add_argument(
        "files",
        nargs="*",
        metavar="OLD NEW",
        help="two revisions of a dataset: files, or git:REV:PATH for a file in a commit",
    )
    command.add_argument(
        "--mode",
        action="append",
        default=[],
        metavar="MODE",
        help="the old mode, then the new one; of two revisions, one mode may be enough, or none",
    )
    options = options_of("diff")
    for name in ("replaces", "role"):
        option = options[name]
        command.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=option.value_name,
            help=option.about,
        )
    add_output_options(command, "diff")


def run(options: argparse.Namespace) -> int:
    """Write what changes. Raises `UsageError` with everything that is wrong."""
    translate, sentences = language_of(options.language)
    name = format_name(options)
    sentences += [*format_errors(options, name), *_count_errors(options.files, options.mode)]
    if options.files and options.dataset is not None:
        sentences.append("The files and --dataset both name a dataset. Remove one of them.")
    if sentences:
        raise UsageError(*sentences)
    revisions = _revisions(options)
    if not revisions:
        return FOUND
    with speaking(translate, options.language or "en"):
        write_output(name, ComparisonJob(_comparison(options, revisions)), options)
    return OK


def _count_errors(files: Sequence[str], modes: Sequence[str]) -> Iterator[str]:
    """The sentence that there is a wrong number of files or of modes."""
    if len(files) not in {0, 2} or len(modes) > 2 or len(modes) < 2 - len(files):
        counts = f"files: {len(files)}, modes: {len(modes)}"
        yield f"diff compares two modes or two files; the command names others ({counts}). {_FORMS}"


class Revision(NamedTuple):
    """A dataset as its file has it, and in the language of the output."""

    written: Dataset
    spoken: Queries

    def mode(self, word: str) -> str:
        """The id of the mode that a word means; raises `UsageError`."""
        names = Names("mode", self.written.modes, self.spoken.dataset.modes)
        found = names.resolve(word)
        if found is None:
            raise UsageError(names.explain(word))
        return found


def _revisions(options: argparse.Namespace) -> list[Revision]:
    """The datasets of both sides, which may be one; none if a file does not load."""
    found = []
    for word in options.files or [options.dataset]:
        dataset = read_revision(word) if options.files else read(word)
        if dataset is None:
            return []
        spoken = in_language(dataset, word, options.language)
        found.append(Revision(dataset, Queries(spoken)))
    return [found[0], found[-1]]


def _comparison(options: argparse.Namespace, revisions: list[Revision]) -> Comparison:
    """The comparison that the options ask for; raises `UsageError`."""
    old, new = revisions
    modes = options.mode or [""]
    old_mode, new_mode = (
        revision.mode(word) if word else ""
        for revision, word in zip(revisions, (modes[0], modes[-1]), strict=True)
    )
    if old is new and old_mode == new_mode:
        raise UsageError(f"Both modes are {old_mode}. {_FORMS}")
    values = {"modes": (old_mode, new_mode)} if old is new else {}
    replaces = _value("replaces", options.replaces, revisions, values)
    return Comparison(
        old=Side(old.spoken, old_mode, dict(replaces)),
        new=Side(new.spoken, new_mode),
        names=(options.files[0], options.files[1]) if options.files else (old_mode, new_mode),
        only=_value("role", options.role, revisions, values),
    )


def _value(
    name: str, words: list[str], revisions: list[Revision], values: dict[str, Any]
) -> tuple[Any, ...]:
    """The value of an option as the directive has it, with names of both sides."""
    if not words:
        return ()
    old, new = revisions
    other = new.spoken.dataset if old is new else old.written
    option = options_of("diff")[name]
    written = WrittenOption(option, ", ".join(words), new.written, other, values, [])
    value: tuple[Any, ...] = written.option.parse(written)
    if written.errors:
        raise UsageError(*(error.sentence for error in written.errors))
    return value
