"""The ids of blocks and of what they show, and the names of charts' files."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from docutils import nodes

from ..render.targets import anchor

CHART_FILES = "medulla-chart-"
"""What the names of charts' files begin with."""


def anchor_of(key: str, docname: str, place: int) -> str:
    """The id of a key's canonical location; but for charts it does not depend on the location."""
    if key.startswith("chart:"):
        return block_anchor(docname, place)
    return anchor(key)


def block_anchor(docname: str, place: int) -> str:
    """The id of the table or the figure of a block."""
    return f"medulla-{slug(docname)}-{place + 1}"


def local_anchor(flow: str, mode: str, docname: str) -> str:
    """The id of a row that a chart of its page leads to, while the canonical row is elsewhere."""
    return f"medulla-flow-{flow}--{mode}--in-{slug(docname)}"


def labels_of(kind: str, current: str) -> str:
    """The labels of what has a current name: a flow's id, or ports with commas between."""
    names = []
    for name in current.split(", "):
        number, slash, protocols = name.partition("/")
        names += [f"{number}{slash}{protocol}" for protocol in protocols.split("+")]
    return ", ".join(anchor(f"{kind}:{name}") for name in names)


def chart_file(docname: str, place: int, kind: str) -> str:
    """The name of a chart's file, by its place, so that an edit of the chart keeps the name."""
    return f"{CHART_FILES}{slug(docname)}-{place + 1}.{kind}"


@lru_cache(maxsize=4096)
def slug(docname: str) -> str:
    """A page's name as a part of an id: different for different pages."""
    plain = nodes.make_id(docname)
    if plain == docname:
        return plain
    return f"{plain}-{blake2b(docname.encode(), digest_size=3).hexdigest()}".lstrip("-")
