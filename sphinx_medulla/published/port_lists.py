"""Reading texts that are nothing but ports, such as the cells of a published table.

Every character has to be understood, else the whole text is refused: a page is published for
people, and one port that is read wrongly is worse than ten that are listed as unread. The reader
of ports among other words is `text_ports`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..checker.analysis.service_names import meaning_of
from ..checker.analysis.text_protocols import protocols_named
from ..dataset.ip_protocols import IP_PROTOCOLS
from ..dataset.ports import LAST_PORT, PROTOCOLS, Port, PortError

_P = rf"(?:{'|'.join(PROTOCOLS)})"
_AND = r"(?:and|et|und)"
_GAP = r"[^\S\n]"  # a range does not go on in another line, which may be another entry
_TOKEN = re.compile(
    rf"""
      (?P<number>(?<![\w.:])(?P<first>[0-9]+)
        (?:(?:{_GAP}*(?:-|–|—|…|\.\.){_GAP}*
            |{_GAP}+(?:to|through|up{_GAP}+to|à|jusqu['’]à|bis|vers){_GAP}+)
           (?P<last>[0-9]+))?
        (?:/(?P<suffix>{_P}(?:[+/]{_P})*)\b)?
        (?![\w:]|\.[0-9]))
    | (?P<labels>\(((?:[^()]|\([^()]*\))*)\))
    | (?P<protocols>\b{_P}(?:\s*(?:[/+&,]|\b{_AND}\b)\s*{_P})*\b(?:/(?=[0-9]))?)
    | (?P<portless>\b(?:{"|".join(map(re.escape, IP_PROTOCOLS))})\b(?:/[a-z-]+)?)
    | (?P<lead>\bports?\b(?:\s*:)?)
    | (?P<join>[/,;&+]|\b{_AND}\b)
    | (?P<mark>[*†‡§¹²³]+)
    | (?P<separator>(?::|[–—-](?!\s*\n\s*[0-9]))(?=\s|$))
    | (?P<word>[^\W\d_][\w/-]*)
    | (?P<line>\s*\n\s*)
    | (?P<blank>\s+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ALWAYS = re.compile(r"(?<![\w/])24\s*/\s*7(?![\w/])")
_INNER_BLANK = re.compile(r"\(\s|\s\)")
_NOT_A_LABEL = re.compile(
    r"[0-9?]|→|->|\b(?:not?|never|without|except|unless|instead|source|src|local|client|"
    r"old|former(?:ly)?|previous\w*|legacy|clos\w+|block\w*|den(?:y|ied)|drop\w*|reject\w*|"
    r"forbid\w*|filtered|disabled?|inactive|deprecated|obsolete|removed|unused|planned|future|"
    r"or|if|when|only|optional(?:ly)?|both|bidirectional|reverse|in|out|inbound|outbound|incoming|"
    r"outgoing|ingress|egress|repl(?:y|ies)|return|responses?|established|above|higher|more|plus|up|"
    r"nat|pat|dnat|snat|redirect\w*|forward\w*|map(?:s|ped)?|translat\w+|external|internal|public|"
    r"from|to|until|since|before|after|e\.?g|example|any|all|random|"
    r"ne|non|pas|plus|sans|sauf|jamais|ancien\w*|ou|si|ferm\w+|bloqu\w+|interdit\w*|obsol\w+|"
    r"désactiv\w+|supprim\w+|entrants?|sortants?|entrée|sortie|retour|réponse|deux|externe|interne|"
    r"redirig\w+|vers|depuis|avant|après|exemple|"
    r"nicht|kein\w*|ohne|außer|nie|alt\w*|oder|wenn|falls|nur|gesperrt|geschlossen|veraltet|"
    r"eingehend\w*|ausgehend\w*|beide\w*|antwort\w*|extern\w*|intern\w*|umgeleitet|"
    r"weitergeleitet|zum?|nach|seit|vor|z\.\s?b)\b",
    re.IGNORECASE,
)
_MOST_LABEL_WORDS = 4
_UNCLEAR = "it is not clear which protocol it has"
_LEADING_PROTOCOLS = re.compile(
    rf"\s*(?P<protocols>{_P}(?:\s*(?:[/+&,]|\b{_AND}\b)\s*{_P})*)\b\s*(?:[/:|,–—-]\s*|$)",
    re.IGNORECASE,
)


class NotPortsError(ValueError):
    """A text that is not a list of ports; the message says why, the indexes where."""

    def __init__(self, why: str, start: int, end: int) -> None:
        super().__init__(why)
        self.start = start
        self.end = end


class ListedPort(NamedTuple):
    """A port, and where it is in the text; ``assumed`` if the text names no protocol for it."""

    port: Port
    start: int
    end: int
    assumed: bool = False


class Blemish(NamedTuple):
    """Something that is written wrongly and can be understood."""

    kind: str
    start: int
    end: int


class PortList(NamedTuple):
    """The ports of a text, each once, and what is written wrongly."""

    ports: tuple[ListedPort, ...]
    blemishes: tuple[Blemish, ...]


@dataclass
class _Chain:
    """Numbers that a slash or a comma joins, and the protocols that are named for them."""

    start: int
    end: int = 0
    numbers: list[re.Match[str]] = field(default_factory=list)
    protocols: tuple[str, ...] = ()
    is_slashed: bool = True
    is_behind_lead: bool = False
    is_whole: bool = False


def read_ports(text: str, default: tuple[str, ...], *, shared: bool = False) -> PortList:
    """Read a list of ports; ``default`` is the protocol of those for which the text names none.

    If it is empty, each port needs a protocol.
    ``shared`` says that a protocol at the end is that of all, as in "Ports 67 and 69 (UDP)".
    Raises `NotPortsError` if any of the text is not understood.
    """
    always = _ALWAYS.search(text)
    if always is not None:
        raise NotPortsError(f"{always[0]!r} is no port", *always.span())
    reader = _Reader(text, default, shared=shared)
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            word = (text[at:].split(maxsplit=1) or [text[at:]])[0]
            raise NotPortsError(f"{word!r} is no port", at, at + len(word))
        reader.read(token)
        at = token.end()
    return reader.finish()


def may_change(words: str) -> bool:
    """Whether words in parentheses may change what is meant, such as "source" and "closed"."""
    return _NOT_A_LABEL.search(words) is not None


def leading_protocols(text: str) -> tuple[tuple[str, ...], str]:
    """The protocols with which a description begins, and the rest: ``TCP / XMPP``."""
    found = _LEADING_PROTOCOLS.match(text)
    return (protocols_named(found[1]), text[found.end() :]) if found else ((), text)


class _Reader:
    """Reads the tokens of a text one after the other."""

    def __init__(self, text: str, default: tuple[str, ...], *, shared: bool) -> None:
        self.text = text
        self.default = default
        self.shared = shared
        self.found: list[ListedPort] = []
        self.blemishes: list[Blemish] = []
        self.chain: _Chain | None = None
        self.lead: tuple[str, ...] = ()
        self.leads: set[tuple[str, ...]] = set()
        self.joint: re.Match[str] | None = None
        self.is_named = False
        self.word: re.Match[str] | None = None  # "ports", before its first number

    def read(self, token: re.Match[str]) -> None:
        """Read one token."""
        kind = next(name for name in reversed(_KINDS) if token[name] is not None)
        getattr(self, f"_read_{kind}")(token)

    def _refuse(self, why: str, token: re.Match[str]) -> NotPortsError:
        return NotPortsError(why, token.start(), token.end())

    def _read_number(self, token: re.Match[str]) -> None:
        chain = self.chain
        if chain is None or self.joint is None:
            is_apart = self.text[token.start() - 1 : token.start()].isspace()
            if chain is not None and (self.is_named or not is_apart):
                raise self._refuse(f"{token[0]!r} may be no port", token)
            self._end_chain()
            chain = self.chain = _Chain(token.start())
            chain.protocols, self.lead = self.lead, ()
            chain.is_behind_lead = bool(self.leads) and not chain.protocols
        elif self.joint[0] != "/":
            chain.is_slashed = False
            self._refuse_thousands(chain, token)
        self.joint = self.word = None
        chain.numbers.append(token)
        chain.end = token.end()

    def _refuse_thousands(self, chain: _Chain, token: re.Match[str]) -> None:
        """Refuse a number whose thousands a comma separates: ``8,443``."""
        last = chain.numbers[-1]
        is_joined = last.end() + 1 == token.start() and self.text[last.end()] == ","
        if is_joined and len(last["number"]) == 1 and len(token["first"]) == 3:
            raise NotPortsError(
                f"{self.text[last.start() : token.end()]!r} may be one number or two",
                last.start(),
                token.end(),
            )

    def _read_protocols(self, token: re.Match[str]) -> None:
        named = protocols_named(token[0])
        if self.chain is None or self.chain.protocols or self.joint is not None:
            if self.lead or (self.joint is not None and self.joint[0] == "/"):
                raise self._refuse("it is not clear which port has which protocol", token)
            self.joint = None
            self._end_chain()
            self.lead = named
            self.leads.add(named)
        else:
            self._name_protocols(named, token)

    def _name_protocols(self, named: tuple[str, ...], token: re.Match[str]) -> None:
        """Name the protocols of a chain behind it."""
        chain = self.chain
        assert chain is not None
        is_clear = self.shared or chain.is_slashed or len(chain.numbers) == 1
        if chain.protocols or not (is_clear or named == self.default):
            raise self._refuse(f"it is not clear which ports {token[0]!r} belongs to", token)
        chain.protocols = named
        chain.is_whole = True
        chain.end = token.end()

    def _read_labels(self, token: re.Match[str]) -> None:
        words = token["labels"][1:-1]
        if self.chain is None or self.joint is not None:
            raise self._refuse(f"{token[0]!r} belongs to no port", token)
        if may_change(words) or len(words.split()) > _MOST_LABEL_WORDS:
            raise self._refuse(f"{token[0]!r} may change what is meant", token)
        if _INNER_BLANK.search(token[0]):
            self.blemishes.append(Blemish("blank-in-parentheses", token.start(), token.end()))
        named = protocols_named(words)
        if named:
            self._name_protocols(named, token)
        self.chain.is_whole = True
        self.chain.end = token.end()

    def _read_separator(self, token: re.Match[str]) -> None:
        if self.joint is not None or not (self.lead or self.chain is not None):
            raise self._refuse(f"{token[0]!r} belongs to no port", token)
        self.is_named = self.chain is not None

    def _read_word(self, token: re.Match[str]) -> None:
        """Pass over the name of a service behind its port: ``443 HTTPS``."""
        if self.chain is None or self.joint is not None or not meaning_of(token[0]).whole:
            raise self._refuse(f"{token[0]!r} is no port", token)
        self.is_named = True

    def _read_mark(self, token: re.Match[str]) -> None:
        if self.chain is None or self.joint is not None:
            raise self._refuse(f"{token[0]!r} belongs to no port", token)

    def _read_portless(self, token: re.Match[str]) -> None:
        self._end_chain()
        try:
            port = Port.parse(token[0].lower())
        except PortError as error:
            raise self._refuse(error.message.rstrip("."), token) from None
        self.found.append(ListedPort(port, token.start(), token.end()))

    def _read_lead(self, token: re.Match[str]) -> None:
        self.word = token
        if self.chain is not None:
            self._end_chain()

    def _read_join(self, token: re.Match[str]) -> None:
        is_and_behind_comma = self.joint is not None and self.joint[0] == "," != token[0]
        if (self.chain is None and not self.found) or (self.joint and not is_and_behind_comma):
            raise self._refuse(f"{token[0]!r} joins no ports", token)
        is_whole = self.is_named or token[0] == ";"
        is_whole = is_whole or (self.chain is not None and self.chain.is_whole)
        if token[0] == "/" and is_whole:
            raise self._refuse(f"{token[0]!r} joins no ports", token)
        self.joint = token
        if is_whole:
            self._end_chain()

    def _read_line(self, token: re.Match[str]) -> None:
        """End what is joined; a comma at the end of a line joins nothing."""
        if self.joint is not None and self.joint[0] == ",":
            self.blemishes.append(Blemish("stray-comma", self.joint.start(), self.joint.end()))
            self.joint = None
        if self.joint is None and not self._is_open_behind(token.end()):
            self._end_chain()

    def _is_open_behind(self, at: int) -> bool:
        """Whether what comes next belongs to the chain: its protocol, on a line of its own."""
        return self.text[at : at + 1] == "("

    def _read_blank(self, _token: re.Match[str]) -> None:
        """Blanks say nothing."""

    def _end_chain(self) -> None:
        chain, self.chain, self.is_named = self.chain, None, False
        if chain is None:
            return
        if chain.is_behind_lead and not chain.protocols and self.leads != {self.default}:
            raise NotPortsError(_UNCLEAR, chain.start, chain.end)
        for token in chain.numbers:
            own = protocols_named(token["suffix"] or "")
            if chain.numbers[-1]["suffix"] and chain.is_slashed:
                own = protocols_named(chain.numbers[-1]["suffix"])
            named = own or chain.protocols
            if not (named or self.default):
                raise NotPortsError(_UNCLEAR, token.start(), token.end())
            port = _port(token, named or self.default)
            if any(known.port == port for known in self.found):
                self.blemishes.append(Blemish("same-port-twice", chain.start, chain.end))
            else:
                self.found.append(ListedPort(port, token.start(), token.end(), not named))

    def finish(self) -> PortList:
        """The list, at the end of the text."""
        if self.word is not None:
            raise self._refuse(f"{self.word[0]!r} is behind a number of ports", self.word)
        if self.joint is not None:
            if self.joint[0] != ",":
                raise self._refuse(f"{self.joint[0]!r} joins no ports", self.joint)
            self.blemishes.append(Blemish("stray-comma", self.joint.start(), self.joint.end()))
        self._end_chain()
        if self.lead:
            raise NotPortsError("a protocol without a port", 0, len(self.text))
        return PortList(tuple(self.found), tuple(self.blemishes))


_KINDS = (
    "number",
    "labels",
    "protocols",
    "portless",
    "lead",
    "join",
    "mark",
    "separator",
    "word",
    "line",
    "blank",
)


def _port(token: re.Match[str], protocols: tuple[str, ...]) -> Port:
    first, last = int(token["first"]), int(token["last"] or token["first"])
    is_range = token["last"] is not None
    if token["number"][0] == "0":
        raise NotPortsError(f"{token['number']!r} is no port", token.start(), token.end())
    if not 0 < first <= last <= LAST_PORT or (is_range and first == last):
        raise NotPortsError(f"{token['number']!r} is no port", token.start(), token.end())
    return Port(first, last, protocols)
