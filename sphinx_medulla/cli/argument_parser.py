"""The parser of command lines, and what several commands have in common."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from ..dataset.names import did_you_mean, find, suggestion
from .exit_codes import USAGE
from .output import say

_NAMED = """\
 the command reads the dataset that the nearest pyproject.toml names:

  [tool.sphinx-medulla]
  dataset = "data/flows.yaml"
"""

WITHOUT_DATASET = f"Without DATASET,{_NAMED}"
"""Which dataset a command reads if its arguments name none."""

ELSE_PACKAGED = """\

or else the packaged dataset. A message on stderr says which one it reads.
"""

WHICH_DATASET = f"Without --dataset,{_NAMED}{ELSE_PACKAGED}"
"""The same for commands with an option."""


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors say where the examples are."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """End with the usage and the error."""
        self.print_usage(sys.stderr)
        sentence = message if message.endswith(("?", ".")) else f"{message}."
        say(f"{self.prog}: {sentence} `{self.prog} --help` has examples.")
        raise SystemExit(USAGE)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Take a choice in any spelling."""
        value = super()._get_value(action, arg_string)
        if action.choices is None or action.nargs == argparse.PARSER:
            return value
        return find(value, dict.fromkeys(action.choices)) or value

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Say what may have been meant, which argparse does not before Python 3.14."""
        choices = [str(choice) for choice in action.choices or ()]
        if choices and value not in choices:
            words = f"there is no {value!r}. {suggestion(str(value), choices)}"
            raise argparse.ArgumentError(action, words.removesuffix("."))

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """End with the error that a word is not an option or an argument of the command."""
        word = unknown[0].partition("=")[0]
        if word.startswith("-"):
            options = [name for name in self._option_string_actions if name.startswith("--")]
            ends = {f"--{name.rpartition('-')[2]}": name for name in options}
            self.error(f"there is no option {word}. {did_you_mean(word, options, ends)}".strip())
        self.error(f"{word!r} is an unexpected argument")


def add_dataset(command: argparse.ArgumentParser) -> None:
    """Add the last argument of commands that read one dataset."""
    command.add_argument("dataset", nargs="?", metavar="DATASET", help="the dataset's file")


def all_words(options: argparse.Namespace, words: Sequence[str]) -> list[str]:
    """The words of a command that takes several, also those behind an option.

    argparse takes these for unknown words; the command needs the default ``unknown=[]``, so that
    they come here. An option that does not exist is an error.
    """
    behind: list[str] = options.unknown
    wrong = [word for word in behind if word.startswith("-") and word != "-"]
    if wrong:
        options.parser.refuse(wrong)
    return [*words, *behind]
