"""The one type that reads, compares and prints ports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medulla.dataset.ports import LAST_PORT, PROTOCOLS, Port, PortError, protocol_order

NUMBERS = st.integers(1, LAST_PORT) | st.integers(1, 12)
PROTOCOL_SETS = st.sets(st.sampled_from(PROTOCOLS), min_size=1)


@st.composite
def ports(draw: st.DrawFn) -> Port:
    first, last = sorted((draw(NUMBERS), draw(NUMBERS)))
    if draw(st.booleans()):
        last = first
    names = draw(PROTOCOL_SETS)
    return Port(first, last, tuple(name for name in PROTOCOLS if name in names))


def members(port: Port) -> set[tuple[int, str]]:
    return {(n, name) for n in range(port.first, port.last + 1) for name in port.protocols}


SMALL = ports().filter(lambda port: port.last - port.first < 500)


@given(ports())
def test_what_is_printed_reads_as_the_same_port(port: Port) -> None:
    assert Port.parse(str(port)) == port
    assert str(port) == f"{port.number}/{port.protocol}"


@given(ports(), st.sampled_from(PROTOCOLS))
def test_the_default_protocol_is_taken_only_where_none_is_written(port: Port, default: str) -> None:
    assert Port.parse(str(port), default) == port
    assert Port.parse(port.number, default) == Port(port.first, port.last, (default,))


@given(st.permutations(PROTOCOLS), st.integers(1, 3))
def test_protocols_are_in_one_order_however_they_are_written(names: list[str], count: int) -> None:
    port = Port.parse(f"22/{'+'.join(names[:count])}")
    assert port.protocols == tuple(sorted(names[:count], key=PROTOCOLS.index))


@given(ports(), ports())
def test_ports_sort_by_number_then_by_protocol(one: Port, other: Port) -> None:
    def key(port: Port) -> tuple[int, int, list[int]]:
        return port.first, port.last, [PROTOCOLS.index(name) for name in port.protocols]

    assert (one < other) == (key(one) < key(other))


@given(SMALL, SMALL)
def test_covering_and_overlapping_are_those_of_sets(one: Port, other: Port) -> None:
    assert one.covers(other) == (members(other) <= members(one))
    assert one.overlaps(other) == bool(members(one) & members(other))
    assert one.overlaps(other) == other.overlaps(one)


@given(SMALL, st.sets(st.sampled_from(PROTOCOLS)))
def test_protocols_apart_and_some_of_them_are_those_of_sets(port: Port, names: set[str]) -> None:
    assert set().union(*map(members, port.each_protocol())) == members(port)
    assert all(len(one.protocols) == 1 for one in port.each_protocol())
    kept = port.only(frozenset(names))
    expected = {(number, name) for number, name in members(port) if name in names}
    assert (members(kept) if kept else set()) == expected


def parsed(text: str) -> Port | PortError:
    try:
        return Port.parse(text)
    except PortError as error:
        return error


@given(
    st.text(max_size=12)
    | st.text("0123456789/-+tcpud :,", max_size=12)
    | st.from_regex(r"\A(any|icmp|proto-)[-/0-9tcp]*\Z")
)
def test_any_text_is_a_port_or_an_error_that_says_what_to_write(text: str) -> None:
    result = parsed(text)
    if isinstance(result, Port):
        assert Port.parse(str(result)) == result
        assert (1 if result.numbered else 0) <= result.first <= result.last <= LAST_PORT
    else:
        assert result.message.endswith(".")
        assert result.hint.startswith("Write ")
        assert result.hint.endswith(".")
        assert str(result) == f"{result.message} {result.hint}"


EACH = "Write each port as an entry of its own: "


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("80/443", "'80/443' is not a port.", EACH + "80/tcp, 443/tcp."),
        ("9999,", "'9999,' is not a port.", "Write 9999/tcp."),
        ("22 (SSH)", "'22 (SSH)' is not a port.", "Write 22/tcp."),
        ("70000", "The port '70000' is out of range.", "Write a number from 1 to 65535."),
        ("0", "The port '0' is out of range.", "Write a number from 1 to 65535."),
        ("0-65535", "The port '0-65535' is out of range.", "Write a number from 1 to 65535."),
        ("1-99999999", "The port '1-99999999' is out of range.",
         "Write a number from 1 to 65535."),
        ("٢٢", "'٢٢' is not a port.",
         "Write a port such as 22/tcp, a range such as 4370-4380/tcp, or 111/tcp+udp."),
        ("4380-4370", "The port range '4380-4370' is in descending order.", "Write 4370-4380/tcp."),
        ("22-22", "The port range '22-22' contains only one port.", "Write 22/tcp."),
        ("4380-4370/tcp", "The port range '4380-4370/tcp' is in descending order.",
         "Write 4370-4380/tcp."),
        ("7/udp-9/udp", "'7/udp-9/udp' is not a port.", "Write 7-9/udp."),
        ("7/udp-9", "'7/udp-9' is not a port.", "Write 7-9/udp."),
        ("7/tcp-9/udp", "The port range '7/tcp-9/udp' has two protocols.",
         f"Write 7-9/tcp+udp, or {EACH[6:]}7/tcp, 9/udp."),
        ("443/tpc", "The port '443/tpc' has the unknown protocol 'tpc'.", "Write 443/tcp."),
        ("53/upd+tcp", "The port '53/upd+tcp' has the unknown protocol 'upd'.",
         "Write 53/udp+tcp."),
        ("443/ucp", "The port '443/ucp' has the unknown protocol 'ucp'.",
         "Write one of tcp, udp, sctp, or several as in 111/tcp+udp."),
        ("1e3", "'1e3' is not a port.", "Write 1000/tcp."),
        ("0x1bb", "'0x1bb' is not a port.", "Write 443/tcp."),
        ("0x1BB/udp", "'0x1BB/udp' is not a port.", "Write 443/udp."),
        ("70e3", "The port '70e3' is out of range.", "Write a number from 1 to 65535."),
        ("1_000", "'1_000' is not a port.", "Write 1000/tcp."),
        ("8000:8010", "'8000:8010' is not a port.",
         f"Write 8000-8010/tcp for a range, or {EACH[6:]}8000/tcp, 8010/tcp."),
        ("6881~6889/udp", "'6881~6889/udp' is not a port.",
         f"Write 6881-6889/udp for a range, or {EACH[6:]}6881/udp, 6889/udp."),
        ("8080:80", "'8080:80' is not a port.", EACH + "8080/tcp, 80/tcp."),
        ("53/udp:80/tcp", "'53/udp:80/tcp' is not a port.", EACH + "53/udp, 80/tcp."),
        ("22:22", "'22:22' is not a port.", "Write 22/tcp."),
        ("010", "'010' is not a port.", "Write 10/tcp."),
        ("67/69 (UDP)", "'67/69 (UDP)' is not a port.", EACH + "67/udp, 69/udp."),
        ("4370 to 4380", "'4370 to 4380' is not a port.", "Write 4370-4380/tcp."),
        ("4370 à 4380", "'4370 à 4380' is not a port.", "Write 4370-4380/tcp."),
        ("4370 bis 4380/udp", "'4370 bis 4380/udp' is not a port.", "Write 4370-4380/udp."),
        ("22/TCP", "'22/TCP' is not a port.", "Write 22/tcp."),
        ("tcp/22", "'tcp/22' is not a port.", "Write 22/tcp."),
        ("22/tcp/udp", "'22/tcp/udp' is not a port.", "Write 22/tcp+udp."),
        ("22 (SSH v2)", "'22 (SSH v2)' is not a port.", "Write 22/tcp."),
        ("ports (22-24)", "'ports (22-24)' is not a port.", "Write 22-24/tcp."),
        ("22/tcp, 53/udp", "'22/tcp, 53/udp' is not a port.", EACH + "22/tcp, 53/udp."),
        ("UDP 53, TCP 22", "'UDP 53, TCP 22' is not a port.", EACH + "53/udp, 22/tcp."),
        ("6000-6010,7000", "'6000-6010,7000' is not a port.", EACH + "6000-6010/tcp, 7000/tcp."),
        ("1024+", "'1024+' is not a port.", "Write 1024-65535/tcp."),
        (">1023", "'>1023' is not a port.", "Write 1024-65535/tcp."),
        (">= 1024 (UDP)", "'>= 1024 (UDP)' is not a port.", "Write 1024-65535/udp."),
        ("1 2 3 4 5 6 7 8 9", "'1 2 3 4 5 6 7 8 9' is not a port.",
         EACH + "1/tcp, 2/tcp, 3/tcp, 4/tcp, 5/tcp, 6/tcp, 7/tcp, 8/tcp and 1 more."),
        ("ssh", "'ssh' is not a port.",
         "Write a port such as 22/tcp, a range such as 4370-4380/tcp, or 111/tcp+udp."),
        ("any-80/tcp", "'any-80/tcp' is not a port.",
         "Write a port such as 22/tcp, a range such as 4370-4380/tcp, or 111/tcp+udp."),
        ("Any", "'Any' is not a port.", "Write any."),
        ("*", "'*' is not a port.", "Write any/tcp, or any for every port of every protocol."),
        ("all/udp", "'all/udp' is not a port.",
            "Write any/udp, or any for every port of every protocol."),
        ("22-", "The port range '22-' has no last port.",
            "Write both ends, as in 22-65535/tcp, or 22/tcp for one port."),
        ("-22/udp", "The port range '-22/udp' has no first port.",
            "Write both ends, as in 1-22/udp, or 22/udp for one port."),
        ("-1", "The port range '-1' has no first port.", "Write 1/tcp."),
        ("70000-", "The port '70000-' is out of range.", "Write a number from 1 to 65535."),
        ("ICMP/8", "'ICMP/8' is not a port.", "Write icmp/echo-request."),
        ("ip/112", "'ip/112' is not a port.", "Write vrrp."),
        ("IP 50", "'IP 50' is not a port.", "Write esp."),
        ("ip/6", "'ip/6' is not a port.", "Write its ports, as in 22/tcp, or any/tcp."),
        ("ipv6-icmp", "'ipv6-icmp' is not a port.", "Write icmpv6."),
        ("any/TCP", "'any/TCP' is not a port.", "Write any/tcp."),
        ("Any/udp/TCP", "'Any/udp/TCP' is not a port.",
            "Write any/tcp+udp, or any for every port of every protocol."),
        ("all/ESP", "'all/ESP' is not a port.", "Write esp."),
        ("icmp/Echo-Request", "'icmp/Echo-Request' is not a port.", "Write icmp/echo-request."),
        ("22/esp", "The protocol 'esp' of '22/esp' has no ports.", "Write esp."),
        ("any/gre", "The protocol 'gre' of 'any/gre' has no ports.", "Write gre."),
        ("any/tcp+tcp", "The port 'any/tcp+tcp' names a protocol twice.", "Write any/tcp."),
        ("esp/tcp", "The protocol of 'esp/tcp' has neither ports nor types.", "Write esp."),
        ("proto-6", "The protocol 'proto-6' is tcp, which has ports.",
         "Write its ports, as in 22/tcp, or any/tcp."),
        ("proto-256", "The protocol 'proto-256' is out of range.",
         "Write a number from 0 to 255, as in proto-89."),
        ("igmp/ping", "The protocol of 'igmp/ping' has neither ports nor types.", "Write igmp."),
        ("icmp/300", "'icmp/300' names no type of icmp.",
         ("Write a number from 0 to 255, or one of echo-reply, destination-unreachable, "
         "source-quench, redirect, echo-request, router-advertisement, router-solicitation, "
         "time-exceeded, parameter-problem, timestamp-request, timestamp-reply, info-request, "
         "info-reply, address-mask-request, address-mask-reply.")),
    ],
)  # fmt: skip
def test_what_is_no_port_is_told_what_was_meant(text: str, message: str, hint: str) -> None:
    with pytest.raises(PortError) as caught:
        Port.parse(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "canonical", "number", "protocol"),
    [
        ("icmp", "icmp", "", "icmp"),
        ("icmp/8", "icmp/echo-request", "echo-request", "icmp"),
        ("icmp/0", "icmp/echo-reply", "echo-reply", "icmp"),
        ("icmp/77", "icmp/77", "77", "icmp"),
        ("icmpv6/nd-redirect", "icmpv6/nd-redirect", "nd-redirect", "icmpv6"),
        ("esp", "esp", "", "esp"),
        ("proto-112", "vrrp", "", "vrrp"),
        ("proto-89", "proto-89", "", "proto-89"),
        ("any/tcp", "any/tcp", "any", "tcp"),
        ("any/udp+tcp", "any/tcp+udp", "any", "tcp+udp"),
        ("any", "any", "any", "any"),
    ],
)
def test_what_has_no_number_has_one_canonical_form(
    text: str, canonical: str, number: str, protocol: str
) -> None:
    port = Port.parse(text, "udp")
    assert (str(port), port.number, port.protocol) == (canonical, number, protocol)
    assert Port.parse(canonical) == Port.parse_loosely(text.upper()) == port
    assert not port.numbered


def test_any_port_of_a_protocol_covers_its_ports_and_no_other_protocol() -> None:
    https, esp, echo = map(Port.parse, ("443/tcp", "esp", "icmp/echo-request"))
    every = Port.parse("any/tcp")
    assert every.covers(https)
    assert every.covers(Port.parse("1-65535/tcp"))
    assert not Port.parse("1-65535/tcp").covers(every)
    assert every.overlaps(https)
    assert not every.overlaps(esp)
    assert not every.overlaps(Port.parse("443/udp"))
    assert Port.parse("icmp").covers(echo)
    assert not echo.overlaps(Port.parse("icmp/echo-reply"))
    assert all(Port.parse("any").covers(one) for one in (https, esp, echo, every))
    assert not every.covers(Port.parse("any"))
    assert Port.parse("any").overlaps(echo)
    assert Port.parse("any").only(frozenset({"tcp"})) == Port.parse("any")


IN_ORDER = [
    "22/tcp", "22/tcp+udp", "22/udp", "22/sctp", "22-23/tcp", "443/tcp",
    "any/tcp", "any/tcp+udp", "any/udp", "icmp", "icmp/echo-reply", "icmp/echo-request", "icmp/77",
    "icmpv6/echo-request", "esp", "vrrp", "proto-9", "proto-89", "any",
]  # fmt: skip


def test_what_has_no_number_comes_last_in_one_order() -> None:
    ports = [*map(Port.parse, IN_ORDER)]
    mixed = [*ports[1::2], *ports[::2]]
    assert sorted(mixed) == ports
    assert [port for port in sorted(mixed, key=protocol_order) if not port.numbered] == ports[6:]


def test_by_protocol_the_numbers_of_each_protocol_are_together() -> None:
    texts = ["22/tcp", "22-23/tcp", "443/tcp", "22/tcp+udp", "22/udp", "22/sctp"]
    ports = [*map(Port.parse, texts)]
    assert sorted(sorted(ports), key=protocol_order) == ports


def test_a_type_with_two_names_is_printed_by_the_name_that_nftables_prints() -> None:
    assert str(Port.parse("icmpv6/mld-listener-reduction")) == "icmpv6/mld-listener-done"
