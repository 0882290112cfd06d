"""The changes of a dataset as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ..dataset.model import Change
from .changes_list import change_key, revision_words
from .labels import Labels
from .localization import _

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MEDIA_TYPE = "application/atom+xml"


class FeedPlace(NamedTuple):
    """Where a feed is, and in which language.

    ``address_of`` returns the address of the place with a key such as ``change:2026-11-28``.
    """

    address: str
    language: str
    author: str
    address_of: Callable[[str], str]


def feed_title(labels: Labels) -> str:
    """The title of the feed."""
    return _("What changed – %s") % labels.dataset.product.name


def atom_feed(labels: Labels, place: FeedPlace) -> bytes:
    """The feed of the changes that have a day; equal for equal datasets. There must be one.

    An entry keeps its id if its text is corrected, in every language, and below newer ones: the id
    is made of the revision, and of the number of its older entries.
    """
    dated = [change for change in labels.dataset.changes if change.day]
    older = Counter(change.revision for change in dated)
    feed = ET.Element("feed", {"xmlns": _ATOM, _XML_LANG: place.language})
    _add(feed, "id", place.address)
    _add(feed, "title", feed_title(labels))
    _add(feed, "updated", _moment(max(change.day for change in dated)))
    _add(_add(feed, "author"), "name", place.author)
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=place.address)
    for change in dated:
        entry = _add(feed, "entry")
        older[change.revision] -= 1
        distinct = repr((change.revision, older[change.revision]))
        digest = blake2b(distinct.encode(), digest_size=8).hexdigest()
        _add(entry, "id", f"{place.address}#{digest}")
        _add(entry, "title", f"{revision_words(change)}{_(': ')}{change.change}")
        _add(entry, "updated", _moment(change.day))
        _add(entry, "link", rel="alternate", href=place.address_of(change_key(change.revision)))
        _add(entry, "content", "\n".join(_lines(change, labels)), type="text")
    ET.indent(feed)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _lines(change: Change, labels: Labels) -> Iterator[str]:
    """What changed, then a line with the ports of each flow that it is about."""
    yield change.change
    for name in change.flows:
        flow = labels.queries.flows[name]
        ports = ", ".join(str(entry.port) for entry in flow.ports) or _("port not stated")
        yield f"{labels.connection(flow)}{_(': ')}{ports}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None
    return element
