"""The rule mode-text-against-roles."""

from __future__ import annotations

import pytest
from checking import found_by, text_at

DATASET = """\
format: 1
product: {{name: Example}}
revision: 1
kinds: {{gateway: {{name: relay}}}}
roles:
  server: {{name: Main server}}
  dmz: {{name: DMZ relay, kind: gateway}}
  old: {{name: Old relay, kind: gateway}}
  client: {{name: Client}}
modes:
  direct: {{title: {title!r}, when: {when!r}, roles: [server, client]}}
  relayed: {{title: Another, roles: [server, dmz, client]}}
flows:
  - {{id: direct, from: client, to: server, modes: [direct], ports: [443/tcp]}}
  - {{id: relayed, from: client, to: dmz, modes: [relayed], ports: [443/tcp]}}
"""


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("With a DMZ relay", "DMZ relay"),
        ("With a relay", "relay"),
        ("Without a main server", "main server"),
        ("Sans main server", "main server"),
        ("Mit DMZ relay, ohne old relay", "DMZ relay"),
        ("Without a relay", ""),
        ("No DMZ relay", ""),
        ("Ohne DMZ relay", ""),
        ("A main server and a client", ""),
        ("Without any of the relays, with a main server", ""),
        ("Direct", ""),
    ],
)
def test_roles_in_the_texts_of_a_mode(title: str, word: str):
    for texts in ({"title": title, "when": "asked"}, {"title": "Direct", "when": title}):
        text = DATASET.format(**texts)
        found = found_by("MED526", text)
        assert [one.subject.word for one in found] == ([word] if word else [])
        if found:
            assert text_at(text, found[0]) == repr(title)


def test_a_mode_without_roles_and_flows_says_nothing():
    text = DATASET.format(title="With a DMZ relay", when="asked")
    text = text.replace(", roles: [server, client]", "").replace(
        "modes: [direct]", "modes: [relayed]"
    )
    assert not found_by("MED526", text)


def test_words():
    (found,) = found_by("MED526", DATASET.format(title="With a DMZ relay", when="asked"))
    assert found.problem.message == (
        "The title of the mode direct names 'DMZ relay', but the mode does not include dmz."
    )


def test_a_short_name_is_a_text_as_the_title_is():
    text = DATASET.format(title="Plain", when="asked")
    text = text.replace("title:", "short: DMZ relay, title:", 1)
    (found,) = found_by("MED526", text)
    assert found.problem.message.startswith("The short name of the mode direct names 'DMZ relay'")
