"""The command `messages`: templates of the extension and of a dataset, for any language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from manuals import CONF, SMALL, Manual, page, rst

from sphinx_medulla.cli.main import main
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.messages import ids, read, translations_in
from sphinx_medulla.dataset.translation import texts
from sphinx_medulla.render.localization import LOCALE


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "flows.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_texts_of_both_are_written_without_translations(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = dataset.parent / "new" / "pot"
    assert main(["messages", "--write", str(folder), "--dataset", str(dataset)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{folder / 'sphinx_medulla.pot'}: written",
        f"{folder / 'flows.pot'}: written",
    ]
    own, other = (read(folder / name) for name in ("sphinx_medulla.pot", "flows.pot"))
    assert ids(own) == ids(read(LOCALE / "fr" / "LC_MESSAGES" / "sphinx_medulla.po"))
    assert ids(other) == {text.words for text in texts(load_text(SMALL, "flows.yaml").dataset)}
    assert not translations_in(own)
    assert own.locale is None
    assert b"flows.yaml:" in (folder / "flows.pot").read_bytes()


def test_a_page_with_the_name_of_the_dataset_keeps_its_template(dataset: Path) -> None:
    folder = dataset.parent / "pot"
    folder.mkdir()
    page_texts = '#: ../flows.rst:1\nmsgid "Our network"\nmsgstr ""\n'
    own_text = '#: flows.yaml:9\nmsgid "A text of before"\nmsgstr ""\n'
    (folder / "flows.pot").write_text(f"{page_texts}\n{own_text}", encoding="utf-8")
    for _ in range(2):
        assert main(["messages", "--write", str(folder), "--dataset", str(dataset)]) == 0
    own = {text.words for text in texts(load_text(SMALL, "flows.yaml").dataset)}
    assert ids(read(folder / "flows.pot")) == {*own, "Our network"}


def test_a_template_that_cannot_be_read_is_named(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = dataset.parent / "pot" / "flows.pot"
    path.parent.mkdir()
    path.write_text("nothing", encoding="utf-8")
    assert main(["messages", "--write", str(path.parent), "--dataset", str(dataset)]) == 2
    assert f"{path} cannot be read" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "nothing"


def test_nothing_is_written_if_the_dataset_does_not_load(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset.write_text("format: 1\n", encoding="utf-8")
    folder = dataset.parent / "pot"
    assert main(["messages", "--write", str(folder), "--dataset", str(dataset)]) == 1
    assert "flows.yaml" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.heavy
def test_a_manual_is_translated_into_a_language_that_the_package_lacks(tmp_path: Path) -> None:
    """By sphinx-intl, to the templates and back."""
    made = Manual(tmp_path, {"index.rst": page("Manual", rst("flows"))}, CONF + "language = 'es'\n")
    pot, locales = tmp_path / "pot", made.source / "locales"
    dataset = str(made.source / "flows.yaml")
    assert main(["messages", "--write", str(pot), "--dataset", dataset]) == 0
    update = [sys.executable, "-m", "sphinx_intl", "update", "-p", pot, "-d", locales, "-l", "es"]
    subprocess.run(update, check=True, capture_output=True)
    for domain, text, spanish in (
        ("sphinx_medulla", "Destination ports", "Puertos de destino"),
        ("flows", "Main hub", "Centro principal"),
    ):
        path = locales / "es" / "LC_MESSAGES" / f"{domain}.po"
        content = path.read_text(encoding="utf-8")
        empty = f'msgid "{text}"\nmsgstr ""'
        assert content.count(empty) == 1
        path.write_text(content.replace(empty, empty[:-1] + f'{spanish}"'), encoding="utf-8")
    html = made.build().text("index.html")
    assert "Puertos de destino" in html
    assert "Centro principal" in html
