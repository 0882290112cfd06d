"""Which code made what is kept between builds: an upgrade outdates it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from .. import __version__

PACKAGE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def package_print(folder: Path = PACKAGE) -> str:
    """A digest of the version, and of the size and the time of each file with code or facts.

    Who installs from the repository, or works in it, upgrades without another version. Reading the
    files would take each build longer than all else that it asks when nothing changed.
    """
    digest = blake2b(f"{__version__} {folder}".encode(), digest_size=16)
    for line in sorted(_stamps(str(folder))):
        digest.update(line.encode())
    return digest.hexdigest()


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".yaml")):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}\n"
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _stamps(entry.path)
