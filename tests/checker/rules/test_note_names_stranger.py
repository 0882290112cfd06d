"""The rule note-names-stranger."""

from __future__ import annotations

from checking import found_by
from text_datasets import noted


def test_a_dataset_without_modes_has_strangers_only():
    text = noted("From the new relay.", "from: old, to: server").replace("modes: [one, two], ", "")
    text = text[: text.index("modes:")] + text[text.index("flows:") :]
    assert found_by("MED507", text)
    assert not found_by("MED508", text)


def test_a_name_that_is_only_contrasted_is_no_end():
    ends = "from: old, to: server"
    assert not found_by("MED507", noted("Instead of the Client.", ends))
    assert found_by("MED507", noted("From the Client.", ends))


def test_words_of_a_name_say_nothing_of_passing_on():
    text = """\
format: 1
product: {name: Example}
revision: 1
roles: {hub: {name: Hub}, device: {name: Device}, proxy: {name: Proxy}}
services: {web: {name: Web, ports: [443/tcp], description: Web.}}
flows:
  - {id: proxy-to-hub, from: proxy, to: hub, ports: [443/tcp], note: "NOTE"}
"""
    said = "Traffic from the device to the proxy"
    (found,) = found_by("MED507", text.replace("NOTE", said))
    assert "names 'Device'" in found.problem.message
    assert not found_by("MED507", text.replace("NOTE", f"{said}, which is forwarded"))
