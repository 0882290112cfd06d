"""The names of a dataset's entries as every output shows them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from ..bidirectional import isolated
from ..dataset.dates import date_of
from ..dataset.model import Citation, Dataset, Erratum, Flow, Need, ServicePort
from ..dataset.ports import Port
from ..dataset.queries import PortUse, Queries
from .document import Paragraph, Part, WebLink
from .localization import _, output_language


class Labels:
    """The names of the entries of one dataset."""

    __slots__ = ("dataset", "queries")

    def __init__(self, queries: Queries) -> None:
        self.queries = queries
        self.dataset: Dataset = queries.dataset

    def role(self, role: str) -> str:
        """The name of a role."""
        return self.dataset.roles[role].name

    def hosts(self, role: str) -> str:
        """The hosts of a role; nothing if its name says the same."""
        entry = self.dataset.roles[role]
        return "" if entry.host == (entry.name,) else ", ".join(entry.host)

    def hosts_behind(self, role: str) -> str:
        """The hosts of a role as they follow its name, in parentheses."""
        hosts = self.hosts(role)
        return f" ({hosts})" if hosts else ""

    def connection(self, flow: Flow) -> str:
        """The source and the destination of a flow, with an arrow, each as it is written."""
        return arrow(isolated(self.role(end)) for end in (flow.from_, flow.to))

    def entry(self, table: str, name: str) -> str:
        """The name of an entry of a table, such as a role or a zone."""
        entry = getattr(self.dataset, table)[name]
        found = (getattr(entry, key, "") for key in ("label", "name", "title"))
        return next(filter(None, found), name)

    def zone(self, role: str) -> str:
        """The name of a role's zone; a dash if it has none."""
        zone = self.dataset.roles[role].zone
        return self.dataset.zones[zone].label if zone else "–"

    def crossing(self, flow: Flow) -> str:
        """The zones of a flow that leaves its zone, with an arrow; else, or if unknown, nothing."""
        zones = [self.dataset.roles[end].zone for end in (flow.from_, flow.to)]
        if not all(zones) or zones[0] == zones[1]:
            return ""
        return arrow(self.dataset.zones[zone].label for zone in zones)

    def feature(self, feature: str) -> str:
        """The name of a feature."""
        return self.dataset.features[feature].label

    def modes(self, modes: Iterable[str]) -> str:
        """The titles of modes."""
        return ", ".join(self.dataset.modes[mode].title for mode in modes)

    def short_mode(self, mode: str) -> str:
        """The title of a mode for the head of a narrow column."""
        entry = self.dataset.modes[mode]
        return entry.short or entry.title

    def modes_of(self, flow: Flow) -> str:
        """The titles of a flow's modes; ``every mode`` if it names none and is in all."""
        if self.queries.is_everywhere(flow):
            return _("every mode")
        return self.modes(self.queries.modes_of(flow)) or _("no mode")

    def cited(self, sources: Iterable[Citation], before: str = "") -> list[Part]:
        """A sentence that names sources; ``before`` is what separates it from the last one."""
        return [before + _("Source: "), *self.sources(sources), "."]

    def sources(self, sources: Iterable[Citation]) -> list[Part]:
        """The titles of sources with their addresses, when they were read, and the places cited."""
        found: list[Part] = []
        for number, cited in enumerate(sources):
            entry = self.dataset.sources[cited.id]
            if number:
                found.append(_("; "))
            found.append(WebLink(entry.url, entry.title) if entry.url else entry.title)
            details = []
            if entry.commit:
                details.append(_("commit %(commit)s") % {"commit": entry.commit[:12]})
            if entry.retrieved:
                details.append(_("retrieved on %(date)s") % {"date": written_date(entry.retrieved)})
            if details:
                found.append(f" ({', '.join(details)})")
            for place in cited.at:
                address = entry.address_of(place)
                found += [", ", WebLink(address, place) if address else place]
        return found

    def foreign_language(self, erratum: Erratum) -> str:
        """The language of published words, if it is another than that of the output."""
        language = self.queries.language_of(erratum)
        return "" if _primary(language) == _primary(output_language()) else language

    def stamp(self) -> Paragraph:
        """The product, the revision and the source of the dataset, in one paragraph."""
        product = self.dataset.product
        name = f"{product.name} {product.applies_to}".strip()
        found: list[Part] = [
            _("Product: %s") % name + ". ",
            _("Revision: %s") % written_revision(self.dataset.revision) + ". ",
        ]
        sources = self.dataset.defaults.source
        if sources:
            found += self.cited(sources)
        return Paragraph(found, "stamp")


def _primary(language: str) -> str:
    """The language of a tag or a locale, such as ``en``, without its region."""
    return language.replace("_", "-").partition("-")[0].lower()


def written_date(date: str) -> str:
    """A date, YYYY-MM-DD, as the language writes it."""
    parts = zip(("year", "month", "day"), date.split("-"), strict=True)
    return _("%(year)s-%(month)s-%(day)s") % dict(parts)


def written_revision(revision: str) -> str:
    """A revision; one that is a date as the language writes it."""
    return written_date(revision) if date_of(revision) else revision


def connection(flow: Flow, dataset: Dataset) -> str:
    """The names of a flow's source and destination, with an arrow."""
    return arrow(dataset.roles[end].name for end in (flow.from_, flow.to))


ARROW = " → "
"""What is between the source and the destination of a connection."""


def arrow(ends: Iterable[str]) -> str:
    """The names of the ends of a connection, with an arrow that points to the destination."""
    return ARROW.join(ends)


NO_NAME = ("", "none", "optional")
"""What may be said of encryption without naming any."""


ENCRYPTION_NAMES = {
    "tls": "TLS",
    "starttls": "STARTTLS",
    "dtls": "DTLS",
    "ssh": "SSH",
    "ipsec": "IPsec",
    "kerberos": "Kerberos",
    "wireguard": "WireGuard",
}
"""The names of what encrypts connections, in every language."""


def encryption_word(encryption: str) -> str:
    """How a connection is encrypted, in a word."""
    unnamed = {"": _("unknown"), "none": _("none"), "optional": _("optional")}
    return (ENCRYPTION_NAMES | unnamed)[encryption]


def port_remarks(use: PortUse, columns: Container[str] = ()) -> list[str]:
    """What is particular about a port, in a few words each; not what one of the columns shows."""
    found = []
    if (stated := use.stated) is not None:
        if stated.note and "purpose" not in columns:
            found.append(stated.note)
        if stated.encryption not in NO_NAME and "encryption" not in columns:
            found.append(_("encryption: %(how)s") % {"how": encryption_word(stated.encryption)})
        if stated.setting and "setting" not in columns:
            found.append(_("setting: %(names)s") % {"names": ", ".join(stated.setting)})
    found += either_remarks(use)
    return found + (listener_remarks(use.listener) if use.listener else [])


def either_remarks(use: PortUse) -> list[str]:
    """That one of several protocols suffices, or which other ones do if a filter left them out."""
    if not use.either or use.stated is None:
        return []
    others = [name for name in use.stated.port.protocols if name not in use.port.protocols]
    if not others:
        return [_("one protocol suffices")]
    return [_("or %(port)s instead") % {"port": replace(use.port, protocols=tuple(others))}]


def listener_remarks(port: ServicePort) -> list[str]:
    """What is particular about a port of a service, in a few words each."""
    found = []
    if port.cast:
        found.append({"broadcast": _("broadcast"), "multicast": _("multicast")}[port.cast])
    if port.helper:
        found.append(_("firewall helper %(name)s") % {"name": port.helper})
    if port.scope:
        found.append(_("loopback only"))
    return found


def is_unconfirmed(port: Port, unconfirmed: Iterable[Port]) -> bool:
    """Whether a port is among those of hidden questions."""
    return any(port.overlaps(one) for one in unconfirmed)


def behind(remarks: list[str]) -> str:
    """Remarks as they follow what they are about, in parentheses."""
    return f" ({', '.join(remarks)})" if remarks else ""


def need_word(need: Need | None) -> str:
    """Whether something is needed: a word, or the condition on which it is."""
    if need is None:
        return level_word("not-stated")
    return need.when or level_word(need.level)


def need_phrase(need: Need | None) -> str:
    """Whether something is needed, in words that need no context: the condition, or a word."""
    if need is not None and need.level == "conditional":
        return _("Condition: %(when)s") % {"when": need.when}
    return _("Need: %(word)s") % {"word": need_word(need)}


def level_word(level: str) -> str:
    """The word for one of `NEED_LEVELS`."""
    return {
        "required": _("required"),
        "optional": _("optional"),
        "conditional": _("conditional"),
        "not-stated": _("not stated"),
    }[level]
