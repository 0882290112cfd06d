"""How texts write ports: regular expressions and words in English, French and German."""

from __future__ import annotations

import re

from ...dataset.ports import PROTOCOLS
from .text_words import word_set

_PROTOCOL = "|".join(PROTOCOLS)
_PROTOCOLS = rf"(?:{_PROTOCOL})(?:(?:\s?[/+&]\s?|\s(?:and|or|et|ou|und|oder)\s)(?:{_PROTOCOL}))*"
_TO = (
    r"(?:to|thru|through|up to(?:\s+and\s+including)?|à|au|jusqu['’]à|"
    r"bis(?:\s+(?:einschließlich|einschl\.|inklusive|inkl\.|zu[mr]?))?)"
)
_APPLICATIONS = (
    "https?|ssh|s?ftps?|tftp|smtps?|imaps?|dns|ldaps?|rdp|vnc|snmp|ntp|nfs|smb|grpc|xmpp"
)
_TOP_LEVEL = (
    "com|org|net|io|eu|de|fr|ch|at|be|uk|us|ca|nl|dev|app|cloud|local|lan|internal|intranet|corp|"
    "home|example|test|invalid|localdomain"
)

_NO_HOSTS = (
    "lines?|pages?|id|uid|gid|pid|versions?|release|build|year|since|bug|issue|ticket|case|rfc|iso|"
    "note|size|max|min|limit|timeout|ttl|mtu|vlan|count|total|code|error|status|ref|"
    "ligne|année|depuis|taille|numéro|erreur|zeile|seite|jahr|seit|größe|nummer|fehler|"
    "makefile|dockerfile|containerfile|jenkinsfile|vagrantfile|readme|license|changelog"
)

_FIRST, _LAST = r"(?P<first>[1-9][0-9]{0,4})", r"(?P<last>[1-9][0-9]{0,4})"
_BEHIND_NUMBERS = (
    rf"(?:(?:\s?/\s?|[-:]?)(?P<suffix>(?:{_PROTOCOL})(?:[+/](?:{_PROTOCOL}))*))?"
    r"(?![\w€$°]|[.:][0-9]|-\w|\s?%)"
)
ITEM = re.compile(
    rf"{_FIRST}(?:(?:\s?(?:-|–|~|…|\.\.)\s?|\s{_TO}\s){_LAST})?{_BEHIND_NUMBERS}", re.IGNORECASE
)
ITEM_BETWEEN = re.compile(
    rf"(?:between|entre|zwischen)\s+{_FIRST}\s+(?:and|et|und)\s+{_LAST}{_BEHIND_NUMBERS}",
    re.IGNORECASE,
)
AND_BETWEEN = ("between", "entre", "zwischen")
NOT_BEFORE_NUMBERS = frozenset("_.#$€§^~°-")
LEAD = re.compile(
    rf"(?:\b({_PROTOCOLS})[\s-]+|(?<![-\w])(?<!switch )(?<!serial )(?<!usb ))"
    r"(source[\s-]|local\s|client\s|quell-?)?"
    r"(ports?|portnummern?|port-?bereiche?|portbereichs?)"
    rf"(?:\s+(?:numbers?|ranges?|source)|\s+n[o°]\.?)?(?:\s+\(?({_PROTOCOLS})\)?)?"
    r"(?:\s+par\s+défaut)?(?:\s+(?:from|von|de|range|is|being|est|étant|ist))?"
    r"[\s:=(\[#`*\"'“«„]*-?$"
    rf"|\b({_PROTOCOLS})(?:\s+ports?)?[\s/:()\[\]`*_-]*$"
    r"|\b(?:standard|vorgabe|ziel|server|dienst|netzwerk|web|tcp-|udp-)port\s*:?\s*$"
    r"|\b(?:listen(?:s|ing)?\s+(?:by\s+default\s+)?on|"
    r"écoute(?:nt)?\s+(?:par\s+défaut\s+)?sur(?:\s+le)?|"
    r"(?:lauscht|lauschen|hört|hören)\s+(?:standardmäßig\s+)?auf)\s+$",
)
"""What says that a number is a port, in lower case; it begins with a word."""

SETTING = re.compile(
    r"--port[\s=]+$|(?<!switch)(?<!serial)(?<!usb)(?:[_.-]port|"
    r"(?-i:[a-z0-9]Port|[A-Z](?<!SUP)(?<!EX)(?<!IM)(?<!RE)(?<!TRANS)PORT))"
    r"(?:s|_?ranges?|_?numbers?)?\s*[=:]\s*[`\"']?$",
    re.IGNORECASE,
)
HOST = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://(?:<[^<>\n]*>|\{[^{}\n]*\}|\[[0-9a-f:]+\]|[\w.%-]+)"
    rf"|<[^<>\n]+>|\blocalhost|(?<![\w.])(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}|\[[0-9a-f:]+\]"
    rf"|\b(?:[\w-]+\.)+(?:{_TOP_LEVEL})|(?<![\w*])\*|\{{[^{{}}\n]+\}}|\$\w+"
    r"|\b(?:to|at|on|via|vers|sur|à|auf|an)\s+[a-z][a-z0-9-]*):$"
    rf"|(?<![\w./@#:-])(?!(?:{_NO_HOSTS}):)(?P<host>[a-z][a-z0-9-]*):$"
    r"|(?:^|[\s(]):$",
    re.IGNORECASE,
)
NO_PORTS = re.compile(
    r"(?=[0-9./])(?:"
    r"(?<![\w./])[0-9]{1,2}([/.])[0-9]{1,2}\1[0-9]{2,4}\b"  # a date
    r"|(?<![\w./])[0-2]?[0-9]:[0-5][0-9]\b"  # a time
    r"|(?<![\w./])[0-9]{1,3}(?:[,\u00a0\u202f '’][0-9]{3})+\b(?![\w/])"  # digits in groups
    r"|(?<=\w)\.\w{1,6}:[0-9]+(?:-[0-9]+)?(?:,\s?[0-9]+(?:-[0-9]+)?)*"  # lines of a file
    r"|(?<=[\w.-])/[\w.-]+:[0-9]+(?:-[0-9]+)?(?:,\s?[0-9]+(?:-[0-9]+)?)*"
    r")"
)
JOINED_NUMBERS = re.compile(
    r"[0-9:](?:(?<=:)[0-9]|([/.])[0-9]{1,2}\1[0-9]{2}|[,\u00a0\u202f '’][0-9]{3})"
)
"""Is in every date, time, long number and line of a file; a quick look for `NO_PORTS`."""

_AND = r"(?:and|or|et|ou|und|oder)"
_REMARK = r"(?:\s*\([^()]*\))?"
BETWEEN = re.compile(
    rf"{_REMARK}(?:\s*[,/&;|+]\s*(?:{_AND}\s+)?|\s+(?:{_AND}|as well as|sowie|ainsi que)\s+)",
    re.IGNORECASE,
)
PLURAL = re.compile(r"\bports\b|\bport(?:nummern|-?bereiche)\b", re.IGNORECASE)
OR = re.compile(r"\b(?:or|ou|oder)\b", re.IGNORECASE)
BEHIND = re.compile(
    r"\s*[(\[]([^()\[\]0-9]*)[)\]]"
    rf"|\s+(?P<over>(?:over|via|en|über|(?:is|are|est|sont|ist|sind)(?=\s+\w+\b(?!\s+only))|"
    rf"(?:est|sont)\s+en)\s+)?({_PROTOCOLS})\b(?!\s*/?\s*[0-9]|/IP)",
    re.IGNORECASE,
)
APPLICATION_BEFORE = re.compile(rf"\b(?:{_APPLICATIONS})(?:[/:]|\s(?P<aside>\())$", re.IGNORECASE)
END_OF_ASIDE = re.compile(r"[),;]")
NO_PORTS_ASIDE = frozenset((*range(100, 104), *range(200, 209), *range(300, 309), *range(400, 432)))
"""Numbers in brackets that say how a request ended: ``HTTP (404)``."""

APPLICATION_BEHIND = re.compile(rf"/(?:{_APPLICATIONS})\b", re.IGNORECASE)
LEAD_WITHOUT_SPACE = re.compile(
    rf"\b(?:{_PROTOCOL})[_-]?$|\bports?\s?#$|(?<![\w-])ports?-$", re.IGNORECASE
)
PORT_BEHIND = re.compile(r"\s+port\b", re.IGNORECASE)
WORD_BEHIND = re.compile(r"[\s`*\"”»“]*([^\W\d_]+['’]?|.)?", re.DOTALL)
MARKS = ' \t\n\u00a0`*"“”«„'
RANGE_SIGN = re.compile(rf"\s?(?:-|–|~|…|\.\.|:)\s?|\s{_TO}\s")
NUMBER_AHEAD = re.compile(
    r"\s?(?:(?:[,&+|;]|\b(?:or|ou|oder)\b)\s?(?P<listed>[0-9]+)"
    r"|(?:[/–…-]|\.\.|\b(?:and|et|und|to|à|au|bis|through)\b)\s?[0-9])"
)
CLAUSE_START = re.compile(r".*[,;.!?]\s", re.DOTALL)
SETTING_SIGNS = frozenset("=:-")
LEADING_WORDS = (*PROTOCOLS, "port", "listen", "écoute", "lausch", "hör")
DIGITS = re.compile(r"[0-9](?<![0-9]\.[0-9])(?<![0-9]{2})[0-9]*(?![0-9]|\.[0-9])")
"""A number, but none of a version: ``4.2.1``. A search is fast where one character begins it."""

BEHIND_PORTS = (" port", *(f"{sign}{name}" for name in PROTOCOLS for sign in " /-"))
BEFORE_PROTOCOLS = frozenset(" /-:([")
JOINED_BEFORE = frozenset("=/")
CLOSING = frozenset(")]")
SEPARATORS = (",", "/", "&", "+", "|", ";", ":", "–", "…", "-", "..")
JOINING_WORDS = word_set(
    "and or et ou und oder to à au bis through thru including jusqu'à jusqu’à zu einschließlich "
    "einschl. inklusive inkl."
)
CLAUSE_SIGN = re.compile(r"(?<!\bno)[.,;]")
SENTENCE = re.compile(r"[.!?](?=\s)")

WIDE_SIGN = re.compile("[\uff01-\uff5e]")
TO_NARROW_SIGNS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""The digits and signs of Chinese and Japanese fonts, and those of ASCII."""

LONGEST_LEAD = 60
LONGEST_PROTOCOL = max(map(len, PROTOCOLS))
LONGEST_APPLICATION = 8
USUAL_ON_HOSTS = frozenset(("22", "25", "53", "80"))
"""Numbers of two digits that are ports behind a word, which may also be a name: ``hub:80``."""

LONGEST_BEFORE_PORT = 24
