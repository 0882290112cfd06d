"""The rule unknown-rule-waived."""

from __future__ import annotations

import pytest
from checking import rules_of
from remark_datasets import codes, of, shown, waived


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("MED381", "There is no rule MED381.", "Did you mean 'MED301'? `medulla-flows list"),
        ("MED399", "There is no rule MED399.", "`medulla-flows list rules`"),
        ("MED529", "There is no rule MED529.", "`medulla-flows list rules`"),
        ("MED103", "MED103 cannot be waived: a dataset with it does not load.", "Remove"),
        ("MED703", "MED703 cannot be waived here: it is about the pages", "Write suppress"),
        ("MED903", "MED903 cannot be waived: it is about waivers", "Correct"),
        ("MED211", "MED211 cannot be waived: it is about something that can have no", "Remove"),
    ],
)
def test_a_code_that_cannot_be_waived(code: str, message: str, hint: str):
    body = waived(f"rule: {code}")
    (found,) = of("MED905", body)
    assert shown(body, found) == code
    assert found.problem.message.startswith(message)
    assert found.problem.hint.startswith(hint)
    assert codes(body) == ["MED905"]


def test_the_rules_that_were_not_asked_for_are_known_too():
    body = waived("rule: MED301, ports: [69]")
    assert not codes(body, rules=rules_of("MED905"))
