"""The package in the three ways in which people install it, each in a venv of its own.

Nothing is downloaded: the builds run with the hatchling of the tests' environment, which each venv
sees behind its own packages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from sphinx_medulla.dataset.messages import read

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parents[2]
SOURCES = ("sphinx_medulla", "data", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE")
NOT_SOURCES = ("__pycache__", "*.pyc", ".*_cache", "*.mo", "*.pot")
CATALOGS = {
    f"{half}/{language}/LC_MESSAGES/{domain}.mo"
    for language in ("de", "fr")
    for half, domain in (("locale", "sphinx_medulla"), ("data/locale", "medulla"))
} | {"locale/sphinx_medulla.pot", "data/locale/medulla.pot"}
"""What translates an install: both halves of each language, and the templates for others."""

NAME, FRENCH = next(
    (str(one.id), str(one.string))
    for one in read(ROOT / "data/locale/fr/LC_MESSAGES/medulla.po")
    if one.id and len(str(one.id)) < 40 and one.string != one.id
)
"""A short text of the dataset, and what it is in French."""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


def source_files(checkout: Path, folder: str) -> set[str]:
    return {
        path.relative_to(checkout).as_posix()
        for path in (checkout / folder).rglob("*")
        if path.is_file() and path.suffix not in {".po", ".mo", ".pot"}
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository's sources that may be edited."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns(*NOT_SOURCES))
        else:
            shutil.copy(source, copy / name)
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the wheel and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", out,
        cwd=checkout)  # fmt: skip
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


class Installed:
    """A venv with the package in it."""

    def __init__(self, folder: Path, *what: str | Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=True)
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        self.python = folder / "venv" / scripts / "python"
        site = self.ask("import sysconfig; print(sysconfig.get_path('purelib'))")
        behind = "\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
        Path(site, "behind.pth").write_text(behind, encoding="utf-8")
        # The tests' environment has the package too; pip shall not take that one for this one.
        pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--ignore-installed")
        run(self.python, *pip, "--no-build-isolation", *what, cwd=folder)

    def ask(self, code: str) -> str:
        return run(self.python, "-c", code, cwd=self.folder)

    def speaks(self) -> list[str]:
        """A word of ours and a word of the dataset in French, and what each was read from."""
        said = self.ask(
            "from sphinx_medulla.dataset.catalogs import catalog, catalog_beside, translations\n"
            "from sphinx_medulla.dataset.packaged import packaged_dataset\n"
            "from sphinx_medulla.sphinxext.language_setup import CATALOG, LOCALE\n"
            "half = catalog(LOCALE, 'fr', CATALOG)\n"
            "other = catalog_beside(packaged_dataset(), 'fr')\n"
            "print(translations([half]).gettext('Destination ports'), half.suffix)\n"
            f"print(translations([other]).gettext({NAME!r}), other.suffix)"
        )
        return said.splitlines()

    def dataset(self) -> Path:
        return Path(
            self.ask(
                "from sphinx_medulla.dataset.packaged import packaged_dataset\n"
                "print(packaged_dataset())"
            )
        )


def test_a_wheel_has_all_that_the_package_needs(checkout: Path, built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        names = set(wheel.namelist())
    assert source_files(checkout, "sphinx_medulla") <= names
    assert {f"sphinx_medulla/{name}" for name in source_files(checkout, "data")} <= names
    assert {"sphinx_medulla/data/medulla.yaml", "sphinx_medulla/data/schema.json"} <= names
    assert "sphinx_medulla/py.typed" in names
    assert {f"sphinx_medulla/{name}" for name in CATALOGS} == {
        name for name in names if name.endswith((".po", ".mo", ".pot"))
    }
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {"sphinx_medulla"}


def test_an_sdist_has_the_dataset(checkout: Path, built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert source_files(checkout, "sphinx_medulla") | source_files(checkout, "data") <= names
    assert "sphinx_medulla/locale/fr/LC_MESSAGES/sphinx_medulla.po" in names
    assert "data/locale/fr/LC_MESSAGES/medulla.po" in names
    assert not [name for name in names if name.endswith((".mo", ".pot"))]


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_install_brings_its_own_copy(
    kind: str, checkout: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    installed = Installed(tmp_path, built[kind])
    assert installed.speaks() == ["Ports de destination .mo", f"{FRENCH} .mo"]
    found = installed.dataset()
    assert found.is_relative_to(tmp_path)
    assert found.read_bytes() == (checkout / "data" / "medulla.yaml").read_bytes()


def test_an_editable_install_sees_an_edit(checkout: Path, tmp_path: Path) -> None:
    installed = Installed(tmp_path, "--editable", checkout)
    found = installed.dataset()
    assert found == checkout / "data" / "medulla.yaml"
    with found.open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    assert installed.dataset().read_text(encoding="utf-8").endswith("# edited\n")


def test_an_editable_install_speaks_the_words_of_its_checkout(
    checkout: Path, tmp_path: Path
) -> None:
    installed = Installed(tmp_path, "--editable", checkout)
    assert installed.speaks() == ["Ports de destination .mo", f"{FRENCH} .mo"]
    catalog = checkout / "data/locale/fr/LC_MESSAGES/medulla.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace(f'"{FRENCH}"', '"Changed"'), encoding="utf-8")
    assert installed.speaks() == ["Ports de destination .mo", "Changed .po"]


def test_the_version_is_that_of_the_package(built: dict[str, Path]) -> None:
    version = run(
        sys.executable, "-c", "import sphinx_medulla; print(sphinx_medulla.__version__)", cwd=ROOT
    )
    assert built["wheel"].name == f"sphinx_medulla-{version}-py3-none-any.whl"
