"""The values that a conf.py may set, all of them: declared, typed, checked and described here."""

from __future__ import annotations

import ast
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..diagram.layout import ENGINES, LONGEST_TIME_LIMIT, TIME_LIMIT
from .build_warnings import Code, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "medulla_"
_SWITCHES = {"1": True, "true": True, "0": False, "false": False}  # how -D writes a bool


def _value(
    default: Any,
    about: str,
    choices: tuple[str, ...] = (),
    *,
    write: str = "Write a path in quotes.",
    rebuild: Literal["", "env", "html"] = "env",
) -> Any:
    """Return the field for a value.

    ``about`` describes it, and ``choices`` are the only texts that it may be, if there are any.
    ``write`` says what to write instead of another text or number that cannot be used. When the
    value changes, Sphinx reads all pages again (``rebuild`` is ``env``), or writes them (``html``).
    """
    metadata = {"about": about, "choices": choices, "write": write, "rebuild": rebuild}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """The configuration, checked; in conf.py every name has ``medulla_`` before it."""

    dataset: str = _value(
        "",
        "The dataset's file, relative to the source directory or, if there is none, to the folder "
        "of conf.py. If empty, the dataset that comes with the package is used.",
    )
    dot: str = _value(
        "auto",
        "Where charts are laid out: `embedded` by pygraphviz within the build, `system` by the "
        "program `dot`, `auto` by the first of them that is there.",
        ENGINES,
    )
    dot_timeout: float = _value(
        TIME_LIMIT,
        "How many seconds Graphviz may take to lay out a chart. A chart that takes longer becomes "
        "the list of its flows.",
        write=f"Write a number of seconds, more than 0 and at most {LONGEST_TIME_LIMIT}.",
        rebuild="",
    )
    errata: str = _value(
        "none",
        "Whether tables carry notes on what was corrected: `notes` or `none`. "
        "Open questions are shown either way.",
        ("none", "notes"),
    )
    open_questions: str = _value(
        "show",
        "How open questions are shown: `show` has them in full below tables, `marks` has only "
        "marks, which lead to the list of `medulla-errata`, and `hide` has “not confirmed” "
        "instead, without the questions, for a manual that is public.",
        ("show", "marks", "hide"),
    )
    stamp: bool = _value(
        False,
        "Whether every table and chart has product, revision and source below it.",
    )
    check: str = _value(
        "warning",
        "What is wrong with the dataset that `medulla_dataset` names: `warning` warns of it in "
        "each build, `error` lists it and stops the build, `off` says nothing. The dataset that "
        "comes with the package is never checked.",
        ("off", "warning", "error"),
        rebuild="",
    )
    complete: bool = _value(
        False,
        "Whether each flow of the dataset must be shown in a table or a chart of some page.",
        rebuild="",
    )
    check_prose: bool = _value(
        False,
        "Whether port numbers in the text of pages that use a directive are looked up in the "
        "dataset.",
    )
    expect_revision: str = _value(
        "",
        "The revision of the dataset that the manual was written for. Another one is a warning, "
        "so that an upgrade of the dataset does not go unnoticed.",
        write="Write the revision in quotes.",
        rebuild="",
    )

    changes_feed: str = _value(
        "",
        "The path of an Atom feed in the output of html builders, such as `changes.xml`, which has "
        "the `changes` of the dataset. It needs `html_baseurl`. If empty, there is none.",
        write="Write a path in quotes.",
        rebuild="html",
    )
    note_dependency: bool = _value(
        False,
        "Whether pages with a directive depend on the file that `medulla_dataset` names, for "
        "extensions that ask when a page last changed. Every edit of the dataset then reads all of "
        "these pages again.",
    )

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Return the settings of a build whose configuration was checked."""
        return cls(**{item.name: config[PREFIX + item.name] for item in fields(cls)})


def register(app: Sphinx) -> None:
    """Declare the values; where one changes what pages say, they are read again."""
    for item in fields(Settings):
        # Any: otherwise Sphinx would add a second warning.
        rebuild = item.metadata["rebuild"]
        app.add_config_value(PREFIX + item.name, item.default, rebuild, types=Any)
    app.connect("config-inited", check)


def check(app: Sphinx, config: Config) -> None:
    """Warn of every value that cannot be used, at its line, and put the default there."""
    for item in fields(Settings):
        name = PREFIX + item.name
        value = config[name]
        if isinstance(item.default, bool) and name in config.overrides:
            config[name] = value = _SWITCHES.get(value, value)
        if type(item.default) is int and isinstance(value, str) and name in config.overrides:
            with suppress(ValueError):
                config[name] = value = float(value)
        wrong = _wrong(value, item)
        if wrong:
            warn(
                Code.BAD_CONFIG,
                f"{name} is {value!r}. {wrong} The default {item.default!r} is used.",
                location_of(app, config, name),
            )
            config[name] = item.default
    _check_names(app, config)


def _check_names(app: Sphinx, config: Config) -> None:
    """Warn of every name in conf.py that nearly is a setting, since nothing reads it."""
    known = [PREFIX + item.name for item in fields(Settings)]
    for name, line in _assigned(app).items():
        if hasattr(config, name):  # a setting of Sphinx or of an extension
            continue
        from ..dataset.names import closest  # most files have no other names

        near = closest(name, known, cutoff=0.9)
        if near:
            sentence = f"There is no setting {name}. Did you mean {near}?"
            warn(Code.BAD_CONFIG, sentence, f"{_conf_py(app)}:{line}")


def _wrong(value: Any, item: Field[Any]) -> str:
    """Return what to write instead of a value; nothing if it can be used."""
    wanted, choices = type(item.default), item.metadata["choices"]
    if wanted is bool and not isinstance(value, bool):
        return "Write True or False."
    if choices:
        if not isinstance(value, str):
            return f"Write one of {', '.join(map(repr, choices))}."
        if value in choices:
            return ""
        from ..dataset.names import suggestion

        return suggestion(value, choices)
    if wanted is int and type(value) in {int, float}:
        fits = 0 < value <= LONGEST_TIME_LIMIT
    else:
        fits = wanted is not int and isinstance(value, wanted)
    return "" if fits else str(item.metadata["write"])


def location_of(app: Sphinx, config: Config, name: str) -> str:
    """Return the file and line where conf.py sets a value; its first line if that is not known.

    The result has a colon in it, without which Sphinx takes it for the name of a page.
    """
    if name in config.overrides:
        return f"command line: -D {name}"
    return f"{_conf_py(app)}:{_assigned(app).get(name, 1)}"


def _conf_py(app: Sphinx) -> Path:
    return Path(app.confdir or ".") / "conf.py"


def _assigned(app: Sphinx) -> dict[str, int]:
    """Return the names to which conf.py assigns, with the line of the last assignment."""
    try:
        tree = ast.parse(_conf_py(app).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    stored = (
        (node.lineno, node.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    return {name: line for line, name in sorted(stored)}
