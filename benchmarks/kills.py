"""Kills ``generate`` and builds at random moments: ``python -m benchmarks.kills 300``.

Every other process, on average, is killed soon after it begins to write. Prints, after every 25
kills and at the end, how often the files after a kill were a mix of those before and of a finished
run, how often one of them was neither (``torn``), and how often the next run did not finish them
(``broken``) or left something. Processes that had ended before (``finished``) do not count as
killed. Sphinx writes the pages of a build one by one, so that these may be a mix.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from sphinx_medulla.files import TEMPORARY

from .flows import dataset, edited, make_pages
from .run import BuildError

CONF = 'extensions = ["sphinx_medulla"]\nmedulla_dataset = "flows.yaml"\nmedulla_check = "off"\n'
_GENERATE = ["-m", "sphinx_medulla", "generate", "wiki", "--dataset", "flows.yaml", "--format"]
COMMANDS = {
    "generate": [*_GENERATE, "html"],
    "generate-md": [*_GENERATE, "md"],
    "build": ["-m", "sphinx", "-q", "-b", "html", "-d", "doctrees", ".", "html"],
}


def main(times: int, names: list[str]) -> None:
    """Kill each command, or those named, a number of times, and print the counts."""
    for name in names or COMMANDS:
        output = "html/_downloads" if name == "build" else "wiki"
        with tempfile.TemporaryDirectory() as folder:
            print(name, _kills(Path(folder), [sys.executable, *COMMANDS[name]], output, times))


def _kills(root: Path, command: list[str], output: str, times: int) -> dict[str, int]:
    """Kill a command a number of times, each time in a copy of a finished folder."""
    texts, states, seconds = _before_and_after(root, command, output)
    found = {"kills": 0, "finished": 0, "mixed": 0, "torn": 0, "broken": 0, "left": 0}
    while found["kills"] < times:
        work = root / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(root / "before", work)
        (work / "flows.yaml").write_text(texts[1], encoding="utf-8")
        process = _start(command, work)
        if random.random() < 0.5:
            _wait_for_writing(process, work)
            time.sleep(random.uniform(0, 0.02))
        else:
            time.sleep(random.uniform(0.3, 1) * seconds)
        is_late = process.poll() is not None
        process.kill()
        process.wait()
        found["finished" if is_late else "kills"] += 1
        now = _files(work / output)
        found["mixed"] += now not in states
        found["torn"] += any(
            states[0].get(name) != now[name] != states[1].get(name) for name in now
        )
        start = time.monotonic()
        _run(command, work)
        seconds = time.monotonic() - start
        found["broken"] += _files(work / output) != states[1]
        found["left"] += sum(any(work.rglob(name)) for name in (f"{TEMPORARY}*", "*-dot"))
        if found["kills"] % 25 == 0 and not is_late:
            print(found, flush=True)
    return found


def _before_and_after(
    root: Path, command: list[str], output: str
) -> tuple[list[str], list[dict[str, bytes]], float]:
    """Make a folder ``before``; the two datasets, their outputs, and how long the second took."""
    pages = make_pages(3, 4)
    texts = [dataset(pages), dataset(edited(pages)).replace("name: ", "name: New ")]
    rows = [f".. medulla-flows:: {page.mode}\n   :download: csv json\n" for page in pages]
    (root / "before").mkdir()
    (root / "before" / "conf.py").write_text(CONF, encoding="utf-8")
    (root / "before" / "index.rst").write_text("\n".join(["Flows\n=====\n", *rows]), "utf-8")
    states = []
    for text in texts:
        if (root / "after").exists():
            shutil.copytree(root / "after", root / "before", dirs_exist_ok=True)
        shutil.copytree(root / "before", root / "after", dirs_exist_ok=True)
        (root / "after" / "flows.yaml").write_text(text, encoding="utf-8")
        start = time.monotonic()
        _run(command, root / "after")
        seconds = time.monotonic() - start
        states.append(_files(root / "after" / output))
    return texts, states, seconds


def _wait_for_writing(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a process makes a temporary folder, or ends."""
    while process.poll() is None:
        with suppress(FileNotFoundError):  # a folder that was removed meanwhile
            if any(folder.rglob(f"{TEMPORARY}*")):
                return
        time.sleep(0.001)


def _run(command: list[str], folder: Path) -> None:
    if _start(command, folder).wait():
        raise BuildError(" ".join(command))


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdout=nowhere, stderr=nowhere
    )


def _environment(folder: Path) -> dict[str, str]:
    """The environment with a folder of its own for temporary files."""
    (folder / "tmp").mkdir(exist_ok=True)
    return os.environ | {"TMPDIR": str(folder / "tmp")}


def _files(folder: Path) -> dict[str, bytes]:
    """The content of each file below a folder that a reader sees."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if ".medulla-" not in str(path.relative_to(folder))
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
