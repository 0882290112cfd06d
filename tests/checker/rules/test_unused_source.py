"""The rule unused-source."""

from __future__ import annotations

from checking import rules_of
from role_datasets import FLOWS, HEAD, ROLES, run, shown

from sphinx_medulla.checker.runner import check
from sphinx_medulla.dataset.loading import load_text

SOURCES = "sources:\n" + "".join(f"  s{number}: {{title: S}}\n" for number in range(9))


def test_every_place_that_may_cite_a_source_counts():
    erratum = "errata: [{at: AT, published: P, reason: R, source: SOURCE}]"
    body = (
        SOURCES
        + ROLES.replace("Server, aliases: [Main]", "Server, source: s1")
        .replace("title: One,", f"title: One, {erratum},".replace("AT", "title"))
        .replace("SOURCE", "s2")
        .replace("title: Two,", "title: Two, ignore: [{rule: MED409, reason: R, source: s3}],")
        .replace("title: Two,", "title: Two, source: s8,")
        + "services:\n"
        + f"  ssh: {{name: SSH, ports: [22], source: s4, {erratum}}}\n".replace(
            "AT", "name"
        ).replace("SOURCE", "s5")
        + FLOWS.replace("id: a,", "id: a, source: [s6, s7],")
    )
    (found,) = run("MED211", body)
    assert shown(body, found) == "s0"
    assert (found.subject.kind, found.problem.severity.label) == ("source", "info")
    rules = rules_of("MED211")
    cited = (HEAD + body).replace("group: core,", "group: core, source: s0,")
    assert not check(load_text(cited, "d.yaml"), rules).findings
