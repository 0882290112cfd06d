"""The rule hidden-character-in-translation."""

from __future__ import annotations

from pathlib import Path

from checking import rules_of

from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load

(RULE,) = rules_of("MED221")


def found(folder: Path, catalog: str) -> tuple[Finding, ...]:
    path = folder / "flows.yaml"
    path.write_text(RULE.bad, encoding="utf-8")
    (name,) = RULE.beside
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(catalog, encoding="utf-8")
    return check(load(path, "some/flows.yaml"), [RULE]).findings


def test_each_translation_is_named_at_its_line(tmp_path: Path) -> None:
    (catalog,) = RULE.beside.values()
    (one,) = found(tmp_path, catalog.replace('msgstr "Client"', 'msgstr "Cli\u2060ent"'))
    assert one.problem.severity.label == "error"
    assert "'Server'" in one.problem.message
    assert "U+FEFF" in one.problem.message
    assert str(one.problem.location) == "some/locale/fr/LC_MESSAGES/flows.po:4:1"
    (other,) = one.problem.related
    assert str(other.location) == "some/locale/fr/LC_MESSAGES/flows.po:7:1"


def test_joiners_that_a_script_needs_are_allowed(tmp_path: Path) -> None:
    (catalog,) = RULE.beside.values()
    assert not found(tmp_path, catalog.replace("Ser\ufeffveur", "کارساز می\u200cخواهم"))
    assert found(tmp_path, catalog.replace("Ser\ufeffveur", "Ser\u200cveur"))


def test_what_the_dataset_does_not_say_is_passed_over(tmp_path: Path) -> None:
    (catalog,) = RULE.beside.values()
    assert not found(tmp_path, catalog.replace('"Server"', '"Machine"'))
