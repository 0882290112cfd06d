"""`medulla-flows check`: its exit status, what goes where, and what its options do."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import FAULTY, SELECT, Done

from sphinx_medulla.checker.context import RuleContext, computed_once
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.files import MOST_BYTES

Run = Callable[..., Done]

ONE_INFO = ("--severity=MED301=info", "--severity=MED401=info")


def codes(done: Done) -> list[str]:
    """The codes in a concise report."""
    return [line.split()[2] for line in done.out.splitlines()]


def concise(run: Run, *arguments: str) -> Done:
    return run("check", "flows.yaml", "--output-format=concise", *arguments)


# exit status


def test_findings_end_with_1_and_stand_alone_on_the_standard_output(run: Run):
    done = concise(run, SELECT)
    assert done.status == 1
    assert codes(done) == ["MED301", "MED401"]
    assert (
        done.err == "Found 1 error, 1 warning. 2 findings are waived; --no-ignores reports them.\n"
    )


def test_no_findings_end_with_0(run: Run):
    done = concise(run, "--select=MED402")
    assert done == (0, "", "Found nothing.\n")


def test_one_waived_finding_is_counted_as_one(run: Run):
    assert concise(run, "--select=MED603").err == (
        "Found nothing. 1 finding is waived; --no-ignores reports them.\n"
    )


def test_exit_zero_reports_all_the_same(run: Run):
    done = concise(run, SELECT, "--exit-zero")
    assert (done.status, codes(done)) == (0, ["MED301", "MED401"])


@pytest.mark.parametrize(
    ("level", "options", "status"),
    [
        ("error", (), 1),
        ("error", ("--severity=MED301=warning",), 0),
        ("warning", ("--severity=MED301=warning", "--ignore=MED401"), 1),
        ("warning", ONE_INFO, 0),
        ("info", ONE_INFO, 1),
    ],
)
def test_the_fail_level_decides(level: str, options: tuple[str, ...], status: int, run: Run):
    assert concise(run, SELECT, f"--fail-level={level}", *options).status == status


def test_info_alone_does_not_fail_by_default(run: Run):
    done = concise(run, SELECT, *ONE_INFO)
    assert done.status == 0
    assert "info MED301" in done.out
    assert done.err.startswith("Found 2 infos.")


def test_a_dataset_that_does_not_load_is_findings(run: Run, folder: Path):
    (folder / "flows.yaml").write_text("format: 1\nroles: [\n", encoding="utf-8")
    done = concise(run)
    assert done.status == 1
    assert "error MED" in done.out
    assert "Found" in done.err


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "MED005"), (b"\x00\x01\x02\xff\xfe", "MED002"), (b"a: \x07\n", "MED003")],
)
def test_empty_and_binary_files_are_findings(content: bytes, code: str, run: Run, folder: Path):
    (folder / "flows.yaml").write_bytes(content)
    done = concise(run)
    assert done.status == 1
    assert code in codes(done)
    assert concise(run, "--select=MED3").status == 1  # a selection of rules does not hide it
    full = run("check", "flows.yaml")
    assert "".join(full.out.splitlines()).isprintable()


# what cannot be read


def test_a_missing_file_is_no_finding(run: Run):
    done = run("check", "nope.yaml")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "medulla-flows: nope.yaml: The file cannot be read: No such file or directory. Check its "
        "path and its permissions.\n"
    )


def test_a_folder_without_datasets(run: Run, folder: Path):
    (folder / "sub").mkdir()
    (folder / "sub" / "other.yaml").write_text("version: 2\n", encoding="utf-8")
    done = run("check", folder / "sub")
    assert (done.status, done.out) == (2, "")
    assert "contains no dataset. Write the path of one" in done.err


UNKNOWN_CHARSET = b"""\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-99\\n"

msgid "Hub"
msgstr ""
"""


@pytest.mark.parametrize(
    ("content", "why"), [(b"no catalog", "misformatted"), (UNKNOWN_CHARSET, "utf-99")]
)
def test_a_catalog_that_cannot_be_read(content: bytes, why: str, run: Run, folder: Path):
    catalog = folder / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_bytes(content)
    done = concise(run)
    assert done.status == 2
    assert done.out == concise(run, "flows.yaml").out  # the dataset is checked all the same
    last = done.err.splitlines()[-1]
    assert last.startswith(
        "medulla-flows: locale/fr/LC_MESSAGES/flows.po: The catalog cannot be read: "
    )
    assert why in last


def test_a_file_that_may_not_be_read(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, who may read all
    done = run("check", "flows.yaml")
    assert (done.status, done.out) == (2, "")
    assert "flows.yaml: The file cannot be read: Permission denied." in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("command", [("check",), ("list", "modes")])
def test_what_may_have_no_end_is_not_read(command: tuple[str, ...], run: Run, folder: Path):
    os.mkfifo(folder / "pipe.yaml")
    (folder / "endless.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "endless.yaml"):
        done = run(*command, name)
        assert (done.status, done.out) == (2, "")
        assert f"{name}: The file cannot be read: it is a device, a pipe or a socket" in done.err
    (folder / "flows.yaml").unlink()
    assert run("check", ".").err.count("it is a device") == 2


def test_a_large_file_is_not_shown(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    size = MOST_BYTES + 1
    with (folder / "flows.yaml").open("wb") as file:
        file.truncate(size)
    with (folder / "flows.yaml").open(encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        for name in ("flows.yaml", "-"):
            done = run("check", name)
            assert (done.status, "MED004" in done.out, len(done.out) < 300) == (1, True, True)


@pytest.mark.parametrize("name", ["", "a\x00b", "x" * 5000])
def test_names_that_no_file_can_have(name: str, run: Run):
    done = run("check", name)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1


# which dataset


def test_without_a_dataset_it_is_wrong_usage_and_never_the_packaged_one(run: Run):
    done = run("check")
    assert (done.status, done.out) == (2, "")
    assert "No dataset is named. Write `medulla-flows check DATASET`" in done.err


def test_pyproject_names_the_dataset_for_every_folder_below(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    project = '[tool.sphinx-medulla]\ndataset = "flows.yaml"\n'
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(folder / "deep" / "er")
    done = run("check", SELECT, "--output-format=concise")
    assert codes(done) == ["MED301", "MED401"]
    assert done.out.startswith("../../flows.yaml:34:9: ")
    assert "Checking ../../flows.yaml (../../pyproject.toml, [tool.sphinx-medulla])." in done.err


def test_a_pyproject_that_says_nothing_of_us_is_passed_over(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    project = '[tool.sphinx-medulla]\ndataset = "flows.yaml"\n'
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "pyproject.toml").write_text('[project]\nname = "a"\n', encoding="utf-8")
    monkeypatch.chdir(folder / "sub")
    assert run("check", SELECT).status == 1


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ("broken = [", "pyproject.toml cannot be read: "),
        ("\xff", "pyproject.toml cannot be read: "),
        ("[tool.sphinx-medulla]\n", "has [tool.sphinx-medulla], but it names no dataset."),
        ("[tool.sphinx-medulla]\ndataset = 3\n", "but it names no dataset."),
        ("[tool.sphinx-medulla]\ndataset = ''\n", "but it names no dataset."),
        ("[tool]\nsphinx-medulla = 1\n", "but it names no dataset."),
        ("tool = 1\n", "No dataset is named."),
        ("[tool.sphinx-medulla]\ndataset = 'no.yaml'\n", "no.yaml: The file cannot be read"),
    ],
)
def test_a_pyproject_that_cannot_be_used(project: str, said: str, run: Run, folder: Path):
    (folder / "pyproject.toml").write_bytes(project.encode("latin-1"))
    done = run("check")
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_a_named_dataset_does_not_care_for_a_broken_pyproject(run: Run, folder: Path):
    (folder / "pyproject.toml").write_text("broken = [", encoding="utf-8")
    assert concise(run, SELECT).status == 1


# which rules


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--select=MED301",), ["MED301"]),
        (("--select=med3",), ["MED301"]),
        (("--select", "same-port-twice,different-ports"), ["MED301", "MED401"]),
        (("--select=MED301", "--select=MED401"), ["MED301", "MED401"]),
        ((SELECT, "--ignore=MED4"), ["MED301"]),
        ((SELECT, "--ignore", "same-port-twice"), ["MED401"]),
        (("--select", "Same-Port-Twice", "--severity", "same_port_twice=ERROR"), ["MED301"]),
        ((SELECT, "--no-ignores"), ["MED301", "MED401", "MED604", "MED603"]),
    ],
)
def test_rules_are_chosen(options: tuple[str, ...], wanted: list[str], run: Run):
    assert codes(concise(run, *options)) == wanted


def test_a_later_severity_holds(run: Run):
    done = concise(run, SELECT, "--severity=MED=info,MED401=error")
    assert [line.split()[1] for line in done.out.splitlines()] == ["info", "error"]


def test_a_format_is_found_in_any_case(run: Run):
    assert run("check", "flows.yaml", "--output-format=JSON") == run(
        "check", "flows.yaml", "--output-format=json"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--select=MED999"], "There is no rule 'MED999'."),
        (["--select=same-port-twise"], "Did you mean 'same-port-twice'?"),
        (["--ignore=x"], "There is no rule 'x'."),
        (["--ignore=MED006"], "'MED006' cannot be ignored"),
        (["--severity=MED301"], "'MED301' gives no severity."),
        (["--severity=MED301=fatal"], "Write a rule, = and info, warning or error"),
        (["--severity=MED999=info"], "There is no rule 'MED999'."),
        (["--severity=MED006=info"], "The severity of 'MED006' cannot be changed"),
        (["--output-format=yaml"], "There is no output format 'yaml'."),
        (["--output-format=srif"], "Did you mean 'sarif'?"),
        (["--output-format=json="], "'json=' does not name a file."),
        (["--output-format=json", "--output-format=sarif"], "Two reports would go to the standard"),
        (["--output-format=json=a", "--output-format=sarif=./a"], "Two reports would go to a"),
        (["--output-format=json=flows.yaml"], "would overwrite the dataset flows.yaml"),
        (["--fail-level=fatal"], "there is no 'fatal'. Choose from: error, warning, info."),
        (["--slect=MED3"], "there is no option --slect. Did you mean '--select'?"),
        (["--sel=MED3"], "there is no option --sel."),
        (["--stdin-filename=x.yaml"], "Write - too, to read from it."),
    ],
)
def test_wrong_usage_says_what_to_write(options: list[str], said: str, run: Run, folder: Path):
    before = sorted(folder.iterdir())
    done = run("check", "flows.yaml", *options)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert sorted(folder.iterdir()) == before
    assert (folder / "flows.yaml").read_bytes() == FAULTY.read_bytes()


# where reports go


def test_several_formats_at_once(run: Run, folder: Path):
    done = concise(
        run, SELECT, "--output-format=json=new/folder/flows.json", "--output-format=junit=j.xml"
    )
    assert codes(done) == ["MED301", "MED401"]
    whole = json.loads((folder / "new/folder/flows.json").read_text(encoding="utf-8"))
    assert whole["counts"]["waived"] == 2
    assert (folder / "j.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert sorted(path.name for path in folder.iterdir()) == ["flows.yaml", "j.xml", "new"]


def test_files_alone_leave_the_standard_output_empty(run: Run, folder: Path):
    done = run("check", "flows.yaml", "--output-format=full=report.txt", SELECT)
    assert (done.status, done.out) == (1, "")
    text = (folder / "report.txt").read_text(encoding="utf-8")
    assert "naïve → yes" in text
    assert "\x1b" not in text


def test_a_file_name_may_hold_an_equals_sign(run: Run, folder: Path):
    run("check", "flows.yaml", "--output-format=json=a=b.json", SELECT)
    assert (folder / "a=b.json").is_file()


def test_a_link_to_the_dataset_is_the_dataset(run: Run, folder: Path):
    (folder / "link.yaml").symlink_to("flows.yaml")
    done = run("check", "flows.yaml", "--output-format=json=link.yaml")
    assert done.status == 2
    assert "would overwrite the dataset" in done.err


@pytest.mark.parametrize("place", ["flows.yaml/report.json", ".", "a\x00b"])
def test_a_place_that_cannot_be_written(place: str, run: Run, folder: Path):
    done = run("check", "flows.yaml", f"--output-format=json={place}", SELECT)
    assert (done.status, done.out) == (2, "")
    assert "cannot be written" in done.err
    assert [path.name for path in folder.iterdir()] == ["flows.yaml"]


def test_paths_with_spaces_and_letters_of_other_scripts(run: Run, folder: Path):
    path = folder / "мой сеть" / "flöws 1.yaml"
    path.parent.mkdir()
    path.write_bytes(FAULTY.read_bytes())
    done = run("check", "мой сеть/flöws 1.yaml", "--output-format=concise", SELECT)
    assert done.out.startswith("мой сеть/flöws 1.yaml:34:9: error MED301 ")


# errors of our own


def test_an_internal_error_is_one_sentence(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of\nmany lines.")

    monkeypatch.setattr(type(RULES[0]), "check", fail)
    done = run("check", "flows.yaml", "--output-format=json=report.json")
    assert (done.status, done.out) == (3, "")
    assert done.err == (
        "medulla-flows: internal error, ZeroDivisionError: of many lines. Please report it to the "
        "maintainers of sphinx_medulla with what MEDULLA_FLOWS_TRACEBACK=1 shows.\n"
    )
    assert not (folder / "report.json").exists()
    monkeypatch.setenv("MEDULLA_FLOWS_TRACEBACK", "1")
    assert "Traceback" in run("check", "flows.yaml").err


def test_work_is_done_once_for_all_rules_that_ask():
    calls = []

    def work(case: RuleContext) -> int:
        calls.append(case)
        return 7

    from sphinx_medulla.dataset.loading import load

    case = RuleContext(load(FAULTY))
    shared = computed_once(work)
    assert [shared(case), shared(case)] == [7, 7]
    assert calls == [case]


def test_the_environment_may_say_which_day_it_is(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    text = (folder / "flows.yaml").read_text(encoding="utf-8")
    dated = re.sub(r"(?m)^revision: .*$", "revision: 2020-06-15", text)
    (folder / "flows.yaml").write_text(dated, encoding="utf-8")
    assert "MED218" not in run("check", "flows.yaml", "--select=MED218").out
    for day, found in (("1592179200", False), ("1592092800", False), ("1592006400", True)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)  # 15, 14 and 13 June
        assert ("MED218" in run("check", "flows.yaml", "--select=MED218").out) is found
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "MED218" not in run("check", "flows.yaml", "--select=MED218").out
