"""What the checker finds, in builds: typed warnings at the dataset's lines, in each build once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import FAULTY
from manuals import CONF, Built, Manual, page, rst

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.sphinxext.dataset_check import CheckError

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

TEXT = FAULTY.read_text(encoding="utf-8")
CHECKED = CONF.replace('medulla_check = "off"\n', "")
CODE = re.compile(r"(?:WARNING: )(MED[0-9]{3}) ")
NO_DATASET = CHECKED.replace('medulla_dataset = "flows.yaml"\n', "")
INDEX = page("Manual", rst("flows", "old"), rst("flows", "new"))


@pytest.fixture
def faulty(manual: Make) -> Make:
    """Makes a project with the faulty dataset, which is checked."""

    def make(files: dict[str, str] | None = None, conf: str = "") -> Manual:
        return manual({"index.rst": INDEX, "flows.yaml": TEXT, **(files or {})}, CHECKED + conf)

    return make


def expected(text: str = TEXT) -> list[Finding]:
    """What the checker itself finds."""
    return list(check(load_text(text, "flows.yaml")).findings)


def loud(found: list[Finding]) -> list[str]:
    """The codes that are warnings, in the order of the file."""
    return [one.problem.code for one in found if one.problem.severity.label != "info"]


def codes(built: Built) -> list[str]:
    return [code for line in built.warnings for code in CODE.findall(line)]


# the warnings


def test_findings_are_typed_warnings_at_the_line_of_the_dataset(faulty: Make):
    built = faulty().build()
    assert codes(built) == loud(expected())
    (line,) = (line for line in built.warnings if "MED301" in line)
    assert re.search(
        r"source/flows\.yaml:34: WARNING: MED301 The flow server-to-old-relay lists 22/tcp "
        r"twice\. Write the port that was meant, or remove one of the two\. \(column 9\) It is "
        r"already listed here\. \(.*flows\.yaml:32:9\) \[medulla\.MED301\]$",
        line,
    )


def test_each_build_has_them_once_also_when_nothing_changed(faulty: Make):
    manual = faulty()
    first, again = manual.build(), manual.build()
    assert first.read
    assert not again.read
    assert again.warnings == first.warnings
    manual.edit("index.rst", "Manual\n======", "A guide\n=======")
    assert manual.build().warnings == first.warnings


def test_two_processes_say_the_same(faulty: Make):
    pages = {f"page-{number}.rst": page("P", rst("flows", "old")) for number in range(8)}
    pages["index.rst"] = INDEX + "\n.. toctree::\n   :glob:\n\n   page-*\n"
    manual = faulty(pages)
    for options in ((), ("-j", "2")):
        done = manual.run("html", *options, folder=f"run{len(options)}")
        assert done.returncode == 0
        assert CODE.findall(done.stderr) == loud(expected())


def test_an_edit_changes_what_is_found(faulty: Make):
    manual = faulty()
    assert "MED301" in codes(manual.build())
    manual.edit("flows.yaml", "- {port: 22/tcp, need", "- {port: 23/tcp, need")
    assert "MED301" not in codes(manual.build())
    manual.edit("flows.yaml", "- {port: 23/tcp, need", "- {port: 22/tcp, need")
    assert "MED301" in codes(manual.build())


@pytest.mark.parametrize("silent", [["medulla.MED401"], ["medulla.*"], ["medulla"]])
def test_warnings_can_be_suppressed(silent: list[str], faulty: Make):
    built = faulty(conf=f"suppress_warnings = {silent}\n").build()
    assert "MED401" not in codes(built)
    assert ("MED301" in codes(built)) is (silent == ["medulla.MED401"])


def test_warnings_fail_a_strict_build(faulty: Make):
    done = faulty().run("html", "-W", "--keep-going")
    assert done.returncode == 1
    assert "MED301" in done.stderr


def test_info_is_no_warning(faulty: Make):
    quiet = TEXT.replace("- {port: 22/tcp, need", "- {port: 23/tcp, need").replace(
        "ports: [22/tcp]\n  - id: v", "ports: [22/tcp, 8443/tcp, 23/tcp]\n  - id: v"
    )
    found = expected(quiet)
    manual = faulty({"flows.yaml": quiet})
    assert codes(manual.build()) == loud(found)
    shown = manual.run("html", "-v").stdout
    for one in found:
        if one.problem.severity.label == "info":
            assert one.problem.message in shown


# medulla_check


def test_off_finds_nothing(faulty: Make):
    assert codes(faulty(conf='medulla_check = "off"\n').build()) == []


def test_error_lists_all_and_stops_with_one_error(faulty: Make):
    manual = faulty(conf='medulla_check = "error"\n')
    for _ in range(2):  # nothing that the first build kept makes the second one lenient
        done = manual.run()
        assert done.returncode == 2
        number = len(loud(expected()))
        assert CODE.findall(done.stderr) == loud(expected())
        assert done.stderr.count("The check of the dataset failed") == 1
        stop = f"{number} findings are listed above, and medulla_check = 'error' stops the build."
        assert stop in done.stderr
    assert not (manual.ran("html").out / "index.html").exists()


def test_error_does_not_stop_for_what_is_suppressed(faulty: Make):
    built = faulty(conf='medulla_check = "error"\nsuppress_warnings = ["medulla"]\n').build()
    assert built.warnings == []


def test_error_does_not_stop_for_a_sound_dataset(manual: Make):
    sound = TEXT.replace("- {port: 22/tcp, need", "- {port: 23/tcp, need").replace(
        "ports: [22/tcp]\n  - id: v", "ports: [22/tcp, 8443/tcp, 23/tcp]\n  - id: v"
    )
    silent = [f"medulla.{code}" for code in set(loud(expected(sound)))]
    conf = f'{CHECKED}medulla_check = "error"\nsuppress_warnings = {silent}\n'
    assert manual({"index.rst": INDEX, "flows.yaml": sound}, conf).build().warnings == []


def test_error_stops_for_a_dataset_that_does_not_load(faulty: Make):
    manual = faulty({"flows.yaml": "format: 2\n"}, conf='medulla_check = "error"\n')
    with pytest.raises(CheckError, match="does not load; its problems are listed above"):
        manual.build()


def test_a_word_that_is_no_choice_is_a_warning_in_conf_py(faulty: Make):
    built = faulty(conf='medulla_check = "warn"\n').build()
    assert any("MED704" in line and "conf.py" in line for line in built.warnings)


# the packaged dataset


@pytest.fixture
def packaged_is_faulty(tmp_path: Path) -> str:
    """Code that lets a build see the faulty dataset as the packaged one."""
    shutil.copy(FAULTY, tmp_path / "medulla.yaml")
    return (
        "import pathlib\n"
        "from sphinx_medulla.dataset import packaged\n"
        f"packaged.packaged_data = lambda: pathlib.Path({str(tmp_path)!r})\n"
        "from sphinx.cmd.build import main\n"
    )


def test_the_packaged_dataset_is_never_checked(manual: Make, packaged_is_faulty: str):
    conf = f'{NO_DATASET}medulla_check = "error"\n'
    done = manual({"index.rst": INDEX}, conf).run("html", "-W", code=packaged_is_faulty)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_packaged_dataset_is_not_checked_when_it_is_named(
    manual: Make, packaged_is_faulty: str, tmp_path: Path
):
    conf = f'{NO_DATASET}medulla_check = "error"\nmedulla_dataset = "{tmp_path}/medulla.yaml"\n'
    done = manual({"index.rst": INDEX}, conf).run("html", "-W", code=packaged_is_faulty)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_build_that_checks_nothing_imports_no_checker(manual: Make):
    program = (
        "from sphinx.cmd.build import main\n"
        "def after():\n"
        "    assert 'sphinx_medulla.checker' not in sys.modules\n"
    )
    done = manual({"index.rst": page("Manual", rst("flows"))}, NO_DATASET).run(code=program)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_build_in_which_nothing_changed_imports_no_rules(faulty: Make):
    manual = faulty()
    first = manual.run()
    program = (
        "from sphinx.cmd.build import main\n"
        "def after():\n"
        "    assert 'sphinx_medulla.checker.runner' not in sys.modules\n"
    )
    again = manual.run(code=program)
    assert again.returncode == 0, again.stderr
    assert CODE.findall(again.stderr) == CODE.findall(first.stderr) != []


def test_a_corrected_catalog_is_found_correct(faulty: Make):
    """The dataset's file stays as it is."""
    catalog = "locale/fr/LC_MESSAGES/flows.po"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    manual = faulty({catalog: f'{head}msgid "Server"\nmsgstr "Ser\N{ZERO WIDTH SPACE}veur"\n'})
    first = manual.build()
    assert "MED221" in codes(first)
    manual.edit(catalog, "\N{ZERO WIDTH SPACE}", "")
    assert codes(manual.build()) == [code for code in codes(first) if code != "MED221"]
    (manual.source / catalog).unlink()
    assert "MED221" not in codes(manual.build())


def test_what_was_kept_may_be_broken(faulty: Make):
    manual = faulty()
    first = manual.build()
    (kept,) = manual.root.rglob("findings.pickle")
    kept.write_bytes(b"\x80nonsense")
    assert manual.build().warnings == first.warnings


# medulla-findings


def findings_table(built: Built) -> str:
    text = built.text("index.txt")
    assert "Reason or question" in text
    return text


def test_the_table_has_exceptions_and_open_questions(faulty: Make):
    manual = faulty({"index.rst": page("Manual", rst("findings"))})
    text = re.sub(r"[|+=\s-]+", " ", findings_table(manual.build("text")))
    opened, _, accepted = text.partition("Known exceptions")
    assert "Open questions" in opened
    assert "Does 80 only lead to 443?" in opened
    assert "(MED603)" in opened
    assert "Two addresses alone." in accepted
    assert "The guide" in accepted
    assert "(MED604)" in accepted


def test_the_table_follows_an_edit(faulty: Make):
    manual = faulty({"index.rst": page("Manual", rst("findings")), "other.rst": ":orphan:\n\nX\n="})
    manual.build("text")
    manual.edit("flows.yaml", "Two addresses alone.", "Three addresses alone.")
    built = manual.build("text")
    assert built.read == ["index"]
    assert "Three addresses" in re.sub(r"[|+=\s-]+", " ", findings_table(built))
    assert built.files() == manual.cold("text").files()
    manual.edit("flows.yaml", "question: Does 80 only lead to 443?", "reason: It redirects.")
    built = manual.build("text")
    assert "| Open questions" not in built.text("index.txt")
    assert built.files() == manual.cold("text").files()


def test_the_table_says_that_there_is_nothing(faulty: Make):
    text = TEXT[: TEXT.index("    ignore:")]
    manual = faulty({"index.rst": page("Manual", rst("findings")), "flows.yaml": text})
    words = re.sub(r"[|+=\s-]+", " ", findings_table(manual.build("text")))
    assert "There are no open questions and no known exceptions." in words


# medulla_expect_revision


def test_another_revision_is_a_warning_at_its_line_of_conf_py(faulty: Make):
    manual = faulty(conf='medulla_expect_revision = "0"\n')
    for built in (manual.build(), manual.build()):
        (line,) = (line for line in built.warnings if "MED707" in line)
        assert re.search(r"conf\.py:\d+: WARNING: MED707 .*'1'.*'0'.*\[medulla\.MED707\]$", line)
    manual.edit("conf.py", '_revision = "0"', '_revision = "1"')
    assert "MED707" not in codes(manual.build())


def test_the_packaged_datasets_revision_can_be_expected(manual: Make):
    conf = f'{NO_DATASET}medulla_expect_revision = "1999-01-01"\n'
    built = manual({"index.rst": page("Manual", rst("flows"))}, conf).build()
    assert codes(built) == ["MED707"]


# medulla_complete

COMPLETE = 'medulla_check = "off"\nmedulla_complete = True\n'


def test_a_flow_that_no_page_shows_is_a_warning_at_the_flow(faulty: Make):
    manual = faulty({"index.rst": page("Manual", rst("flows", "old"))}, COMPLETE)
    for built in (manual.build(), manual.build()):
        (line,) = built.warnings
        assert re.search(
            r"flows\.yaml:35: WARNING: MED708 No page shows the flow server-to-new-relay\. ", line
        )
    manual.write({"new.rst": ":orphan:\n\n" + page("New", rst("flowchart", "new"))})
    assert manual.build().warnings == []
    (manual.source / "new.rst").unlink()
    assert codes(manual.build()) == ["MED708"]


def test_a_filter_leaves_flows_out(faulty: Make):
    index = page("Manual", rst("flows", "old, new", to="new-relay"))
    manual = faulty({"index.rst": index}, COMPLETE)
    assert codes(manual.build()) == ["MED708", "MED708"]


def test_an_error_stops_a_build_for_a_flow_that_no_page_shows(faulty: Make):
    conf = (
        COMPLETE.replace("off", "error")
        + f"suppress_warnings = {[f'medulla.{code}' for code in loud(expected())]}\n"
    )
    done = faulty({"index.rst": page("Manual", rst("flows", "old"))}, conf).run()
    assert done.returncode == 2
    assert "MED708" in done.stderr


# medulla_check_prose

PROSE = 'medulla_check = "off"\nmedulla_check_prose = True\n'


def prose(manual: Make, text: str, name: str = "index.rst") -> list[str]:
    """The ports of a page's text that the dataset does not have, each with its line."""
    table = rst("flows", "old") if name.endswith("rst") else "```{medulla-flows} old\n```\n"
    files = {name: f"{text}\n\n{table}", "flows.yaml": TEXT}
    built = manual(files, CHECKED + PROSE).build()
    found = [
        re.search(rf"{name}:(\d+): .*MED709 .*port (.+), which", line) for line in built.warnings
    ]
    assert all(found), built.warnings
    return [f"{one[1]}: {one[2]}" for one in found if one]


def test_a_port_that_the_dataset_lacks_is_a_warning_at_its_line(manual: Make):
    text = "Title\n=====\n\nOpen port 22,\nthen port 2222\nand 9/udp.\n\n* ``8443``, port ``8444``"
    assert prose(manual, text) == ["5: 2222", "6: 9/udp", "8: 8444"]


def test_markdown_is_text_too(manual: Make):
    text = "# Title\n\nPorts 22, 80 and 81/tcp.\n\n| a | b |\n|---|---|\n| x | UDP 53 |"
    assert [one.partition(": ")[2] for one in prose(manual, text, "index.md")] == ["81/tcp", "53"]


def test_a_page_without_a_directive_may_say_what_it_likes(manual: Make):
    files = {"index.rst": page("Manual", "Port 2222.\n"), "flows.yaml": TEXT}
    assert manual(files, CHECKED + PROSE).build().warnings == []


def test_the_protocol_counts(manual: Make):
    assert prose(manual, "T\n=\n\n22/tcp, 22/udp, 80/tcp+udp, UDP 80, TCP 80.") == [
        "4: 22/udp", "4: 80"
    ]  # fmt: skip


def test_code_and_comments_are_no_text(manual: Make):
    text = """T
=

Run ``ssh --port 2222 host`` or ``curl http://host:8081/``::

   connect to port 2222

.. code-block:: yaml

   port: 2222 # 2222/tcp

.. port 2222/tcp

>>> "port 2222"
"""
    assert prose(manual, text) == []


def test_bare_numbers_count_in_a_list_with_a_port_of_the_dataset(manual: Make):
    text = "T\n=\n\n22, 2223 and 2224 are open. 2225 and 2226 are not.\n\n2227 is open."
    assert prose(manual, text) == ["4: 2223", "4: 2224"]


def test_a_port_behind_an_address_or_before_a_protocol_counts(manual: Make):
    text = "T\n=\n\nSee http://<relay>:2222 and 2223 (UDP)."
    assert prose(manual, text) == ["4: 2222", "4: 2223"]


def test_a_port_that_is_denied_is_not_named(manual: Make):
    assert prose(manual, "T\n=\n\nUnlike port 2222, port 22 is open; port 23 is not.") == []


def test_what_was_said_of_a_page_is_kept_and_forgotten_with_it(manual: Make):
    files = {
        "index.rst": page("Manual", "Port 2222.\n", rst("flows", "old")),
        "gone.rst": ":orphan:\n\n" + page("Gone", "Port 3333.\n", rst("flows", "new")),
        "flows.yaml": TEXT,
    }
    made = manual(files, CHECKED + PROSE)
    assert codes(made.build()) == codes(made.build()) == ["MED709", "MED709"]
    (made.source / "gone.rst").unlink()
    assert codes(made.build()) == ["MED709"]
    made.edit("flows.yaml", "- 8443/tcp", "- 2222/tcp")
    assert codes(made.build()) == []
