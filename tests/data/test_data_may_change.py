"""A later release of the product needs no edit but that of the dataset and its catalogs.

A copy of the repository gets two edits, as its maintainers would make them: a service moves to
another port, with the source that says so, and there is one mode more, with roles and flows of its
own. The check finds nothing, the tests that read the dataset pass, and the site shows the new mode.
"""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import write_po
from commands import environment

from sphinx_medulla.dataset.loading import load
from sphinx_medulla.dataset.messages import merge, read, template
from sphinx_medulla.files import TEMPORARY

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parents[2]
COPIED = ("data", "docs", "sphinx_medulla", "tests", "tools", "pyproject.toml", "README.md", ".ci")
LEFT = shutil.ignore_patterns("__pycache__", "_build", "*.mo", f"{TEMPORARY}*")
"""What is not copied; builds beside the tests make and remove temporary folders in docs/."""

SOURCE = "release-notes"
NEXT_DAY = "2099-01-01"
NEXT_TIME = "4070908800"
"""The day of the next release, and its first second."""

MODE = "next"
TITLE = "With a node of the next release"

NOT_COPIED = ("aliases", "errata", "former_ids", "kind", "name", "source", "title", "when")
"""The keys of a role, a mode or a flow that a new one does not have from an old one."""

Data = dict[str, Any]


class Moved:
    """The service that moves to the next port, of those that may the one that most texts name.

    ``old`` and ``new`` are its numbers as text.
    """

    def __init__(self, data: Data, known: str) -> None:
        text = yaml.safe_dump(data)
        found = []
        for name, service in data["services"].items():
            first = service["ports"][0]
            port, _, protocol = (first if isinstance(first, str) else first["port"]).partition("/")
            ordinary = port.isdigit() and int(port) > 1023 and protocol in {"tcp", "udp"}
            if ordinary and len(service["ports"]) == 1 and not re.search(rf"\b{port}\b", known):
                new = str(int(port) + 1)
                if not re.search(rf"\b{new}\b", text):
                    found.append((len(re.findall(rf"\b{port}\b", text)), port, new, name, protocol))
        _, self.old, self.new, self.service, self.protocol = max(found)

    def text(self, text: str) -> str:
        """A text of the dataset that names the port."""
        return re.sub(rf"\b{self.old}\b", self.new, text)


def changed(value: Any, new: Callable[[str], str]) -> Any:
    """Data with other texts, but for what was published."""
    if isinstance(value, dict):
        return {key: one if key == "published" else changed(one, new) for key, one in value.items()}
    if isinstance(value, list):
        return [changed(one, new) for one in value]
    return new(value)


def with_other_port(data: Data, moved: Moved) -> Data:
    """The service listens elsewhere, as a source of the new release says."""
    data = changed(data, moved.text)
    data["sources"][SOURCE] = {"title": "Notes of the next release", "retrieved": NEXT_DAY}
    data["revision"] = NEXT_DAY
    service = data["services"][moved.service]
    cited = service.get("source", data["defaults"]["source"])
    service["source"] = [*([cited] if isinstance(cited, str) else cited), SOURCE]
    service["formerly"] = [f"{moved.old}/{moved.protocol}"]
    return data


def with_more_modes(data: Data) -> Data:
    """The last mode is there a second time, with roles and flows of its own."""
    modes: Data = data["modes"]
    *others, last = modes.values()
    (name,) = (name for name, mode in modes.items() if mode is last)
    own = [role for role in last["roles"] if not any(role in mode["roles"] for mode in others)]
    new = {role: f"{MODE}-{number}" for number, role in enumerate(own)}

    def renamed(text: str) -> str:
        return new.get(text, text)

    for role, mine in new.items():
        kept = {key: one for key, one in data["roles"][role].items() if key not in NOT_COPIED}
        data["roles"][mine] = {**kept, "name": f"Node {mine}", "source": SOURCE}
    roles = [renamed(role) for role in last["roles"]]
    when = "you have a node of the next release"
    modes[MODE] = {"title": TITLE, "when": when, "roles": roles}
    for flow in list(data["flows"]):
        if name not in flow.get("modes", ()):
            continue
        if new.keys().isdisjoint((flow["from"], flow["to"])):
            flow["modes"] = [*flow["modes"], MODE]
            continue
        again = changed({key: one for key, one in flow.items() if key not in NOT_COPIED}, renamed)
        data["flows"].append(
            {**again, "id": f"{MODE}-{flow['id']}", "modes": [MODE], "source": SOURCE}
        )
    for service in data["services"].values():
        for ends in ("listens_on", "called_by"):
            service[ends] += [new[role] for role in service[ends] if role in new]
    return data


def translate(dataset: Path, moved: Moved) -> None:
    """Bring the catalogs up to date, and translate what is new."""
    asked = template(load(dataset), dataset.name)
    for path in dataset.parent.glob("locale/*/LC_MESSAGES/medulla.po"):
        known = {str(one.id): str(one.string) for one in read(path) if one.id}
        known |= {moved.text(text): moved.text(new) for text, new in known.items()}
        merge(asked, path, path.parts[-3])
        catalog = read(path)
        for message in catalog:
            if message.id and not message.string:
                message.string = known.get(str(message.id), str(message.id))
        with path.open("wb") as file:
            write_po(file, catalog, width=100, ignore_obsolete=True)
        merge(asked, path, path.parts[-3])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with both edits."""
    root = tmp_path_factory.mktemp("next") / "repository"
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=LEFT)
        else:
            shutil.copy(ROOT / name, root / name)
    dataset = root / "data" / "medulla.yaml"
    data = yaml.load(dataset.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    known = "".join(path.read_text("utf-8") for path in (ROOT / "sphinx_medulla").rglob("*.yaml"))
    moved = Moved(data, known)
    data = with_more_modes(with_other_port(copy.deepcopy(data), moved))
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)
    text = re.sub("'(true|false)'$", r"\1", text, flags=re.MULTILINE)
    dataset.write_text(text, encoding="utf-8")
    translate(dataset, moved)
    return root


def run(root: Path, *command: str) -> str:
    """The output of a Python command in the copy; fails where it does."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=environment(PYTHONPATH=str(root), SOURCE_DATE_EPOCH=NEXT_TIME),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    return done.stdout


def test_the_check_finds_nothing(root: Path) -> None:
    run(root, "-m", "sphinx_medulla", "check", "data/medulla.yaml")


def test_the_tests_that_read_the_dataset_pass(root: Path) -> None:
    run(root, "-m", "pytest", "-q", "-m", "dataset", "-p", "no:cacheprovider", "tests")


def test_every_page_of_the_site_shows_the_new_mode(root: Path) -> None:
    out = root / "build" / "site"
    run(root, "-m", "sphinx", "-q", "-W", "-b", "text", "-t", "fr", "docs", str(out))

    names = ("index", MODE, "borders", "features", f"roles/{MODE}-0", "roles/index")
    pages = {name: (out / "flows" / f"{name}.txt").read_text(encoding="utf-8") for name in names}
    for name in (*names[:4], f"roles/{MODE}-0"):
        assert TITLE in " ".join(pages[name].split()), name
    assert f"Node {MODE}-0" in pages["roles/index"]
    assert "Which installation" not in pages["index"]
    first = " ".join((out / "index.txt").read_text(encoding="utf-8").split())
    assert f"{TITLE} " in first.partition("Choisissez")[2]
