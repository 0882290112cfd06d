"""Summarize all checks: print what failed or was skipped, then ``N passed, N failed``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

REPORTS = ("tests.json", "others.json")


def sessions(folder: Path) -> tuple[int, list[str]]:
    """Return the number of nox sessions that succeeded, and a line for each other session."""
    good, bad = 0, []
    for name in REPORTS:
        report = folder / name
        if not report.is_file():
            bad.append(f"nox did not write {report}")
            continue
        for session in json.loads(report.read_text(encoding="utf-8"))["sessions"]:
            if session["result"] == "success":
                good += 1
            else:
                reason = f" ({session['reason']})" if session.get("reason") else ""
                bad.append(f"session {session['signatures'][0]}: {session['result']}{reason}")
    return good, bad


def cases(folder: Path) -> tuple[int, list[str]]:
    """Return the number of passed tests, and a line for each failed or skipped test."""
    good, bad = 0, []
    for file in sorted(folder.glob("*.xml")):
        for case in ET.parse(file).iter("testcase"):
            if any(part.get("type") == "pytest.xfail" for part in case):
                continue
            wrong = [part for part in case if part.tag in {"failure", "error", "skipped"}]
            if not wrong:
                good += 1
                continue
            reason = (wrong[0].get("message") or "").partition("\n")[0]
            test = f"{case.get('classname')}::{case.get('name')}"
            bad.append(f"{file.stem} {test}: {wrong[0].tag}: {reason}")
    return good, bad


def main(reports: Path, junit: Path) -> int:
    """Print the summary and return the exit status."""
    good_sessions, bad_sessions = sessions(reports)
    passed, bad_cases = cases(junit)
    if not passed:
        bad_sessions.append("no test passed")
    for line in bad_cases + bad_sessions:
        print(f"FAILED {line}")
    print(f"{good_sessions} sessions and {passed} tests passed.")
    failed = len(bad_cases) + len(bad_sessions)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
