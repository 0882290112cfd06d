"""The command that writes the flows of a table, and the name of the file for them."""

from __future__ import annotations

import shlex
from hashlib import blake2b

from ..dataset.catalogs import catalog
from ..dataset.ports import PROTOCOLS, Port
from ..dataset.selection import Selection
from .localization import CATALOG, LOCALE
from .options import used_options

LONGEST = 80
"""The characters of a file's name that its modes may take."""

WIDTH = 60
"""The characters of a command that fit on a line of paper."""


def render_flows(
    selection: Selection,
    kind: str,
    dataset: str = "",
    language: str = "",
    *,
    hides_questions: bool = False,
) -> str:
    """The command for the flows of a selection in a format, as a shell takes it.

    ``dataset`` is the path of the dataset's file; if empty, the command finds one itself. A
    ``language`` without translations in the package is omitted.
    """
    words = ["medulla-flows", "render", "flows", *selection.modes, *_options(selection)]
    if selection.filtered and not selection.modes and "--common" not in words:
        words.append("--common")  # without it, filters look through every mode
    if hides_questions:
        words += ["--questions", "hide"]
    words += ["--format", kind]
    if dataset:
        words += ["--dataset", dataset]
    if catalog(LOCALE, language, CATALOG):
        words += ["--language", language]
    return shlex.join(words)


def folded(command: str) -> str:
    """A command on lines that fit on paper; each but the last ends with a backslash.

    An option and its value stay together, and what is copied runs in a shell of POSIX.
    """
    parts: list[list[str]] = [[]]
    for word in shlex.split(command):
        if word.startswith("--"):
            parts.append([])
        parts[-1].append(word)
    lines: list[str] = []
    for part in map(shlex.join, parts):
        if lines and len(lines[-1]) + len(part) < WIDTH:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return " \\\n  ".join(lines)


def port_words(port: Port) -> str:
    """A port as options write it: without its protocols if it has all of them."""
    without = port.numbered and len(port.protocols) == len(PROTOCOLS)
    return port.number if without else str(port)


def _options(selection: Selection) -> list[str]:
    found: list[str] = []
    for option, value in used_options(selection):
        found.append(f"--{option.name}")
        if value is not True:
            words = (port_words(one) if isinstance(one, Port) else one for one in value)
            found.append(",".join(words))
    return found


def file_name(selection: Selection, kind: str, *, hides_questions: bool = False) -> str:
    """The name of a file with the flows of a selection in a format.

    It contains the modes, and a digest if the modes are not the whole selection, or if open
    questions are hidden. No id contains the character between the parts, so different selections
    have different names.
    """
    modes = "_".join(("medulla-flows", *selection.modes))
    if not selection.filtered and not hides_questions and len(modes) <= LONGEST:
        return f"{modes}.{kind}"
    command = render_flows(selection, kind, hides_questions=hides_questions)
    return f"{cut_name(modes, command)}.{kind}"


def cut_name(name: str, distinction: str) -> str:
    """The beginning of a name, with a digest of what distinguishes it from names like it."""
    return f"{name[:LONGEST]}_{blake2b(distinction.encode(), digest_size=4).hexdigest()}"
