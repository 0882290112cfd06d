"""Function words of English, French and German, by which texts are read without a grammar."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written in lines."""
    return frozenset(text.split())


FUNCTION_WORDS = word_set(
    """
    and or but to for from on in of by with via is are was were be been has have had must should
    may can could might will would do does did not never only too also as at if when where which
    that because since so then while than over through per between into towards under until
    whether unless itself themselves needs needed required used
    serves serve takes take carries carry handles handle accepts accept answers answer receives
    receive sends send offers offer provides provide transports transport belongs belong listens
    listen stays remains opens exists occurs appears works runs goes speaks

    et ou mais à au aux pour de du des d' en sur par avec est sont était étaient doit doivent
    peut peuvent sera seront n' ne pas si quand où qui que qu' car dans vers depuis entre a ont
    sert servent prend prennent reçoit reçoivent transporte transportent accepte acceptent répond
    répondent envoie envoient fournit fournissent sauf
    nécessaire nécessaires requis utilisé utilisés

    und oder aber für von vom zu zum zur auf im an am bei mit über durch ist sind war waren
    wird werden muss müssen darf dürfen kann können soll sollen nicht nur auch als wenn wo weil da
    ab nach selbst angesprochen kontaktiert abgefragt
    initiiert aufgebaut geöffnet hergestellt gestartet ausgelöst
    dient dienen nimmt nehmen überträgt übertragen empfängt empfangen liefert liefern antwortet
    antworten sendet senden standardmäßig erreichbar verfügbar lauscht lauschen hört
    nötig erforderlich benötigt genutzt
    """
)
"""Words that may follow a port: function words and verbs, none that names a thing to count."""

WORDS_BEFORE_PORTS = word_set(
    """
    on of to for with via through over from and or is are not that whether also only the
    open opens opening opened use uses using used need needs list lists listed bind binds block
    must blocks allow allows offers offer does have has had default

    sur du de et ou par le la les ouvre ouvrent ouvrir utilise utilisent est sont ont défaut

    auf über von sowie und oder den die der öffnet öffnen nutzt nutzen ist sind hat haben
    standardmäßig vorgabe standard
    """
)
"""Words after which a number may be a port, but no count, year, version or size."""

VERBS_BEFORE_PORTS = word_set(
    """
    list lists listed open opens opened opening use uses used

    liste listent ouvre ouvrent ouvrir utilise utilisent

    öffnet öffnen nutzt nutzen
    """
)
"""Words after which a long number is a port, if nothing that it counts comes after it."""

CLAUSE_ENDS = frozenset(",;:.!?()[]-–—→")
"""Signs with which a clause ends or begins."""

DEFINITE = word_set(
    """
    the its this that each every all your our from
    le la les l' ce cette chaque votre du depuis vers au aux tous toutes
    der die das den dem des dieser diese dieses jeder jede jedes alle allen vom zum zur
    """
)
"""Words before a name that is written without a capital."""

OPENING_VERBS = word_set(
    """
    open opens initiate initiates establish establishes start starts trigger triggers connect
    connects call calls contact contacts poll polls dial dials

    ouvre ouvrent initie initient établit établissent démarre démarrent déclenche déclenchent se
    appelle appellent contacte contactent interroge interrogent

    öffnet öffnen initiiert initiieren eröffnet eröffnen startet starten verbindet verbinden baut
    bauen stellt stellen ruft rufen kontaktiert kontaktieren fragt fragen
    """
)
"""Verbs of what opens a connection."""

CALLING_VERBS = word_set(
    """
    reach reaches scrapes accesses pushes writes replicates replicate subscribes authenticates
    publishes submits pulls fetches fetch retrieves reads

    joint joignent atteint atteignent accède accèdent envoie envoient pousse poussent récupère
    récupèrent télécharge téléchargent écrit écrivent lit lisent

    erreicht erreichen greift greifen schickt schicken schreibt schreiben holt holen lädt laden
    liest lesen bezieht beziehen meldet melden
    """
)
"""Verbs of what calls something else, none that is also a noun."""


def is_function_word(word: str) -> bool:
    """Whether a word may follow a port or a name, whatever its case and apostrophe."""
    return word.lower().replace("’", "'") in FUNCTION_WORDS
