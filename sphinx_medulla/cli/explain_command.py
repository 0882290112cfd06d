"""`medulla-flows explain`: why a port is open, and what breaks if it is blocked."""

from __future__ import annotations

import argparse
import re

from ..dataset.model import Dataset
from ..dataset.names import Names
from ..dataset.ports import PROTOCOLS, Port, PortError
from ..dataset.queries import Queries
from .argument_parser import WHICH_DATASET, CommandParser, all_words
from .dataset_path import misplaced_dataset
from .dataset_reading import read
from .exit_codes import FOUND, OK, UsageError
from .explanation import Question, explanation
from .output import print_text

EPILOG = f"""\
{WHICH_DATASET}
exit status: 0 if the dataset has such a port or flow, 1 if not, 2 and 3 as for check

examples:
  medulla-flows explain 22
  medulla-flows explain 67/udp ROLE
  medulla-flows explain ROLE ANOTHER-ROLE
  medulla-flows explain "Name of a role" ANOTHER-ROLE 22/tcp --dataset data/flows.yaml
"""

_PORT_WRITTEN_OTHERWISE = re.compile(
    rf"(?:(?:port|{'|'.join(PROTOCOLS)})s?[\s/:]*)?[0-9]", re.IGNORECASE
)

_FORMS = (
    "Write a port, a port and a role, or two roles with a port or without one. "
    "Name the dataset with --dataset FILE."
)


def add_arguments(command: CommandParser) -> None:
    """Add the arguments."""
    command.set_defaults(unknown=[])
    command.add_argument(
        "words",
        nargs="+",
        metavar="PORT|ROLE",
        help="a port such as 22, 22/tcp or 8000-8010; a role by id, name or alias, source first",
    )
    command.add_argument("--dataset", metavar="FILE", help="the dataset's file")


def run(options: argparse.Namespace) -> int:
    """Print what listens on a port and the flows that open it; if there are none, return 1."""
    words = all_words(options, options.words)
    if len(words) > 3:
        raise UsageError(f"There is one word too many: {words[3]!r}. {_FORMS}")
    dataset = read(options.dataset)
    if dataset is None:
        return FOUND
    paragraphs, found = explanation(Queries(dataset), _question(words, dataset))
    print_text("\n".join(paragraphs))
    return OK if found else FOUND


def _question(words: list[str], dataset: Dataset) -> Question:
    """What the words ask for; raises `UsageError`."""
    names = Names("role", dataset.roles)
    ports = [word for word in words if _is_port(word) and names.resolve(word) is None]
    others = [word for word in words if word not in ports]
    if not ports:
        ports = [word for word in others if _looks_like_port(word, names)][:1]
        ports = ports or others[2:]  # one of three words is to be a port
        others = [word for word in others if word not in ports]
    if len(ports) > 1:
        raise UsageError(f"There are two ports, {ports[0]} and {ports[1]}. {_FORMS}")
    port = _port(ports[0]) if ports else None
    roles = [_role(word, names) for word in others]
    shown = "".join(ports)
    if len(roles) == 2:
        return Question(port, shown, from_=roles[0], to=roles[1])
    return Question(port, shown, machine="".join(roles))


def _is_port(word: str) -> bool:
    try:
        Port.parse_loosely(word)
    except PortError:
        return False
    return True


def _looks_like_port(word: str, names: Names) -> bool:
    return _PORT_WRITTEN_OTHERWISE.match(word) is not None and not names.look_up(word).ids


def _role(name: str, names: Names) -> str:
    """The id of the role that an id, a name or an alias means; raises `UsageError`."""
    found = names.resolve(name)
    if found is None:
        raise UsageError(misplaced_dataset(name, "role") or names.explain(name))
    return found


def _port(text: str) -> Port:
    """A port, for every protocol unless it names some; raises `UsageError`."""
    try:
        return Port.parse_loosely(text)
    except PortError as error:
        raise UsageError(str(error)) from None
