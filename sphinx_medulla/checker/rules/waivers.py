"""MED9xx: waivers that do not do what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ...dataset.codes import listed
from ...dataset.model import Flow, Waiver
from ...dataset.names import did_you_mean
from ...dataset.problem import Related, Severity
from ..analysis.flow_paths import Path, Place, places
from ..analysis.port_sets import beyond, spans
from ..context import RuleContext
from ..finding import Finding, Subject
from ..rule import LateRule, Rule
from ..rule_selection import LOADING
from ..run_result import Judged

_BUILD = "MED7"
"""How the codes of a manual's build begin, which concern its pages and not the dataset."""

_HEAD = """\
format: 1
product: {name: Example}
revision: 1
defaults: {protocol: tcp}
roles:
  server: {name: Server}
  client: {name: Client}
"""

_TWICE = (
    _HEAD
    + """\
flows:
  - id: client-to-server
    from: client
    to: server
    ports: [67/udp, 69/udp, 69/udp]
    ignore:
      - {rule: MED301, ports: [69/udp], question: Which port was meant?}
"""
)


def _waivers(case: RuleContext) -> Iterator[tuple[Place, Path, Waiver]]:
    """Every waiver with its entry and its own path."""
    for place in case.once(places):
        for turn, waiver in enumerate(place.entry.ignore):
            yield place, (*place.path, "ignore", turn), waiver


def _waivable(waiver: Waiver, judged: Judged) -> Rule | None:
    """The rule that a waiver is for, if it is one that a waiver can cover."""
    rule = judged.known.get(waiver.rule)
    if rule is None or not rule.waivable or (rule.about_ports and not waiver.ports):
        return None
    return rule


class UnusedWaiver(LateRule):
    """A waiver waives nothing."""

    code = "MED901"
    name = "unused-waiver"
    why = (
        "Readers see an exception that is none, and a later defect of the same kind would be "
        "swallowed. Or the waiver names other ports, modes or ends than the finding that it is for."
    )
    fix = "Take it away, or make it name what the finding is about."
    bad = _TWICE.replace("69/udp, 69/udp", "69/udp")
    good = _TWICE

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Look at the waivers of rules that ran."""
        if not judged.waive:
            return
        for place, path, waiver in _waivers(case):
            if (
                waiver.rule in judged.ran
                and id(waiver) not in judged.covered
                and _waivable(waiver, judged) is not None
            ):
                left = judged.left.get((waiver.rule, place.kind, place.entry.id))
                yield self._report(case, place, path, waiver, left)

    def _report(
        self, case: RuleContext, place: Place, path: Path, waiver: Waiver, left: Finding | None
    ) -> Finding:
        found = self.finding(
            case,
            path,
            place.at(waiver),
            f"On the {place.title} this waiver of {waiver.rule} waives nothing.",
            "Take it away." if left is None else f"Make it name {_about(left.subject, waiver)}.",
        )
        if left is None:
            return found
        related = Related(left.problem.location, f"{waiver.rule} finds this, which it misses.")
        return replace(found, problem=replace(found.problem, related=(related,)))


def _about(subject: Subject, waiver: Waiver) -> str:
    """What a waiver has to name to cover a finding that it misses."""
    parts = [*map(str, subject.ports)]
    if waiver.modes:
        parts.append(f"modes: [{', '.join(subject.modes)}]" if subject.modes else "no modes")
    ends = _ends(subject.from_, subject.to)
    parts += [ends] if ends else []
    return listed(parts) or f"no more than the {subject.kind}"


def _ends(source: str, target: str) -> str:
    """The ends of a connection as a waiver names them."""
    ends = (("from", source), ("to", target))
    return ", ".join(f"{key}: {role}" for key, role in ends if role)


class ExpiredWaiver(LateRule):
    """A waiver was to hold until a day that is past."""

    code = "MED902"
    name = "expired-waiver"
    why = (
        "Somebody wanted to look at it again by that day. It still waives, and only the command "
        "`medulla-flows check` says so: no manual breaks on a date."
    )
    fix = "Settle what it is about and take it away, or give it another day."
    bad = _TWICE.replace("meant?}", "meant?, until: 2020-01-31}")
    good = _TWICE.replace("meant?}", "meant?, until: 9999-12-31}")

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Compare each waiver's last day with today."""
        if judged.today is None:
            return
        for place, path, waiver in _waivers(case):
            if waiver.until and date.fromisoformat(waiver.until) < judged.today:
                yield self.finding(
                    case,
                    (*path, "until"),
                    place.at(waiver),
                    f"On the {place.title} the waiver of {waiver.rule} expired "
                    f"after {waiver.until}.",
                    "Settle what it is about and take it away, or give it another day.",
                )


class WideWaiver(LateRule):
    """A waiver names more than what it waives, or leaves open what it could name."""

    code = "MED903"
    name = "wide-waiver"
    why = "What it names beyond the findings that it waives swallows a later defect."
    fix = "Name the ports, the modes and the ends of the findings, and nothing else."
    bad = _TWICE.replace("ports: [69/udp], question", "ports: [67/udp, 69/udp], question")
    good = _TWICE

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Compare each waiver with the findings that it covers."""
        for place, path, waiver in _waivers(case):
            found = judged.covered.get(id(waiver))
            if found:
                subjects = [finding.subject for finding in found]
                for where, message, hint in self._excess(case, place, waiver, subjects):
                    yield self.finding(
                        case,
                        (*path, *where),
                        place.at(waiver),
                        f"On the {place.title} the waiver of {waiver.rule} {message}.",
                        hint,
                    )

    def _excess(
        self, case: RuleContext, place: Place, waiver: Waiver, subjects: list[Subject]
    ) -> Iterator[tuple[Path, str, str]]:
        """Each way in which a waiver is too wide: where, what it does, and what to write."""
        needed = spans(port for subject in subjects for port in subject.ports)
        over = [(turn, beyond((port,), needed)) for turn, port in enumerate(waiver.ports)]
        over = [(turn, ports) for turn, ports in over if ports]
        if over:
            ports = listed(str(port) for _, parts in over for port in parts)
            yield (
                ("ports", over[0][0]),
                f"names {ports}, for which it has nothing to waive",
                f"Take {ports} out of it.",
            )
        modes = dict.fromkeys(mode for subject in subjects for mode in subject.modes)
        idle = [mode for mode in waiver.modes if mode not in modes]
        if idle:
            yield (
                ("modes", waiver.modes.index(idle[0])),
                f"names the modes {listed(idle)}, in which it has nothing to waive",
                f"Take {listed(idle)} out of it.",
            )
        if not waiver.modes and self._in_some_modes(case, place, subjects, modes):
            yield (
                (),
                f"names no mode, though it waives something in {listed(modes)} only",
                f"Write modes: [{', '.join(modes)}].",
            )
        ends = dict.fromkeys(
            (subject.from_, subject.to)
            for subject in subjects
            if subject.from_ != waiver.from_ or subject.to != waiver.to
        )
        if ends:
            wanted = listed((_ends(*pair) for pair in ends), "or")
            yield (
                (),
                "leaves an end of the connection open",
                f"Write {wanted}{', each in a waiver of its own' * (len(ends) > 1)}.",
            )

    def _in_some_modes(
        self, case: RuleContext, place: Place, subjects: list[Subject], modes: Iterable[str]
    ) -> bool:
        """Whether all findings on a flow name modes, and not all modes of the flow."""
        flow = place.entry
        return (
            isinstance(flow, Flow)
            and all(subject.modes for subject in subjects)
            and set(modes) < set(case.queries.modes_of(flow))
        )


class WaiverWithoutPorts(LateRule):
    """A waiver of a rule about ports names no port."""

    code = "MED904"
    name = "waiver-without-ports"
    why = "It covers nothing: a waiver without ports would swallow every later finding of its rule."
    fix = "Name the ports that the finding is about."
    bad = _TWICE.replace("ports: [69/udp], question", "question")
    good = _TWICE

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Look up the rule of each waiver."""
        for place, path, waiver in _waivers(case):
            rule = judged.known.get(waiver.rule)
            if rule is not None and rule.about_ports and not waiver.ports:
                left = judged.left.get((waiver.rule, place.kind, place.entry.id))
                ports = listed(map(str, left.subject.ports)) if left else ""
                yield self.finding(
                    case,
                    path,
                    place.at(waiver),
                    f"On the {place.title} the waiver of {waiver.rule} names no "
                    "port, so that it waives nothing.",
                    f"Write ports: with {ports}." if ports else "Name the ports, or take it away.",
                )


class UnknownRuleWaived(LateRule):
    """A waiver is for a rule that does not exist or that cannot be waived."""

    code = "MED905"
    name = "unknown-rule-waived"
    severity = Severity.ERROR
    why = "It waives nothing, though its author thinks that it does."
    fix = "Write the code of the finding; `medulla-flows list rules` lists the rules."
    bad = _TWICE.replace("MED301", "MED399")
    good = _TWICE

    def judge(self, case: RuleContext, judged: Judged) -> Iterator[Finding]:
        """Look up the rule of each waiver."""
        waivable = [code for code, rule in judged.known.items() if rule.waivable]
        hints: dict[str, tuple[str, str]] = {}
        for place, path, waiver in _waivers(case):
            if waiver.rule not in hints:
                hints[waiver.rule] = self._say(waiver.rule, waivable, judged.known)
            message, hint = hints[waiver.rule]
            if message:
                yield self.finding(case, (*path, "rule"), place.at(waiver), message, hint)

    def _say(self, code: str, waivable: list[str], known: Mapping[str, Rule]) -> tuple[str, str]:
        """What is wrong with a code, and what to write; nothing where it can be waived."""
        if code in waivable:
            return "", ""
        if code in LOADING:
            return (
                f"{code} cannot be waived: a dataset with it does not load.",
                "Take the waiver away.",
            )
        if code.startswith(_BUILD):
            return (
                f"{code} cannot be waived here: it is about the pages of a manual.",
                f'Write suppress_warnings = ["medulla.{code}"] in the conf.py of the manual.',
            )
        if code.startswith(UnusedWaiver.code[:4]):
            return (
                f"{code} cannot be waived: it is about waivers and errata.",
                "Correct what it speaks of, and take this waiver away.",
            )
        if code in known:
            return (
                f"{code} cannot be waived: what it speaks of has no waivers.",
                "Take the waiver away.",
            )
        return (
            f"There is no rule {code}.",
            f"{did_you_mean(code, waivable)}`medulla-flows list rules` lists them.",
        )


RULES: tuple[Rule, ...] = (
    UnusedWaiver(),
    ExpiredWaiver(),
    WideWaiver(),
    WaiverWithoutPorts(),
    UnknownRuleWaived(),
)
