"""What each key of the dataset is for, where its name and its type do not say it.

By the type's name in `sphinx_medulla.dataset.model`, then by key. `reference` checks that every key
of the model is here, and no other.
"""

from __future__ import annotations

_SOURCE = "Where this comes from. If omitted, the default source is used."
_ERRATA = "What was published and is corrected or doubted here."
_IGNORE = "Findings that are accepted: {doc}`/manual/checking`."
_ALIASES = "Other names that authors may use for it."
_SETTING = "The settings of the product that change the port."
_QUESTION = "What nobody could answer yet."
_MENTIONS = "Ports that the text names although no entry of the dataset has them."

SENTENCES: dict[str, dict[str, str]] = {
    "Dataset": {
        "format": "The version of this format.",
        "product": "The product that the dataset describes.",
        "revision": "The dataset's own version, such as a date. Stamps show it.",
        "defaults": "Values used when an entry sets none.",
        "sources": "Where the facts come from.",
        "rules": "How to read tables and charts, a sentence each. `medulla-flow-rules` shows them.",
        "zones": "The parts of the network, least trusted first.",
        "kinds": "Kinds of roles that stand in for one another in different modes.",
        "groups": "The blocks of a table, in the order in which tables show them.",
        "features": "What ports are used for, so that they can stay closed where it is not used.",
        "roles": "The machines.",
        "services": "What listens on ports, in the order in which descriptions are shown.",
        "modes": "The ways to deploy the product.",
        "flows": "Who opens which connection. Rows go by the order of groups, then of this list.",
        "questions": (
            "What is open and concerns no entry, such as a port that the code opens and no page "
            "lists. `medulla-errata` and `medulla-findings` show them; they are never rows."
        ),
        "changes": (
            "What each revision changed, newest first. `medulla-changes` and the feed show it."
        ),
    },
    "Product": {
        "name": "The product's name.",
        "applies_to": "The versions that the dataset is right for, in words.",
    },
    "Defaults": {
        "protocol": "The protocol of a port that names none. Without it, every port names its own.",
        "source": "The source of an entry that names none.",
        "group": "The group of a flow that names none.",
    },
    "Source": {
        "title": "What it is called.",
        "url": "Where it is.",
        "retrieved": "When it was read.",
        "commit": "Which version of a repository was read.",
        "file_url": (
            "The address of a file in the repository. Places that are cited link to it; without "
            "lines, the part from `#` on is omitted."
        ),
        "language": (
            "The language of its text. HTML pages in other languages mark the published words of "
            "errata with it, so that screen readers pronounce them right."
        ),
    },
    "Term": {
        "name": "The name. Write this or `title`.",
        "title": "The same as `name`.",
        "aliases": _ALIASES,
        "description": "What it is.",
    },
    "Reference": {"title": "The page's title.", "url": "The page's address."},
    "Role": {
        "name": "The name that readers see.",
        "zone": "The part of the network that it is in.",
        "kind": "The kind this role belongs to.",
        "aliases": _ALIASES,
        "host": (
            "Its host names, where it has any, shown with its name. A list may have names "
            "(`a.example.com`), wildcards (`*.example.com`) and networks (`192.0.2.0/24`), which "
            "are checked; a single text may be anything."
        ),
        "when": "A condition, such as “if you have one”. Its flows take it over.",
        "see": "A page about it. Notes link to it.",
        "slot": "Its colour in charts. If omitted, colours are assigned in rotation.",
        "several": "Whether there is more than one of them.",
        "any": (
            "Whether it is every source or destination, such as “any client”. Its flows are also "
            "those of every other role, and a service with it in `called_by` is called by all."
        ),
        "source": _SOURCE,
        "errata": _ERRATA,
        "ignore": _IGNORE,
    },
    "Service": {
        "name": "The name that readers see beside its ports.",
        "ports": "Where it listens.",
        "description": "What it is for.",
        "listens_on": "The roles that have it. If omitted, every role may have it.",
        "called_by": "The roles that connect to it.",
        "encryption": "How the connection is encrypted. If omitted, it is unknown.",
        "administration": "Whether it is there to administer machines.",
        "setting": _SETTING,
        "feature": "The feature that uses it.",
        "formerly": "Ports that it had in older versions. Links to them lead to it.",
        "source": _SOURCE,
        "errata": _ERRATA,
        "ignore": _IGNORE,
    },
    "ServicePort": {
        "port": "The port.",
        "name": "Its own name, where it differs from the service's.",
        "encryption": "Its own encryption, where it differs from the service's.",
        "setting": _SETTING,
        "cast": "Whether packets to it go to several machines.",
        "helper": "The connection tracking helper that a firewall needs to follow connections.",
        "scope": "`loopback` if the port can be reached only from the machine itself.",
    },
    "Mode": {
        "title": "The name that readers see.",
        "short": "A name of a word or two for the heads of columns. If omitted, the title is used.",
        "when": "Who needs it, as the end of a sentence that begins with “if”.",
        "roles": (
            "Its roles in the order of the chart, top first within a zone. A role that some mode "
            "lists is only in the modes that list it; other roles are in all modes."
        ),
        "aliases": _ALIASES,
        "source": "Where it is described.",
        "errata": _ERRATA,
        "ignore": _IGNORE,
    },
    "Flow": {
        "id": "Its name for links and anchors. It never changes.",
        "from": "Who opens the connection.",
        "to": "Who is connected to. The ports are open there.",
        "ports": "The destination ports. An empty list means that the source states none.",
        "group": "The block of the table that it belongs to.",
        "modes": "The modes that need it. If omitted, each mode that has both of its ends.",
        "need": "Whether it is needed. If omitted, this is not stated.",
        "feature": "The feature that uses it. If omitted, the feature of the service is used.",
        "note": "A sentence for readers. Who initiates is written without it.",
        "source_ports": "The ports of the initiator, if it uses only these.",
        "like": "Why its ports differ from those of a flow that looks like it.",
        "former_ids": "Ids that it had before. Links to them lead to it.",
        "source": _SOURCE,
        "errata": _ERRATA,
        "ignore": _IGNORE,
    },
    "FlowPort": {
        "port": "The port.",
        "need": "Whether this port is needed, where it differs from the flow.",
        "feature": "The feature that uses this port, where it differs from the flow's.",
        "note": "Its purpose in this flow, shown behind the port.",
        "encryption": "How it is encrypted in this flow, where it differs from the service.",
        "setting": _SETTING,
        "either": "Whether one of the port's protocols suffices, as for `514/tcp+udp`.",
    },
    "Citation": {
        "id": "The id of the source.",
        "at": "Where in the source. A link if the source has a `file_url`.",
    },
    "Question": {
        "id": "Its name. It never changes.",
        "question": _QUESTION,
        "from": "Who opens the connection that is asked about.",
        "to": "Who is connected to.",
        "modes": "The modes that are meant. If omitted, all of them.",
        "ports": "The ports that are meant. `explain` shows the question for these.",
        "mentions": _MENTIONS,
        "source": "Where the question comes from.",
    },
    "Change": {
        "revision": "The revision that changed it.",
        "change": "What changed, in one or two sentences.",
        "flows": "The flows that it is about.",
        "date": "The day of the revision. The feed needs it if the revision is not a date.",
    },
    "Likeness": {
        "flow": "The flow that looks like it.",
        "with": "The ports that it has beyond those of the other flow.",
        "without": "The ports of the other flow that it does not have.",
        "mentions": _MENTIONS,
        "reason": "Why they differ.",
        "question": f"{_QUESTION} `medulla-errata` shows it as an open question.",
        "source": "Where the reason comes from.",
    },
    "Erratum": {
        "at": "The part of the entry that is meant; `row` means the whole entry.",
        "published": "The words that were published, empty where nothing was.",
        "reason": "Why they are wrong, or what is in doubt.",
        "ports": "The ports that are meant. If omitted, all of the entry.",
        "mentions": _MENTIONS,
        "modes": "The modes that are meant. If omitted, all of the entry.",
        "source": "Where the reason comes from.",
        "undecided": "Whether the sources leave it open. Readers then see an open question.",
    },
    "Waiver": {
        "rule": "The code of the rule.",
        "ports": "The ports that are meant.",
        "mentions": _MENTIONS,
        "modes": "The modes that are meant.",
        "from": "The initiator that is meant.",
        "to": "The destination that is meant.",
        "reason": "Why it is accepted.",
        "question": _QUESTION,
        "source": "Where the reason comes from.",
        "until": "The day until which it is accepted.",
    },
}
