"""A dataset in another language: everything that readers see changes, and nothing else."""

from __future__ import annotations

import os
import typing
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from sphinx_medulla.dataset import catalogs, messages, model
from sphinx_medulla.dataset.loading import load, load_text
from sphinx_medulla.dataset.notation import TEXT, WORDS
from sphinx_medulla.dataset.translation import texts, translated, translated_fields

WHOLE = Path(__file__).with_name("whole.yaml")

NOT_FOR_READERS = {
    # texts that are the same in every language: what is looked for, and names of things
    "Change": {"revision"},
    "Dataset": {"revision"},
    "Mode": {"aliases"},
    "Product": {"name"},
    "Role": {"aliases", "host"},
    "Service": {"setting"},
    "FlowPort": {"setting"},
    "ServicePort": {"setting"},
    "Source": {"commit"},
    "Term": {"aliases"},
}


def text_fields(kind: type[Any]) -> set[str]:
    """The fields of a type whose note says that they are texts, one or several."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {each.name for each in fields(kind) if _holds_text(hints[each.name])}


def _holds_text(hint: Any) -> bool:
    if any(note in {TEXT, WORDS} for note in getattr(hint, "__metadata__", ())):
        return True
    return any(_holds_text(inside) for inside in typing.get_args(hint))


@pytest.mark.parametrize(
    "kind", [kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)]
)
def test_every_text_of_the_model_is_translated_or_said_not_to_be(kind: type[Any]) -> None:
    expected = text_fields(kind) - NOT_FOR_READERS.get(kind.__name__, set())
    if kind is model.Need:
        expected = {"when"}
    assert set(translated_fields(kind)) == expected


def test_nothing_but_texts_changes() -> None:
    loaded = load(WHOLE)
    found = texts(loaded.dataset)
    other = translated(loaded.dataset, lambda words: f"<{words}>")
    assert [text.words for text in texts(other)] == [f"<{text.words}>" for text in found]
    assert translated(other, lambda words: words[1:-1]) == loaded.dataset
    assert translated(loaded.dataset, str) is loaded.dataset
    assert list(other.roles) == list(loaded.dataset.roles)
    assert [role.id for role in other.roles.values()] == list(loaded.dataset.roles)


def test_each_text_stands_at_its_path() -> None:
    loaded = load(WHOLE)
    found = texts(loaded.dataset)
    assert len(found) > 20
    for text in found:
        assert loaded.tree.get(*text.path) == text.words


def test_a_role_that_is_called_as_its_host_has_one_name_in_every_language() -> None:
    dataset = load_text(
        "format: 1\nproduct: {name: P}\nrevision: 1\nflows: []\n"
        "roles:\n  updates: {name: example.org, host: example.org}\n  hub: {name: Hub}\n",
        "flows.yaml",
    ).dataset
    assert [text.words for text in texts(dataset)] == ["Hub"]


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'


def write(path: Path, source: str, target: str, age: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.with_suffix(".po")
    text.write_text(PO.format(source, target), encoding="utf-8")
    if path.suffix == ".mo":
        path.write_bytes(catalogs.compiled(text))
        text.unlink()
    os.utime(path, (age, age))
    return path


def test_the_newer_of_two_forms_of_a_catalog_counts(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    made = write(folder / "d.mo", "Hub", "old", age=1000)
    assert catalogs.catalog(tmp_path, "fr", "d") == made
    source = write(folder / "d.po", "Hub", "new", age=2000)
    assert catalogs.catalog(tmp_path, "fr", "d") == source
    os.utime(made, (2000, 2000))
    assert catalogs.catalog(tmp_path, "fr", "d") == made
    assert catalogs.catalog(tmp_path, "de", "d") is None
    assert catalogs.catalog(tmp_path, "", "d") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with names")
def test_a_catalog_that_is_no_file_is_found_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "LC_MESSAGES" / "d.po"
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert catalogs.catalog(tmp_path, "fr", "d") == path
    with pytest.raises(catalogs.CatalogError, match="it is a device, a pipe"):
        catalogs.read_catalog(path)
    path.unlink()
    path.mkdir()
    assert catalogs.catalog(tmp_path, "fr", "d") is None


def test_a_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    """Nothing of such a file is used, since what follows may be meant otherwise."""
    path = write(tmp_path / "d.po", "Hub", "Moyeu")
    path.write_bytes(path.read_bytes() + b'\n<<<<<<< HEAD\nmsgid "Edge"\nmsgstr "Bord"\n')
    with pytest.raises(catalogs.CatalogError, match=r"keyword in line 7$") as caught:
        catalogs.read_catalog(path)
    assert caught.value.line == 7


def test_a_region_falls_back_on_its_language(tmp_path: Path) -> None:
    general = write(tmp_path / "fr" / "LC_MESSAGES" / "d.po", "Hub", "Moyeu")
    assert catalogs.catalog(tmp_path, "fr_CA", "d") == general
    special = write(tmp_path / "fr_CA" / "LC_MESSAGES" / "d.po", "Hub", "Centre")
    assert catalogs.catalog(tmp_path, "fr_CA", "d") == special
    assert catalogs.catalog(tmp_path, "fr", "d") == general


def test_the_first_catalog_that_has_a_text_wins_though_it_leaves_it_as_it_is(
    tmp_path: Path,
) -> None:
    first = write(tmp_path / "1.po", "Hub", "Hub")
    second = write(tmp_path / "2.mo", "Hub", "Moyeu")
    assert catalogs.translations([second, first]).gettext("Hub") == "Moyeu"
    assert catalogs.translations([first, second]).gettext("Hub") == "Hub"
    assert catalogs.translations([first, second]).gettext("Edge") == "Edge"


@pytest.mark.parametrize("content", [b"", b"no catalog", b"\xde\x12\x04\x95", b"\xff\xfe" * 40])
def test_what_is_no_catalog_translates_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.mo"
    path.write_bytes(content)
    found = catalogs.translations([path, tmp_path / "gone.mo"])
    assert found.gettext("Hub") == "Hub"


@pytest.mark.parametrize(
    "translation", ["Moy\u200beu", "Moy\x1beu", "\u202eMoyeu", "Moy\x00eu", " "]
)
def test_a_translation_that_no_dataset_could_contain_counts_as_missing(
    translation: str, tmp_path: Path
) -> None:
    for name in ("d.po", "d.mo"):
        path = write(tmp_path / name, "Hub", translation)
        assert catalogs.translations([path]).gettext("Hub") == "Hub"
        assert catalogs.translations([path]).gettext("Edge") == "Edge"


def test_a_catalog_that_cannot_be_read_translates_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "d.po", "Hub", "Moyeu")
    text = path.read_bytes().replace(b"-8", b"-99")
    path.write_bytes(text)
    with pytest.raises(catalogs.CatalogError, match="unknown encoding: utf-99"):
        catalogs.read_catalog(path)
    assert catalogs.translations([path]).gettext("Hub") == "Hub"
    unread: list[tuple[Path, str, int]] = []
    found = catalogs.fingerprint(
        [path], lambda path, error: unread.append((path, str(error), error.line))
    )
    assert found == catalogs.fingerprint([path]) == catalogs.fingerprint([])
    assert unread == [(path, "unknown encoding: utf-99", 1)]
    with pytest.raises(ValueError, match="utf-99"):
        messages.read(path)


@pytest.mark.parametrize("content", [b"no catalog", b'msgid "Hub"\nmsgstr "\xff"\n'])
def test_a_catalog_that_cannot_be_brought_up_to_date_is_named(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = tmp_path / "flows.yaml"
    dataset.write_text(
        "format: 1\nproduct: {name: P}\nrevision: 1\nroles: {hub: {name: Hub}}\nflows: []\n",
        encoding="utf-8",
    )
    path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert messages.main([str(dataset)]) == 2
    assert capsys.readouterr().err.startswith(f"{path} cannot be updated: ")
    assert path.read_bytes() == content


def test_catalogs_are_written_beside_a_dataset_and_brought_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = tmp_path / "flows.yaml"
    text = (
        "format: 1\nproduct: {name: P}\nrevision: 1\nflows: []\n"
        "roles:\n  hub: {name: Hub}\n  edge: {name: Edge}\n"
    )
    dataset.write_text(text, encoding="utf-8")
    assert messages.main([str(dataset), "fr"]) == 0
    path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "flows.po"
    written = path.read_text(encoding="utf-8")
    assert '#: flows.yaml:6\nmsgid "Hub"\nmsgstr ""' in written
    assert str(tmp_path) not in written

    assert messages.main([str(dataset)]) == 0
    assert "nothing to change" in capsys.readouterr().out
    path.write_text(
        written.replace('msgid "Hub"\nmsgstr ""', 'msgid "Hub"\nmsgstr "Moyeu"'), encoding="utf-8"
    )
    dataset.write_text("# a line\n" + text.replace("name: Edge", "name: Rim"), encoding="utf-8")
    assert messages.main([str(dataset)]) == 0
    found = path.read_text(encoding="utf-8")
    assert '#: flows.yaml:7\nmsgid "Hub"\nmsgstr "Moyeu"' in found
    assert 'msgid "Rim"\nmsgstr ""' in found
    assert "Edge" not in found


def test_a_dataset_that_does_not_load_writes_no_catalog(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = tmp_path / "flows.yaml"
    dataset.write_text("format: 1\n", encoding="utf-8")
    assert messages.main([str(dataset), "fr"]) == 1
    assert "flows.yaml:1:1" in capsys.readouterr().out
    assert not (tmp_path / "locale").exists()
