"""The command `medulla-flows`: its arguments, and nothing of what it does with them."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from .. import __version__
from .exit_codes import INTERNAL, USAGE, UsageError
from .output import say

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]  # argparse has no public name for it

LISTED = ("modes", "roles", "services", "flows", "zones", "rules")
"""What `list` lists."""

TRACEBACK = "MEDULLA_FLOWS_TRACEBACK"
"""The environment variable that shows where an error of ours comes from."""

_NAMED = (
    " the one that the nearest pyproject.toml names is read:\n\n"
    "  [tool.sphinx-medulla]\n"
    '  dataset = "data/flows.yaml"\n'
)
_WHICH = f"Without DATASET,{_NAMED}"
_ELSE_PACKAGED = "\nelse the one that comes with the package. Which one it is stands on stderr.\n"

_CHECK = (
    _WHICH
    + """
exit status:
  0  nothing at or above the fail level
  1  findings; a dataset that does not load is findings
  2  wrong usage, or a file that cannot be read or written
  3  an error of medulla-flows itself

examples:
  medulla-flows check data/flows.yaml
  medulla-flows check --output-format concise --select MED3,MED405
  medulla-flows check --ignore near-miss --severity MED5=info --fail-level error
  medulla-flows check --output-format full --output-format sarif=build/flows.sarif
  medulla-flows check --no-ignores --exit-zero
"""
)


_RENDER = """\
exit status: 0 where it was written, 1 where the dataset does not load, 2 and 3 as of check

examples:
  medulla-flows render flows dmz --format md
  medulla-flows render flows dmz --role dmz-relay --columns "no connection ports" --format rst
  medulla-flows render ports --port 22 --dataset data/flows.yaml
  medulla-flows render flowchart dmz --output dmz.svg
"""


_GENERATE = """\
Pages that were written before are written again where they changed; one that was edited by hand is
left alone, unless --force is given. A folder holds one set: pages that are no longer made are
removed, unless they were edited. A list of the files, .medulla-flows.json, lies beside them.

exit status: 0 where the folder is up to date, 1 where the dataset does not load, 2 and 3 as of
check

examples:
  medulla-flows generate docs/flows --format md
  medulla-flows generate manuel --format rst --language fr
  medulla-flows generate wiki --format html
  medulla-flows generate wiki --format md --flat --dataset data/flows.yaml
"""

_NEW = """\
DIR gets a dataset with comments that explain it, its schema for editors, and a Sphinx manual of one
page. Files that are there are not overwritten, unless --force is given.

examples:
  medulla-flows new my-manual
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors say where the examples are."""

    def error(self, message: str) -> NoReturn:
        """End with the usage and the error."""
        self.print_usage(sys.stderr)
        sentence = message if message.endswith("?") else f"{message}."
        say(f"{self.prog}: {sentence} `{self.prog} --help` has examples.")
        raise SystemExit(USAGE)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Take a choice in any spelling."""
        value = super()._get_value(action, arg_string)
        if action.choices is None or action.nargs == argparse.PARSER:
            return value
        from ..dataset.names import find

        return find(value, dict.fromkeys(action.choices)) or value

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Say what may have been meant, which argparse does not before Python 3.14."""
        choices = [str(choice) for choice in action.choices or ()]
        if choices and value not in choices:
            from ..dataset.names import suggestion

            words = f"there is no {value!r}. {suggestion(str(value), choices)}"
            raise argparse.ArgumentError(action, words.removesuffix("."))

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """End with what no option or argument takes."""
        from ..dataset.names import did_you_mean

        word = unknown[0].partition("=")[0]
        if word.startswith("-"):
            options = [name for name in self._option_string_actions if name.startswith("--")]
            self.error(f"there is no option {word}. {did_you_mean(word, options)}".strip())
        self.error(f"{word!r} is one argument too many")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status; never raises but to exit."""
    try:
        asked, unknown = parser().parse_known_args(arguments)
        if unknown and not hasattr(asked, "unknown"):
            asked.command.refuse(unknown)
        asked.unknown = unknown  # `render` says all that does not fit at once
        run: Callable[[argparse.Namespace], int] = asked.run
        return run(asked)
    except UsageError as error:
        say(f"medulla-flows: {error}")
        return USAGE
    except KeyboardInterrupt:
        return 130  # 128 and the number of SIGINT, as shells have it
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        words = ": ".join(filter(None, [type(error).__name__, *[" ".join(str(error).split())]]))
        say(
            f"medulla-flows: internal error, {words.rstrip('.')}. Please report it to the "
            f"maintainers of sphinx_medulla with what {TRACEBACK}=1 shows."
        )
        return INTERNAL


def parser() -> Parser:
    """The parser of all commands."""
    top = Parser(
        prog="medulla-flows",
        description="Check a dataset of network flows, ask it, and write pages from it.",
        epilog="examples:\n"
        "  medulla-flows check data/flows.yaml\n"
        "  medulla-flows rule MED301\n"
        "  medulla-flows list modes\n"
        "  medulla-flows explain server workstation 22\n"
        "  medulla-flows render flows dmz --format md\n"
        "  medulla-flows generate wiki --format html\n"
        "  medulla-flows new my-manual\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"medulla-flows {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_check,
        _add_rule,
        _add_list,
        _add_explain,
        _add_render,
        _add_generate,
        _add_new,
        _add_schema,
    ):
        add(commands)
    return top


def _add(commands: Commands, name: str, about: str, epilog: str, run: Callable[..., int]) -> Parser:
    command = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.set_defaults(run=run, command=command)
    return command


def _words(text: str) -> list[str]:
    """The words between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def _add_check(commands: Commands) -> None:
    command = _add(commands, "check", "say what is wrong with a dataset", _CHECK, _check)
    command.add_argument("dataset", nargs="?", metavar="DATASET", help="the dataset's file")
    command.add_argument(
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help="full (the default), concise, json, sarif, github, gitlab or junit; with =FILE into a "
        "file instead of the standard output; may be given several times",
    )
    for option, about in (
        ("--select", "run these rules only"),
        ("--ignore", "do not run these rules"),
    ):
        command.add_argument(
            option,
            action="extend",
            type=_words,
            default=[],
            metavar="RULE[,RULE]",
            help=f"{about}; a rule is a code, the beginning of one, or a name",
        )
    command.add_argument(
        "--severity",
        action="extend",
        type=_words,
        default=[],
        metavar="RULE=LEVEL",
        help="give a rule's findings another severity: error, warning or info",
    )
    command.add_argument(
        "--fail-level",
        choices=("error", "warning", "info"),
        default="warning",
        help="the lowest severity that makes the exit status 1 (default: warning)",
    )
    command.add_argument(
        "--no-ignores", action="store_true", help="count what the dataset's waivers cover, too"
    )
    command.add_argument(
        "--exit-zero", action="store_true", help="exit with 0 even where there are findings"
    )


def _check(asked: argparse.Namespace) -> int:
    from . import check_command

    names = check_command.Asked.__dataclass_fields__
    return check_command.run(check_command.Asked(**{name: getattr(asked, name) for name in names}))


def _add_rule(commands: Commands) -> None:
    command = _add(
        commands,
        "rule",
        "say everything about one rule",
        "examples:\n  medulla-flows rule MED301\n  medulla-flows rule same-port-twice\n",
        _rule,
    )
    command.add_argument("rule", metavar="RULE", help="the code or the name of a rule")


def _rule(asked: argparse.Namespace) -> int:
    from . import rule_command

    return rule_command.run(asked.rule)


def _add_list(commands: Commands) -> None:
    command = _add(
        commands,
        "list",
        "list the ids of a dataset, or the rules",
        f"{_WHICH}{_ELSE_PACKAGED}\n"
        "examples:\n  medulla-flows list modes\n  medulla-flows list flows data/flows.yaml\n",
        _list,
    )
    command.add_argument("kind", choices=LISTED, help="what to list: %(choices)s", metavar="KIND")
    command.add_argument("dataset", nargs="?", metavar="DATASET", help="the dataset's file")


def _list(asked: argparse.Namespace) -> int:
    from . import list_command

    return list_command.run(asked.kind, asked.dataset)


def _add_explain(commands: Commands) -> None:
    command = _add(
        commands,
        "explain",
        "say why a port is open from one role to another",
        f"{_WHICH}{_ELSE_PACKAGED}\n"
        "exit status: 0 where a flow opens the port, 1 where none does, 2 and 3 as of check\n\n"
        "examples:\n  medulla-flows explain server workstation 22\n"
        '  medulla-flows explain "Medulla server" ldap 389/tcp data/flows.yaml\n',
        _explain,
    )
    command.add_argument("source", metavar="SRC", help="who connects: an id, a name or an alias")
    command.add_argument("destination", metavar="DST", help="to whom")
    command.add_argument("port", metavar="PORT", help="a port such as 22, 22/tcp or 4370-4380")
    command.add_argument("dataset", nargs="?", metavar="DATASET", help="the dataset's file")


def _explain(asked: argparse.Namespace) -> int:
    from . import explain_command

    return explain_command.run(asked.source, asked.destination, asked.port, asked.dataset)


def _add_render(commands: Commands) -> None:
    from .render_options import KINDS, add_options

    about = "write a table, a list or a chart without Sphinx"
    top = commands.add_parser(
        "render",
        help=about,
        description=f"{about.capitalize()}: what the directive of the same name shows.",
        epilog=_RENDER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    kinds = top.add_subparsers(title="what to render", metavar="KIND", required=True)
    for kind, what in KINDS.items():
        command = _add(kinds, kind, what, f"Without --dataset,{_NAMED}{_ELSE_PACKAGED}", _render)
        command.set_defaults(kind=kind, unknown=[])
        add_options(command, kind)


def _render(asked: argparse.Namespace) -> int:
    from . import render_command
    from .render_options import options_given

    words = [word for word in asked.unknown if not word.startswith("-")]
    return render_command.run(
        render_command.Wish(
            kind=asked.kind,
            words=(*asked.words, *words),
            options=options_given(asked, asked.unknown),
            format=asked.format,
            output=asked.output,
            dataset=asked.dataset,
            language=asked.language,
            dot_timeout=asked.dot_timeout,
        )
    )


def _add_generate(commands: Commands) -> None:
    from .render_options import add_dot_timeout

    command = _add(
        commands,
        "generate",
        "write a whole set of pages, for a Sphinx manual or a wiki",
        f"Without --dataset,{_NAMED}{_ELSE_PACKAGED}\n{_GENERATE}",
        _generate,
    )
    command.add_argument("folder", metavar="DIR", help="the folder; it is made where there is none")
    command.add_argument(
        "--format", required=True, metavar="FORMAT", help="rst, md (MyST for Sphinx) or html"
    )
    command.add_argument(
        "--flat",
        action="store_true",
        help="finished tables and SVG files instead of directives; html always is",
    )
    command.add_argument("--dataset", metavar="FILE", help="the dataset's file")
    command.add_argument(
        "--language", metavar="LANGUAGE", help="the language of the pages, such as fr"
    )
    add_dot_timeout(command)
    command.add_argument(
        "--force", action="store_true", help="overwrite pages that were edited by hand, too"
    )


def _generate(asked: argparse.Namespace) -> int:
    from . import generate_command

    names = generate_command.Wish.__dataclass_fields__
    return generate_command.run(
        generate_command.Wish(**{name: getattr(asked, name) for name in names})
    )


def _add_new(commands: Commands) -> None:
    command = _add(commands, "new", "begin a dataset and a manual of one's own", _NEW, _new)
    command.add_argument("folder", metavar="DIR", help="the folder; it is made where there is none")
    command.add_argument("--force", action="store_true", help="overwrite files that are there")


def _new(asked: argparse.Namespace) -> int:
    from . import new_command

    return new_command.run(asked.folder, force=asked.force)


def _add_schema(commands: Commands) -> None:
    command = _add(
        commands,
        "schema",
        "print the JSON Schema of a dataset, or of the json report",
        "The schema is the same for every dataset, so that none is read.\n\n"
        "examples:\n  medulla-flows schema > schema.json\n  medulla-flows schema findings\n",
        _schema,
    )
    command.add_argument(
        "kind",
        nargs="?",
        choices=("dataset", "findings"),
        default="dataset",
        help="dataset (the default), or findings: what check --output-format json says",
    )


def _schema(asked: argparse.Namespace) -> int:
    from . import schema_command

    return schema_command.run(asked.kind)
