"""Words by which a page says that ports are not to be opened, or hold in both directions.

They are asked of headings, notes, names and the lines around lists: what is below or beside them is
listed as unread, since a port that nobody should open is worse than one that is not read.
"""

from __future__ import annotations

import re

_DENYING = re.compile(
    r"""\b(?:
      (?:not|never|n['’]t|no\s+longer|nobody)\s+(?:\w+\s+){0,2}?
        (?:open(?:ed)?|use[ds]?|need(?:ed|s)?|require[ds]?|allow(?:ed|s)?|permit(?:ted|s)?|
           expose[ds]?|reachable|accessible|necessary|available|valid)
        (?!\s+(?:if|when|where|unless|only|for|with|without|by)\b)
    | (?<!if\ you\ )(?<!when\ you\ )(?<!unless\ you\ )
      (?:do|does|must|should|shall|may|can)(?:\s+not|n['’]t)\s+(?:\w+\s+){0,1}?
        (?:open|use|allow|permit|expose|be\s+(?:open|reachable|exposed|used|allowed))\w*
    | (?:close|block|reject|refuse|forbid|disallow|deny|drop|disable)
        (?=\s+(?:the|these|those|this|all|any|other|following|inbound|outbound|ports?|traffic|
           access)\b|\s*:|\s*$)
    | (?:are|is|be|been|being|stay|stays|remain|remains|keep|kept|now|currently|default)\s+
        (?:\w+\s+)?(?:closed|blocked|forbidden|denied|disabled|rejected|removed|dropped|filtered)
    | (?:closed|blocked|forbidden|denied|rejected|refused|removed|dropped|disabled|disallowed|
         prohibited|retired|old|former|legacy|unused|unneeded|unwanted)\s+
        (?:tcp\s+|udp\s+|network\s+|inbound\s+|outbound\s+)?
        (?:ports?|flows?|traffic|connections?|rules?|access|entries)
    | (?:flows?|ports?|connections?|traffic|rules?)\s+(?:to|that\s+must)\s+(?:be\s+)?
        (?:close[ds]?|block(?:ed)?|remove[ds]?|forbid(?:den)?|den(?:y|ied))
    | (?:no|without)\s+(?:flow|traffic|connection|port)s?\s+(?:from|to|between|is|are|should|may)
    | deprecated | obsolete | unused | end[\s-]of[\s-]life
    | (?:formerly|previously)\s+(?:used|open|opened|needed|required)
    | (?:closed|blocked|forbidden|denied|prohibited|disallowed|deny|denies|reject|drop|removed)
        (?=\s*(?:$|[.;:,)(])|\s+(?:by\s+default|since|from|until)\b)

    | (?:ne|n['’])\s*(?:doit|doivent|faut|peut|peuvent|est|sont|sera|seront)\s+
        (?:plus|pas|jamais)\s+(?:être\s+)?(?:ouvert|ouvrir|utilis|nécess|requis|autoris|accessib|expos)\w*
    | (?:ne|n['’])\s*(?:ouvr|utilis|sert|serv|autoris|expos)\w*\s+(?:plus|pas|jamais)
    | ne\s+(?:pas|plus|jamais)\s+(?:ouvrir|utiliser|autoriser|exposer)
    | (?:plus|pas|non)\s+(?:ouvert|utilis|nécess|requis|autoris|accessib)\w*
        (?!\s+(?:si|lorsque|quand|sauf)\b)
    | (?:à|a)\s+(?:fermer|bloquer|supprimer|interdire) | fermer | bloquer | interdire
    | (?:fermé|bloqué|interdit|refusé|supprimé|désactivé|inutilisé|déprécié)e?s?
    | obsolètes? | anciens?\s+(?:ports?|flux) | anciennement\s+(?:ouvert|utilis|nécess|requis)\w*

    | nicht\s+(?:mehr\s+)?(?:\w+\s+)?(?:öffnen|geöffnet|offen|benötigt|verwendet|genutzt|erlaubt|
        erforderlich|nötig|erreichbar|freigegeben|freigeben|freischalten)
    | (?:werden|wird|bleibt|bleiben|sind|ist)\s+(?:geschlossen|gesperrt|blockiert)
    | gesperrte?[ns]? | geschlossene?[ns]? | blockierte?[ns]? | verboten\w* | veraltete?[ns]?
    | sperren | schließen | (?:ehemals|früher)\s+(?:verwendet|genutzt|benötigt|offen)
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_BOTH_WAYS = re.compile(
    r"\bboth\s+(?:directions?|ways?|sides)\b|\b(?:bi|two)[\s-]?(?:directional|way)(?:ly)?\b"
    r"|\bvice\s+versa\b|\b(?:and|&|or)\s+(?:back|reverse)\b|\bin\s+either\s+direction\b"
    r"|\b(?:les|des|aux)?\s*deux\s+sens\b|\bbidirectionn?el\w*|\bréciproque\w*"
    r"|\bbeide[nr]?\s+richtungen\b|\bbidirektional\w*|\bgegenseitig\w*",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r":\s*$|\b(?:following|below|these|those|ci-dessous|suivante?s?|ces|folgende\w*|unten|diese\w*)\b",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether a text says of ports that they are closed or not used."""
    return _DENYING.search(text) is not None


def says_both_ways(text: str) -> bool:
    """Whether a text says that a connection is opened from both of its ends."""
    return _BOTH_WAYS.search(text) is not None


def denies_what_follows(text: str) -> bool:
    """Whether a text introduces a list or a table of ports that are not to be opened."""
    return _INTRODUCES.search(text) is not None and denies(text)


def denies_what_precedes(text: str) -> bool:
    """Whether a text says that the ports of the list before it are not to be opened."""
    return not re.search(r"[0-9]", text) and denies_what_follows(text)
