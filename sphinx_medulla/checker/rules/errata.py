"""MED9xx: errata that correct nothing, or stand on the wrong entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...dataset.codes import listed
from ...dataset.model import Erratum, Flow, Mode, Service
from ...dataset.ports import Port, PortError
from ..analysis.flow_paths import Entry, Path, Place, places
from ..analysis.port_sets import Spans, beyond, spans
from ..context import RuleContext
from ..finding import Finding
from ..rule import LateRule, Rule
from ..run_result import Judged

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  client: {name: Client}
"""

_ERRATUM = (
    _HEAD
    + """\
services:
  web:
    name: Web
    ports: [443/tcp]
    description: The web interface.
    errata:
      - {at: description, published: A secure channel., reason: It is the web interface.}
flows:
  - {id: client-to-server, from: client, to: server, ports: [443/tcp]}
"""
)


def _errata(case: RuleContext) -> Iterator[tuple[Place, Path, Erratum]]:
    """Every erratum with its entry and its own path."""
    for place in case.once(places):
        for turn, erratum in enumerate(place.entry.errata):
            yield place, (*place.path, "errata", turn), erratum


class IdleErratum(LateRule):
    """An erratum corrects nothing: what was published is what the entry says."""

    code = "MED906"
    name = "idle-erratum"
    why = (
        "Readers are told of a correction that is none. Either the entry was not corrected, or the "
        "published page is right by now."
    )
    fix = (
        "Correct the entry, take the erratum away, or write `undecided: true` where the sources do "
        "not settle it."
    )
    bad = _ERRATUM.replace("A secure channel.", "The web interface.")
    good = _ERRATUM

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Compare the published words of each erratum with its entry."""
        for place, path, erratum in _errata(case):
            if not erratum.undecided and self._is_idle(case, place.entry, erratum):
                yield self.finding(
                    case,
                    (*path, "published"),
                    place.at(erratum),
                    f"On the {place.title} this erratum publishes what the entry says anyway.",
                    f"Correct {erratum.at} of the entry, take the erratum away, or write "
                    "undecided: true if it is open.",
                    related=[((*place.path, erratum.at), "The entry says it here.")],
                )

    def _is_idle(self, case: RuleContext, entry: Entry, erratum: Erratum) -> bool:
        """Whether the words are the entry's; of a note that is made from the roles, never."""
        if erratum.at == "row":
            return False
        if erratum.at == "ports":
            return _published_ports(case, erratum) == spans(erratum.ports or _ports(entry))
        stands = _stands(case, entry, erratum)
        if erratum.at == "note" and not stands:
            return False
        return _plain(erratum.published) == _plain(stands)


def _stands(case: RuleContext, entry: Entry, erratum: Erratum) -> str:
    """The words of an entry that an erratum is about."""
    if isinstance(entry, Flow):
        roles = case.dataset.roles
        ends = {"from": roles[entry.from_].name, "to": roles[entry.to].name}
        return ends.get(erratum.at, entry.note)
    return str(getattr(entry, erratum.at))


def _plain(text: str) -> str:
    """A text without what a line's end makes of it."""
    return " ".join(text.split())


def _published_ports(case: RuleContext, erratum: Erratum) -> Spans | None:
    """The ports that were published, where they are written as the dataset writes them."""
    words = erratum.published.replace(",", " ").split()
    try:
        return spans(Port.parse(word, case.dataset.defaults.protocol) for word in words)
    except PortError:
        return None


def _ports(entry: Entry) -> list[Port]:
    """The ports of an entry; roles and modes have none."""
    return [each.port for each in entry.ports] if isinstance(entry, Flow | Service) else []


class MisplacedErratum(LateRule):
    """An erratum speaks of ports or modes that its entry does not have."""

    code = "MED907"
    name = "misplaced-erratum"
    why = "It is shown to no reader of the entry, or stands on the wrong one."
    fix = "Move it to the entry that it is about, or name ports and modes that are there."
    bad = _ERRATUM.replace("{at: description", "{at: description, ports: [80/tcp]")
    good = _ERRATUM.replace("{at: description", "{at: description, ports: [443/tcp]")

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Compare the ports and modes of each erratum with those of its entry."""
        for place, path, erratum in _errata(case):
            about = place.at(erratum)
            whose = f"of the {place.title}"
            there = spans(_ports(place.entry))
            for turn, port in enumerate(erratum.ports):
                foreign = beyond((port,), there)
                if foreign:
                    yield self.finding(
                        case,
                        (*path, "ports", turn),
                        about,
                        f"This erratum speaks of {listed(map(str, foreign))}, which is no port "
                        f"{whose}.",
                        "Move it to the entry that it is about, or correct the port.",
                        related=[((*place.path, "ports"), "These are its ports.")] * bool(there),
                    )
            modes = _modes(case, place.entry)
            for turn, mode in enumerate(erratum.modes):
                if mode not in modes:
                    yield self.finding(
                        case,
                        (*path, "modes", turn),
                        about,
                        f"This erratum speaks of {mode}, which is no mode {whose}.",
                        "Move it to the entry that it is about, or correct the mode.",
                        related=[((*place.path, "modes"), "These are its modes.")]
                        * isinstance(place.entry, Flow),
                    )


def _modes(case: RuleContext, entry: Entry) -> Iterable[str]:
    """The modes that an entry may be in; of a role or a service, any."""
    if isinstance(entry, Flow):
        return case.queries.modes_of(entry)
    return (entry.id,) if isinstance(entry, Mode) else case.dataset.modes


RULES: tuple[Rule, ...] = (IdleErratum(), MisplacedErratum())
