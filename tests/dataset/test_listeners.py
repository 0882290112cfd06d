"""Which service a port belongs to, where ranges overlap."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from sphinx_medulla.dataset.covering_ports import CoveringPorts
from sphinx_medulla.dataset.listeners import Listeners
from sphinx_medulla.dataset.model import Service, ServicePort
from sphinx_medulla.dataset.ports import Port

numbers = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted)
protocols = st.sampled_from([("tcp",), ("udp",), ("tcp", "udp"), ("tcp", "udp", "sctp")])
ports = st.builds(lambda ends, names: Port(*ends, names), numbers, protocols)
some_ports = ports | st.sampled_from([Port.parse("any"), Port.parse("any/tcp"), Port.parse("icmp")])


@given(st.lists(some_ports, max_size=12), some_ports)
def test_the_first_of_the_ports_that_cover_another_is_found(known: list[Port], port: Port) -> None:
    expected = next((place for place, one in enumerate(known) if one.covers(port)), None)
    assert CoveringPorts(enumerate(known)).first(port) == expected


def service(name: str, port: str, *listens_on: str) -> Service:
    return Service(name=name, ports=(ServicePort(port=Port.parse(port)),), listens_on=listens_on)


def owner(port: str, to: str, *services: Service, anywhere: str = "") -> str:
    """The name of the service that a port belongs to."""
    (match,) = Listeners(services, frozenset({anywhere})).match(Port.parse(port), to)
    return "" if isinstance(match, Port) else match[1].name


def test_a_service_that_names_the_role_comes_before_one_without_listeners() -> None:
    general, own = service("General", "20-29/tcp"), service("Own", "20-29/tcp", "server")
    assert owner("22/tcp", "server", general, own) == "Own"
    assert owner("22/tcp", "client", general, own) == "General"
    assert owner("22/tcp", "client", own) == ""
    assert owner("22/tcp", "client", own, anywhere="server") == "Own"


def test_a_single_port_comes_before_a_range_and_every_port_last() -> None:
    every, wide = service("Every", "any/tcp", "server"), service("Wide", "20-29/tcp", "server")
    single = service("Single", "22/tcp", "server")
    assert owner("22/tcp", "server", every, wide, single) == "Single"
    assert owner("23/tcp", "server", every, wide, single) == "Wide"
    assert owner("80/tcp", "server", every, wide, single) == "Every"


def steps(number: int) -> int:
    """How many functions are called to find the services of ports whose ranges overlap."""
    ranges = [Port(first, first + 20_000, ("tcp",)) for first in range(1, number + 1)]
    services = [Service(name=str(port), ports=(ServicePort(port=port),)) for port in ranges]
    listeners = Listeners(services, frozenset())
    called = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal called
        called += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for port in ranges:
            listeners.match(port, "server")
    finally:
        sys.setprofile(before)
    return called


def test_ranges_that_overlap_are_matched_in_time_that_grows_with_their_number() -> None:
    assert steps(1600) < 6 * steps(400)
