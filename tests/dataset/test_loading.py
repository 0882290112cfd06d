"""A dataset that is right loads to exactly these objects; what each key takes, and from where."""

from __future__ import annotations

import contextlib
import gc
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_medulla.dataset.loading import load, load_text
from sphinx_medulla.dataset.model import (
    Change,
    Citation,
    Dataset,
    Defaults,
    Erratum,
    Flow,
    FlowPort,
    Likeness,
    Mode,
    Need,
    Product,
    Question,
    Reference,
    Role,
    Service,
    ServicePort,
    Source,
    Term,
    Waiver,
)
from sphinx_medulla.dataset.ports import Port
from sphinx_medulla.dataset.problem import DatasetError

WHOLE = Path(__file__).with_name("whole.yaml")
MEDULLA = Path(__file__).parents[2] / "data" / "medulla.yaml"


def port(first: int, last: int, *protocols: str) -> Port:
    return Port(first, last, protocols)


EXPECTED = Dataset(
    format="1",
    product=Product(name="Product", applies_to="2.x"),
    revision="2026-11-23",
    defaults=Defaults(protocol="udp", source=(Citation(id="page"),), group="core"),
    sources={
        "page": Source(
            title="The page",
            url="https://example.org/page",
            retrieved="2026-11-22",
            language="pt-BR",
        ),
        "code": Source(
            title="The code",
            commit="010",
            file_url="https://example.org/{commit}/{path}#L{first}-L{last}",
        ),
    },
    rules=("The arrow is who opens the connection.", "no"),
    zones={
        "dmz": Term(name="DMZ", aliases=("Perimeter",), description="In between."),
        "inside": Term(title="Inside"),
    },
    kinds={"relay": Term(name="relay")},
    groups={"core": Term(title="Core flows")},
    features={"wake": Term(name="Wake up")},
    roles={
        "server": Role(
            name="Main server",
            zone="inside",
            aliases=("Main",),
            host=("main.example.org",),
            when="if there is one",
            see=Reference(title="Its page", url="http://example.org"),
            slot=3,
            several=True,
            any=True,
            source=(Citation(id="page"),),
            errata=(Erratum(at="name", published="Mian", reason="Misspelt."),),
            ignore=(Waiver(rule="MED501", reason="By design."),),
        ),
        "relay": Role(
            name="Relay",
            zone="dmz",
            kind="relay",
            source=(Citation(id="page"), Citation(id="code")),
        ),
    },
    services={
        "ssh": Service(
            name="SSH",
            ports=(
                ServicePort(port=port(22, 22, "tcp")),
                ServicePort(
                    port=port(2222, 2222, "udp"),
                    name="Other",
                    encryption="ssh",
                    setting=("PORT",),
                    cast="multicast",
                    helper="sip",
                    scope="loopback",
                ),
            ),
            description="Remote access.",
            listens_on=("server", "relay"),
            called_by=("server",),
            encryption="tls",
            administration=True,
            setting=("A", "B"),
            feature="wake",
            formerly=(port(23, 23, "tcp"),),
            source=(Citation(id="code"),),
            errata=(
                Erratum(
                    at="ports",
                    published="",
                    reason="Left out.",
                    ports=(port(22, 22, "tcp"),),
                    modes=("one",),
                    source=(Citation(id="code"),),
                ),
            ),
            ignore=(Waiver(rule="MED604", ports=(port(22, 22, "tcp"),), question="Why?"),),
        )
    },
    modes={
        "one": Mode(
            title="One",
            short="I",
            when="there is one",
            roles=("server", "relay"),
            aliases=("First",),
            source=(Citation(id="page"),),
            errata=(
                Erratum(
                    at="when",
                    published="two",
                    mentions=(port(3, 3, "udp"),),
                    reason="Miscounted.",
                    undecided=True,
                ),
            ),
            ignore=(Waiver(rule="MED604", reason="So.", until="2027-02-28"),),
        )
    },
    flows=(
        Flow(
            id="a",
            from_="server",
            to="relay",
            group="core",
            modes=("one", "one"),
            ports=(
                FlowPort(port=port(9, 9, "udp")),
                FlowPort(
                    port=port(4370, 4380, "tcp"),
                    need=Need(level="optional"),
                    feature="wake",
                    note="N",
                    encryption="dtls",
                    setting=("C",),
                ),
                FlowPort(
                    port=port(111, 111, "tcp", "udp"),
                    need=Need(level="conditional", when="if asked"),
                    either=True,
                ),
            ),
            need=Need(level="required"),
            feature="wake",
            note="Text.",
            like=Likeness(
                flow="b",
                with_=(port(1, 1, "udp"),),
                without=(port(2, 2, "sctp"),),
                mentions=(port(3, 3, "udp"),),
                question="Why?",
            ),
            former_ids=("old", "older"),
            source=(Citation(id="page"),),
            errata=(Erratum(at="row", published="Row", reason="Moved."),),
            ignore=(
                Waiver(
                    rule="MED401",
                    ports=(port(9, 9, "udp"),),
                    mentions=(port(10, 10, "udp"),),
                    modes=("one",),
                    from_="server",
                    to="relay",
                    reason="R.",
                    source=(Citation(id="page"),),
                ),
            ),
        ),
        Flow(
            id="b",
            from_="relay",
            to="server",
            ports=(),
            source_ports=(port(123, 123, "udp"),),
        ),
    ),
    questions=(
        Question(
            id="old",
            question="Must it be open?",
            from_=("server",),
            to=("relay",),
            modes=("one",),
            ports=(port(443, 443, "tcp"),),
            source=(Citation(id="page"), Citation(id="code", at=("roles/x.yml:12-17", "a.py"))),
        ),
        Question(id="bare", question="Why?", source=(Citation(id="code", at=("x:3",)),)),
    ),
    changes=(
        Change(revision="2026-11-28", change="More ports.", flows=("a", "b")),
        Change(revision="2", change="Fewer ports.", flows=("a",), date="2026-11-27"),
    ),
)


def test_a_dataset_that_is_right_loads_to_exactly_these_objects() -> None:
    dataset = load(WHOLE).dataset
    for name in vars(EXPECTED):
        assert getattr(dataset, name) == getattr(EXPECTED, name), name
    assert dataset == EXPECTED


def test_the_test_dataset_has_every_key_of_the_model() -> None:
    words = set(WHOLE.read_text(encoding="utf-8").replace(":", " ").replace("{", " ").split())
    kinds = (Product, Defaults, Source, Term, Role, Service, ServicePort, Mode, Flow, FlowPort)
    for kind in (Dataset, Erratum, Waiver, Likeness, Reference, *kinds):
        keys = {name.rstrip("_") for name in kind.__dataclass_fields__}
        assert keys <= words, kind


def test_every_entry_of_a_table_knows_its_id() -> None:
    dataset = load(WHOLE).dataset
    assert [role.id for role in dataset.roles.values()] == ["server", "relay"]
    assert dataset.services["ssh"].id == "ssh"
    assert dataset.zones["dmz"].id == "dmz"


def test_the_official_dataset_loads() -> None:
    assert load(MEDULLA).dataset.product.name == "Medulla"


def test_the_same_content_is_the_same_from_a_path_a_text_and_bytes() -> None:
    text = WHOLE.read_text(encoding="utf-8")
    for loaded in (load(str(WHOLE)), load_text(text, "f"), load_text(text.encode(), "f")):
        assert loaded.dataset == EXPECTED


def test_places_show_the_path_as_given_or_as_asked_for() -> None:
    assert str(load(WHOLE).tree.locate("flows", 0, "from")) == f"{WHOLE}:67:11"
    loaded = load(WHOLE, shown_as="whole.yaml")
    assert str(loaded.tree.locate_key("flows", 0, "from")) == "whole.yaml:67:5"
    assert str(loaded.tree.locate("flows", 0, "ports", 1)) == "whole.yaml:73:9"
    assert str(loaded.tree.locate("flows", 0, "ports", 1, "need")) == "whole.yaml:73:37"
    assert str(loaded.tree.locate("flows", 0, "ports", 0, "port")) == "whole.yaml:72:9"
    assert str(loaded.tree.locate("services", "ssh", "setting", 1)) == "whole.yaml:48:18"


def test_the_tree_keeps_what_was_typed() -> None:
    tree = load(WHOLE).tree
    assert tree.get("flows", 0, "from") == "Main"
    assert tree.get("flows", 0, "ports", 0) == "9"


def test_what_is_loaded_can_be_pickled() -> None:
    loaded = pickle.loads(pickle.dumps(load(WHOLE)))
    assert loaded.dataset == EXPECTED
    assert str(loaded.tree.locate("flows", 0, "from")) == f"{WHOLE}:67:11"


def test_an_error_can_be_pickled() -> None:
    with pytest.raises(DatasetError) as caught:
        load_text("a: b", "f")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


@pytest.mark.parametrize("content", [WHOLE.read_text(encoding="utf-8"), "a: [", "a: b"])
@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collection_is_as_it_was_before(content: str, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with contextlib.suppress(DatasetError):
            load_text(content, "f")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


HEAD = """\
format: 1
product: {name: P}
revision: 1
sources: {s: {title: S}}
roles:
  a: {name: b, aliases: [A, same]}
  b: {name: B, aliases: [same]}
"""


def flow(line: str) -> Flow:
    (loaded,) = load_text(f"{HEAD}flows:\n  - {{id: x, ports: [], {line}}}\n", "f").dataset.flows
    return loaded


def test_an_id_goes_before_a_name() -> None:
    assert flow("from: b, to: a").from_ == "b"


def test_the_exact_name_goes_before_one_in_another_case() -> None:
    assert flow("from: A, to: B").from_ == "a"
    with pytest.raises(DatasetError, match="MED202 More than one role is called 'SAME'"):
        flow("from: SAME, to: B")


def test_a_shared_alias_is_an_error_only_where_it_is_used() -> None:
    with pytest.raises(DatasetError, match="MED202") as caught:
        flow("from: a, to: same")
    assert len(caught.value.problems) == 1


def test_a_likeness_names_a_flow_by_its_id() -> None:
    like = flow("from: a, to: b, like: {flow: x, reason: r}").like
    assert like == Likeness(flow="x", reason="r")


@pytest.mark.parametrize("written", ["s", "[s]", "S", "[S]", "{id: S}", "[{id: s}]"])
def test_a_source_is_one_or_a_list(written: str) -> None:
    assert flow(f"from: a, to: b, source: {written}").source == (Citation(id="s"),)


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("a b/x.yml:12-17", "https://example.org/010/a%20b/x.yml#L12-L17"),
        ("x.yml:12", "https://example.org/010/x.yml#L12-L12"),
        ("x.yml", "https://example.org/010/x.yml"),
    ],
)
def test_a_place_has_an_address(place: str, address: str) -> None:
    assert EXPECTED.sources["code"].address_of(place) == address
    assert EXPECTED.sources["page"].address_of(place) == ""
    assert replace(EXPECTED.sources["code"], commit="").address_of(place) == ""


def test_an_address_that_needs_lines_before_its_fragment_has_none_without_them() -> None:
    source = replace(EXPECTED.sources["code"], file_url="https://example.org/{path}?l={first}#x")
    assert source.address_of("x.yml:3") == "https://example.org/x.yml?l=3#x"
    assert source.address_of("x.yml") == ""


def test_problems_of_shape_and_of_references_come_together_in_file_order() -> None:
    with pytest.raises(DatasetError) as caught:
        flow("to: c, from: [a], nte: x, need: no, group: g")
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["MED201", "MED103", "MED101", "MED108", "MED201"]
    places = [problem.location for problem in caught.value.problems]
    assert places == sorted(places)


def test_suggestions_stay_affordable_among_many_names() -> None:
    roles = "".join(f"  r{i}: {{name: R{i}}}\n" for i in range(2000))
    flows = "".join(f"  - {{id: f{i}, from: rr{i}, to: a, ports: []}}\n" for i in range(3000))
    with pytest.raises(DatasetError) as caught:
        load_text(f"{HEAD}{roles}flows:\n{flows}", "f")
    first, last = caught.value.problems[0], caught.value.problems[-1]
    assert len(caught.value.problems) == 3000
    assert "Did you mean" in first.hint
    assert "and 1978 more" in first.hint
    assert "Did you mean" not in last.hint


@pytest.mark.parametrize("module", ["model", "loading", "queries", "yaml_reader", "names"])
def test_pydantic_is_imported_only_where_a_file_is_read(module: str) -> None:
    code = (
        f"import sys, sphinx_medulla.dataset.{module}\n"
        "print(sorted({'pydantic', 'pydantic_core', 'sphinx', 'docutils'} & set(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout == "[]\n"
