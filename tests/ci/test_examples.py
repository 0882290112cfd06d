"""The examples for CI, run as far as a machine without the services can."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from commands import FAULTY, environment
from sarif_pydantic import Sarif

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SOUND = """\
format: 1
product: {name: Example}
revision: 1
roles: {server: {name: Server}, client: {name: Client}}
services: {web: {name: Web, ports: [443/tcp], description: Web pages.}}
flows: [{id: client-to-server, from: client, to: server, ports: [443/tcp]}]
"""


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose pyproject.toml names a faulty dataset; medulla-flows is on the path."""
    work = tmp_path / "work"
    (work / "data").mkdir(parents=True)
    shutil.copy(FAULTY, work / "data" / "flows.yaml")
    table = '[tool.sphinx-medulla]\ndataset = "data/flows.yaml"\n'
    (work / "pyproject.toml").write_text(table, encoding="utf-8")
    (work / ".git").mkdir()
    command = tmp_path / "bin" / "medulla-flows"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m sphinx_medulla "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)
    return work


def repair(project: Path) -> None:
    (project / "data" / "flows.yaml").write_text(SOUND, encoding="utf-8")


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project, as a step of CI is run."""
    path = os.pathsep.join([str(project.parent / "bin"), os.environ["PATH"]])
    own = {"PATH": path, "HOME": str(project.parent), "NO_COLOR": "1"}
    own["PRE_COMMIT_HOME"] = str(project.parent / "pre-commit")
    return subprocess.run(
        command, cwd=project, env=environment(**own), capture_output=True, text=True, check=False
    )


def shell(project: Path, line: str) -> subprocess.CompletedProcess[str]:
    return run(project, "/bin/sh", "-ec", line)


def ours(lines: list[str]) -> str:
    """The one line that runs our command; another one installs the package, from a registry."""
    (line,) = (line for line in lines if line.startswith("medulla-flows "))
    assert [other for other in lines if other is not line] == ["pip install sphinx-medulla"]
    return line


def test_github_uploads_what_the_check_wrote(project: Path):
    workflow = load(EXAMPLES / "github.yml")
    assert workflow["permissions"]["security-events"] == "write"
    (job,) = workflow["jobs"].values()
    done = shell(project, ours([step["run"] for step in job["steps"] if "run" in step]))
    assert done.returncode == 1
    assert "::error file=data/flows.yaml,line=34," in done.stdout
    (upload,) = (step for step in job["steps"] if "upload-sarif" in step.get("uses", ""))
    assert upload["if"] == "success() || failure()"  # findings fail the step before
    text = (project / upload["with"]["sarif_file"]).read_text(encoding="utf-8")
    (result, *_) = Sarif.model_validate_json(text).runs[0].results
    assert result.locations[0].physical_location.artifact_location.uri == "data/flows.yaml"


def test_github_is_green_for_a_sound_dataset(project: Path):
    repair(project)
    (job,) = load(EXAMPLES / "github.yml")["jobs"].values()
    done = shell(project, ours([step["run"] for step in job["steps"] if "run" in step]))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_gitlab_collects_what_the_check_wrote(project: Path):
    (job,) = load(EXAMPLES / "gitlab-ci.yml").values()
    done = shell(project, ours(job["script"]))
    assert done.returncode == 1
    assert "--> data/flows.yaml:34:9" in done.stdout
    assert job["artifacts"]["when"] == "always"  # findings fail the job
    reports = job["artifacts"]["reports"]
    issues = json.loads((project / reports["codequality"]).read_text(encoding="utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"data/flows.yaml"}
    suite = ET.fromstring((project / reports["junit"]).read_text(encoding="utf-8"))
    assert list(suite.iter("failure"))
    repair(project)
    assert shell(project, ours(job["script"])).returncode == 0


def test_nox_runs_the_session(project: Path):
    shutil.copy(EXAMPLES / "noxfile.py", project)
    nox = (sys.executable, "-m", "nox", "--no-venv", "--no-install", "-s", "flows", "--")
    done = run(project, *nox, "--output-format=concise")
    assert done.returncode == 1, done.stderr
    assert "data/flows.yaml:34:9: error MED301" in done.stdout
    repair(project)
    assert run(project, *nox).returncode == 0


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("validate-manifest", HOOKS),
        ("validate-config", EXAMPLES / "pre-commit-config.yaml"),
        ("validate-config", ROOT / ".pre-commit-config.yaml"),
    ],
)
def test_pre_commit_takes_the_files(command: str, path: Path, project: Path):
    done = run(project, sys.executable, "-m", "pre_commit", command, str(path))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.heavy
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed; pre-commit needs it")
@pytest.mark.parametrize("args", [None, []], ids=["the example's arguments", "pyproject.toml"])
def test_pre_commit_runs_the_hook(args: list[str] | None, project: Path):
    """The hook of the manifest with what the example says, but in the environment of the tests.

    pre-commit would make one with packages of a registry.
    """
    (hook,) = load(HOOKS)
    (repo,) = load(EXAMPLES / "pre-commit-config.yaml")["repos"]
    (used,) = repo["hooks"]
    assert used.pop("id") == hook["id"]
    local = {**hook, **used, "language": "system"}
    if args is not None:
        local["args"] = args
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (project / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    (project / ".git").rmdir()
    assert run(project, "git", "init", "-q").returncode == 0
    pre_commit = (sys.executable, "-m", "pre_commit", "run", "medulla-flows")
    run(project, "git", "add", ".")
    done = run(project, *pre_commit)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "data/flows.yaml:34:9" in done.stdout
    repair(project)
    run(project, "git", "add", ".")
    assert run(project, *pre_commit).returncode == 0
    run(project, "git", "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qnm", "all")
    (project / "README").write_text("Nothing of ours.\n", encoding="utf-8")
    run(project, "git", "add", ".")
    assert "Skipped" in run(project, *pre_commit).stdout  # other files do not start the hook
