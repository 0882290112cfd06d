"""What can be run here: ``nox -l`` lists it, CONTRIBUTING.md says when to use which."""

from __future__ import annotations

import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.11.12"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
CURRENT = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The Python that runs nox: the one that is there for sure."""

PYTHONS = nox.project.python_versions(PROJECT)
if CURRENT not in PYTHONS and sys.version_info >= (3, 11):
    PYTHONS.append(CURRENT)
SPHINXES = {"8": "8.0.*", "9": "9.*"}
"""The oldest Sphinx that pyproject.toml allows, and the newest."""

SARIF_SCHEMA = ROOT.parent / "shared" / "schemas" / "sarif-schema-2.1.0.json"
NEWEST = [*SPHINXES][-1]
HEAVY = (CURRENT, NEWEST)
"""The one combination that also runs the tests marked ``heavy``: PDFs, epubcheck, installs."""


def wanted(python: object, sphinx: str) -> str:
    """The tests of a combination, as pytest's ``-m`` says it; empty for all of them.

    Those marked ``each_sphinx`` run on the Python that runs nox only, with each Sphinx.
    """
    if (python, sphinx) == HEAVY:
        return ""
    return "not heavy" if python == CURRENT else "not heavy and not each_sphinx"


ROOMS_WITHOUT_SPHINX = ("dataset", "checker", "diagram")
"""What is the same with every Sphinx, since it imports none: tested with the newest one."""


def not_again(sphinx: str) -> list[str]:
    """The options of pytest that leave out what another Sphinx changes nothing for."""
    if sphinx == NEWEST:
        return []
    return [f"--ignore=tests/{room}" for room in ROOMS_WITHOUT_SPHINX]


def install(session: nox.Session, *groups: str, extra: str = "", also: str = "") -> None:
    """Install the checkout, editable, with dependency groups of pyproject.toml, in one go."""
    package = f".[{extra}]" if extra else "."
    more = [also] if also else []
    session.install("-e", package, *nox.project.dependency_groups(PROJECT, *groups), *more)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and which room may import which."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, strictly."""
    install(session, "types")
    session.run("mypy")
    scripts = (".ci/closing_line.py", ".ci/valid_sarif.py", "tools/messages.py", "tools/pages.py")
    session.run("mypy", "noxfile.py", *scripts)


@nox.session
def data(session: nox.Session) -> None:
    """Check the dataset; compare schema.json and the catalogs (``-- --write`` writes them)."""
    install(session, "docs")
    session.run("python", "-m", "sphinx_medulla.dataset.schema", *session.posargs)
    session.run("python", "tools/messages.py", *session.posargs)
    session.run("python", "tools/pages.py", *session.posargs)
    session.run("python", "-m", "sphinx_medulla", "check", "data/medulla.yaml")


@nox.session(default=False)
def sarif(session: nox.Session) -> None:
    """Hold the dataset's report for code scanning to the official schema, where that stands."""
    install(session, also="jsonschema>=4.20")
    report = ROOT / "build" / "medulla.sarif"
    check = ["check", "data/medulla.yaml", "--exit-zero", f"--output-format=sarif={report}"]
    session.run("python", "-m", "sphinx_medulla", *check)
    session.run("python", ".ci/valid_sarif.py", str(report), str(SARIF_SCHEMA))


@nox.session(python=PYTHONS)
@nox.parametrize("sphinx", [*SPHINXES])
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
        wanted(session.python, sphinx),
        *(session.posargs or ["--numprocesses=auto", "--dist=loadfile", *not_again(sphinx)]),
    )


@nox.session
def docs(session: nox.Session) -> None:
    """Build the official site, and the flows in other languages; a warning fails it."""
    install(session, "docs", extra="dot")
    out = ROOT / "docs" / "_build" / "html"
    build(session, "html", out)
    for path in sorted((ROOT / "docs" / "locale").iterdir()):
        build(session, "html", out / path.name, "-t", path.name)
    session.log(f"Open {out / 'index.html'}")


@nox.session(default=False)
def linkcheck(session: nox.Session) -> None:
    """Follow the site's links to the outside. It needs the Internet: run it by hand."""
    install(session, "docs", extra="dot")
    build(session, "linkcheck", ROOT / "docs" / "_build" / "linkcheck")


@nox.session(default=False)
def screenshots(session: nox.Session) -> None:
    """Take pictures of tables and charts in each theme, into build/screenshots, to look at."""
    install(session, "test", extra="dot")
    out = ROOT / "build" / "screenshots"
    support = {"PYTHONPATH": str(ROOT / "tests" / "support")}
    session.run("python", "tests/browser/screenshots.py", str(out), env=support)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure builds against other ways to the same tables; ``-- --help`` lists the choices."""
    install(session, "bench", extra="dot")
    session.run("python", "-m", "benchmarks", *session.posargs)


def build(session: nox.Session, builder: str, out: Path, *more: str) -> None:
    """Build docs/ with one builder."""
    options = ["-W", "--keep-going", "-j", "2", *more]
    session.run("sphinx-build", *options, "-b", builder, *session.posargs, "docs", str(out))
