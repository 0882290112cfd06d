"""Warnings of a build have Sphinx's own form, so that programs find their file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import FAULTY
from manuals import CONF, Manual, page, rst

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

CHECKED = CONF.replace('medulla_check = "off"\n', "")

GITHUB = re.compile(r"^(.*):(\d+):\s+(\w*):\s+(.*)$")
"""The problem matcher of sphinx-doc/github-problem-matcher: file, line, severity, message."""

JENKINS = re.compile(
    r"^([a-zA-Z]:\\.*?|/.*?|[^\/].*?):(?:|(?:.* of .*:)?(\d+|None|):) (ERROR|WARNING): (.*)"
)
"""The one of Jenkins' warnings plugin: file, line, category, message."""

OLD_JENKINS = re.compile(r"^(.*):(\d+|None|): (.*?): (.*)")
"""The one that it had before."""

MATCHERS = (GITHUB, JENKINS, OLD_JENKINS)

INDEX = page("Manual", rst("flows", "old", role="nobody"), rst("flows", "new"))
BROKEN = "format: 1\nproduct: {name: P}\nrevision: 1\nroles: {a: {nam: A}}\nflows: []\n"


@pytest.mark.parametrize("matcher", MATCHERS, ids=["github", "jenkins", "old-jenkins"])
@pytest.mark.parametrize("named", ["flows.yaml", "../data/flows.yaml", "./sub/.././flows.yaml"])
@pytest.mark.parametrize("text", [FAULTY.read_text(encoding="utf-8"), BROKEN], ids=["", "broken"])
def test_programs_find_file_and_line(
    matcher: re.Pattern[str], named: str, text: str, manual: Make
) -> None:
    conf = CHECKED.replace('"flows.yaml"', f'"{named}"')
    made = manual({"index.rst": INDEX, named.replace("./sub/.././", ""): text}, conf)
    warnings = made.build().warnings
    assert any("flows.yaml" in line for line in warnings)
    for line in warnings:
        found = matcher.match(line)
        assert found is not None, line
        file, number, level, message = found.groups()
        assert Path(file).is_file()
        assert ".." not in file
        assert 1 <= int(number) <= len(Path(file).read_text(encoding="utf-8").splitlines())
        assert level == "WARNING"
        assert message.startswith("MED")


def test_the_line_is_that_of_the_finding_and_the_column_is_in_the_text(manual: Make) -> None:
    made = manual({"index.rst": INDEX, "flows.yaml": BROKEN}, CHECKED)
    (missing, unknown) = made.build().warnings
    where = made.source.resolve() / "flows.yaml"
    assert unknown.startswith(f"{where}:4: WARNING: MED101 The key 'nam' does not exist here. ")
    assert "(column 13)" in unknown
    assert missing.startswith(f"{where}:4: WARNING: MED102 ")
