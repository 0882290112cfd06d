"""What each format says of one faulty dataset, of a clean one, and of one that does not load."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from pytest_regressions.file_regression import FileRegressionFixture
from sarif_pydantic import Sarif

from sphinx_medulla.checker.file_check import report_of
from sphinx_medulla.checker.report import Report
from sphinx_medulla.checker.reports import FORMATS, render
from sphinx_medulla.checker.reports.json_report import SCHEMA
from sphinx_medulla.checker.rule_selection import selected_rules
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.problem import Severity

FAULTY = Path(__file__).with_name("faulty.yaml").read_text(encoding="utf-8")
SELECTED = ("MED301", "MED401", "MED603", "MED604")
"""Rules whose findings stand in the kept reports; further rules must not change these."""

EXTENSIONS = {"json": ".json", "sarif": ".json", "gitlab": ".json", "junit": ".xml"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a git repository, where we are."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(
    text: str = FAULTY,
    name: str = "data/flows.yaml",
    *,
    waive: bool = True,
    severities: dict[str, Severity] | None = None,
    fail_level: Severity = Severity.WARNING,
) -> Report:
    """The report on a text, written to a file below the current folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    rules = selected_rules(RULES, SELECTED)
    return report_of(path, name, rules, waive=waive, severities=severities, fail_level=fail_level)


def as_json(made: Report, format_name: str = "json") -> Any:
    return json.loads(render(format_name, made))


def test_each_format_has_an_output_that_ends_with_a_line_break(repository: Path):
    for name in FORMATS:
        assert re.search(r"[^\n]\n\Z", render(name, report())), name


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "sarif"])
def test_reports_are_as_kept(name: str, repository: Path, file_regression: FileRegressionFixture):
    file_regression.check(
        render(name, report()), extension=EXTENSIONS.get(name, ".txt"), encoding="utf-8"
    )


def test_colours_are_as_kept(repository: Path, file_regression: FileRegressionFixture):
    text = render("full", report(), colour=True).replace("\x1b", "␛")
    file_regression.check(text, encoding="utf-8")


def test_colours_add_nothing_but_colours(repository: Path):
    for name in ("full", "concise"):
        coloured = render(name, report(), colour=True)
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(name, report())


# full


def test_a_frame_marks_both_places_also_in_one_line(repository: Path):
    text = render(
        "full", report(FAULTY.replace("[22/tcp]\n  - id: v", "[9/udp, 9/udp]\n  - id: v"))
    )
    assert (
        "39 |     ports: [9/udp, 9/udp]\n"
        "   |                    ^^^^^\n"
        "   |             ----- It is already listed here.\n"
    ) in text


def test_marks_stand_below_wide_and_combining_characters(repository: Path):
    wide = '{port: 9/udp, need: {when: "日本e\u0301"}}'
    text = FAULTY.replace("[22/tcp]\n  - id: v", f"[{wide}, 9/udp]\n  - id: v")
    frames = render("full", report(text)).split("\n\n")
    (lines,) = (frame.splitlines() for frame in frames if "lists 9/udp twice" in frame)
    (place,) = (place for place, line in enumerate(lines) if "日本" in line)
    # each of the two ideographs takes two cells, the accent none
    before = len(f"39 |     ports: [{wide}, ") + 2 - 1
    assert lines[place + 1] == "   |".ljust(before) + "^^^^^"


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\u2028", "\x85", "\r"])
def test_text_of_the_file_moves_no_cursor(hostile: str, repository: Path):
    broken = f"format: 1\nproduct: {{name: Example}}\nrevision: 1\nroles: [{hostile}\n"
    for name in ("full", "concise"):
        shown = render(name, report(broken, "d.yaml"))
        assert hostile not in shown.replace("\r\n", "\n")


def test_many_related_places_are_marked_in_part_and_all_named(repository: Path):
    ports = ", ".join(["22/tcp"] * 3)
    flows = "".join(
        f"  - {{id: f{number}, from: server, to: new-relay, modes: [new], ports: [{ports}]}}\n"
        for number in range(20)
    )
    text = FAULTY.split("  - id: server-to-new-relay")[0] + flows
    shown = render("full", report(text))
    (different,) = (part for part in shown.split("\n\n") if "MED401" in part)
    for number in range(1, 20):
        assert f"f{number} has the same." in different
    assert len(different.splitlines()) < 40


# json


def test_json_is_valid_against_its_schema(repository: Path):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    texts = (FAULTY, "", "format: 2\n", FAULTY.replace("name: Server", "name: [1]"))
    for text in texts:
        for waive in (True, False):
            validator.validate(as_json(report(text, waive=waive)))
    whole = as_json(report())
    whole["findings"][0]["extra"] = 1
    assert not validator.is_valid(whole)


def test_json_has_what_is_promised(repository: Path):
    whole = as_json(report())
    assert list(whole) == ["findings", "waived", "counts"]
    assert whole["counts"] == {"error": 1, "warning": 1, "info": 0, "waived": 2}
    first = whole["findings"][0]
    fields = "code, name, severity, path, line, column, end_line, end_column, message, hint, flow"
    assert set(first) == {*fields.split(", "), "modes", "ports", "related", "fingerprint"}
    assert (first["line"], first["column"]) == (34, 9)
    assert (first["end_line"], first["end_column"]) == (34, 50)
    assert first["related"][0] == {
        "path": "data/flows.yaml", "line": 32, "column": 9, "message": "It is already listed here."
    }  # fmt: skip
    assert (first["flow"], first["modes"], first["ports"]) == (
        "server-to-old-relay", ["old"], ["22/tcp"]
    )  # fmt: skip
    question, reason = sorted(whole["waived"], key=lambda each: each["code"])
    assert (question["question"], question["reason"]) == ("Does 80 only lead to 443?", None)
    assert (reason["reason"], reason["sources"]) == ("Two addresses alone.", ["guide"])
    assert reason["until"] == "2999-12-31"


def test_without_waivers_everything_counts(repository: Path):
    made = report(waive=False)
    assert made.counts() == {"error": 1, "warning": 3, "info": 0, "waived": 0}


# fingerprints


def prints(made: Report) -> dict[str, str]:
    whole = as_json(made)
    return {one["fingerprint"]: one["code"] for one in whole["findings"] + whole["waived"]}


def test_fingerprints_stay_when_lines_move(repository: Path):
    moved = FAULTY.replace("format: 1", "# one\n# two\n\nformat: 1").replace(
        "      - 22/tcp\n      - 8443/tcp", "      - 22/tcp\n\n      # a remark\n      - 8443/tcp"
    )
    lines = [finding.problem.location.line for finding in report().findings]
    assert [finding.problem.location.line for finding in report(moved).findings] != lines
    assert prints(report(moved)) == prints(report())


def test_fingerprints_do_not_hang_on_the_path(repository: Path):
    assert prints(report(name="other/name.yaml")) == prints(report())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("- id: server-to-old-relay", "- id: another", "MED301"),
        ("modes: [old]\n", "modes: [old, new]\n", "MED301"),
        ("22/tcp, need", "8443/tcp, need", "MED301"),
    ],
)
def test_fingerprints_hang_on_flow_mode_and_port(old: str, new: str, code: str, repository: Path):
    assert FAULTY.count(old) == 1

    def of_the_rule(made: Report) -> set[str]:
        return {fingerprint for fingerprint, of in prints(made).items() if of == code}

    assert of_the_rule(report()).isdisjoint(of_the_rule(report(FAULTY.replace(old, new))))


def test_no_two_findings_share_a_fingerprint(repository: Path):
    text = FAULTY.replace("ports: [22/tcp]\n  - id: v", "ports: [9/udp, 9/udp, 9/udp]\n  - id: v")
    made = report(text)
    assert len(made.findings) > 3
    assert len(prints(made)) == len(made.findings) + len(made.waived)


# sarif


def test_sarif_is_valid(repository: Path):
    for text in (FAULTY, "", "format: 2\nroles: 3\n"):
        parsed = Sarif.model_validate_json(render("sarif", report(text)))
        assert parsed.version == "2.1.0"
        assert len(parsed.runs) == 1


def sarif(made: Report) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rules and the results of the one run."""
    (run,) = as_json(made, "sarif")["runs"]
    return run["tool"]["driver"]["rules"], run["results"]


def test_sarif_uris_are_relative_and_quoted(repository: Path):
    _, results = sarif(report(name="dä ta/flöws.yaml"))
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in results
        for place in result["locations"] + result.get("relatedLocations", [])
    }
    assert uris == {"d%C3%A4%20ta/fl%C3%B6ws.yaml"}


def test_sarif_uris_are_relative_to_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
):
    (repository / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(repository / "deep" / "er")
    _, results = sarif(report(name="../flows.yaml"))
    location = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "deep/flows.yaml"


def test_sarif_names_a_file_outside_of_everything_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    _, results = sarif(report(name="../flows.yaml"))
    location = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "flows.yaml"


def test_sarif_says_everything_about_a_rule(repository: Path):
    rules, results = sarif(report())
    assert [rule["id"] for rule in rules] == list(SELECTED)
    for rule in rules:
        for form in ("text", "markdown"):
            assert "How to fix it" in rule["help"][form]
            assert "How to waive it" in rule["help"][form]
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_results_have_places_and_fingerprints(repository: Path):
    made = report(severities={"MED401": Severity.INFO})
    _, results = sarif(made)
    first = results[0]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 34, "startColumn": 9, "endLine": 34, "endColumn": 50
    }  # fmt: skip
    (related,) = first["relatedLocations"]
    assert related["message"]["text"] == "It is already listed here."
    assert related["physicalLocation"]["region"]["startLine"] == 32
    assert results[1]["level"] == "note"
    known = {
        fingerprint for result in results for fingerprint in result["partialFingerprints"].values()
    }
    assert known == prints(made).keys()


def test_waivers_are_suppressions_with_their_justification(repository: Path):
    _, results = sarif(report())
    suppressed = {
        result["ruleId"]: result["suppressions"] for result in results if "suppressions" in result
    }
    assert suppressed == {
        "MED603": [
            {
                "kind": "inSource",
                "status": "underReview",
                "justification": "Does 80 only lead to 443?",
            }
        ],
        "MED604": [
            {"kind": "inSource", "status": "accepted", "justification": "Two addresses alone."}
        ],
    }
    _, results = sarif(report(waive=False))
    assert len(results) == 4
    assert not any("suppressions" in result for result in results)


def test_sarif_describes_what_keeps_a_file_from_loading(repository: Path):
    rules, results = sarif(report("format: 2\nroles: 3\n"))
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in results}
    assert all(rule["help"]["text"] for rule in rules)


# junit


def test_junit_counts_what_it_holds(repository: Path):
    root = ET.fromstring(render("junit", report(fail_level=Severity.ERROR)))
    (suite,) = root
    assert (root.tag, suite.tag) == ("testsuites", "testsuite")
    cases = list(suite.iter("testcase"))
    assert int(suite.attrib["tests"]) == len(cases) == 4
    assert int(suite.attrib["failures"]) == len(list(suite.iter("failure"))) == 1
    assert int(suite.attrib["skipped"]) == len(list(suite.iter("skipped"))) == 2
    (output,) = suite.iter("system-out")  # below the fail level
    assert "MED401" in (output.text or "")
    assert {skipped.attrib["message"] for skipped in suite.iter("skipped")} == {
        "Does 80 only lead to 443?", "Two addresses alone."
    }  # fmt: skip
    assert cases[0].attrib["file"] == "data/flows.yaml"
    assert cases[0].attrib["line"] == "34"


def test_junit_has_a_passed_case_for_each_rule_that_found_nothing(repository: Path):
    text = FAULTY.replace("- {port: 22/tcp, need", "- {port: 23/tcp, need")
    root = ET.fromstring(render("junit", report(text)))
    (case,) = (case for case in root.iter("testcase") if "MED301" in case.attrib["name"])
    assert not list(case)


def test_junit_is_xml_whatever_the_file_holds(repository: Path):
    name = 'a "b" <c> & \x01.yaml'
    root = ET.fromstring(render("junit", report('format: "\x01<&>"\n', name)))
    assert list(root.iter("failure"))


# gitlab


def test_gitlab_has_the_fields_of_a_code_quality_report(repository: Path):
    issues = as_json(report(), "gitlab")
    assert [issue["check_name"] for issue in issues] == ["same-port-twice", "different-ports"]
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"] == "data/flows.yaml"
    assert issues[0]["location"]["lines"] == {"begin": 34, "end": 34}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


# github

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\n]*,?)+)::(.*)")


def test_github_commands_are_one_line_each(repository: Path):
    lines = render("github", report()).splitlines()
    commands = [COMMAND.fullmatch(line) for line in lines]
    assert len(commands) == 2
    assert all(commands)


def test_github_escapes_what_would_end_a_property_or_a_line(repository: Path):
    shown = render("github", report(name="50%, a:b.yaml"))
    first = shown.splitlines()[0]
    assert "file=50%25%2C a%3Ab.yaml,line=34" in first
    command = COMMAND.fullmatch(first)
    assert command is not None
    assert "%0A50%25, a:b.yaml:32: It is already listed here." in command[3]


def test_github_shows_info_as_a_notice(repository: Path):
    shown = render("github", report(severities={"MED301": Severity.INFO}))
    assert shown.startswith("::notice file=data/flows.yaml,line=34,")


# a clean dataset

CLEAN = FAULTY.replace("- {port: 22/tcp, need", "- {port: 23/tcp, need").replace(
    "ports: [22/tcp]\n  - id: v", "ports: [22/tcp, 8443/tcp, 23/tcp]\n  - id: v"
)


def test_a_clean_dataset_has_empty_reports(repository: Path):
    made = report(CLEAN)
    assert not made.findings
    assert render("full", made) == render("concise", made) == render("github", made) == ""
    assert as_json(made)["findings"] == []
    assert as_json(made, "gitlab") == []
    assert not list(ET.fromstring(render("junit", made)).iter("failure"))
    assert all("suppressions" in result for result in sarif(made)[1])


def test_what_is_found_stands_in_the_order_of_the_file():
    outcome = check(load_text(FAULTY, "d.yaml"), RULES, waive=False)
    places = [finding.problem.location for finding in outcome.findings]
    assert places == sorted(places)
