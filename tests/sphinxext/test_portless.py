"""Protocols without ports, and any port, on the pages of a manual."""

from __future__ import annotations

from pathlib import Path

from manuals import Manual, page, rst
from portless_datasets import PORTLESS

TEXT = """\
See :medulla:port:`esp`, :medulla:port:`icmp/8`, :medulla:port:`any/tcp`, :any:`icmp/echo-request`
and :medulla:port:`4500`.
"""


def test_links_anchors_and_the_index_have_them(tmp_path: Path) -> None:
    index = page("Manual", rst("flows"), rst("ports"), rst("flowchart"), TEXT)
    built = Manual(tmp_path, {"index.rst": index, "flows.yaml": PORTLESS}).build()
    assert built.warnings == []
    html = built.text("index.html")
    for anchor in ("icmp-echo-request", "esp", "4500-udp"):
        assert f'id="medulla-port-{anchor}"' in html
        assert f'href="#medulla-port-{anchor}"' in html
    assert '<span class="medulla-value-port">any</span>' in html
    assert '<dt><span class="medulla-value-protocol">ip</span></dt>' in html
    assert '<span class="medulla-value-role">Peer → second</span>' in html
    ports = built.text("medulla-portindex.html")
    assert [ports.index(f"<strong>{name}</strong>") for name in ("UDP", "ICMP", "ESP")]
    text = Manual(tmp_path, {}).build("text")
    ping = "icmp/echo-request Ping"
    assert f"See esp Tunnel, {ping}, any/tcp, {ping} and 4500/udp Tunnel." in " ".join(
        text.text("index.txt").split()
    )
