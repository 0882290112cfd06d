"""The nox sessions. ``nox -l`` lists them; CONTRIBUTING.md says when to use which."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.11.12"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
CURRENT = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The Python version that runs nox, which is always available."""

PYTHONS = nox.project.python_versions(PROJECT)
if CURRENT not in PYTHONS and sys.version_info >= (3, 11):
    PYTHONS.append(CURRENT)
SPHINXES = {"8": "8.0.*", "9": "9.*"}
"""The oldest and the newest Sphinx that pyproject.toml allows."""

SARIF_SCHEMA = ROOT.parent / "shared" / "schemas" / "sarif-schema-2.1.0.json"
NEWEST = [*SPHINXES][-1]
COMBINATIONS = [
    nox.param(python, sphinx, id=f"{python}-sphinx{sphinx}")
    for python in PYTHONS
    for sphinx in SPHINXES
]

HEAVY = (CURRENT, NEWEST)
"""The only combination that also runs tests marked ``heavy``: PDFs, epubcheck, installation."""


def marker_expression(python: object, sphinx: str) -> str:
    """Return the value of pytest's ``-m`` for a combination; empty to run all tests.

    Tests marked ``each_sphinx`` run with each Sphinx, but only on the Python that runs nox.
    """
    if (python, sphinx) == HEAVY:
        return ""
    return "not heavy" if python == CURRENT else "not heavy and not each_sphinx"


WORKERS = (os.cpu_count() or 1) + 1
"""Processes that run tests. One more than processors, since some tests wait for other programs."""

WHOLE_FILES = ("--dist=loadfile", "--no-loadscope-reorder")
"""Each process runs whole files, as most fixtures build a manual for all tests of a file.

They begin in the order of tests/conftest.py.
"""

WITHOUT_SPHINX = ("dataset", "checker", "comparison", "diagram", "layout", "published")
"""Tests that do not import Sphinx: they run only with the newest one."""


def same_on_any_sphinx(sphinx: str) -> list[str]:
    """Return the pytest options that skip tests which do not depend on the Sphinx version."""
    if sphinx == NEWEST:
        return []
    return [f"--ignore=tests/{folder}" for folder in WITHOUT_SPHINX]


def install(session: nox.Session, *groups: str, extra: str = "", also: str = "") -> None:
    """Install the editable checkout and dependency groups of pyproject.toml, in one command.

    Bytecode is written even if the caller's environment forbids it: tests start hundreds of
    interpreters, and each would compile Sphinx and this package again.
    """
    session.env["PYTHONDONTWRITEBYTECODE"] = ""
    package = f".[{extra}]" if extra else "."
    more = [also] if also else []
    session.install("-e", package, *nox.project.dependency_groups(PROJECT, *groups), *more)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, and which package may import which."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check types in strict mode."""
    install(session, "types")
    session.run("mypy")
    tools = ("tools/messages.py", "tools/pages.py", "tools/schema.py")
    session.run("mypy", "noxfile.py", ".ci/closing_line.py", ".ci/valid_sarif.py", *tools)


@nox.session
def data(session: nox.Session) -> None:
    """Check the dataset, schema.json and the catalogs; ``-- --write`` updates the last two."""
    install(session, "docs")
    session.run("python", "tools/schema.py", *session.posargs)
    session.run("python", "tools/messages.py", *session.posargs)
    session.run("python", "tools/pages.py", *session.posargs)
    session.run("python", "-m", "sphinx_medulla", "check", "data/medulla.yaml")


@nox.session(default=False)
def sarif(session: nox.Session) -> None:
    """Validate the SARIF report against the official schema, if that is available."""
    install(session, also="jsonschema>=4.20")
    report = ROOT / "build" / "medulla.sarif"
    check = ["check", "data/medulla.yaml", "--exit-zero", f"--output-format=sarif={report}"]
    session.run("python", "-m", "sphinx_medulla", *check)
    session.run("python", ".ci/valid_sarif.py", str(report), str(SARIF_SCHEMA))


@nox.session
@nox.parametrize("python,sphinx", COMBINATIONS)
def tests(session: nox.Session, sphinx: str) -> None:
    """Run the tests; arguments go to pytest (``nox -s tests -- tests/dataset -k port``)."""
    install(session, "test", extra="dot", also=f"sphinx=={SPHINXES[sphinx]}")
    junit = ROOT / "build" / "junit" / f"py{session.python}-sphinx{sphinx}.xml"
    session.run(
        "python",
        "-m",
        "pytest",
        f"--junit-xml={junit}",
        "-m",
        marker_expression(session.python, sphinx),
        *(
            session.posargs
            or [f"--numprocesses={WORKERS}", *WHOLE_FILES, *same_on_any_sphinx(sphinx)]
        ),
    )


@nox.session
def docs(session: nox.Session) -> None:
    """Build the official site, and the flows in other languages. A warning fails the session."""
    install(session, "docs", extra="dot")
    out = ROOT / "docs" / "_build" / "html"
    build(session, "html", out)
    for path in sorted((ROOT / "docs" / "locale").iterdir()):
        build(session, "html", out / path.name, "-t", path.name)
    session.log(f"Open {out / 'index.html'}")


@nox.session(default=False)
def linkcheck(session: nox.Session) -> None:
    """Check the external links of the site. Needs Internet access: run it by hand."""
    install(session, "docs", extra="dot")
    build(session, "linkcheck", ROOT / "docs" / "_build" / "linkcheck")


@nox.session(default=False)
def screenshots(session: nox.Session) -> None:
    """Take screenshots of tables and charts in each theme, into build/screenshots."""
    install(session, "test", extra="dot")
    out = ROOT / "build" / "screenshots"
    support = {"PYTHONPATH": str(ROOT / "tests" / "support")}
    session.run("python", "tests/browser/screenshots.py", str(out), env=support)


@nox.session(default=False)
def themes(session: nox.Session) -> None:
    """Measure contrast, overflow and sizes in fifteen themes; ``-- furo`` measures one."""
    install(session, "themes", extra="dot")
    support = {"PYTHONPATH": str(ROOT / "tests" / "support")}
    session.run("python", "tests/browser/theme_report.py", *session.posargs, env=support)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure builds against other ways to make the same tables; ``-- --help`` lists options."""
    install(session, "bench", extra="dot")
    session.run("python", "-m", "benchmarks", *session.posargs)


def build(session: nox.Session, builder: str, out: Path, *more: str) -> None:
    """Build docs/ with the given builder."""
    options = ["-W", "--keep-going", "-j", "2", *more]
    session.run("sphinx-build", *options, "-b", builder, *session.posargs, "docs", str(out))
