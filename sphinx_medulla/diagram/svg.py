"""Adapts Graphviz's SVG to pages: no ids, no styles, the theme's colours, links added late."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from math import ceil

from .chip import CHIP_SIZE, MEASURED_CHIP_SIZE
from .dot import FONT
from .palette import CLEAR, GREY, LIGHT, PAPER

PX_PER_PT = 1.2
"""How large charts are on a screen. With 4/3, which CSS means by a point, roles have the size of a
page's text: that is coarse, and more charts are wider than their column."""

READABLE = 0.6
"""The scale below which the ports of a chart are too small on paper: six points, drawn with ten."""

READABLE_ON_SCREEN = 0.875
"""The same for screens: ten and a half pixels, drawn with twelve."""

STEP = 80
"""The pixels of five rem: in such steps the stylesheet says how narrow a wide chart may become."""

STEPS = range(5, 41)
"""The steps that the stylesheet has. Up to four, it has a rule for every chart."""

_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_SVG = re.compile(r"<svg[^>]*?viewBox=\"[0-9.\s-]*?([0-9.]+) ([0-9.]+)\"[^>]*>")
_TITLE = re.compile(r"<title>[^<]*</title>\s*")
_ID = re.compile(r" id=\"[^\"]*\"")
_LINK = re.compile(
    r"<a href=\"(medulla:[^\"]*)\"(?: title=\"([^\"]*)\")?[^>]*>(.*?)</a>", re.DOTALL
)
_BETWEEN = re.compile(r">\s+<")
_GROUP = re.compile(r"<g>\s*(<a .*?</a>)\s*</g>", re.DOTALL)


def normalise(svg: bytes) -> str:
    """Turn an SVG of Graphviz into a template for `place` and `as_file`.

    Prolog, comments, ids, titles of nodes and namespaces are removed; black is ``currentColor``,
    and the palette's colours are custom properties with those colours as their fallback.

    Raises `ValueError` if it is not an SVG file from Graphviz.
    """
    text = svg.decode()
    head = _SVG.search(text)
    if head is None:
        raise ValueError("This is not an SVG file from Graphviz.")
    body = text[head.end() : text.rindex("</svg>")]
    # Quotes within text are entities, so a quote here is never a part of the dataset's texts.
    body = _TITLE.sub("", _ID.sub("", _COMMENT.sub("", body))).replace("&#45;", "-")
    body = body.replace(' xlink:href="', ' href="').replace(' xlink:title="', ' title="')
    body = body.replace(' xml:space="preserve"', "").replace(f' font-family="{FONT}"', "")
    body = body.replace('"black"', '"currentColor"').replace('"transparent"', '"none"')
    body = body.replace(f'font-size="{MEASURED_CHIP_SIZE:.2f}"', f'font-size="{CHIP_SIZE}"')
    body = _GROUP.sub(r"\1", body)
    for slot, colour in enumerate(LIGHT, 1):
        body = body.replace(f'"{colour}"', f'"var(--medulla-slot-{slot}, {colour})"')
    body = body.replace(f'"{GREY}"', f'"var(--medulla-grey, {GREY})"')
    body = body.replace(f'"{CLEAR}"', f'"var(--medulla-clear, {CLEAR})"')
    body = body.replace(f'"{PAPER}"', '"var(--medulla-page, none)"')
    # Search engines such as Sphinx's remove the tags: texts must not become one word then.
    body = _BETWEEN.sub("><", body).strip().replace("</text>", "</text>\n")
    width, height = (round(float(side) * PX_PER_PT) for side in head.groups())
    size = f'width="{width}" height="{height}" viewBox="0 0 {head[1]} {head[2]}"'
    size += f' font-family="{FONT}" direction="ltr"'  # boxes keep their text on any page
    return f"<svg {size}>{body}</svg>"


def place(
    template: str, *, prefix: str, links: Mapping[str, str], title: str, description: str
) -> str:
    """Make the SVG of one place in a page from a template.

    Its two ids begin with ``prefix``. ``links`` maps the placeholders of `chart_dot` to addresses;
    a chip or a role without an address is plain text. The role is ``group``, since ``img`` would
    hide the links from screen readers.
    """
    steps = min(ceil(READABLE_ON_SCREEN * int(template.split('"', 2)[1]) / STEP), STEPS[-1])
    wide = f" medulla-wide-{steps}" if steps in STEPS else ""
    ids = (
        f'role="group" aria-labelledby="{prefix}title" aria-describedby="{prefix}desc" '
        f'class="medulla-svg{wide}" fill="currentColor"'
    )
    words = (
        f'<title id="{prefix}title">{escape(title)}</title>\n'
        f'<desc id="{prefix}desc">{escape(description)}</desc>\n'
    )
    head, _, body = template.partition(">")
    body = _LINK.sub(lambda match: _linked(match, links, "href"), body)
    return f"{head} {ids}>{words}{body}"


BACKGROUND = '<rect width="100%" height="100%" fill="white"/>'
"""The background of a chart whose page may be dark."""


def as_file(
    template: str, *, links: Mapping[str, str], title: str, description: str, background: str = ""
) -> bytes:
    """Make an image file from a template: it has its own colours and namespaces.

    ``links`` is as in `place`; ``background`` is an element that is drawn below everything else.
    """
    head, _, body = template.partition(">")
    body = _LINK.sub(lambda match: _linked(match, links, "xlink:href"), body)
    body = in_own_colours(body)
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{head} {spaces}>{words}{background}{body}\n'
    return text.encode()


def in_own_colours(svg: str) -> str:
    """A template, or what `place` makes of it, in the colours of the palette, not of a page."""
    svg = svg.replace('"var(--medulla-page, none)"', f'"{PAPER}"')
    svg = re.sub(r"\"var\([a-z0-9-]+, ([^)]+)\)\"", r'"\1"', svg)
    return svg.replace('"currentColor"', '"black"')


def _linked(match: re.Match[str], links: Mapping[str, str], attribute: str) -> str:
    target, title, inside = match.groups()
    title = f"<title>{title}</title>\n" if title else ""
    address = links.get(target)
    if address is None:
        return f"<g>{title}{inside}</g>"
    return f'<a {attribute}="{escape(address)}">{title}{inside}</a>'
