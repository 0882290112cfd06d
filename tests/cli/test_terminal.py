"""The command as a process: colours, encodings, pipes, and what it imports."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import FAULTY, SELECT, environment, medulla_flows

from sphinx_medulla.render.writers.text_writer import Text

pytestmark = pytest.mark.heavy

COMMAND = [sys.executable, "-m", "sphinx_medulla"]
CHECK = [*COMMAND, "check", str(FAULTY), SELECT]
CELL = re.compile(r"(?:^|(?<=  ))\S")
"""The first character of a cell: columns are two spaces or more apart."""


def test_the_module_is_the_command():
    done = medulla_flows("--version")
    assert done.status == 0
    assert done.out.startswith("medulla-flows ")


def test_a_process_ends_with_the_status_and_keeps_both_streams_apart():
    done = medulla_flows("check", FAULTY, SELECT)
    assert done.status == 1
    assert "MED301" in done.out
    assert "Found" not in done.out
    assert done.err.startswith("Found 1 error")


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),  # an empty one asks for nothing
    ],
)
def test_colours_into_a_pipe(environ: dict[str, str], coloured: bool):
    done = medulla_flows("check", FAULTY, SELECT, **environ)
    assert ("\x1b[" in done.out) is coloured
    assert "\x1b[" not in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in Python")
@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)],
)
def test_colours_on_a_terminal(environ: dict[str, str], coloured: bool):
    main, terminal = os.openpty()
    try:
        done = subprocess.run(
            CHECK,
            env=environment(**{"TERM": "xterm", **environ}),
            stdout=terminal,
            stderr=subprocess.PIPE,
            check=False,
        )
        shown = os.read(main, 100_000).decode()
    finally:
        os.close(terminal)
        os.close(main)
    assert done.returncode == 1
    assert "MED301" in shown
    assert ("\x1b[" in shown) is coloured


def test_formats_for_programs_are_never_coloured():
    done = medulla_flows(
        "check", FAULTY, SELECT, "--output-format=github", FORCE_COLOR="1"
    )  # fmt: skip
    assert "\x1b" not in done.out


def test_a_terminal_that_is_not_unicode_shows_the_rest():
    done = medulla_flows("check", FAULTY, SELECT, PYTHONIOENCODING="ascii")
    assert done.status == 1
    assert r"na\xefve \u2192 yes" in done.out
    listed = medulla_flows("list", "flows", FAULTY, PYTHONIOENCODING="latin-1:strict")
    assert listed.status == 0
    assert r"Server \u2192 Old relay" in listed.out


def test_columns_stay_aligned_where_the_arrow_cannot_be_shown():
    command = ("render", "flows", "--role", "server", "--dataset", FAULTY)
    for encoding, arrow in (("ascii", "->"), ("utf-8", "→")):
        lines = medulla_flows(*command, PYTHONIOENCODING=encoding).out.splitlines()
        (row,) = (line for line in lines if f"Server {arrow} Old relay" in line)
        rule = next(line for line in lines if line.startswith("---"))
        assert [cell.start() for cell in CELL.finditer(row)] == [
            cell.start() for cell in CELL.finditer(rule)
        ]


def test_signs_that_cannot_be_shown_are_written_in_others(tmp_path: Path):
    """Letters are not: they are escaped, so that no name is changed without a sign of it."""
    text = FAULTY.read_text(encoding="utf-8").replace(
        "name: Server", "name: “Ça” « c’est » – 1\N{NARROW NO-BREAK SPACE}000…"
    )
    path = tmp_path / "signs.yaml"
    path.write_text(text, encoding="utf-8")
    command = ("render", "flows", "--role", "server", "--language", "fr", "--dataset", path)
    shown = medulla_flows(*command, PYTHONIOENCODING="ascii").out
    assert shown.isascii()
    words = " ".join(shown.split())
    assert r"""\xc7a" " c'est " - 1 000...""" in words
    for sign in (r"\u20", r"\xa0", r"\xab", r"\xbb"):
        assert sign not in shown


def test_signs_that_can_be_shown_stay():
    assert Text([], encoding="latin-1").text("« c’est »\N{NO-BREAK SPACE}→") == (
        "« c'est »\N{NO-BREAK SPACE}->"
    )


def test_what_programs_read_is_utf_8_whatever_the_terminal_is(tmp_path: Path):
    path = tmp_path / "flöws.yaml"
    path.write_bytes(FAULTY.read_bytes())
    arguments = ("check", path.name, SELECT, "--output-format=json")
    done = medulla_flows(*arguments, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert '"path": "flöws.yaml"' in done.out


@pytest.mark.skipif(os.name != "posix", reason="POSIX lets any byte stand in a file's name")
def test_a_name_that_is_no_text(tmp_path: Path):
    path = os.fsencode(tmp_path) + b"/fl\xf6ws.yaml"
    with open(path, "wb") as file:  # noqa: PTH123  # pathlib takes no bytes
        file.write(FAULTY.read_bytes())
    for name in ("full", "json", "sarif", "junit", "github", "gitlab"):
        command = [*COMMAND, "check", os.fsdecode(path), SELECT, f"--output-format={name}"]
        done = subprocess.run(command, env=environment(), capture_output=True, check=False)
        assert done.returncode == 1, done.stderr
        done.stdout.decode("utf-8")


def test_a_reader_that_leaves_is_no_error():
    with subprocess.Popen(
        CHECK, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait() == 1
    assert said.startswith("Found 1 error")
    assert said.count("\n") == 1


def test_nobody_has_to_read_the_standard_error():
    with subprocess.Popen(
        CHECK, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stderr.close()
        assert b"MED301" in process.stdout.read()
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_is_said_in_a_sentence():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            CHECK, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "medulla-flows: The standard output cannot be written: No space left on device.\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="the shell's way to close a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_changes_no_exit_status(closed: str):
    line = f'"$0" -m sphinx_medulla check "$1" {SELECT} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, str(FAULTY)],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", str(FAULTY)],
        ["rule", "MED301"],
        ["list", "flows"],
        ["explain", "server", "old-relay", "22", "--dataset", str(FAULTY)],
        ["schema"],
        ["schema", "findings"],
    ],
)
def test_the_command_imports_no_sphinx(arguments: list[str]):
    program = (
        "import sys\n"
        "from sphinx_medulla.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "found = {name.partition('.')[0] for name in sys.modules} & {'sphinx', 'docutils'}\n"
        "sys.exit(9 if found else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
