"""Load the dataset at a path, or report everything that is wrong with it at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..files import FileTooLargeError, read_file
from .codes import Code
from .garbage import uncollected
from .model import Dataset
from .names import names_in
from .ports import PROTOCOLS
from .problem import DatasetError, Location, Problem
from .yaml_reader import read_yaml
from .yaml_tree import Data, Tree


@dataclass(frozen=True)
class Loaded:
    """A dataset, and the file that it was read from.

    ``tree`` has the place of every value. ``file`` is None if a text was read; locations may show
    another path.
    """

    dataset: Dataset
    tree: Tree
    file: Path | None = None


def load(path: str | Path, shown_as: str | None = None, *, content: bytes | None = None) -> Loaded:
    """Read the dataset in a file, whose ``content`` may have been read already.

    Locations show the path as given, or ``shown_as``. Raises `DatasetError` with all problems, in
    the order of the file, if the file cannot be read or is not a dataset.
    """
    shown = str(path) if shown_as is None else shown_as
    if content is None:
        content = _content(path, shown)
    return replace(load_text(content, shown), file=Path(path))


def _content(path: str | Path, shown: str) -> bytes:
    try:
        return read_file(Path(path))
    except FileTooLargeError:
        raise DatasetError((Code.FILE_TOO_LARGE.problem(Location(shown)),)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        problem = Code.UNREADABLE_FILE.problem(Location(shown), why=why)
        raise DatasetError((problem,)) from None


def load_text(content: str | bytes, path: str) -> Loaded:
    """Read a dataset from the content of a file; ``path`` is what locations show.

    Raises `DatasetError` with all problems, in the order of the file.
    """
    with uncollected():
        tree = read_yaml(content, path)
        dataset, problems = None, tree.problems
        if tree.whole and tree.data is not None:
            dataset, found = _validate(tree, tree.data)
            problems = sorted([*problems, *found], key=lambda problem: problem.location)
    if dataset is None or problems:
        raise DatasetError(tuple(problems))
    return Loaded(dataset, tree)


def _validate(tree: Tree, data: Data) -> tuple[Dataset | None, list[Problem]]:
    from pydantic_core import ValidationError

    from .validation import Context, check_ids, validator

    problems = check_ids(tree)
    context = Context(_default_protocol(data), names_in(data))
    try:
        return validator().validate_python(data, context=context), problems
    except ValidationError as error:
        from .validation_problems import problem_of

        for one in error.errors(include_url=False, include_input=False):
            problem = problem_of(one, tree)
            if problem is not None:
                problems.append(problem)
    return None, problems


def _default_protocol(data: Data) -> str:
    """The protocol of ports without one; tcp if it is wrong, since one error is enough."""
    defaults = data.get("defaults") if isinstance(data, dict) else None
    protocol = defaults.get("protocol", "") if isinstance(defaults, dict) else ""
    return protocol if protocol == "" or protocol in PROTOCOLS else PROTOCOLS[0]
