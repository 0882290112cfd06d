"""The setting `medulla_open_questions` in a manual."""

from __future__ import annotations

from pathlib import Path

from manuals import Manual, page, rst

DATASET = """\
format: 1
product: {name: Acme}
revision: 1
roles: {a: {name: A}, b: {name: B}}
flows:
  - {id: f, from: a, to: b, ports: [22/tcp], ignore: [{rule: MED501, question: Is it open?}]}
"""


def test_marks_lead_to_the_list_of_questions_if_a_page_has_it(tmp_path: Path) -> None:
    files = {
        "index.rst": page("Manual", rst("flows"), ".. toctree::\n\n   open\n"),
        "open.rst": page("Open", rst("errata")),
        "flows.yaml": DATASET,
    }
    manual = Manual(tmp_path, files)
    marked = {"medulla_open_questions": "marks"}
    built = manual.build(conf=marked)
    assert built.warnings == []
    html = built.text("index.html")
    assert "Is it open?" not in html
    assert 'href="open.html#medulla-errata-open"' in html
    assert 'id="medulla-errata-open"' in built.text("open.html")

    manual.write({"open.rst": page("Open")})
    (warning,) = manual.build(conf=marked).warnings
    assert "index.rst:4: WARNING: MED718 Marks of open questions lead nowhere" in warning
