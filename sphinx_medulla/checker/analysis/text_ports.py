"""Finding ports in running text: English, French and German.

The one reader of ports in texts: rules use it for the texts of a dataset, and the check of pages
for what authors write there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ...dataset.ports import PROTOCOLS, Port
from . import port_patterns as patterns
from .text_clauses import (
    is_aside_of_denied,
    is_denied,
    is_denied_after,
    is_denied_in_clause_after,
    is_elsewhere,
    is_of_older_version,
    is_retired,
    is_unlisted,
)
from .text_places import YEARS, is_place
from .text_protocols import protocols_named
from .text_words import CLAUSE_ENDS, VERBS_BEFORE_PORTS, WORDS_BEFORE_PORTS, is_function_word


class PortMention(NamedTuple):
    """A port in a text.

    ``text`` is the number as written, ``start`` and ``end`` are its place. ``protocols`` is empty
    where the text names none. ``certain`` says that it is a port whatever the dataset has;
    `counted` decides of other numbers by their ``list`` and ``sentence``. ``around`` is the whole
    text, and ``list_start`` and ``list_end`` are the place of the list in it.
    """

    text: str
    first: int
    last: int
    protocols: tuple[str, ...]
    start: int
    end: int
    certain: bool
    list: int
    sentence: int
    is_source: bool
    around: str
    list_start: int
    list_end: int

    @property
    def denied(self) -> bool:
        """Whether the text contrasts the port with others: ``unlike port 80``.

        What a setting is not without is no contrast: ``without RANGE=4370-4380``.
        """
        if self.around[self.list_start - 1 : self.list_start] == "=":
            return False
        return (
            is_denied(self.around, self.list_start)
            or is_aside_of_denied(self.around, self.list_start)
            or is_of_older_version(self.around, self.list_start)
            or is_retired(self.around, self.list_start, self.list_end)
        )

    @property
    def unused(self) -> bool:
        """Whether the text says what the port is not: ``port 80 is not used``."""
        end = self.list_end
        if self.around[end : end + 1] in {")", "]"}:
            end += 1
        return is_denied_after(self.around, end) or is_denied_in_clause_after(self.around, end)

    @property
    def elsewhere(self) -> bool:
        """Whether it is a source port, or one that something is forwarded to."""
        at = self.list_start
        if self.around[at - 1 : at] in {"(", "["}:
            at -= 1
        return self.is_source or is_elsewhere(self.around, at)

    @property
    def is_listed(self) -> bool:
        """Whether a source is said to list, open or use a long bare number."""
        before = self.around[max(0, self.list_start - 20) : self.list_start].split()
        return len(self.text) > 3 and before[-1:] != [] and before[-1] in VERBS_BEFORE_PORTS

    @property
    def is_unlisted(self) -> bool:
        """Whether a source is said not to list the port, which does not say that it is no port."""
        return is_unlisted(self.around, self.list_start)

    @property
    def as_port(self) -> Port:
        """The port; without a protocol in the text it is one of every protocol."""
        return Port(self.first, self.last, self.protocols or PROTOCOLS)


class _Item(NamedTuple):
    """A number or range in a text that may be a port."""

    found: re.Match[str]
    first: int
    last: int
    protocols: tuple[str, ...]
    end: int
    certain: bool
    source: bool


def ports_in(text: str) -> Iterator[PortMention]:
    """Each port of a text, and bare numbers that may be ports, in the order of the text.

    A number is certainly a port if it has a protocol (``22/tcp``, ``443 (UDP)``), comes after the
    word port or a protocol (``port 22``, ``UDP 53``), is the port of an address
    (``http://<relay>:8080``), or continues a list of such.
    """
    text = narrow(text)
    sentence = counted_to = 0
    for number, run in enumerate(_runs(text)):
        start = run[0].found.start()
        certain = any(item.certain for item in run)
        if number:  # what matters is only which lists are in one sentence
            sentence += len(patterns.SENTENCE.findall(text, counted_to, start))
        counted_to = start
        for item in run:
            found = item.found
            yield PortMention(
                found[0],
                item.first,
                item.last,
                item.protocols,
                found.start(),
                found.end(),
                certain,
                number,
                sentence,
                item.source,
                text,
                start,
                run[-1].end,
            )


def narrow(text: str) -> str:
    """A text with digits and signs as ASCII has them, whatever their width."""
    if text.isascii() or patterns.WIDE_SIGN.search(text) is None:
        return text
    return text.translate(patterns.TO_NARROW_SIGNS)


def counted(mentions: Iterable[PortMention], is_known: Callable[[Port], bool]) -> list[PortMention]:
    """The mentions that are ports in a dataset of which ``is_known`` tells the ports.

    Bare numbers count where their list has a port of the dataset. So do long ones in a sentence
    with another that is one: ``35 serves files, 8080 takes commands`` names two ports or none.
    """
    found = list(mentions)
    bare = [mention for mention in found if not mention.certain]
    if not bare:
        return found
    known = [mention for mention in bare if is_known(mention.as_port)]
    members = Counter(mention.list for mention in bare)
    lists = {one.list for one in known if members[one.list] > 1 or len(one.text) > 2}
    sentences = {mention.sentence for mention in known if len(mention.text) > 2}
    return [
        mention
        for mention in found
        if mention.certain
        or mention.list in lists
        or (mention.sentence in sentences and _is_no_year(mention))
    ]


def _is_no_year(mention: PortMention) -> bool:
    return len(mention.text) > 3 and not 1900 <= mention.first < 2100


def _runs(text: str) -> Iterator[list[_Item]]:
    """The numbers of a text that may be ports, list by list."""
    run: list[_Item] = []
    skipped: list[tuple[int, int]] | None = None
    lead_protocols: tuple[str, ...] = ()
    singular = True
    for found in _numbers(text):
        lead = _lead(text, found, run[-1].found.end() if run else 0)
        joined = bool(run) and _joins(text, run[-1], found, singular)
        is_host = lead is not None and lead.re is patterns.HOST
        if lead is not None:
            named = (lead[1] or lead[4] or lead[5]) if lead.re is patterns.LEAD else ""
            lead_protocols = protocols_named(named or "")
            singular = patterns.PLURAL.search(lead[0]) is None
        elif not joined:
            lead_protocols, singular = (), True
        item = _item(text, found, lead, lead_protocols)
        if not (joined or item.certain or _may_be_port(text, item)):
            continue
        if not is_host and (singular or not (joined or lead)):
            skipped = _places_without_ports(text) if skipped is None else skipped
            if any(low <= found.start() < high for low, high in skipped):
                continue
        if joined and not is_host:
            run.append(item)
            continue
        if run:
            yield _finished(text, run)
        run = [item]
    if run:
        yield _finished(text, run)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers and ranges of a text that are no part of a word."""
    between = {}
    if any(map(text.lower().__contains__, patterns.AND_BETWEEN)):
        between = {found.start("first"): found for found in patterns.ITEM_BETWEEN.finditer(text)}
    end = 0
    for found in patterns.ITEM.finditer(text):
        start = found.start()
        before = text[start - 1 : start]
        is_word = before.isalnum() or before in patterns.NOT_BEFORE_NUMBERS
        if start < end or (is_word and not _is_led_without_space(text, found)):
            continue
        found = between.get(start, found)  # noqa: PLW2901  # the same numbers as a range
        end = found.end()
        yield found


def _is_led_without_space(text: str, found: re.Match[str]) -> bool:
    """Whether what a number is glued to says that it is a port: ``TCP8443``, ``port #8443``."""
    start = found.start()
    return len(found["first"]) > 1 and bool(
        patterns.LEAD_WITHOUT_SPACE.search(
            text, max(0, start - patterns.LONGEST_PROTOCOL - 2), start
        )
    )


def _places_without_ports(text: str) -> list[tuple[int, int]]:
    """Where a text has dates, times, long numbers, and lines of files."""
    if patterns.JOINED_NUMBERS.search(text) is None:
        return []
    return [
        match.span() for match in patterns.NO_PORTS.finditer(text) if not _has_host(text, match)
    ]


def _lead(text: str, found: re.Match[str], after: int) -> re.Match[str] | None:
    """What says that a number is a port: after a place in the text, before the number."""
    start = found.start()
    if text[start - 1 : start] == ":":
        host = patterns.HOST.search(text, max(0, start - 2 * patterns.LONGEST_LEAD), start)
        if host is not None and _is_port_of(host, found[0]):
            return host
    low = max(after, start - patterns.LONGEST_LEAD)
    before = text[low:start]
    word = max(map(before.lower().rfind, patterns.LEADING_WORDS))
    if word < 0:
        return None
    begin = before.rfind(" ", 0, max(0, word - patterns.LONGEST_BEFORE_PORT)) + 1
    clause = patterns.CLAUSE_START.match(before, begin, word)
    lead = _lead_in(before[clause.end() if clause else begin :])
    if lead is None or (
        (
            lead.re is patterns.SETTING
            or lead[3] is lead[5] is None
            or lead[0].rstrip()[-1:] in patterns.CLOSING
        )
        and not _is_followed_by_grammar(text, found)
    ):
        return None  # listens on 3 addresses, (TCP) 3 clients
    return lead


@lru_cache(maxsize=65536)  # most texts have "on port" or the like
def _lead_in(before: str) -> re.Match[str] | None:
    """What says that the number behind some words is a port."""
    lead = patterns.LEAD.search(before.lower())
    if patterns.SETTING_SIGNS.isdisjoint(before):
        return lead
    setting = patterns.SETTING.search(before)
    return setting if lead is None or (setting and setting.start() < lead.start()) else lead


def _is_port_of(host: re.Match[str], written: str) -> bool:
    """Whether a number behind a colon is a port: of a word that may be no host, a long one."""
    if host["host"]:
        return len(written) > 2 or written in patterns.USUAL_ON_HOSTS
    return len(host[0]) > 2 or len(written) > 1


def _has_host(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a line of a file is a port of a host."""
    colon = match[0].find(":")
    end = match.start() + colon + 1
    return colon > 0 and patterns.HOST.search(text, max(0, match.start() - 20), end) is not None


def _item(
    text: str, found: re.Match[str], lead: re.Match[str] | None, protocols: tuple[str, ...]
) -> _Item:
    first, last, suffix = found.group("first", "last", "suffix")
    end = found.end()
    named: tuple[str, ...] = ()
    if suffix:
        named = protocols_named(suffix)
    elif text[end : end + 1] in {" ", "(", "["}:
        behind = patterns.BEHIND.match(text, end)
        if behind is not None and (len(first) > 1 or behind["over"] is None):
            named = protocols_named(behind[1] or behind[3])
            end = behind.end() if named else end
    is_port = bool(lead or named) or (
        (patterns.PORT_BEHIND.match(text, found.end()) is not None and int(first) > 9)
        or _is_of_application(text, found)
        or (not last and is_place(text, *found.span()) and _is_followed_by_grammar(text, found))
    )
    source = (
        lead is not None and lead.re is patterns.LEAD and (bool(lead[2]) or "source" in lead[0])
    )
    return _Item(
        found,
        int(first),
        int(last or first),
        named or protocols,
        end,
        is_port,
        source,
    )


def _is_of_application(text: str, found: re.Match[str]) -> bool:
    """Whether a number is joined to an application protocol.

    As in ``HTTPS/443``, ``443/https`` and ``HTTPS (443)``.
    """
    if patterns.APPLICATION_BEHIND.match(text, found.end()):
        return True
    before = application_before(text, found.start()) if len(found["first"]) > 1 else None
    if before is None or not before["aside"]:
        return before is not None
    number = int(found["first"])
    return (
        patterns.END_OF_ASIDE.match(text, found.end()) is not None
        and number not in YEARS
        and number not in patterns.NO_PORTS_ASIDE
    )


def application_before(text: str, start: int) -> re.Match[str] | None:
    """The application protocol to which the number at a place is joined."""
    return patterns.APPLICATION_BEFORE.search(
        text, max(0, start - patterns.LONGEST_APPLICATION), start
    )


def _joins(text: str, before: _Item, found: re.Match[str], singular: bool) -> bool:
    """Whether a number continues the list of the one before it.

    After ``port 22`` alone it does if no thing is counted: not in ``port 22 and 3 hosts``.
    """
    if found.start() - before.found.end() > patterns.LONGEST_LEAD:
        return False
    gap = patterns.BETWEEN.fullmatch(text, before.found.end(), found.start())
    if gap is None and before.end > before.found.end():
        gap = patterns.BETWEEN.fullmatch(text, before.end, found.start())
    if gap is None:
        return False
    if "/" in gap[0] and text[found.end() : found.end() + 1] == "/" and not found["suffix"]:
        return False
    return (
        not singular
        or patterns.OR.search(gap[0]) is not None
        or _is_followed_by_grammar(text, found)
    )


def _finished(text: str, run: list[_Item]) -> list[_Item]:
    """A list of which the last protocol may be that of all: ``67/69 (UDP)``."""
    last = run[-1]
    if len(run) > 1 and last.protocols and not any(item.protocols for item in run[:-1]):
        slashed = "/" in text[run[-2].found.end() : last.found.start()]
        if slashed:
            run = [item._replace(protocols=last.protocols) for item in run]
    return run


def _may_be_port(text: str, item: _Item) -> bool:
    """Whether a bare number may be a port: grammar around it, or at the beginning of a clause."""
    start = item.found.start()
    if start and text[start - 1] == "=":
        return bool(item.found["last"])
    if not text[start].isdigit():  # between 22 and 25
        return _is_followed_by_grammar(text, item.found)
    if len(item.found[0]) < 2 or not _is_followed_by_grammar(text, item.found):
        return False
    if text[start - 1 : start] in {"/", ":", ","}:
        return False
    before = text[max(0, start - 30) : start].rstrip(patterns.MARKS)
    if not before or before[-1] in CLAUSE_ENDS:
        return True
    word = before.split()[-1].lower().lstrip("([{'’" + patterns.MARKS)
    return word.rpartition("'")[2] in WORDS_BEFORE_PORTS


def _is_followed_by_grammar(text: str, found: re.Match[str]) -> bool:
    """Whether the next word is none that numbers count: a sign, a function word or a verb."""
    behind = patterns.WORD_BEHIND.match(text, found.end())
    word = behind[1] if behind is not None else None
    return word is None or not word[0].isalpha() or is_function_word(word)
