"""The command that writes the flows of a table, and the name of the file for them."""

from __future__ import annotations

import shlex
from dataclasses import fields
from hashlib import blake2b

from ..dataset.catalogs import catalog
from ..dataset.model import key_of
from ..dataset.ports import PROTOCOLS, Port
from ..dataset.queries import Selection
from .localization import CATALOG, LOCALE

LONGEST = 80
"""The characters of a file's name that its modes may take."""

WIDTH = 60
"""The characters of a command that fit on a line of paper."""


def render_flows(selection: Selection, kind: str, dataset: str = "", language: str = "") -> str:
    """The command for the flows of a selection in a format, as a shell takes it.

    ``dataset`` is the path of the dataset's file, empty for the one that is found without it;
    ``language`` is left out where the command has no translations into it.
    """
    words = ["medulla-flows", "render", "flows", *selection.modes, *_options(selection)]
    words += ["--format", kind]
    if dataset:
        words += ["--dataset", dataset]
    if catalog(LOCALE, language, CATALOG):
        words += ["--language", language]
    return shlex.join(words)


def folded(command: str) -> str:
    """A command on lines that fit on paper; each but the last says that the command goes on.

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
    """A port as it was asked for: without its protocols where it stands for all of them."""
    return port.number if len(port.protocols) == len(PROTOCOLS) else str(port)


def _options(selection: Selection) -> list[str]:
    found: list[str] = []
    for field in fields(Selection):
        value = getattr(selection, field.name)
        if field.name == "modes" or not value:
            continue
        found.append(f"--{key_of(field.name)}")
        if value is not True:
            words = (port_words(one) if isinstance(one, Port) else one for one in value)
            found.append(",".join(words))
    return found


def file_name(selection: Selection, kind: str) -> str:
    """The name of a file with the flows of a selection in a format.

    It has the modes in it, and a digest where these do not say all of the selection. What stands
    between the parts is in no id, so that other selections have other names.
    """
    modes = "_".join(("medulla-flows", *selection.modes))
    if not selection.filtered and len(modes) <= LONGEST:
        return f"{modes}.{kind}"
    command = render_flows(selection, kind)
    return f"{modes[:LONGEST]}_{blake2b(command.encode(), digest_size=4).hexdigest()}.{kind}"
