"""The rule other-port-in-text."""

from __future__ import annotations

import pytest
from checking import found_by, related_lines, text_at
from entry_text_datasets import dataset


def ports(text: str) -> list[list[str]]:
    return [[str(port) for port in one.subject.ports] for one in found_by("MED520", text)]


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("Proxy API on port 9090.", ["9090/tcp"]),
        ("Proxy API on port 9091.", ["9091/tcp"]),
        ("UDP 8443 is needed, too; 22/tcp only for administrators.", ["8443/udp", "22/tcp"]),
        ("The API (8443, 8444).", ["8444/tcp"]),
        ("API à l’écoute sur le port 8444.", ["8444/tcp"]),
        ("API auf Port 8444.", ["8444/tcp"]),
        ("Proxy API on port 8443, unlike port 9090.", []),
        ("Redirects to port 9090.", []),
        ("Like Cockpit on port 9090.", []),
        ("Reads from port 5432 of the Client.", []),
        ("Since 2019, version 4.2, RFC 6335, main.c:9090, 9090 users.", []),
        ("Also on 9090.", ["9090/tcp"]),
        ("HTTPS (443).", ["443/tcp"]),
        ("An API on port 8444 of hosts that are not in the domain.", ["8444/tcp"]),
        ("An API on ports 8444 up to 8450.", ["8444-8450/tcp"]),
        ("An API, at https://server.example.com:8444/.", ["8444/tcp"]),
        ("An API at localhost:8444.", ["8444/tcp"]),
        ("An API, with a cache at localhost:11212.", []),
        ("An API; a VXLAN tunnel needs 4789/udp.", []),
        ("An API; a VXLAN tunnel needs 4790/udp.", ["4790/udp"]),
        ("An API; 9000 is that of the console, port 80 redirects to it.", []),
        ("An API; 9000 of the console, port 80 leads to it.", ["80/tcp"]),
        ("An API, its port being 9444, on port-9445.", ["9444/tcp", "9445/tcp"]),
        ("An API on port ８４４４.", ["8444/tcp"]),
        ("An API, default 9443.", ["9443/tcp"]),
        ("Une API, par défaut 9443.", ["9443/tcp"]),
        ("Eine API, standardmäßig 9443.", ["9443/tcp"]),
        ("An API, timeout by default 3600, window size (default 8192), default 3600 seconds.", []),
        ("Redirects to HTTPS (444), used if HTTPS (445) is blocked.", []),
        ("The firewall forwards port 443 to 8443.", []),
        ("Port 443 is forwarded to port 8443; port 80 wird auf 8443 umgeleitet.", []),
        ("The firewall forwards port 444 to 9443.", ["444-9443/tcp"]),
    ],
)
def test_a_description_is_compared_with_the_ports_of_its_service(
    description: str, found: list[str]
):
    assert ports(dataset(description=description)) == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on ports 4370 to 4380", []),
        ("on ports 4370 to 4379", ["4370-4379/tcp"]),
        ("on ports 4371 to 4380", ["4371-4380/tcp"]),
        ("on ports 4369 to 4380", ["4369-4380/tcp"]),
        ("on ports 4372 to 4374, such as port 4371", []),
        ("between 4370 and 4380", []),
        ("between 4370 and 4390", ["4370-4390/tcp"]),
        ("entre 4370 et 4390", ["4370-4390/tcp"]),
        ("zwischen 4370 und 4390", ["4370-4390/tcp"]),
        ("sur les ports 4370 au 4390", ["4370-4390/tcp"]),
        ("between 4370 and 4390 times a day", []),
        ("on ports 4370:4380", []),
        ("on 4370:4390", ["4370-4390/tcp"]),
    ],
)
def test_a_range_with_another_end_is_another_range(text: str, found: list[str]):
    described = dataset(description=f"API {text}.", ports="4370-4380/tcp")
    assert ports(described) == ([found] if found else [])


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Port 8443 of the proxy.", []),
        ("Port 9090 of the proxy.", ["9090/tcp"]),
        ("Also 443/tcp.", []),
        ("Also 444/tcp.", ["444/tcp"]),
        ("8443 (UDP).", ["8443/udp"]),
        ("8443tcp and 8444tcp.", ["8444/tcp"]),
    ],
)
def test_a_note_is_compared_with_all_rows_of_its_connection(note: str, found: list[str]):
    extra = "  - {id: second, from: server, to: proxy, ports: [443/tcp]}"
    assert ports(dataset(note=note, extra=extra)) == ([found] if found else [])


@pytest.mark.parametrize("key", ["when", "title"])
def test_conditions_and_titles_may_name_any_port_of_the_dataset(key: str):
    assert ports(dataset(**{key: "if port 9090 or 53 (UDP) is used"})) == []
    assert ports(dataset(**{key: "if port 9091 is used"})) == [["9091/tcp"]]
    assert ports(dataset(**{key: "if TCP 53 is used"})) == [["53/tcp"]]


def test_a_range_with_a_gap_is_another_range():
    text = dataset(description="Calls on ports 41621-41623.", ports="41621/tcp, 41623/tcp")
    assert ports(text) == [["41621-41623/tcp"]]
    assert not ports(text.replace("41621/tcp, 41623", "41621/tcp, 41622/tcp, 41623"))


def test_a_flow_without_ports_says_nothing_that_could_contradict_a_note():
    extra = "  - {id: none, from: client, to: proxy, ports: [], note: Usually port 389.}"
    assert ports(dataset(extra=extra)) == []


def test_ports_of_older_versions_may_be_named():
    text = dataset(description="Port 8000 in version 1.")
    assert ports(text) == [["8000/tcp"]]
    assert (
        ports(text.replace("ports: [8443/tcp], d", "ports: [8443/tcp], formerly: [8000], d")) == []
    )


def test_the_name_of_a_port_is_compared_with_that_port():
    named = "{port: 8443/tcp, name: HTTPS (port 8444)}, {port: 8444/tcp, name: Port 8444}"
    text = dataset().replace("ports: [8443/tcp], desc", f"ports: [{named}], desc")
    (found,) = found_by("MED520", text)
    assert found.problem.message == (
        "The name of 8443/tcp in the service proxy-api names port 8444, "
        "but the service has 8443/tcp."
    )


@pytest.mark.parametrize(("name", "wrong"), [("DHCP (68)", True), ("DHCP (9)", False)])
def test_a_name_has_the_usual_number_of_what_it_names(name: str, wrong: bool):
    text = dataset().replace("9090/tcp, 53/udp]", f"9090/tcp, {{port: 53/udp, name: {name}}}]", 1)
    assert bool(ports(text)) is wrong


def test_places_and_words():
    text = dataset(description="Proxy API on ports 9090/tcp and 9091.")
    (found,) = found_by("MED520", text)
    assert text_at(text, found) == "'Proxy API on ports 9090/tcp and 9091.'"
    assert found.problem.message == (
        "The description of the service proxy-api names ports 9090/tcp and 9091, "
        "but the service has 8443/tcp."
    )
    assert found.problem.hint == (
        "Write 8443 instead of 9091 in the description, or correct the port of the service. "
        "Remove 9090/tcp from the description, add it to the ports of the service, or name the "
        "service that has it."
    )
    assert [one.message for one in found.problem.related] == [
        "These are its ports.",
        "The service cockpit has it.",
    ]
    assert len(related_lines(text, found)) == 2


@pytest.mark.parametrize(
    ("ports", "note", "hint"),
    [
        (
            "8443/tcp",
            "UDP 8443 is needed; 53/udp only for administrators.",
            (
                "Write 8443/tcp instead of 8443/udp in the note, or correct the port of the flow. "
                "Remove 53/udp from the note, add it to the ports of the flow, or name the service "
                "that has it."
            ),
        ),
        (
            "8443/tcp",
            "Calls, 443/8443.",
            "Remove 443 from the note, add it to the ports of the flow, or say whose port it is.",
        ),
        ("8443/tcp", "8433/udp", "Write 8443/tcp in the note, or correct the port of the flow."),
        (
            "35621/tcp, 35623/tcp",
            "35621 serves files, 35632 takes commands.",
            "Write 35623 in the note, or correct the ports of the flow.",
        ),
        (
            "35621/tcp, 35623/tcp",
            "Port 9443.",
            "Write 35621 and 35623 in the note, or correct the ports of the flow.",
        ),
        (
            "4370-4380/tcp",
            "Ports 4370 bis einschließlich 4379.",
            "Write 4370-4380 in the note, or correct the port of the flow.",
        ),
        (
            "8443/tcp",
            "Calls on port 8433, replicas on port 8343.",
            "Write 8443 instead of 8433 and 8343 in the note, or correct the port of the flow.",
        ),
        (
            "35621/tcp, 35623/tcp",
            "Files on port 35261, commands on port 35632.",
            (
                "Write 35621 instead of 35261 and 35623 instead of 35632 in the note, or correct "
                "the ports of the flow."
            ),
        ),
        (
            "8443/tcp+udp",
            "Calls, 8433/tcp and 8433/udp.",
            "Write 8443 instead of 8433 in the note, or correct the port of the flow.",
        ),
        (
            "8443/tcp",
            "On ports 7001 and 7002.",
            "Write 8443 instead of 7001 and 7002 in the note, or correct the port of the flow.",
        ),
        (
            "8443/tcp",
            "On ports 8443, 7001 and 9090.",
            (
                "Remove 7001 from the note, add it to the ports of the flow, or say whose port it "
                "is. Remove 9090 from the note, add it to the ports of the flow, or name the "
                "service that has it."
            ),
        ),
    ],
)
def test_the_hint_says_what_to_write(ports: str, note: str, hint: str):
    (found,) = found_by("MED520", dataset(ports=ports, note=note))
    assert found.problem.hint == hint


def test_a_bare_number_that_is_mistyped_is_a_port():
    assert ports(dataset(note="8434 serves events.")) == [["8434/tcp"]]
    assert ports(dataset(note="8450 serves events.")) == []
    assert ports(dataset(note="2019 serves events.", ports="2049/tcp")) == []


def test_a_condition_is_called_one():
    (found,) = found_by(
        "MED520", dataset().replace("{title: 'One way'}", "{title: O, when: if 9/sctp}")
    )
    assert found.problem.message.startswith("The condition of the mode one names port 9/sctp")


def test_a_waiver_names_the_ports():
    text = dataset(
        note="Port 9091 of the proxy.",
        extra="    ignore: [{rule: MED520, ports: [9091], reason: So.}]",
    )
    assert ports(text) == []


def test_the_note_of_a_port_is_read():
    text = dataset(ports="8443/tcp, {port: 22/tcp, note: The shell on port 2222.}")
    text = text.replace(", {port: 22/tcp, note: The shell on port 2222.}", "", 1)
    (found,) = found_by("MED520", text)
    assert found.problem.message == (
        "The note of 22/tcp in the flow server-to-proxy names port 2222, but the flow has 22/tcp."
    )
    assert text_at(text, found) == "The shell on port 2222."


def test_the_whole_name_of_another_service_says_whose_port_it_is():
    other = "  api: {name: Web API, ports: [9444/tcp], description: A.}\n"
    text = dataset(description="Connects after the Web API was called on port 9444.")
    assert ports(text) == [["9444/tcp"]]
    assert ports(text.replace("services:\n", f"services:\n{other}")) == []
    sole = text.replace("services:\n", f"services:\n{other.replace('Web API', 'API')}")
    assert ports(sole) == [["9444/tcp"]]
