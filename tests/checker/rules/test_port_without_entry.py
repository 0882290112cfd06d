"""The rule port-without-entry."""

from __future__ import annotations

import pytest
from checking import found_by, text_at

HEAD = """\
format: 1
product: {name: Example}
revision: 1
roles:
  server: {name: Server}
  proxy: {name: Proxy}
services:
  web: {name: Web, ports: [8082/tcp], description: The web interface., formerly: [8000/tcp]}
  cluster: {name: Cluster, ports: [4370-4380/tcp], description: The cluster.}
flows:
  - {id: proxy-to-server, from: proxy, to: server, ports: [8082/tcp, 443/tcp]}
  - id: server-to-proxy
    from: server
    to: proxy
    ports: [8082/tcp, 4370-4380/tcp]
"""
QUESTION = """\
    ignore:
      - rule: MED603
        ports: [8082/tcp]
        question: {text!r}
"""
REASON = """\
    errata:
      - at: ports
        ports: [8082/tcp]
        published: {published!r}
        reason: {text!r}
"""
LIKE = """\
    like:
      flow: proxy-to-server
      with: [4370-4380/tcp]
      without: [443/tcp]
      question: {text!r}
"""


def found(text: str) -> list[str]:
    return [str(port) for one in found_by("MED524", text) for port in one.subject.ports]


@pytest.mark.parametrize("remark", [QUESTION, REASON, LIKE])
def test_the_port_before_an_edit_is_found(remark: str):
    text = "The web server hands sessions on to http://<proxy>:8081 (main.yml:45-49,77)."
    dataset = HEAD + remark.format(text=text, published="")
    (one,) = found_by("MED524", dataset)
    assert text_at(dataset, one) == repr(text)
    assert one.subject.id == "server-to-proxy"
    assert one.problem.message.endswith("server-to-proxy names 8081, which no entry has.")
    assert one.problem.hint == "Correct the text, or write mentions: [8081/tcp] beside it."


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("Port 8082, 443/tcp, and port 8000 in version 1.", []),
        ("8081 and 8082 are described together.", ["8081/tcp"]),
        ("It serves pages. 8028 is Tomcat.", ["8028/tcp"]),
        ("relay_port=4370-4390 is set.", ["4370-4390/tcp"]),
        ("Random without WINDOW=4370-4390.", ["4370-4390/tcp"]),
        ("8082 is Tomcat. 8081 does not occur in the code.", ["8081/tcp"]),
        ("Why is 8082 listed? On 443, 5000 users; in 2024.", []),
        ("The page lists 8081 and does not describe it.", ["8081/tcp"]),
        ("The page lists 8081 machines, opens 80, uses 2048 bits.", []),
        ("Unlike port 8081.", []),
        ("Port 8081 is not listed.", ["8081/tcp"]),
        ("UDP 8082 (8082/tcp+udp).", ["8082/udp", "8082/tcp+udp"]),
        ("Ports 4370 to 4380, 4372 to 4375.", []),
        ("Ports 4370 to 4390 and 4371 to 4380.", ["4370-4390/tcp", "4371-4380/tcp"]),
        ("Are 443 and 4370 to 4379 needed?", ["4370-4379/tcp"]),
        ("Le port 8081, der Port 8083.", ["8081/tcp", "8083/tcp"]),
    ],
)
def test_ports_of_entries_may_be_named(text: str, ports: list[str]):
    assert found(HEAD + QUESTION.format(text=text)) == ports


def test_mentions_allow_a_port():
    dataset = HEAD + QUESTION.format(text="Ports 8081 and 8083?")
    assert found(dataset) == ["8081/tcp", "8083/tcp"]
    key = "        ports: [8082/tcp]\n"
    assert found(dataset.replace(key, f"{key}        mentions: [8081/tcp]\n")) == ["8083/tcp"]
    assert found(dataset.replace(key, f"{key}        mentions: [8081-8083/tcp]\n")) == []


def test_mentions_of_a_like_allow_a_port():
    dataset = HEAD + LIKE.format(text="Port 8081?")
    key = "      without: [443/tcp]\n"
    assert found(dataset) == ["8081/tcp"]
    assert found(dataset.replace(key, f"{key}      mentions: [8081/tcp]\n")) == []


@pytest.mark.parametrize("published", ["Ports 7080 and 8081", "8081", "7080/8081 (UDP)"])
def test_an_erratum_may_name_what_was_published(published: str):
    assert found(HEAD + REASON.format(text="8081 was port 8081.", published=published)) == []
    assert found(HEAD + REASON.format(text="Port 8084.", published=published)) == ["8084/tcp"]


def test_the_default_protocol_is_that_of_a_port_without_one():
    dataset = HEAD.replace("roles:", "defaults: {protocol: udp}\nroles:", 1)
    assert found(dataset + QUESTION.format(text="Port 8081?")) == ["8081/udp"]


@pytest.mark.parametrize(
    "text",
    [
        "The page does not list 8081/tcp. Must it be open?",
        "La page ne liste pas 8081/tcp. Doit-il être ouvert ?",
        "Die Seite nennt 8081/tcp nicht. Die Seite nennt Port 8081 nicht.",
    ],
)
def test_a_port_that_a_page_does_not_list_is_one(text: str):
    assert found(HEAD + QUESTION.format(text=text)) == ["8081/tcp"]


def test_the_protocol_is_named_where_only_it_is_wrong():
    (one,) = found_by("MED524", HEAD + QUESTION.format(text="8082/sctp or 8081/sctp?"))
    assert "names 8082/sctp and 8081, which no entry has." in one.problem.message


def test_a_question_of_the_dataset_may_name_its_own_ports():
    question = "questions: [{id: q, question: Who calls it? It listens on 5555., %s: [%s]}]\n"
    text = HEAD + question
    for key in ("ports", "mentions"):
        assert not found_by("MED524", text % (key, "5555/tcp"))
    (one,) = found_by("MED524", text % ("ports", "5556/tcp"))
    assert one.subject.id == "q"
    assert "The question q names 5555, which no entry has." in one.problem.message
    assert one.problem.hint == "Correct the text, or write mentions: [5555/tcp] beside it."
