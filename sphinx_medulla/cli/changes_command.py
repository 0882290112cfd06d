"""`medulla-flows changes`: drafts of the key ``changes``, from a dataset's history in git."""

from __future__ import annotations

import argparse

import yaml

from .argument_parser import WITHOUT_DATASET, CommandParser, add_dataset
from .change_drafts import drafts, revisions_in_git
from .dataset_path import named_or_packaged
from .dataset_reading import read
from .exit_codes import FOUND, OK
from .output import print_text, say

EPILOG = f"""\
{WITHOUT_DATASET}
exit status: 0 if git has the history of the file, 1 if the dataset does not load, 2 and 3 as for
check

examples:
  medulla-flows changes
  medulla-flows changes data/flows.yaml
"""


def add_arguments(command: CommandParser) -> None:
    """Add the argument."""
    command.description = "Draft the key changes of a dataset from its history in git: an entry for"
    command.description += " each revision that has none. Edit them, and put them into the dataset."
    add_dataset(command)


def run(options: argparse.Namespace) -> int:
    """Print the entries that the dataset lacks. Raises `UsageError` if git cannot be asked."""
    dataset = read(options.dataset)
    if dataset is None:
        return FOUND
    revisions = revisions_in_git(named_or_packaged(options.dataset).path)
    revisions.pop(dataset.revision, None)  # the file itself may be newer
    known = [change.revision for change in dataset.changes]
    found = [*drafts((*revisions.values(), dataset), known)]
    if not found:
        say("Each revision in git has an entry under changes, or is the first one.")
        return OK
    print_text(yaml.safe_dump({"changes": found}, sort_keys=False, allow_unicode=True, width=98))
    return OK
