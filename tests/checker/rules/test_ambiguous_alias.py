"""The rule ambiguous-alias."""

from __future__ import annotations

import pytest
from role_datasets import FLOWS, HEAD, ROLES, related, run, shown


def called(server: str, old: str = "[]", new: str = "[]") -> str:
    return (
        ROLES.replace("aliases: [Main]", f"aliases: {server}")
        .replace("name: Old relay,", f"name: Old relay, aliases: {old},")
        .replace("name: New relay,", f"name: New relay, aliases: {new},")
        + FLOWS
    )


def test_names_that_all_differ_are_fine_also_where_one_role_says_a_word_twice():
    assert not run("MED205", ROLES + FLOWS)
    assert not run("MED205", called("[Server, main, Main]"))


def test_one_word_of_three_roles_is_one_finding():
    body = called("[Gate]", "[gate, Other]", "[GATE]")
    (found,) = run("MED205", body)
    assert shown(body, found) == "gate"
    assert found.subject.id == "old"
    assert "3 roles: server, old and new" in found.problem.message
    assert related(found) == ["Here it means server.", "Here it means new."]


def test_a_name_counts_as_an_alias_does():
    body = called("[]", "[]", "[server]")
    (found,) = run("MED205", body)
    assert shown(body, found) == "server"
    assert found.subject.id == "new"
    assert related(found) == ["Here it means server."]


def test_the_id_of_another_role_counts_too():
    body = called("[new]")
    (found,) = run("MED205", body)
    assert (found.subject.id, shown(body, found)) == ("server", "new")
    assert found.problem.related[0].location.line == HEAD.count("\n") + 4


@pytest.mark.parametrize("word", ["relay", "Relay", "Proxy"])
def test_a_role_called_as_a_kind_of_several_roles_is(word: str):
    body = called("[]", f"[{word}]")
    (found,) = run("MED205", body)
    assert shown(body, found) == word
    assert "every role of the kind relay" in found.problem.message
    assert found.problem.related[0].location.line == 5


def test_a_kind_of_that_role_alone_may_be_called_as_it_is():
    alone = called("[]", "[relay]").replace("New relay, aliases: [], kind: relay", "New relay")
    assert not run("MED205", alone)
    assert run("MED205", alone.replace("aliases: []}", "aliases: [relay]}"))
