"""Texts that would be scripts, links or commands, if a format took them for markup."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product

from sphinx_medulla.render.document import WebLink
from sphinx_medulla.render.prose import linked

ADDRESSES = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#9;script:alert(1)", "about:blank"),
    *("&#106;avascript:alert(1)", "javascript&colon;alert(1)", "\\javascript\\:alert(1)"),
    *("vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PA"),
    *("mailto:a@evil.example", "MAILTO:a@evil.example?subject=x", "a@evil.example", "tel:+1-2-3"),
    *("file:///etc/passwd", "ftp://evil.example/x", "//evil.example/x", "///evil.example", "/x"),
    *("www.evil.example", "evil.example/x", "irc://evil.example", "xmpp:a@evil.example", "#x"),
    *("urn:x:y", "jar:a!/", "blob:x", "view-source:x", "HTTP://evil.example/x", "x.html"),
    *("http:evil.example", "http:/evil.example", "https://[::1]/", "https://evil.example/(x)"),
    *("http://evil.example/x", "https://a:b@evil.example:1/?q=1&r=2#f"),
    "http://evil.example/\"onclick='x'",
]
NOTATIONS = {  # ¤ is an address
    "reStructuredText": [
        *("`x <¤>`_", "`x <¤>`__", "`¤`_", "`¤`__", "¤_", ":ref:`x <¤>`", ":doc:`¤`", "|¤|"),
        *(".. image:: ¤", ".. _x: ¤", "__ ¤", ".. |x| image:: ¤", ".. include:: ¤", "_`¤`"),
        *(".. raw:: html <a href=¤>", ":download:`x <¤>`", ":raw-html:`<a href=¤>`", "[¤]_"),
        *(":file:`{¤}`", "``¤", ":samp:`¤`", ":pep:`¤`", ".. figure:: ¤", ":index:`¤`"),
    ],
    "Markdown": [
        *("[x](¤)", "![x](¤)", "<¤>", "[x]: ¤", "[x][¤]", "[¤]", "[x](<¤>)", "[x](¤ 'y')"),
        *("![x][¤]", "[![x](¤)](¤)", "\\[x](¤)", "`[x](¤)", "[x]\\(¤)", "# ¤", "> ¤"),
        *("| ¤ |", "- [ ] ¤", "[^¤]", "{x}`¤`", "```¤", "~~¤~~", "**¤**", "{{ ¤ }}"),
    ],
    "HTML": [
        *("<a href=¤>x</a>", '<a href="¤">', "<img src=¤ onerror=alert(1)>", "<svg/onload=¤>"),
        *("<script>¤</script>", "<script src=¤></script>", "<style>@import '¤'</style>"),
        *("<iframe src=¤>", "<base href=¤>", "<link href=¤>", "<form action=¤>", "<body onload=¤>"),
        *("<meta http-equiv=refresh content='0;url=¤'>", "<math href=¤>", "<object data=¤>"),
        *('" onmouseover="¤', "' autofocus onfocus='¤", "--><script>¤</script>", "]]><a href=¤>"),
        *("</title><script>¤", "</textarea><a href=¤>", "</style></script><a href=¤>", "<!--¤"),
        *("&lt;a href=¤&gt;", "<details open ontoggle=¤>", "<<a href=¤>", "<a\fhref=¤>", "</td>¤"),
        *("<video src=¤>", "<?x ¤ ?>", "<![CDATA[<a href=¤>]]>", "&#60;script&#62;¤", "</svg>¤"),
        *("<a xlink:href=¤>", "<animate onbegin=¤>", "<foreignObject>¤", "<use href=¤>", "&x;¤"),
    ],
    "spreadsheets": [
        *('=HYPERLINK("¤")', "=1+1 ¤", "+1 ¤", "-1 ¤", "@SUM(1) ¤", "=cmd|' /C calc'!A0 ¤"),
        *("'=1 ¤", '"=1 ¤', ";=1;¤", ",=1,¤", "＝1 ¤", "=IMPORTXML('¤')", "%=1 ¤", '","¤'),
    ],
    "DOT": [
        *('"]; x [URL="¤"', "<TABLE HREF='¤'>", "\\N ¤", "\\G ¤", '\\" URL=¤', "]>; x -> ¤"),
        *("</TD></TR></TABLE> ¤", '<IMG SRC="¤"/>', "<BR HREF='¤'/>", "&lt;TD HREF=¤&gt;", "> ¤"),
        *("{ ¤ | }", "\\l ¤ \\r", "//* ¤", '"+"¤', "<FONT>¤", "\\\\¤", "subgraph { ¤ }"),
    ],
    "LaTeX": [
        *("\\input{¤}", "\\write18{¤}", "\\immediate\\write18{¤}", "\\href{¤}{x}"),
        *("\\url{¤}", "^^5cinput ¤", "$\\input ¤$", "\\end{document} ¤", "\\include{¤}"),
        *("\\csname input\\endcsname ¤", "% ¤", "#1 ¤", "~¤", "} \\openin ¤", "{\\tt ¤"),
        *("\\catcode`\\@=0 @input ¤", "\\verb|¤|", "\\(x\\) ¤", "_¤", "^¤", "``¤''", "& ¤ \\\\"),
    ],
    "manual pages": [
        *(".so ¤", "'so ¤", "\\X'¤'", "\\*[¤]", "\\!¤", ".URL ¤", "\\n(yr ¤", "\\fB¤"),
        *("@include ¤", "@uref{¤}", "@html ¤", "@x{¤}", "@@¤", "@verbatiminclude ¤", "@bye ¤"),
    ],
    "templates": ["{{ ¤ }}", "{% raw %}¤", "${¤}", "$(¤)", "`¤`", "%(¤)s", "%s ¤", "{0} ¤"],
}  # fmt: skip
PLACES = [*"¤¤¤", "See ¤ now.", "¤.", "(¤)", '"¤"', "a ¤ b", "x¤", "¤\\", "* ¤", "¤:"]

HIDDEN = [
    *("\0", "\a", "\b", "\x1b", "\x7f", "\x85", "\x9b", "\u061c", "\u200b", "\u200e", "\u200f"),
    *("\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\ufffe"),
]
"""Characters that control a terminal, turn the direction of text, or cannot be seen: refused."""


def attack_texts(count: int, seed: int = 0) -> list[str]:
    """So many different texts, from each notation in turn, with each kind of address."""
    rng = random.Random(seed)
    kinds = [[*product(texts, ADDRESSES, PLACES)] for texts in NOTATIONS.values()]
    for kind in kinds:
        rng.shuffle(kind)
    made: dict[str, None] = {}
    turn = 0
    while len(made) < count:
        notation, address, place = kinds[turn % len(kinds)].pop()
        made[" ".join(place.replace("¤", notation).replace("¤", address).split())] = None
        turn += 1
    return [*made]


def harmless_texts(words: Sequence[str]) -> list[str]:
    """As many harmless texts, with the web addresses of the others, to which sentences may link.

    They end like the others, since a sentence may need a full stop.
    """
    return [
        " ".join([f"Q{number}Q", *_addresses(word)]) + end_of(word)
        for number, word in enumerate(words)
    ]


def _addresses(word: str) -> list[str]:
    return [part.url for part in linked(word) if isinstance(part, WebLink)]


def end_of(word: str) -> str:
    """The sign at the end of a sentence, if there is one."""
    return word[-1] if word[-1] in ".!?…:" else ""
