"""The schema for editors: current, and of one mind with loading on the shape of a dataset."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from ipaddress import ip_interface, ip_network
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medulla.dataset.hosts import host_hint
from sphinx_medulla.dataset.ip_protocols import IP_PROTOCOLS
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.problem import DatasetError
from sphinx_medulla.dataset.schema import schema_text
from sphinx_medulla.dataset.yaml_reader import read_yaml
from tools import tool

pytestmark = pytest.mark.heavy

FOLDER = Path(__file__).parent
DATA = FOLDER.parents[1] / "data"
WHOLE = read_yaml((FOLDER / "whole.yaml").read_text(encoding="utf-8"), "whole.yaml").data
SCHEMA = json.loads(schema_text())
script = tool("schema")
VALIDATOR = jsonschema_rs.Draft7Validator(SCHEMA)

# What only loading sees: references, and what relates two values of the file.
UNSEEN = {"MED119", "MED201", "MED202", "MED203", "MED204"}


def loads(data: Any) -> bool:
    """Whether loading has nothing against the shape; JSON is YAML of this subset."""
    try:
        load_text(json.dumps(data, ensure_ascii=False), "f")
    except DatasetError as error:
        return all(
            problem.code in UNSEEN
            or problem.message.endswith((" has no protocol.", " is in descending order."))
            for problem in error.problems
        )
    return True


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, step))


PLACES = list(places(WHOLE))[1:]


def changed(path: tuple[Any, ...], change: Any) -> Any:
    """The whole dataset with a change to the mapping or the list at the end of a path."""
    data = parent = copy.copy(WHOLE)
    for step in path[:-1]:
        parent[step] = copy.copy(parent[step])
        parent = parent[step]
    change(parent, path[-1])
    return data


def test_the_schema_file_is_what_the_model_says() -> None:
    message = f"Run: {script.HOW_TO_WRITE}"
    assert (DATA / "schema.json").read_text(encoding="utf-8") == schema_text(), message


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("path", [FOLDER / "whole.yaml", DATA / "medulla.yaml"])
def test_datasets_that_load_are_accepted(path: Path) -> None:
    VALIDATOR.validate(read_yaml(path.read_text(encoding="utf-8"), str(path)).data)


VALUES = [
    "", " ", "no", "x", "1", "5", "6", "22/tcp", "22", "70000", "80/443", "Big", "a--b", "tcp",
    "ssh", "required", "conditional", "2026-11-23", "2026-13-01", "https://a.b", "ftp://a.b",
    "MED604", "note", "row", "name", [], ["x"], [["x"]], {}, {"when": "x"}, {"when": ""},
    {"name": "x"}, {"port": "22/tcp"}, {"x": "y"}, ["22/tcp"], [{"port": "22/tcp"}], [""],
]  # fmt: skip


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_schema_and_loading_agree_on_any_change_of_one_place(path: tuple[Any, ...]) -> None:
    def set_to(value: Any) -> Any:
        return lambda parent, step: parent.__setitem__(step, value)

    def rename(parent: Any, step: Any) -> None:
        parent[f"{step}_x"] = parent.pop(step)

    changes = {f"= {value!r}": set_to(value) for value in VALUES}
    changes["left out"] = lambda parent, step: parent.pop(step)
    if isinstance(path[-1], str):
        changes["renamed"] = rename
    for name, change in changes.items():
        data = changed(path, change)
        assert VALIDATOR.is_valid(data) == loads(data), name


def test_the_changes_are_some_accepted_and_some_refused() -> None:
    verdicts = [
        loads(changed(path, lambda parent, step: parent.__setitem__(step, "x"))) for path in PLACES
    ]
    assert 20 < sum(verdicts) < len(verdicts) - 20


AS_AN_EDITOR_READS = [
    (("format",), 1),
    (("revision",), 2026),
    (("revision",), None),
    (("product", "name"), 5),
    (("product", "name"), 1.5),
    (("product", "name"), None),
    (("rules", 1), 22),
    (("roles", "server", "slot"), 4),
    (("flows", 0, "id"), 5),
    (("flows", 0, "from"), 5),
    (("flows", 0, "ports"), [22, 65535]),
    (("flows", 0, "ports", 1, "port"), 22),
    (("flows", 0, "like", "with"), [1]),
    (("flows", 0, "errata", 0, "published"), None),
    (("flows", 0, "errata", 0, "published"), 22),
    (("services", "ssh", "setting"), 5),
    (("services", "ssh", "ports", 0), 22),
    (("sources", "code", "commit"), 8),
]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_a_boolean_is_accepted_where_one_of_the_words_loads_that_an_editor_takes_for_it(
    path: tuple[Any, ...],
) -> None:
    def with_value(value: Any) -> Any:
        return changed(path, lambda parent, step: parent.__setitem__(step, value))

    # the second is one in YAML 1.2 as well, the third in YAML 1.1 only
    words = (True, "True", "yes")
    assert VALIDATOR.is_valid(with_value(True)) == any(loads(with_value(word)) for word in words)


@pytest.mark.parametrize(("path", "value"), AS_AN_EDITOR_READS)
def test_what_an_editor_takes_for_a_number_or_null_is_accepted(
    path: tuple[Any, ...], value: Any
) -> None:
    data = changed(path, lambda parent, step: parent.__setitem__(step, value))
    assert VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("format",), None),
        (("roles", "server", "slot"), 6),
        (("flows", 0, "ports"), [0]),
        (("flows", 0, "ports"), [65536]),
        (("flows", 0, "ports"), [None]),
        (("flows", 0, "need"), None),
        (("flows", 0, "like"), None),
        (("roles", "server", "see"), None),
        (("roles", "server", "several"), 1),
        (("roles", "server"), None),
    ],
)
def test_numbers_and_null_are_refused_where_no_typed_text_would_load(
    path: tuple[Any, ...], value: Any
) -> None:
    data = changed(path, lambda parent, step: parent.__setitem__(step, value))
    assert not VALIDATOR.is_valid(data)


NUMBERS = ["0", "1", "9", "10", "010", "999", "1000", "9999", "10000", "59999", "60000"]
NUMBERS += ["64999", "65000", "65499", "65500", "65529", "65530", "65535", "65536", "70000"]
NUMBERS += ["99999", "100000", "1-2", "1-65535", "1-65536", "", "-1", "1-", "1-2-3", "22-22"]
NUMBERS += ["2-22", "22-222", "any", "any-22", "Any"]
ENDS = ["", "/", "/tcp", "/udp+tcp", "/tcp+tcp", "/sctp+udp+tcp", "/tcp+", "/TCP", " /tcp"]
PORTLESS = [*IP_PROTOCOLS, *(f"proto-{number}" for number in (*range(-1, 260), "01", ""))]
KINDS = ["", "/", "/0", "/8", "/08", "/255", "/256", "/echo-request", "/mld-listener-reduction"]
KINDS += ["/Echo-Request", "/tcp", "/redirect", "/nd-redirect"]


def verdict(table: str, entry: Any) -> tuple[bool, bool]:
    """Whether the schema and whether loading have nothing against an entry of a dataset."""
    data = {
        "format": "1",
        "product": {"name": "Acme"},
        "revision": "1",
        "defaults": {"protocol": "tcp"},
        "roles": {"a": {"name": "A"}},
        "flows": [],
    }
    if table == "roles":
        data["roles"] = {"a": {"name": "A", **entry}}
    else:
        data["flows"] = [{"id": "f", "from": "a", "to": "a", "ports": [], **entry}]
    return VALIDATOR.is_valid(data), loads(data)


def test_schema_and_loading_agree_on_every_port() -> None:
    texts = [number + end for number in NUMBERS for end in ENDS]
    texts += [name + kind for name in PORTLESS for kind in KINDS]
    for key in ("ports", "source_ports"):
        verdicts = {text: verdict("flows", {key: [text]}) for text in texts}
        assert [text for text, (one, other) in verdicts.items() if one is not other] == []
        assert {True, False} == {one for one, _other in verdicts.values()}


OCTETS = st.integers(0, 256).map(str) | st.sampled_from(["0", "00", "128", "192", "240", "01", ""])
IPV4 = st.builds(
    lambda octets, prefix: ".".join(octets) + prefix,
    st.lists(OCTETS, min_size=3, max_size=5),
    st.just("") | st.integers(0, 33).map("/{}".format) | st.just("/255.255.255.0"),
)
IPV6 = st.from_regex(r"\A([0-9a-fA-F]{0,5}:){1,8}([0-9a-f]{0,4}|1\.2\.3\.4)(/(0|128|129|012))?\Z")
ALIKE = st.from_regex(r"\A(\*\.)?[-a-z0-9_.*]{1,9}\Z")


@settings(max_examples=1000)
@given(IPV4 | IPV6 | ALIKE)
def test_schema_and_loading_agree_on_every_host(text: str) -> None:
    """Except on bits of an IPv6 network beyond its prefix."""
    accepted, loaded = verdict("roles", {"host": [text]})
    assert accepted is loaded or (":" in text and host_hint(text) == network_of(text))


def network_of(text: str) -> str:
    try:
        return f"Write {ip_interface(text).network}."
    except ValueError:
        return ""


@pytest.mark.parametrize("prefix", range(33))
def test_a_network_has_no_bits_beyond_its_prefix(prefix: int) -> None:
    network = ip_network((0b10101011_11001101_11101111_11111111, prefix), strict=False)
    assert verdict("roles", {"host": [str(network)]}) == (True, True)
    last = network.network_address + 1 if prefix < 32 else "192.0.2.256"
    assert verdict("roles", {"host": [f"{last}/{prefix}"]}) == (False, False)


def test_a_list_of_hosts_is_not_empty() -> None:
    assert verdict("roles", {"host": []}) == (False, False)


def test_entries_and_keys_are_described() -> None:
    flow = SCHEMA["definitions"]["Flow"]
    assert flow["description"] == "A connection that from opens to the ports of to."
    assert flow["properties"]["from"]["description"] == "The id of a role."


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    dataset = tmp_path / "medulla.yaml"
    dataset.write_bytes((DATA / "medulla.yaml").read_bytes())
    monkeypatch.setattr(script, "DATA", tmp_path)
    return tmp_path


def test_a_stale_schema_is_told_and_written(
    packaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packaged / "schema.json"
    assert script.main([]) == 1
    assert capsys.readouterr().err == (
        f"{path} does not match the model. Run: {script.HOW_TO_WRITE}\n"
    )
    assert script.main(["--write"]) == 0
    assert path.read_text(encoding="utf-8") == schema_text()
    assert script.main([]) == 0
    path.write_text("{}", encoding="utf-8")
    assert script.main([]) == 1
    assert sorted(one.name for one in packaged.iterdir()) == ["medulla.yaml", "schema.json"]


def test_a_dataset_that_does_not_load_is_told(
    packaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.main(["--write"])
    (packaged / "medulla.yaml").write_text("format: 2\n", encoding="utf-8")
    assert script.main([]) == 1
    assert "medulla.yaml:1:9: MED110 The format '2' is unknown." in capsys.readouterr().err


def test_other_arguments_are_refused(packaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--wirte"]) == 2
    assert capsys.readouterr().err == "--wirte: the only argument is --write.\n"
