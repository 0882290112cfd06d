"""The rule place-without-address."""

from __future__ import annotations

from checking import found_by, text_at

DATASET = """\
format: 1
product: {name: Example}
revision: 1
defaults: {source: [{id: code, at: [a.py, 'a.py:3']}]}
sources:
  code: {title: Code, commit: 01234567, file_url: 'https://e.org/{commit}/{path}#L{first}'}
roles:
  server: {name: Server, source: {id: code, at: b.py}, errata: [ERRATUM]}
  client: {name: Client}
flows:
  - id: f
    from: client
    to: server
    ports: [80/tcp]
    source: [code, {id: Code, at: c.py}]
""".replace("ERRATUM", "{at: name, published: P, reason: R, source: {id: code, at: d.py}}")


def test_an_address_with_all_of_its_parts_is_fine() -> None:
    assert not found_by("MED222", DATASET)
    assert not found_by(
        "MED222", DATASET.replace("commit: 01234567, ", "").replace("{commit}", "1")
    )


def test_a_source_without_the_commit_is_found_once() -> None:
    dataset = DATASET.replace("commit: 01234567, ", "")
    (found,) = found_by("MED222", dataset)
    assert text_at(dataset, found) == "'https://e.org/{commit}/{path}#L{first}'"


def test_places_without_the_lines_that_the_address_needs() -> None:
    dataset = DATASET.replace("#L{first}", "?from={first}&to={last}")
    places = [text_at(dataset, found) for found in found_by("MED222", dataset)]
    assert places == ["a.py", "{id: code, at: b.py}", "{id: code, at: d.py}", "c.py"]
