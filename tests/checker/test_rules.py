"""Every rule: its words, its examples, and that no dataset makes it raise."""

from __future__ import annotations

import ast
import inspect
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sphinx_medulla.checker import rules as rules_package
from sphinx_medulla.checker.finding import Finding
from sphinx_medulla.checker.meta_rule import MetaRule
from sphinx_medulla.checker.rule import Rule
from sphinx_medulla.checker.rule_pages import markdown_page, text_page, what
from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import Outcome, check
from sphinx_medulla.dataset.codes import Code
from sphinx_medulla.dataset.loading import load, load_text
from sphinx_medulla.dataset.problem import Location, Severity

TODAY = date(2026, 11, 25)
EXAMPLES = [
    pytest.param(rule, text, id=f"{rule.code}-{word}")
    for rule in RULES
    for word, text in (("bad", rule.bad), ("good", rule.good))
]


def name_of(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}"


@cache
def outcome_of(rule: Rule, text: str) -> Outcome:
    """What all rules say of an example, with the files beside it."""
    with TemporaryDirectory() as folder:
        for name, content in {**rule.beside, "flows.yaml": text}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return check(load(Path(folder, "flows.yaml"), "flows.yaml"), today=TODAY)


def all_of(outcome: Outcome) -> list[Finding]:
    return [*outcome.findings, *(waived.finding for waived in outcome.waived)]


def test_codes_are_in_order_and_nothing_is_called_as_something_else():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    names = [rule.name for rule in RULES] + [code.label for code in Code]
    assert len(names) == len(set(names))
    assert not set(codes) & {code.code for code in Code}


def test_each_file_holds_one_rule_named_after_it_and_has_its_test():
    folder, tests = Path(*rules_package.__path__), Path(__file__).parent / "rules"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {path.stem for path in tests.glob("*.py")} == {f"test_{name}" for name in files}
    assert sorted(files) == sorted(rule.name.replace("-", "_") for rule in RULES)
    for rule in RULES:
        module = import_module(type(rule).__module__)
        assert module.__name__ == f"{rules_package.__name__}.{rule.name.replace('-', '_')}"
        defined = [each for each in vars(module).values() if isinstance(each, type)]
        (own,) = (
            each
            for each in defined
            if issubclass(each, Rule) and each.__module__ == module.__name__
        )
        assert own is type(rule)
        assert own.__name__ == rule.name.title().replace("-", "")


def test_no_rule_file_imports_another_one():
    names = {rule.name.replace("-", "_") for rule in RULES}
    for rule in RULES:
        tree = ast.parse(Path(inspect.getfile(type(rule))).read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert names.isdisjoint((node.module or "").rpartition(".")[2] for node in imports)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_a_rule_says_everything_about_itself(rule: Rule):
    assert type(rule).__doc__
    line = what(rule)
    assert line.endswith(".")
    assert "\n" not in line
    assert all(word.endswith((".", "?")) for word in (rule.why, rule.fix))
    assert rule.bad != rule.good
    for page in (text_page(rule), markdown_page(rule)):
        assert line in page
        assert ("ignore:\n" in page.partition("How to waive")[2]) is rule.waivable


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_the_bad_example_has_the_fault(rule: Rule):
    assert rule.code in {found.problem.code for found in outcome_of(rule, rule.bad).findings}


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_the_good_example_has_not(rule: Rule):
    outcome = outcome_of(rule, rule.good)
    assert rule.code not in {found.problem.code for found in outcome.findings}


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_nothing_else_is_loud_about_the_good_example(rule: Rule):
    loud = [
        str(found.problem)
        for found in outcome_of(rule, rule.good).findings
        if found.problem.severity > Severity.INFO
    ]
    assert not loud, "\n".join(loud)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_its_page_says_how_its_findings_are_waived(rule: Rule):
    for found in outcome_of(rule, rule.bad).findings:
        if found.problem.code == rule.code and not isinstance(rule, MetaRule):
            about = found.subject
            assert rule.waivable is (about.kind in {"flow", "service", "role", "mode"})
            assert rule.about_ends is bool(about.from_ or about.to)
            assert about.ports or not rule.about_ports


def offset(text: str, line: int, column: int) -> int:
    """The index of a place, which must be on its line (or just behind it)."""
    lines = text.splitlines(keepends=True)
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1].rstrip("\n")) + 1
    return sum(map(len, lines[: line - 1])) + column - 1


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_every_place_lies_in_the_file_and_holds_something(rule: Rule, text: str):
    for found in all_of(outcome_of(rule, text)):
        problem = found.problem
        places: list[Location] = [
            problem.location,
            *(related.location for related in problem.related),
        ]
        for place in places:
            if place.path in rule.beside:  # a whole file, or a line of it
                continue
            assert place.path == "flows.yaml"
            start = offset(text, place.line, place.column)
            end = offset(text, place.end_line, place.end_column)
            assert text[start:end].strip(), f"{problem.code} at {place}"
        assert problem.location not in places[1:], f"{problem.code} is related to itself"


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_a_rule_alone_says_what_it_says_among_others(rule: Rule, text: str):
    if isinstance(rule, MetaRule):
        return  # it needs what the others found
    alone = check(load_text(text, "d.yaml"), [rule], waive=False)
    among = check(load_text(text, "d.yaml"), waive=False)
    mine = [found.fingerprint for found in among.findings if found.problem.code == rule.code]
    assert [found.fingerprint for found in alone.findings] == mine


def test_catalogs_of_examples_say_their_charset():
    catalogs = [text for rule in RULES for text in rule.beside.values()]
    assert len(catalogs) > 3
    header = 'msgstr "Content-Type: text/plain; charset=utf-8\\n"'
    assert [text for text in catalogs if header not in text] == []


def test_findings_of_one_example_have_sentences():
    for rule in RULES:
        for found in all_of(outcome_of(rule, rule.bad)):
            assert found.problem.message.endswith("."), found.problem.message
            assert found.problem.hint.endswith((".", "?")), found.problem.hint
            assert "  " not in found.problem.sentence
