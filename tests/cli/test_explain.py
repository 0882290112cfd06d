"""`medulla-flows explain`: what listens on a port, who calls it, and what breaks without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done

Run = Callable[..., Done]
Explain = Callable[..., Done]

DATASET = """\
format: 1
product: {name: Example}
revision: 1
defaults: {source: guide}
sources: {guide: {title: The guide, url: "https://example.org/guide"}}
features: {sync: {name: Synchronization}}
roles:
  client: {name: Client}
  hub: {name: Hub}
  relay: {name: Relay}
modes: {lan: {title: LAN}, wan: {title: WAN, source: guide}}
services:
  sync:
    name: Sync
    ports: [22000/tcp]
    description: Copies files.
    listens_on: [hub, relay]
    encryption: tls
    feature: sync
    formerly: [22067/tcp]
  dhcp: {name: DHCP, ports: [67/udp], description: Gives addresses., encryption: none}
  spare: {name: Spare, ports: [9000-9010/tcp], description: Nobody calls it.}
flows:
  - id: client-to-hub
    from: client
    to: hub
    modes: [lan]
    need: required
    ports: [22000/tcp, {port: 67/udp, need: {when: if a machine starts from the network}}]
    ignore:
      - {rule: MED604, ports: [22000/tcp], question: May it cross the border?}
  - {id: client-to-relay, from: client, to: relay, modes: [wan], need: optional, ports: [22000/tcp]}
  - {id: hub-to-client, from: hub, to: client, ports: [67/udp, 5000/tcp]}
"""


@pytest.fixture
def explain(run: Run, folder: Path) -> Explain:
    """Runs the command on the dataset above."""
    (folder / "flows.yaml").write_text(DATASET, encoding="utf-8")
    return lambda *words: run("explain", *words, "--dataset", "flows.yaml")


def test_a_port_alone(explain: Explain):
    done = explain("22000")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(
        "22000/tcp: Sync\n"
        "  Listens on: Hub and Relay\n"
        "  Encryption: TLS\n"
        "  Formerly: 22067/tcp\n"
        "  Purpose: Copies files.\n"
        "  Source: The guide <https://example.org/guide>\n"
        "\n"
        "client-to-hub: Client → Hub\n"
        "  Modes: LAN\n"
        "  Source: The guide <https://example.org/guide>\n"
        "  Open question (MED604): May it cross the border?\n"
        "  22000/tcp: Sync\n"
        "    Need: required\n"
        "    Feature: Synchronization\n"
        "    Encryption: TLS\n"
        "    If it is blocked: Client cannot reach Sync on Hub. "
        "The feature Synchronization stops working. It is required.\n"
    )
    assert "client-to-relay: Client → Relay\n  Modes: WAN\n" in done.out
    assert "  Source of the mode WAN: The guide <https://example.org/guide>\n" in done.out
    assert "hub-to-client" not in done.out


def test_a_port_with_its_protocol(explain: Explain):
    done = explain("67/udp")
    assert "  Listens on: Hub and Client\n  Encryption: none\n" in done.out
    assert "    Need: if a machine starts from the network\n" in done.out
    assert "needed on this condition: if a machine starts from the network." in done.out
    assert "  Modes: every mode\n" in done.out
    assert "The dataset does not say whether it is needed." in done.out
    assert explain("67/tcp").status == 1


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("need: required", "stops working. It is required."),
        ("need: optional", "uses it. It is optional."),
        ("need: {when: if files are copied}", "uses it. It is needed on this condition: if files"),
        ("note: Hm", "uses it. The dataset does not say whether it is needed."),
    ],
)
def test_a_feature_stops_only_without_what_it_requires(
    need: str, said: str, run: Run, folder: Path
):
    text = DATASET.replace("need: optional", need)
    (folder / "flows.yaml").write_text(text, encoding="utf-8")
    done = run("explain", "22000", "relay", "--dataset", "flows.yaml")
    assert f"The feature Synchronization {said}" in done.out


def test_later_paragraphs_are_indented_below_the_first_one(run: Run, folder: Path):
    text = DATASET.replace("description: Copies files.", r'description: "Files.\n\nAll of them."')
    text = text.replace("May it cross the border?", r'"Old.\n\nMay it cross?"')
    asked = r'questions: [{id: q, question: "Why?\n\nSay it.", ports: [22000/tcp]}]'
    (folder / "flows.yaml").write_text(f"{text}{asked}\n", encoding="utf-8")
    out = run("explain", "22000", "--dataset", "flows.yaml").out
    assert "  Purpose: Files.\n\n    All of them.\n  Source: " in out
    assert "  Open question (MED604): Old.\n\n    May it cross?\n" in out
    assert "\nOpen question: Why?\n\n  Say it.\n" in out


def test_a_port_in_a_range_that_no_flow_uses(explain: Explain):
    done = explain("9005")
    assert done.status == 0
    assert "9000-9010/tcp: Spare\n  Listens on: not stated\n" in done.out
    assert "No flow uses it" in done.out


def test_a_port_that_no_service_describes(explain: Explain):
    out = explain("5000").out
    assert "  5000/tcp: no service describes it\n" in out
    assert "Hub cannot reach 5000/tcp on Client." in out


def test_a_port_that_only_a_question_names_is_not_said_to_be_closed(explain: Explain):
    path = Path("flows.yaml")
    question = "questions: [{id: q, question: Does it listen?, to: hub, ports: [5555/tcp]}]\n"
    path.write_text(path.read_text(encoding="utf-8") + question, encoding="utf-8")
    done = explain("5555", "hub")
    assert done.out == (
        "Whether anything uses 5555 on Hub is an open question.\nOpen question: Does it listen?\n"
    )
    assert done.status == 1


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        (("5555",), ["Open question: Does it?", "Open question on client-to-hub: May it?"]),
        (("5555", "hub"), ["Open question on client-to-hub: May it?"]),
        (("5555", "relay"), ["Open question: Does it?"]),
        (("5556",), []),
    ],
)
def test_a_port_that_questions_only_mention(
    explain: Explain, words: tuple[str, ...], questions: list[str]
):
    path = Path("flows.yaml")
    asked = "questions: [{id: q, question: Does it?, to: relay, mentions: [5555/tcp]}]\n"
    text = path.read_text(encoding="utf-8")
    mentioned = text.replace("May it cross the border?", "May it?, mentions: [5555/tcp]")
    path.write_text(mentioned + asked, encoding="utf-8")
    done = explain(*words)
    assert done.out.splitlines()[1:] == questions
    assert done.out.startswith("Whether anything" if questions else "Nothing listens")
    assert done.status == 1


def test_a_former_port_leads_to_todays(explain: Explain):
    done = explain("22067")
    assert done.status == 1
    assert "Nothing listens on 22067, and no flow opens it.\n" in done.out
    assert "formerly a port of Sync, which now listens on 22000/tcp.\n" in done.out


@pytest.mark.parametrize("words", [("22000", "relay"), ("Relay", "22000/tcp")])
def test_a_port_on_one_machine(words: tuple[str, ...], explain: Explain):
    done = explain(*words)
    assert done.status == 0
    assert "client-to-relay" in done.out
    assert "client-to-hub" not in done.out
    assert "Nothing listens on 9999 on Relay" in explain("9999", "relay").out


def test_two_machines_without_a_port(explain: Explain):
    done = explain("client", "hub")
    assert done.status == 0
    assert "client-to-hub: " in done.out
    assert "hub-to-client: " in done.out
    assert "client-to-relay" not in done.out
    assert explain("relay", "hub").out == "No flow opens a port from Relay to Hub.\n"


def test_a_role_behind_an_option(run: Run, explain: Explain):
    asked = run("explain", "22000", "--dataset", "flows.yaml", "relay")
    assert explain("22000", "relay") == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("client", "hub", "22000", "flows.yaml"), "'flows.yaml'. Write a port, a port and a role"),
        (("22", "80"), "There are two ports, 22 and 80. Write a port"),
        (("80/443",), "Write each port as an entry of its own: 80, 443."),
        (("22000", "x.yaml"), "'x.yaml' is not a role. Name the dataset with --dataset x.yaml."),
        (("clinet",), "There is no role 'clinet'. Did you mean 'client'?"),
        (("client", "hub", "ssh"), "'ssh' is not a port."),
        (("22x", "client", "hub"), "'22x' is not a port. Write 22."),
        (("tcp/22",), "'tcp/22' is not a port. Write 22/tcp."),
        (("port 22", "hub"), "'port 22' is not a port. Write 22."),
        (("22000", "--datset=x"), "there is no option --datset. Did you mean '--dataset'?"),
    ],
)
def test_what_does_not_fit(words: tuple[str, ...], said: str, explain: Explain):
    done = explain(*words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_a_machine_that_is_named_like_what_listens_there(run: Run, folder: Path):
    text = DATASET.replace("name: Sync\n", "name: Hub\n")
    (folder / "flows.yaml").write_text(text, encoding="utf-8")
    out = run("explain", "22000", "hub", "--dataset", "flows.yaml").out
    assert "If it is blocked: Client cannot reach Hub on 22000/tcp. " in out


def test_a_port_is_called_by_its_own_name(run: Run, folder: Path):
    named = "ports: [{port: 22000/tcp, name: Sentinel}]"
    text = DATASET.replace("ports: [22000/tcp]", named, 1)
    (folder / "flows.yaml").write_text(text, encoding="utf-8")
    out = run("explain", "22000", "--dataset", "flows.yaml").out
    assert out.count("  22000/tcp: Sentinel\n") == out.count("  22000/tcp: ") > 0


def test_a_machine_without_flows(run: Run, folder: Path):
    text = DATASET.replace("  hub: {name: Hub}", "  hub: {name: Hub}\n  idle: {name: Idle}")
    (folder / "flows.yaml").write_text(text, encoding="utf-8")
    done = run("explain", "idle", "--dataset", "flows.yaml")
    assert (done.status, done.out) == (1, "No flow leads from or to Idle.\n")


def test_what_is_true_of_two_ports_of_a_service_is_said_once(run: Run, folder: Path):
    text = DATASET.replace("ports: [67/udp],", "ports: [67/udp, 67/tcp],")
    (folder / "flows.yaml").write_text(text, encoding="utf-8")
    done = run("explain", "67", "--dataset", "flows.yaml")
    assert done.out.startswith("67/udp: DHCP\n67/tcp: DHCP\n")
    assert done.out.count("Purpose: Gives addresses.") == 1


def test_a_port_names_no_machine_of_another_port_of_its_service(run: Run, folder: Path):
    text = DATASET.replace("ports: [67/udp],", "ports: [67/udp, 69/udp],")
    text += "  - {id: client-to-relay-2, from: client, to: relay, ports: [69/udp]}\n"
    (folder / "flows.yaml").write_text(text, encoding="utf-8")
    first = run("explain", "67/udp", "--dataset", "flows.yaml").out
    assert "  Listens on: Hub and Client\n" in first
    assert "  Listens on: Relay\n" in run("explain", "69", "--dataset", "flows.yaml").out
    listed = text.replace("69/udp], ", "69/udp], listens_on: [hub, client, relay], ", 1)
    (folder / "flows.yaml").write_text(listed, encoding="utf-8")
    assert run("explain", "67/udp", "--dataset", "flows.yaml").out == first


QUESTIONS = """\
questions:
  - {id: a, question: Both ways?, from: client, to: hub, ports: [22000/tcp]}
  - {id: b, question: From anywhere?, to: hub, ports: [22000/tcp]}
  - {id: c, question: To anywhere?, from: client, ports: [22000/tcp]}
"""


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("client", "hub"), ["Both ways?"]),
        (("hub", "client"), ["Both ways?"]),
        (("client", "hub", "22000"), ["Both ways?", "From anywhere?"]),
        (("hub", "client", "22000"), []),
        (("client", "hub", "67"), []),
        (("client",), ["Both ways?", "To anywhere?"]),
        (("22000",), ["Both ways?", "From anywhere?", "To anywhere?"]),
    ],
)
def test_questions_are_about_the_roles_and_the_port_that_are_named(
    words: tuple[str, ...], asked: list[str], run: Run, folder: Path
):
    (folder / "flows.yaml").write_text(DATASET + QUESTIONS, encoding="utf-8")
    lines = run("explain", *words, "--dataset", "flows.yaml").out.splitlines()
    found = [line for line in lines if line.startswith("Open question")]
    assert found == [f"Open question: {question}" for question in asked]
