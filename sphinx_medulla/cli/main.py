"""The command `medulla-flows`: it finds the module of a command, which has everything else.

The module ``NAME_command`` has the ``EPILOG`` of the command's help, a function ``add_arguments``
for its parser, and a function ``run``, which gets the parsed arguments and returns the exit status.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from .. import __version__
from .argument_parser import CommandParser
from .exit_codes import INTERNAL, USAGE, UsageError
from .output import say

COMMANDS = {
    "check": "report what is wrong with a dataset",
    "compare": "compare a published page with a dataset",
    "import": "write a published page, or a table, as a dataset",
    "rule": "explain a rule",
    "list": "list the ids of a dataset, or the rules",
    "explain": "explain what uses a port, and why it is open",
    "diff": "say what to open and what may be closed, from one mode or revision to another",
    "changes": "draft what the revisions of a dataset changed, from its history in git",
    "render": "write a table, a list or a chart without Sphinx",
    "generate": "write a complete set of pages for a Sphinx manual or a wiki",
    "messages": "write the texts of the extension and of a dataset for translators",
    "new": "start a new dataset and a manual that shows it",
    "schema": "print the JSON Schema of a dataset, or of the json report",
}
"""Each command, with what it does."""

TRACEBACK = "MEDULLA_FLOWS_TRACEBACK"
"""The environment variable that shows where an internal error comes from."""

_EXAMPLES = """\
examples:
  medulla-flows check data/flows.yaml
  medulla-flows compare page.md --source flowchart
  medulla-flows rule MED301
  medulla-flows list modes
  medulla-flows explain 22
  medulla-flows diff --mode MODE --mode ANOTHER-MODE
  medulla-flows render flows MODE --format md
  medulla-flows generate wiki --format html
  medulla-flows messages --write locales/pot
  medulla-flows new my-manual
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status; the only exception is `SystemExit`."""
    try:
        words = sys.argv[1:] if arguments is None else arguments
        options, unknown = parser(words).parse_known_args(words)
        if unknown and not hasattr(options, "unknown"):
            options.parser.refuse(unknown)
        options.unknown = unknown  # `render` reports every error at once
        _check_folder()
        run: Callable[..., int] = options.run
        return run(options)
    except UsageError as error:
        say(*(f"medulla-flows: {sentence}" for sentence in error.args))
        return USAGE
    except KeyboardInterrupt:
        return 130  # 128 and the number of SIGINT, as shells have it
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        words = ": ".join(filter(None, [type(error).__name__, " ".join(str(error).split())]))
        say(
            f"medulla-flows: internal error, {words.rstrip('.')}. Please report it to the "
            f"maintainers of sphinx_medulla with what {TRACEBACK}=1 shows."
        )
        return INTERNAL


def _check_folder() -> None:
    """Raise `UsageError` if there is no current folder, which paths are relative to."""
    try:
        Path.cwd()
    except OSError as error:
        raise UsageError(
            f"The current folder cannot be used: {error.strerror}. Change to another one."
        ) from None


def parser(words: Sequence[str]) -> CommandParser:
    """The parser of all commands; only the one among the words has its arguments."""
    top = CommandParser(
        prog="medulla-flows",
        description="Check, query and render a dataset of network flows.",
        epilog=_EXAMPLES,
    )
    top.add_argument("--version", action="version", version=f"medulla-flows {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    chosen = next((word for word in words if not word.startswith("-")), "")
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=f"{about.capitalize()}.")
        if name == chosen:
            module = import_module(f".{name}_command", __package__)
            command.epilog = module.EPILOG
            command.set_defaults(run=module.run, parser=command)
            module.add_arguments(command)
    return top
