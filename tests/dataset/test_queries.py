"""Queries: the same question gets the same flows, in the same order, under the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.model import Citation, Need
from sphinx_medulla.dataset.ports import PROTOCOLS, Port
from sphinx_medulla.dataset.queries import PortUse, Queries, Row, View
from sphinx_medulla.dataset.selection import Selection

SMALL = (Path(__file__).parents[1] / "manuals" / "small.yaml").read_text(encoding="utf-8")


def needs_of(row: Row) -> tuple[Need | None, ...]:
    """The different needs of a row's ports."""
    return tuple(dict.fromkeys(use.need for use in row.ports))


def views_of(text: str = SMALL) -> Queries:
    return Queries(load_text(text, "flows.yaml").dataset)


def port(text: str) -> Port:
    """A port, for every protocol unless it names some."""
    return Port.parse(text, "+".join(PROTOCOLS))


@pytest.fixture(scope="module")
def queries() -> Queries:
    return views_of()


def ports(row: Row) -> list[str]:
    return [str(use.port) for use in row.ports]


def shown(view: View) -> dict[str, list[str]]:
    """The flows of a view with what is left of their ports."""
    return {row.flow.id: ports(row) for row in view.rows}


def numbers(view: View) -> dict[str, tuple[tuple[str, int], ...]]:
    return {row.flow.id: row.numbers for row in view.rows}


def use_of(queries: Queries, flow: str, wanted: str) -> PortUse:
    """What the view of everything says of one port of one flow."""
    flow_of = queries.flows[flow]
    view = queries.select(Selection(modes=tuple(flow_of.modes)))
    row = next(row for row in view.rows if row.flow.id == flow)
    return next(use for use in row.ports if str(use.port) == wanted)


# Numbers


def test_a_mode_numbers_its_own_flows_and_those_of_every_mode(queries: Queries) -> None:
    assert numbers(queries.select(Selection(modes=("plain",)))) == {
        "client-to-hub": (("plain", 1),),
        "hub-to-client": (("plain", 2),),
        "hub-to-archive": (("plain", 3),),
        "hub-to-clock": (("plain", 4),),
        "client-to-archive": (("plain", 5),),
    }
    assert [row.number for row in queries.select(Selection(modes=("edged",))).rows] == [
        1, 2, 3, 4, 5, 6, 7,
    ]  # fmt: skip


def test_flows_without_a_mode_are_numbered_among_themselves(queries: Queries) -> None:
    assert numbers(queries.select(Selection())) == {
        "hub-to-archive": (("", 1),),
        "hub-to-clock": (("", 2),),
        "client-to-archive": (("", 3),),
    }


def test_a_row_of_several_modes_has_a_number_for_each(queries: Queries) -> None:
    found = numbers(queries.select(Selection(modes=("edged", "plain"))))
    assert found["client-to-hub"] == (("edged", 1), ("plain", 1))
    assert found["hub-to-edge"] == (("edged", 3),)
    assert found["hub-to-archive"] == (("edged", 5), ("plain", 3))


@pytest.mark.parametrize(
    "selection",
    [
        Selection(modes=("edged",), to=("archive",)),
        Selection(modes=("edged",), group=("around",)),
        Selection(modes=("edged",), role=("archive",)),
        Selection(modes=("edged",), port=(port("443"),)),
        Selection(modes=("edged",), need=("conditional",)),
    ],
)
def test_filters_keep_numbers(queries: Queries, selection: Selection) -> None:
    whole = numbers(queries.select(Selection(modes=("edged",))))
    found = numbers(queries.select(selection))
    assert found
    assert found == {flow: whole[flow] for flow in found}


def test_number_and_modes_of(queries: Queries) -> None:
    assert queries.number("hub-to-archive", "edged") == 5
    assert queries.number("hub-to-archive", "") == 1
    assert queries.number("hub-to-edge", "plain") is None
    assert queries.modes_of(queries.flows["hub-to-clock"]) == ("plain", "edged")
    assert queries.modes_of(queries.flows["hub-to-edge"]) == ("edged",)


def test_rows_go_by_the_order_of_groups_then_of_the_file() -> None:
    early = "flows:\n  - {id: first, group: around, from: hub, to: clock, ports: [124/udp]}\n"
    view = views_of(SMALL.replace("flows:\n", early)).select(Selection(modes=("plain",)))
    assert list(shown(view)) == [
        "client-to-hub",
        "hub-to-client",
        "first",
        "hub-to-archive",
        "hub-to-clock",
        "client-to-archive",
    ]
    assert [row.number for row in view.rows] == [1, 2, 3, 4, 5, 6]


# Filters


EDGED = {
    "client-to-hub": [
        "22/tcp", "53/tcp", "80/tcp", "443/tcp", "7777/tcp", "111/tcp+udp", "53/udp",
    ],
    "hub-to-client": ["9/udp"],
    "hub-to-edge": ["22/tcp", "4370-4380/tcp"],
    "visitor-to-edge": ["4375/tcp", "9/udp"],
    "hub-to-archive": ["443/tcp"],
    "hub-to-clock": ["123/udp"],
    "client-to-archive": [],
}  # fmt: skip


def test_everything_of_a_mode_with_ports_by_protocol_and_number(queries: Queries) -> None:
    assert shown(queries.select(Selection(modes=("edged",)))) == EDGED


@pytest.mark.parametrize(
    ("selection", "flows"),
    [
        (Selection(from_=("client",)), ["client-to-hub", "client-to-archive"]),
        (Selection(to=("edge",)), ["hub-to-edge", "visitor-to-edge"]),
        (Selection(from_=("hub",), to=("edge", "archive")), ["hub-to-edge", "hub-to-archive"]),
        (Selection(between=("border", "inside")), ["hub-to-edge"]),
        (Selection(between=("inside", "border")), ["hub-to-edge"]),
        (Selection(between=("internet", "border")), ["visitor-to-edge"]),
        (Selection(between=("internet", "inside")), []),
        (Selection(crossing=True), ["hub-to-edge", "visitor-to-edge", "hub-to-clock"]),
        (Selection(group=("around",)), ["hub-to-archive", "hub-to-clock", "client-to-archive"]),
    ],
)
def test_filters_of_flows_leave_their_ports_whole(
    queries: Queries, selection: Selection, flows: list[str]
) -> None:
    found = shown(queries.select(selection.of_modes(("edged",))))
    assert found == {flow: EDGED[flow] for flow in flows}


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (
            Selection(protocol=("udp",)),
            {
                "client-to-hub": ["53/udp", "111/udp"],
                "hub-to-client": ["9/udp"],
                "visitor-to-edge": ["9/udp"],
                "hub-to-clock": ["123/udp"],
            },
        ),
        (
            Selection(port=(port("22"), port("53"))),
            {"client-to-hub": ["22/tcp", "53/tcp", "53/udp"], "hub-to-edge": ["22/tcp"]},
        ),
        (Selection(port=(port("111/udp"),)), {"client-to-hub": ["111/udp"]}),
        (Selection(port=(port("111"),), protocol=("tcp",)), {"client-to-hub": ["111/tcp"]}),
        # a number inside a range, a range around a number, two ranges that touch in one number
        (
            Selection(port=(port("4375"),)),
            {"hub-to-edge": ["4370-4380/tcp"], "visitor-to-edge": ["4375/tcp"]},
        ),
        (
            Selection(port=(port("4000-4370"),)),
            {"hub-to-edge": ["4370-4380/tcp"]},
        ),
        (Selection(port=(port("4381"),)), {}),
        (Selection(port=(port("4369"),)), {}),
        (
            Selection(feature=("files",)),
            {"client-to-hub": ["111/tcp+udp"], "hub-to-edge": ["22/tcp", "4370-4380/tcp"]},
        ),
        (
            Selection(need=("required", "optional")),
            {"client-to-hub": ["80/tcp", "443/tcp"], "hub-to-client": ["9/udp"]},
        ),
        (
            Selection(need=("conditional",)),
            {
                "client-to-hub": ["53/tcp", "53/udp"],
                "hub-to-archive": ["443/tcp"],
                "client-to-archive": [],
            },
        ),
        (
            Selection(need=("not-stated",)),
            {
                "client-to-hub": ["22/tcp", "7777/tcp", "111/tcp+udp"],
                "hub-to-edge": ["22/tcp", "4370-4380/tcp"],
                "visitor-to-edge": ["4375/tcp", "9/udp"],
                "hub-to-clock": ["123/udp"],
            },
        ),
    ],
)
def test_filters_of_ports_cut_them_inside_a_row(
    queries: Queries, selection: Selection, left: dict[str, list[str]]
) -> None:
    assert shown(queries.select(selection.of_modes(("edged",)))) == left


def test_a_flow_without_ports_by_its_own_feature_and_need() -> None:
    text = SMALL.replace("to: archive, ports: []}", "to: archive, ports: [], feature: wake}")
    queries = views_of(text)
    assert "client-to-archive" in shown(queries.select(Selection(feature=("wake",))))
    assert "client-to-archive" not in shown(queries.select(Selection(feature=("files",))))
    assert "client-to-archive" in shown(queries.select(Selection(need=("conditional",))))
    assert "client-to-archive" not in shown(queries.select(Selection(need=("not-stated",))))


def test_filtered() -> None:
    assert not Selection(modes=("plain",)).filtered
    assert Selection(crossing=True).filtered
    assert Selection(modes=("plain",), role=("hub",)).filtered


# Sections


def test_groups_are_sections_in_their_order(queries: Queries) -> None:
    view = queries.select(Selection(modes=("plain",)))
    assert [(part.kind, part.id, len(part.rows)) for part in view.sections] == [
        ("group", "core", 2),
        ("group", "around", 3),
    ]


def test_without_a_default_group_flows_have_none() -> None:
    queries = views_of(SMALL.replace(", group: core}", "}"))
    view = queries.select(Selection(modes=("plain",)))
    assert {part.id for part in view.sections} == {"", "around"}
    assert queries.group_of(queries.flows["client-to-hub"]) == ""


def test_a_role_has_a_section_for_each_direction(queries: Queries) -> None:
    view = queries.select(Selection(modes=("edged",), role=("edge", "client")))
    assert [(part.kind, part.id, [row.flow.id for row in part.rows]) for part in view.sections] == [
        ("inbound", "edge", ["hub-to-edge", "visitor-to-edge"]),
        ("inbound", "client", ["hub-to-client"]),
        ("outbound", "client", ["client-to-hub", "client-to-archive"]),
    ]


def test_a_row_under_two_headings_counts_once(queries: Queries) -> None:
    view = queries.select(Selection(modes=("plain",), role=("hub", "client")))
    assert sum(len(part.rows) for part in view.sections) > len(view.rows)
    assert len({row.flow.id for row in view.rows}) == len(view.rows) == 5


def test_roles_in_order_of_appearance(queries: Queries) -> None:
    view = queries.select(Selection(modes=("edged",)))
    assert view.roles == ("client", "hub", "edge", "visitor", "archive", "clock")


def test_nothing_fits(queries: Queries) -> None:
    view = queries.select(Selection(modes=("plain",), to=("edge",)))
    assert view.sections == view.rows == view.roles == ()


# Services


@pytest.mark.parametrize(
    ("wanted", "to", "found"),
    [
        ("22/tcp", "hub", [("22/tcp", "ssh")]),
        ("22/tcp", "client", [("22/tcp", None)]),
        ("22/udp", "hub", [("22/udp", None)]),
        ("443/tcp", "hub", [("443/tcp", "web")]),
        ("443/tcp", "archive", [("443/tcp", "archive-web")]),
        ("9/udp", "anyone", [("9/udp", "wake")]),
        ("111/tcp+udp", "hub", [("111/tcp+udp", "rpc")]),
        ("111/udp", "hub", [("111/udp", "rpc")]),
        ("53/tcp+udp", "hub", [("53/tcp", "dns-tcp"), ("53/udp", "dns-udp")]),
        ("9/tcp+udp", "hub", [("9/tcp", None), ("9/udp", "wake")]),
        ("4375/tcp", "edge", [("4375/tcp", "cluster")]),
        ("4371-4372/tcp", "edge", [("4371-4372/tcp", "cluster")]),
        ("4370-4380/tcp", "edge", [("4370-4380/tcp", "cluster")]),
        ("4370-4381/tcp", "edge", [("4370-4381/tcp", None)]),
        ("22-23/tcp", "hub", [("22-23/tcp", None)]),
    ],
)
def test_a_port_finds_its_service_by_number_protocol_and_listener(
    queries: Queries, wanted: str, to: str, found: list[tuple[str, str | None]]
) -> None:
    matches = [
        (str(match[0]), match[1].id) if isinstance(match, tuple) else (str(match), None)
        for match in queries.listeners.match(port(wanted), to)
    ]
    assert matches == found


def test_a_service_that_names_its_listeners_goes_before_anybodys() -> None:
    own = "services:\n  nap: {name: Nap, ports: [9/udp]}\n"
    text = SMALL.replace("services:\n", own).replace(
        "  ssh:\n", "  own: {name: Own, ports: [9/udp], listens_on: [client]}\n  ssh:\n"
    )
    queries = views_of(text)
    assert use_of(queries, "hub-to-client", "9/udp").name == "Own"
    assert use_of(queries, "visitor-to-edge", "9/udp").name == "Nap"


def test_names_encryption_and_settings_are_the_ports_or_the_services(queries: Queries) -> None:
    https, http = (use_of(queries, "client-to-hub", number) for number in ("443/tcp", "80/tcp"))
    assert (https.name, https.encryption, https.setting) == ("HTTPS", "tls", ("TLS_PORT",))
    assert (http.name, http.encryption, http.setting) == ("HTTP", "none", ())
    ssh = use_of(queries, "client-to-hub", "22/tcp")
    assert (ssh.name, ssh.encryption, ssh.setting) == ("SSH", "ssh", ("SSH_PORT", "OTHER_PORT"))
    unknown = use_of(queries, "client-to-hub", "7777/tcp")
    assert (unknown.name, unknown.encryption, unknown.setting) == ("", "", ())
    assert unknown.service is None


@pytest.mark.parametrize(
    ("selection", "services"),
    [
        (
            Selection(),
            {
                "wake": ["hub-to-client", "visitor-to-edge"],
                "ssh": ["client-to-hub", "hub-to-edge"],
                "web": ["client-to-hub"],
                "rpc": ["client-to-hub"],
                "cluster": ["hub-to-edge", "visitor-to-edge"],
                "archive-web": ["hub-to-archive"],
                "dns-tcp": ["client-to-hub"],
                "dns-udp": ["client-to-hub"],
                "unused": [],
            },
        ),
        (
            Selection(modes=("plain",)),
            {
                "wake": ["hub-to-client"],
                "ssh": ["client-to-hub"],
                "web": ["client-to-hub"],
                "rpc": ["client-to-hub"],
                "archive-web": ["hub-to-archive"],
                "dns-tcp": ["client-to-hub"],
                "dns-udp": ["client-to-hub"],
            },
        ),
        (
            Selection(role=("edge",)),
            {
                "wake": ["visitor-to-edge"],
                "ssh": ["hub-to-edge"],
                "cluster": ["hub-to-edge", "visitor-to-edge"],
            },
        ),
        (Selection(port=(port("65000"),)), {"unused": []}),
        (Selection(port=(port("65000"),), modes=("plain",)), {}),
        (
            Selection(port=(port("443"),)),
            {"web": ["client-to-hub"], "archive-web": ["hub-to-archive"]},
        ),
    ],
)
def test_services_with_the_flows_that_use_them(
    queries: Queries, selection: Selection, services: dict[str, list[str]]
) -> None:
    found = {
        use.service.id: [row.flow.id for row in use.rows] for use in queries.services(selection)
    }
    assert found == services


def test_services_show_the_ports_that_were_asked_for(queries: Queries) -> None:
    web = queries.services(Selection(port=(port("443"),)))[0]
    assert [str(entry.port) for entry in web.ports] == ["443/tcp"]
    whole = next(use for use in queries.services(Selection()) if use.service.id == "web")
    assert [str(entry.port) for entry in whole.ports] == ["80/tcp", "443/tcp"]


# What is inherited


def test_the_need_of_a_port_of_its_flow_of_a_role(queries: Queries) -> None:
    assert use_of(queries, "client-to-hub", "80/tcp").need == Need(level="optional")
    assert use_of(queries, "client-to-hub", "22/tcp").need is None
    assert use_of(queries, "hub-to-client", "9/udp").need == Need(level="optional")
    condition = Need(level="conditional", when="if you have one")
    row = queries.select(Selection(to=("archive",), from_=("hub",))).rows[0]
    assert row.ports[0].need == condition
    assert needs_of(row) == (condition,)
    assert queries.need_of(queries.flows["client-to-archive"]) == condition


def test_a_flows_own_need_goes_before_its_roles_condition() -> None:
    text = SMALL.replace(
        "to: archive, ports: [443/tcp]}", "to: archive, ports: [443], need: required}"
    )
    row = views_of(text).select(Selection(to=("archive",), from_=("hub",))).rows[0]
    assert needs_of(row) == (Need(level="required"),)


def test_the_condition_of_the_initiator_counts_too() -> None:
    text = SMALL.replace("{name: Visitor, zone", "{name: Visitor, when: if it rains, zone")
    row = views_of(text).select(Selection(modes=("edged",), from_=("visitor",))).rows[0]
    assert needs_of(row) == (Need(level="conditional", when="if it rains"),)


def test_the_feature_of_a_port_of_its_flow_of_its_service() -> None:
    text = SMALL.replace(
        "ports: [22/tcp, 4370-4380/tcp]\n    feature: files",
        "ports: [{port: 22/tcp, feature: wake}, 4370-4380/tcp]\n    feature: files",
    )
    queries = views_of(text)
    assert use_of(queries, "hub-to-edge", "22/tcp").feature == "wake"
    assert use_of(queries, "hub-to-edge", "4370-4380/tcp").feature == "files"
    assert use_of(queries, "client-to-hub", "111/tcp+udp").feature == "files"
    assert use_of(queries, "client-to-hub", "22/tcp").feature == ""


def test_sources_are_the_entrys_or_the_default_ones(queries: Queries) -> None:
    assert queries.source_of(queries.flows["hub-to-edge"].source) == (Citation(id="code"),)
    assert queries.source_of(queries.flows["hub-to-client"].source) == (Citation(id="page"),)


# Errata


def errata(queries: Queries, flow: str, **selection: object) -> list[str]:
    view = queries.select(Selection(**{"modes": ("plain",)} | selection))  # type: ignore[arg-type]
    return [erratum.published for row in view.rows if row.flow.id == flow for erratum in row.errata]


def test_errata_of_the_modes_that_are_shown(queries: Queries) -> None:
    assert errata(queries, "hub-to-client") == ["By day."]
    assert errata(queries, "hub-to-client", modes=("edged",)) == []
    assert errata(queries, "hub-to-client", modes=("edged", "plain")) == ["By day."]


def test_errata_of_the_ports_that_are_shown(queries: Queries) -> None:
    assert errata(queries, "client-to-hub") == ["222", "7777"]
    assert errata(queries, "client-to-hub", port=(port("7777"),)) == ["7777"]
    assert errata(queries, "client-to-hub", port=(port("80"),)) == []


# Roles that only some modes have

LISTED = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  cloud: {name: Cloud}
  client: {name: Client}
  admin: {name: Admin}
modes:
  own: {title: Own server, roles: [server, client]}
  saas: {title: In the cloud, roles: [cloud, client]}
services:
  files: {name: Files, ports: [445/tcp]}
flows:
  - {id: admin-to-server, from: admin, to: server, ports: [445/tcp]}
  - {id: admin-to-client, from: admin, to: client, ports: [22/tcp]}
  - {id: server-to-cloud, from: server, to: cloud, ports: [22/tcp]}
  - {id: client-to-cloud, from: client, to: cloud, modes: [own, saas], ports: [443/tcp]}
"""


def test_a_flow_without_modes_holds_where_both_of_its_ends_exist() -> None:
    queries = views_of(LISTED)
    modes = {flow.id: queries.modes_of(flow) for flow in queries.flows.values()}
    assert modes == {
        "admin-to-server": ("own",),
        "admin-to-client": ("own", "saas"),
        "server-to-cloud": (),
        "client-to-cloud": ("own", "saas"),
    }
    everywhere = [flow.id for flow in queries.flows.values() if queries.is_everywhere(flow)]
    assert everywhere == ["admin-to-client"]


def test_tables_numbers_and_services_follow() -> None:
    queries = views_of(LISTED)
    saas = queries.select(Selection(modes=("saas",)))
    assert numbers(saas) == {"admin-to-client": (("saas", 1),), "client-to-cloud": (("saas", 2),)}
    assert queries.number("admin-to-server", "saas") is None
    assert not queries.services(Selection(modes=("saas",)))
    assert [use.service.id for use in queries.services(Selection(modes=("own",)))] == ["files"]
    without = queries.select(Selection())
    assert list(numbers(without)) == ["admin-to-server", "admin-to-client", "server-to-cloud"]


def test_a_role_that_no_mode_lists_exists_in_all() -> None:
    queries = views_of(LISTED.replace("[server, client]", "[client]"))
    assert queries.modes_of(queries.flows["admin-to-server"]) == ("own", "saas")
    assert queries.modes_of(queries.flows["server-to-cloud"]) == ("saas",)
