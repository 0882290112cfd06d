"""The resolver of ids, names and aliases, and what it suggests."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.model import Flow
from sphinx_medulla.dataset.names import (
    SPELLINGS,
    Names,
    Table,
    closest,
    did_you_mean,
    find,
    names_of,
    suggestion,
)
from sphinx_medulla.dataset.problem import DatasetError

WRITTEN = {
    "server": {"name": "Acme server", "aliases": ["Main", "The  box"]},
    "desk": {"name": "Internal workstation"},
    "dmz-relay": {"name": "DMZ relay", "aliases": ["Relay, public"]},
    "dns": {"title": "Name service", "short": "DNS 1"},
}
FRENCH = {
    "server": {"name": "Serveur Acme"},
    "desk": {"name": "Poste interne"},
    "dmz-relay": {"name": "Relais privé"},
    "dns": {"title": "Résolveur"},
}


@pytest.fixture
def names() -> Names:
    return Names("role", WRITTEN, FRENCH)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("server", "server"),
        ("SERVER", "server"),
        (" Server\t", "server"),
        ("servers", "server"),
        ("Acme server", "server"),
        ("acme SERVER", "server"),
        ("Acme   server ", "server"),
        ("AcmeServer", "server"),
        ("acme-server", "server"),
        ("acme_server", "server"),
        ("Acme servers", "server"),
        ("the box", "server"),
        ("dns-1", "dns"),
        ("Serveur Acme", "server"),
        ("serveur acme", "server"),
        ("Serveurs Acme", "server"),
        ("internal workstations", "desk"),
        ("Postes internes", "desk"),
        ("DMZ_relay", "dmz-relay"),
        ("dmz relay", "dmz-relay"),
        ("DmzRelay", "dmz-relay"),
        ("relay,  PUBLIC", "dmz-relay"),
        ("relais PRIVÉ", "dmz-relay"),
        ("relais prive\N{COMBINING ACUTE ACCENT}", "dmz-relay"),
        ("DNS", "dns"),
        ("dn", None),  # an abbreviation has no plural
        ("", None),
        (" - ", None),
        ("acme", None),
        ("serverr", None),
    ],
)
def test_a_word_in_any_spelling(names: Names, word: str, meant: str | None) -> None:
    assert names.resolve(word) == meant
    assert find(word, WRITTEN, FRENCH) == meant


@pytest.mark.parametrize("raw", [True, False], ids=["of a file", "of a dataset"])
def test_tables_of_files_and_of_datasets_are_alike(raw: bool) -> None:
    table: Table = WRITTEN
    if not raw:
        table = {key: SimpleNamespace(**entry) for key, entry in WRITTEN.items()}
    names = Names("role", table)
    assert [names.resolve(word) for word in ("main", "Name Service")] == ["server", "dns"]


def test_the_most_exact_spelling_decides() -> None:
    names = Names(
        "role",
        {
            "relay": {"name": "Server"},
            "Relay": {"name": "server"},
            "re-lay": {"name": "SERVER"},
            "relays": {},
        },
    )
    found = {word: names.resolve(word) for word in ("relay", "Relay", "re lay", "relays", "RELAYS")}
    assert found == {
        "relay": "relay", "Relay": "Relay", "re lay": "re-lay",
        "relays": "relays", "RELAYS": "relays",
    }  # fmt: skip
    named = [names.resolve(word) for word in ("Server", "server", "SERVER")]
    assert named == ["relay", "Relay", "re-lay"]


def test_an_id_goes_before_the_name_of_another() -> None:
    names = Names("role", {"a": {"name": "b"}, "b": {"name": "a"}})
    assert [names.resolve(word) for word in "ab"] == ["a", "b"]
    assert names.look_up("A").ids == ("a", "b")


def test_names_alike_are_ambiguous_only_where_that_spelling_is_needed() -> None:
    names = Names("role", {"a": {"name": "Old box"}, "b": {"name": "old BOX"}})
    assert [names.resolve(word) for word in ("Old box", "old BOX")] == ["a", "b"]
    assert names.resolve("OLD BOX") is None
    assert names.look_up("OLD BOX").ids == ("a", "b")
    assert names.explain("OLD BOX") == "More than one role is called 'OLD BOX'. Write a or b."


def test_one_entry_with_names_alike_is_not_ambiguous() -> None:
    assert find("old-box", {"a": {"name": "Old box", "aliases": ["OLD BOX", "Oldbox"]}}) == "a"


def test_the_language_of_the_dataset_goes_first_and_the_other_tells_apart() -> None:
    names = Names("role", {"a": {"name": "Post"}, "b": {"name": "Mail"}}, {"b": {"name": "Post"}})
    assert names.resolve("post") == "a"
    shared = {"a": {"name": "Box"}, "b": {"name": "Box"}}
    assert (
        Names("role", shared, {"a": {"name": "Boîte"}, "b": {"name": "Box"}}).resolve("Box") == "b"
    )
    assert Names("role", shared, shared).look_up("box").ids == ("a", "b")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", []),
        (" , ", []),
        ("server desk", ["server", "desk"]),
        ("server,desk", ["server", "desk"]),
        ("SERVER  Desks", ["server", "desk"]),
        ("Acme server", ["server"]),
        ("acme SERVER, internal  workstation", ["server", "desk"]),
        ("Serveur Acme, desk dns", ["server", "desk", "dns"]),
        ("dmz relay", ["dmz-relay"]),
        ("Relay, public", ["dmz-relay"]),
        ("Relay, public, desk", [None, None, "desk"]),
        ("server nothing", ["server", None]),
        ("nothing at all", [None, None, None]),
        ("internl workstaton", [None]),
    ],
)
def test_lists(names: Names, text: str, meant: list[str | None]) -> None:
    assert [one.id for one in names.resolve_list(text)] == meant


def test_words_of_a_list_go_before_a_name_that_is_spelt_otherwise() -> None:
    names = Names("role", {"edge": {}, "relay": {}, "edge-relay": {}})
    assert [one.id for one in names.resolve_list("edge relay")] == ["edge", "relay"]
    assert [one.id for one in names.resolve_list("edge-relay, Edge Relay")] == [
        "edge-relay",
        "edge-relay",
    ]


def test_words_without_names() -> None:
    names = Names.of(("tcp", "udp", "not-stated"))
    assert [names.resolve(word) for word in ("TCP", "Udp", "Not stated")] == [
        "tcp",
        "udp",
        "not-stated",
    ]


def test_a_word_that_means_nothing_is_explained(names: Names) -> None:
    known = "Choose from: server, desk, dmz-relay, dns."
    assert names.explain("sever") == f"There is no role 'sever'. Did you mean 'server'? {known}"
    assert names.explain("Poste intrne") == (
        f"There is no role 'Poste intrne'. Did you mean 'desk'? {known}"
    )
    assert names.explain("x") == f"There is no role 'x'. {known}"
    assert Names("mode", {}).explain("x") == "There is no mode 'x'. None is defined."


def test_suggestions() -> None:
    assert closest("SEVER", ["server", "sender"]) == "server"
    assert closest("dmz", ["relay", "dmz-relay", "dmz-server"]) == "dmz-relay"
    assert closest("id", ["kind"]) == ""
    assert closest("", ["a"]) == ""
    assert closest("x" * 61, ["x" * 61]) == ""
    assert closest("abcd", ["abce"], cutoff=0.9) == ""
    assert did_you_mean("Bx", ["server"], {"Box": "server"}) == "Did you mean 'server'? "
    assert did_you_mean("x", ["server"]) == ""
    assert suggestion("sever", ["server", "b"]) == "Did you mean 'server'? Choose from: server, b."
    assert suggestion("x", []) == "None is defined."


@pytest.mark.parametrize("data", [None, "", [], {"roles": "x"}, {"roles": [1]}, {"flows": [1, {}]}])
def test_files_of_any_shape(data: object) -> None:
    for table in ("roles", "flows"):
        assert names_of(table, data).resolve("x") is None  # type: ignore[arg-type]


def test_flows_of_a_file_have_ids_alone() -> None:
    names = names_of("flows", {"flows": [{"id": "a-to-b", "name": "x"}, {"id": "a-to-b"}]})
    assert names.resolve("A to B") == "a-to-b"
    assert names.resolve("x") is None


words = st.text("abAB -_sé", max_size=6).filter(lambda word: bool(word.strip(" -_")))
tables = st.dictionaries(
    st.from_regex(r"[a-bs]{1,4}(-[a-bs]{1,2})?", fullmatch=True),
    st.fixed_dictionaries({"name": words, "aliases": st.lists(words, max_size=2)}),
    max_size=4,
)
CHANGES: tuple[Callable[[str], str], ...] = (
    str, str.upper, str.lower, str.swapcase, lambda word: f"  {word} ",
    lambda word: word.replace(" ", "  "), lambda word: word.replace("-", "_"),
)  # fmt: skip


@given(tables, st.sampled_from(CHANGES))
@example(
    {key: {"name": name, "aliases": []} for key, name in (("a", "AA"), ("b", "A"), ("s", "A"))},
    str.upper,
)
def test_every_name_means_the_entries_that_have_it_in_its_most_exact_spelling(
    table: dict[str, dict[str, object]], change: Callable[[str], str]
) -> None:
    names = Names("role", table)
    own_words: dict[str, list[str]] = {
        key: [key, entry["name"], *entry["aliases"]]  # type: ignore[misc,list-item]  # as in `tables`
        for key, entry in table.items()
    }
    for key, own in own_words.items():
        assert names.resolve(key) == key
        for name in own:
            word = change(name)
            found = names.look_up(word)
            if word in table:
                assert found.ids == (word,)
                continue
            alike = [
                {other for other, some in own_words.items() if spelt(word) in map(spelt, some)}
                for spelt in SPELLINGS
                if spelt(word)
            ]
            assert found.ids, f"{word!r} means nothing"
            assert set(found.ids) == next(ids for ids in alike if ids), word


HEAD = """\
format: 1
product: {name: P}
revision: 1
zones: {dmz: {name: DMZ}}
roles:
  server: {name: Acme server, zone: Dmz}
  client: {name: Client, zone: DMZ, aliases: [PC]}
modes: {plain: {title: Without an edge, roles: [Servers, pc]}}
"""


def flow(line: str) -> Flow:
    (loaded,) = load_text(f"{HEAD}flows:\n  - {{id: x, ports: [], {line}}}\n", "f").dataset.flows
    return loaded


@pytest.mark.parametrize("from_", ["client", "CLIENT", "Pc", "clients", "' client '"])
@pytest.mark.parametrize("to", ["server", "acme SERVER", "AcmeServer", "Acme servers"])
def test_a_dataset_names_its_entries_in_any_spelling(from_: str, to: str) -> None:
    loaded = flow(f"from: {from_}, to: {to}, modes: [without an EDGE]")
    assert (loaded.from_, loaded.to, loaded.modes) == ("client", "server", ("plain",))


def test_a_dataset_names_one_entry() -> None:
    with pytest.raises(DatasetError, match="MED201 There is no role 'clinet'") as caught:
        flow("from: clinet, to: server")
    assert "Did you mean 'client'? Defined roles: server and client." in str(caught.value)


def test_of_names_that_are_equally_close_one_begins_like_the_word() -> None:
    assert closest("MED300", ["MED310", "MED530", "MED900"]) == "MED310"
