"""The rule unused-waiver."""

from __future__ import annotations

from remark_datasets import BODY, HEAD, codes, of, outcome, shown, waived

from sphinx_medulla.checker.rules import RULES
from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text


def test_a_waiver_that_fits_is_fine():
    assert not codes(waived("rule: MED301, ports: [69, 70]"))
    assert len(outcome(waived("rule: MED301, ports: [69, 70]")).waived) == 2


def test_an_unused_waiver_says_what_it_misses():
    body = waived("rule: MED301, ports: [71]")
    (found,) = of("MED901", body)
    assert shown(body, found) == "{rule: MED301, ports: [71], reason: So.}"
    assert (found.subject.kind, found.subject.id) == ("flow", "a")
    assert found.problem.hint == "Make it name 69/tcp."
    assert found.problem.related[0].location.line == HEAD.count("\n") + 6
    clean = body.replace("69, 69, 70, 70", "69, 70")
    (found,) = of("MED901", clean)
    assert found.problem.hint == "Remove it."
    assert not found.problem.related


def test_of_two_equal_waivers_the_second_is_unused():
    one = "{rule: MED301, ports: [69, 70], reason: So.}"
    body = BODY.replace("IGNORE", f"{one}, {one}")
    (found,) = of("MED901", body)
    line = (HEAD + body).splitlines()[found.problem.location.line - 1]
    assert found.problem.location.column == line.rindex("{rule") + 1
    assert codes(body) == ["MED901"]


def test_only_rules_that_ran_are_judged():
    body = waived("rule: MED301, ports: [71]")
    others = [rule for rule in RULES if rule.code != "MED301"]
    assert "MED901" in codes(body)
    assert "MED901" not in codes(body, rules=others)


def test_where_waivers_are_not_heeded_none_is_unused_or_wide():
    for ports in ("71", "69", "69, 70, 71"):
        body = waived(f"rule: MED301, ports: [{ports}]")
        assert not codes(body, waive=False)
    assert len(outcome(body, waive=False).findings) >= 2


def test_a_finding_about_waivers_cannot_be_waived():
    body = BODY.replace(
        "IGNORE",
        "{rule: MED301, ports: [71], reason: So.}, {rule: MED901, ports: [71], reason: So.}",
    )
    assert codes(body) == ["MED901", "MED905"]


def test_a_waiver_of_some_modes_does_not_cover_what_holds_in_all():
    body = waived("rule: MED301, ports: [69, 70], modes: [one]")
    assert not codes(body)
    everywhere = body.replace("    modes: [one]\n", "    group: other\n", 1)
    (found,) = of("MED901", everywhere)
    assert len(of("MED301", everywhere)) == 2
    assert found.problem.hint == "Make it name 69/tcp and no modes."


def test_the_hint_names_the_modes_where_the_waiver_does():
    (found,) = of("MED901", waived("rule: MED301, ports: [69, 70], modes: [two]"))
    assert found.problem.hint == "Make it name 69/tcp and modes: [one]."


def test_a_waiver_may_stand_on_a_service_a_role_or_a_mode():
    text = HEAD.replace("Old relay,", "Old relay, ignore: [{rule: MED209, reason: R}],").replace(
        "title: Two,", "title: Two, ignore: [{rule: MED212, reason: R}],"
    )
    text += "services:\n  s: {name: S, ports: [22], ignore: [{rule: MED210, reason: R}]}\n"
    found = check(load_text(text + BODY.replace("IGNORE", ""), "d.yaml")).findings
    unused = [one.subject for one in found if one.problem.code == "MED901"]
    assert [(about.kind, about.id) for about in unused] == [
        ("role", "old"),
        ("mode", "two"),
        ("service", "s"),
    ]
