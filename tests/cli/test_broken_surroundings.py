"""A folder that is gone or closed, or in the way: one sentence, and the exit status 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import FAULTY, SELECT, Done

Run = Callable[..., Done]

COMMANDS = [
    ("check",),
    ("check", "flows.yaml"),
    ("list", "modes"),
    ("render", "modes"),
    ("generate", "x", "--format", "md"),
    ("new", "x"),
    ("explain", "22"),
    ("compare", "page.md"),
    ("import", "page.md"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder")
@pytest.mark.parametrize("words", COMMANDS)
def test_a_current_folder_that_is_gone(words: tuple[str, ...], run: Run, folder: Path) -> None:
    (folder / "gone").mkdir()
    os.chdir(folder / "gone")
    (folder / "gone").rmdir()
    done = run(*words)
    assert done == Done(
        2,
        "",
        "medulla-flows: The current folder cannot be used: No such file or directory. Change to "
        "another one.\n",
    )


@pytest.fixture
def closed(folder: Path) -> Path:
    """A folder that only its owner may enter, in one that everybody may."""
    place = folder / "closed"
    (place / "locale").mkdir(parents=True)
    (place / "flows.yaml").write_bytes(FAULTY.read_bytes())
    (folder / "page.csv").write_text("Source,Destination,Port\nA,B,22/tcp\n", encoding="utf-8")
    place.chmod(0o700)
    folder.chmod(0o777)
    for above in folder.parents:
        if "pytest" in above.name or "popen" in above.name:
            above.chmod(0o755)
    folder.parent.chmod(0o755)
    return place


@contextmanager
def another_user() -> Iterator[None]:
    """Let this process be of a user who owns nothing."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root runs commands as others"
)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "."), "The folder ./closed cannot be read: Permission denied."),
        (("check", "closed"), "closed cannot be read: Permission denied."),
        (("check", "closed/flows.yaml"), "The file cannot be read: Permission denied."),
        (("list", "modes", "closed/flows.yaml"), "The file cannot be read: Permission denied."),
        (("new", "closed/x"), "closed/x cannot be a folder: Permission denied."),
        (("new", "closed"), "closed cannot be entered: Permission denied."),
        (("generate", "closed/x", "--format", "md"), "cannot be a folder: Permission denied."),
        (("generate", "closed", "--format", "md"), "closed cannot be entered: Permission denied."),
        (("messages", "--write", "closed"), "closed cannot be entered: Permission denied."),
        (("import", "page.csv", "--output", "closed/x"), "closed/x cannot be written"),
        (("check", "flows.yaml", SELECT, "--output-format=json=closed/x"), "cannot be written"),
    ],
)
def test_a_folder_that_may_not_be_entered(
    words: tuple[str, ...], said: str, closed: Path, run: Run
) -> None:
    run(*(word.replace("closed/", "").replace("closed", ".") for word in words))  # imports all
    with another_user():
        done = run(*words)
    assert (done.status, done.out) == (2, ""), done.err
    assert said in done.err
    assert done.err.count("medulla-flows: ") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("render", "modes", "--language", "fr", "--dataset", "flows.yaml"),
        ("generate", "x", "--format", "md", "--language", "fr", "--dataset", "flows.yaml"),
        ("check", "flows.yaml", SELECT),
    ],
)
@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root runs commands as others"
)
@pytest.mark.parametrize("place", ["locale", "locale/fr"])
def test_catalogs_in_a_folder_that_may_not_be_entered(
    words: tuple[str, ...], place: str, closed: Path, run: Run
) -> None:
    catalog = closed / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    link = closed.parent / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(closed / place)
    assert run(*words).status in {0, 1}
    with another_user():
        done = run(*words)
    assert done.status == 2, done.err
    assert "cannot be read: Permission denied." in done.err
    assert done.err.count("medulla-flows: ") == 1


def test_a_link_to_a_missing_catalog_translates_nothing(closed: Path, run: Run) -> None:
    (closed.parent / "locale").symlink_to("closed/locale/missing")
    assert run("render", "modes", "--language", "fr", "--dataset", "flows.yaml").status == 0
