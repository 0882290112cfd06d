"""What differs between two revisions besides ports."""

from __future__ import annotations

from sphinx_medulla.comparison.revision_changes import RevisionChange, revision_changes
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.queries import Queries

OLD = """\
format: 1
product: {name: Product}
revision: 1
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  client: {name: Client}
services:
  web: {name: Web, ports: [443], description: Pages.}
modes:
  one: {title: One}
  two: {title: Two}
flows:
  - {id: first, from: client, to: server, ports: [443], modes: [one], note: Often.}
questions:
  - {id: what, question: What?, ports: [80]}
"""


def changes(old: str, new: str) -> list[RevisionChange]:
    before, after = (Queries(load_text(text, "f").dataset) for text in (old, new))
    return list(revision_changes(before, after))


def edited(*edits: tuple[str, str]) -> list[RevisionChange]:
    text = OLD
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return changes(OLD, text)


def test_equal_datasets_do_not_differ():
    assert changes(OLD, OLD) == []


def test_a_renamed_flow_is_the_same_flow():
    assert edited(("id: first", "id: second, former_ids: [first]")) == [
        RevisionChange("renamed", "flow:second", "id", "first", "second")
    ]


def test_needs_and_encryption_of_ports_are_compared():
    assert edited(
        ("ports: [443], modes", "ports: [{port: 443, need: {when: you like}}], modes"),
        ("ports: [443], desc", "ports: [443], encryption: tls, desc"),
    ) == [
        RevisionChange("need", "flow:first", "443/tcp", "not-stated", "you like"),
        RevisionChange("encryption", "flow:first", "443/tcp", "", "tls"),
    ]


def test_modes_of_flows_are_compared():
    assert edited(("modes: [one], ", "")) == [
        RevisionChange("modes", "flow:first", "modes", "one", "one, two")
    ]


def test_texts_of_entries_that_both_have_are_compared():
    assert edited(
        ("Pages.", "Web pages."),
        (", note: Often.", ""),
        ("  client: {name: Client}", "  client: {name: Client}\n  third: {name: New}"),
    ) == [
        RevisionChange("text", "service:web", "description", "Pages.", "Web pages."),
        RevisionChange("text", "flow:first", "note", "Often.", ""),
    ]


def test_questions_are_new_answered_or_in_other_words():
    like = ", errata: [{at: ports, ports: [443], published: x, reason: Q?, undecided: true}]"
    assert edited(("note: Often.", f"note: Often.{like}")) == [
        RevisionChange("new-question", "flow:first", "443/tcp", after="Q?")
    ]
    assert edited(("question: What?", "question: What else?")) == [
        RevisionChange("reworded-question", "question:what", "80/tcp", "What?", "What else?")
    ]
    without = OLD[: OLD.index("questions:")]
    assert changes(OLD, without) == [
        RevisionChange("answered-question", "question:what", "80/tcp", before="What?")
    ]
