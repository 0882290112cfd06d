"""Sphinx projects of the tests: written, built in this process or in a fresh one, and compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import compiled_templates  # noqa: F401  # Sphinx then keeps its templates
from fresh_process import run_forked, run_interpreter
from sphinx.testing.util import SphinxTestApp

import sphinx_medulla

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PACKAGE = Path(sphinx_medulla.__file__).parents[1]
MANUALS = Path(__file__).parents[1] / "manuals"
SMALL = (MANUALS / "small.yaml").read_text(encoding="utf-8")
"""A dataset with everything that the directives can show, in few words."""

RELEASE = Path(__file__).parents[1] / "release" / "medulla.yaml"
"""Medulla's dataset as it once was: what tests say of it stays right when data/ changes."""

RELEASED = f'medulla_dataset = {str(RELEASE)!r}\nmedulla_check = "off"\n'
"""What a conf.py says to show it."""

CONF = """\
project = "Manual"
version = release = "1"
author = copyright = "The authors"
extensions = ["sphinx_medulla", "myst_parser"]
medulla_dataset = "flows.yaml"
medulla_check = "off"
html_theme = "basic"
html_copy_source = False
"""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_NOT_COMPARED = (".buildinfo", ".doctrees", "searchindex.js", "objects.inv", ".buildinfo.bak")


@dataclass
class Built:
    """What a build gave: its output folder, its warnings a line each, the pages that it read.

    ``log`` is what it said besides.
    """

    out: Path
    warnings: list[str]
    read: list[str] = field(default_factory=list)
    log: str = ""

    def text(self, name: str) -> str:
        """A file of the output."""
        return (self.out / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """The output files by path, but for what is Sphinx's own record of a build."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and path.name not in _NOT_COMPARED and path.suffix != ".epub"
        }


class Manual:
    """A Sphinx project in a folder: ``source`` is what an author writes."""

    def __init__(self, root: Path, files: Mapping[str, str], conf: str = CONF) -> None:
        self.root = root
        self.source = root / "source"
        if files or not self.source.is_dir():
            self.write({"conf.py": conf, "flows.yaml": SMALL, **files})

    def write(self, files: Mapping[str, str]) -> None:
        """Write sources; only files that change are touched."""
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the one place in a source file that has a text."""
        path = self.source / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(
        self,
        builder: str = "html",
        folder: str = "build",
        conf: dict[str, Any] | None = None,
        named: Sequence[str] = (),
    ) -> Built:
        """Build within this process, incrementally where the folder has a build already.

        ``named`` are the sources to write, if not all.
        """
        app = SphinxTestApp(
            builder, srcdir=self.source, builddir=self.root / folder, confoverrides=conf
        )
        try:
            read = _record(app)
            app.build(filenames=[self.source / name for name in named])
            warnings = lines(app.warning.getvalue())
            return Built(Path(app.outdir), warnings, read, app.status.getvalue())
        finally:
            app.cleanup()

    def cold(self, builder: str = "html", conf: dict[str, Any] | None = None) -> Built:
        """Build everything anew, in a folder that no build has used."""
        number = sum(1 for path in self.root.iterdir() if path.name.startswith("cold-"))
        return self.build(builder, f"cold-{number}", conf)

    def run(
        self,
        builder: str = "html",
        *options: str,
        folder: str = "run",
        environ: Mapping[str, str] | None = None,
        code: str = "",
    ) -> subprocess.CompletedProcess[str]:
        """Build in a fresh process; ``code`` is Python to execute before and around it.

        With ``PYTHONHASHSEED`` in ``environ`` it is a fresh interpreter, which heeds it.
        """
        root = self.root / folder
        arguments = ["-b", builder, "-d", str(root / "doctrees"), *options]
        arguments += [str(self.source), str(root / builder)]
        program = f"import sys\n{code or 'from sphinx.cmd.build import main'}\n"
        program += "status = main(sys.argv[1:])\n"
        program += "after() if 'after' in globals() else None\n"
        program += "sys.exit(status)"
        path = os.pathsep.join(filter(None, [str(PACKAGE), os.environ.get("PYTHONPATH", "")]))
        environ = {**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", **(environ or {})}
        run = run_interpreter if "PYTHONHASHSEED" in environ else run_forked
        return run(program, arguments, environ)

    def ran(self, builder: str, folder: str = "run") -> Built:
        """The output of `run`."""
        return Built(self.root / folder / builder, [])


def copied(name: str, root: Path) -> Manual:
    """A copy of one of tests/manuals, with the inventory of another one that it refers to.

    A manual of the packaged dataset shows `RELEASE` in its place.
    """
    shutil.copytree(MANUALS / name, root / "source")
    manual = Manual(root, {})
    conf = (manual.source / "conf.py").read_text(encoding="utf-8")
    if "medulla_dataset" not in conf:
        (manual.source / "conf.py").write_text(f"{conf}{RELEASED}", encoding="utf-8")
    if "acme.inv" in conf:
        acme = copied("other_product", root / "acme")
        done = acme.run("html")
        assert done.returncode == 0, done.stderr
        shutil.copy(acme.ran("html").out / "objects.inv", manual.source / "acme.inv")
    return manual


def difference(again: Built, cold: Built) -> list[str]:
    """The names of files that are not the same in two builds.

    Sphinx leaves the images of earlier builds where they are.
    """
    agains, colds = again.files(), cold.files()
    left = (".pdf", ".svg")
    names = colds.keys() | {name for name in agains if not name.endswith(left)}
    return sorted(name for name in names if agains.get(name) != colds.get(name))


def lines(log: str) -> list[str]:
    """The lines of a log without colours and empty ones."""
    return [line for line in _COLOURS.sub("", log).splitlines() if line.strip()]


def _record(app: Sphinx) -> list[str]:
    read: list[str] = []

    def remember(app: Sphinx, docname: str, source: list[str]) -> None:
        read.append(docname)

    app.connect("source-read", remember)
    return read


def rst(directive: str, argument: str = "", **options: str | None) -> str:
    """A directive in reStructuredText; an option's ``_`` is a hyphen, None a bare option."""
    text = f".. medulla-{directive}:: {argument}".rstrip() + "\n"
    return text + "".join(
        f"   :{key}: {value or ''}".rstrip() + "\n" for key, value in options.items()
    )


def page(title: str, *blocks: str) -> str:
    """A page of reStructuredText with a title and blocks under it."""
    return "\n".join([title, "=" * len(title), "", *blocks, ""])
