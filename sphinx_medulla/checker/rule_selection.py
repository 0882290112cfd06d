"""Which rules somebody asks for: by code, by the beginning of a code, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..dataset.codes import Code, listed
from ..dataset.names import did_you_mean
from ..dataset.problem import Severity
from .finding import Finding
from .rule import Rule

LOADING = {code.code: code.label for code in Code}
"""What a file that does not load is refused for: code and name. These always count."""


class UnknownRuleError(ValueError):
    """A word that means no rule; the message is whole sentences."""


def meant(word: str, rules: Iterable[Rule]) -> set[str]:
    """The codes of the rules that a word means.

    Empty where it means codes of loading alone. Raises `UnknownRuleError` where it means nothing.
    """
    known = {rule.code: rule.name for rule in rules}
    codes = {code for code, name in known.items() if _means(word, code, name)}
    if codes or any(_means(word, code, name) for code, name in LOADING.items()):
        return codes
    names = [*known, *known.values()]
    raise UnknownRuleError(
        f"There is no rule {word!r}. {did_you_mean(word, names)}"
        "Write a code such as MED301, its beginning such as MED3, or a name such as "
        "same-port-twice; `medulla-flows list rules` lists them."
    )


def _means(word: str, code: str, name: str) -> bool:
    upper = word.upper()
    return word == name or (upper.startswith("MED") and code.startswith(upper))


def chosen(
    rules: Iterable[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The selected rules, all without a selection, but for the ignored ones.

    Raises `UnknownRuleError`, also for an ignored code of loading: these count whatever is asked.
    """
    every = tuple(rules)
    wanted = [meant(word, every) for word in select]
    unwanted = set()
    for word in ignore:
        codes = meant(word, every)
        if not codes:
            raise UnknownRuleError(
                f"{word!r} cannot be ignored: a dataset that does not load cannot be checked."
            )
        unwanted |= codes
    kept = set().union(*wanted) if wanted else {rule.code for rule in every}
    return tuple(rule for rule in every if rule.code in kept - unwanted)


def severities(words: Iterable[str], rules: Iterable[Rule]) -> dict[str, Severity]:
    """The severities that words such as ``MED4=info`` give to rules, by code; the last one holds.

    Raises `UnknownRuleError` for a word that is no such thing.
    """
    every = tuple(rules)
    levels = {level.label: level for level in Severity}
    found: dict[str, Severity] = {}
    for word in words:
        rule, equals, level = word.partition("=")
        if not equals or level not in levels:
            raise UnknownRuleError(
                f"{word!r} gives no severity. Write a rule, = and {listed(levels, 'or')}, "
                "such as MED301=info."
            )
        codes = meant(rule, every)
        if not codes:
            raise UnknownRuleError(
                f"The severity of {rule!r} cannot be changed: a dataset that does not load is an "
                "error."
            )
        found.update(dict.fromkeys(codes, levels[level]))
    return found


def with_severity(finding: Finding, given: Mapping[str, Severity]) -> Finding:
    """A finding with the severity that is given to its rule."""
    problem = finding.problem
    level = given.get(problem.code, problem.severity)
    if level is problem.severity:
        return finding
    return replace(finding, problem=replace(problem, severity=level))
