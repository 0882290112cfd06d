"""`medulla-flows new`: what it begins passes the check and is built without a warning."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from commands import Done
from manuals import Manual

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.packaged import packaged_dataset

Run = Callable[..., Done]
FILES = ["conf.py", "flows.yaml", "index.rst", "schema.json"]


@pytest.mark.parametrize("to", ["mine", "a folder/with spaces & é"])
def test_it_passes_the_check_and_builds(run: Run, folder: Path, to: str) -> None:
    done = run("new", to)
    assert (done.status, done.err) == (0, "")
    check, build = (line.partition(": ")[2] for line in done.out.splitlines())
    assert sorted(path.name for path in (folder / to).iterdir()) == FILES
    words = shlex.split(check)
    assert words[0] == "medulla-flows"
    assert run(*words[1:]) == Done(0, "", "Found nothing.\n")
    assert shlex.split(build) == ["sphinx-build", "-W", to, f"{to}/_build"]
    manual = Manual(folder, {})
    manual.source = folder / to
    built = manual.build(conf={"nitpicky": True, "medulla_complete": True})
    assert built.warnings == []
    assert "With a database of its own" in built.text("index.html")
    assert manual.build("epub", "book").warnings == []
    assert 'medulla_check = "error"' in (folder / to / "conf.py").read_text(encoding="utf-8")


def test_an_error_in_it_stops_the_build(run: Run, folder: Path) -> None:
    from sphinx.errors import ExtensionError, SphinxError

    run("new", "mine")
    path = folder / "mine" / "flows.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[5432/tcp]\n    need", "[5432/tcp, 5432/tcp]\n    need"))
    manual = Manual(folder, {})
    manual.source = folder / "mine"
    with pytest.raises((SphinxError, ExtensionError)):
        manual.build()


def test_its_schema_fits_it(run: Run, folder: Path) -> None:
    run("new", "mine")
    text = (folder / "mine" / "flows.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    schema = json.loads((folder / "mine" / "schema.json").read_bytes())
    jsonschema.validate(yaml.load(text, yaml.BaseLoader), schema)
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.dataset
def test_it_names_nothing_of_the_packaged_dataset(run: Run, folder: Path) -> None:
    run("new", "mine")
    mine = load(folder / "mine" / "flows.yaml").dataset
    packaged = load(packaged_dataset()).dataset
    assert mine.roles.keys().isdisjoint(packaged.roles)
    assert mine.modes.keys().isdisjoint(packaged.modes)
    ports = {port.port for service in mine.services.values() for port in service.ports}
    theirs = [port.port for service in packaged.services.values() for port in service.ports]
    assert not [port for port in ports if any(port.overlaps(other) for other in theirs)]


def test_a_folder_with_such_files_is_refused(run: Run, folder: Path) -> None:
    (folder / "mine").mkdir()
    for name in ("conf.py", "schema.json"):
        (folder / "mine" / name).write_text("mine", encoding="utf-8")
    done = run("new", "mine")
    assert (done.status, done.out) == (2, "")
    assert [line.partition(". ")[0] for line in done.err.splitlines()] == [
        f"medulla-flows: mine/{name} already exists" for name in ("conf.py", "schema.json")
    ]
    assert len([*(folder / "mine").iterdir()]) == 2
    assert run("new", "mine", "--force").status == 0
    assert sorted(path.name for path in (folder / "mine").iterdir()) == FILES
    assert (folder / "mine" / "conf.py").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("", "The name of the folder is empty."),
        ("flows.yaml", "flows.yaml is a file. Name a folder."),
        ("flows.yaml/inside", "cannot be written"),
        ("/proc/nowhere", "/proc/nowhere cannot be written"),
        ("taken", "is a folder. Name another folder than taken."),
    ],
)
def test_a_folder_that_cannot_be(run: Run, folder: Path, to: str, sentence: str) -> None:
    (folder / "taken" / "conf.py").mkdir(parents=True)
    before = sorted(folder.rglob("*"))
    done = run("new", to, "--force")
    assert (done.status, done.out) == (2, "")
    assert sentence in done.err
    assert sorted(folder.rglob("*")) == before
