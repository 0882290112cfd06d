"""The Atom feed of the dataset's changes, which html builders write (`medulla_changes_feed`)."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .build_warnings import Code, warn
from .config import PREFIX, Settings, location_of
from .domain import domain_of
from .output_files import remove_output, update_output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import MedullaDomain

NAME = f"{PREFIX}changes_feed"
TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_NO_AUTHOR = ("", "Author name not set", "unknown")  # what Sphinx has where conf.py names none


def register(app: Sphinx) -> None:
    """Connect to the events of a build."""
    app.connect("env-updated", _pages_with_other_head)
    app.connect("html-page-context", _link)
    app.connect("build-finished", _finish)


def _pages_with_other_head(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return all pages if their heads name another feed than the last build wrote, or none."""
    domain, path = domain_of(env), Settings.of(app.config).changes_feed
    if not _wanted(domain, path) or _problem(app, path):
        return ()
    try:
        written = TITLE.search(Path(app.outdir, path).read_bytes())
    except OSError:
        written = None
    title = _title(domain)
    return () if title == (unescape(written[1].decode()) if written else "") else env.all_docs


def _link(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the feed in the head of each page, where browsers and readers of feeds look for it."""
    domain, path = domain_of(app.env), Settings.of(app.config).changes_feed
    if _wanted(domain, path) and not _problem(app, path) and (title := _title(domain)):
        from ..render.atom_feed import MEDIA_TYPE

        context["metatags"] = context.get("metatags", "") + (
            f'\n<link rel="alternate" type="{MEDIA_TYPE}" title="{escape(title)}" '
            f'href="{escape(context["pathto"](path, 1))}" />'
        )


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed, or say why it cannot be written; remove one that has nothing to say."""
    domain, path = domain_of(app.env), Settings.of(app.config).changes_feed
    if exception is not None or not _wanted(domain, path):
        return
    where = location_of(app, app.config, NAME)
    problem = _problem(app, path)
    if problem:
        warn(Code.NO_FEED, problem, where)
        return
    documents, dataset = domain.source.documents, domain.source.dataset
    changes = dataset.changes if dataset else ()
    undated = [change.revision for change in changes if not change.day]
    if undated:
        sentence = f"The feed lacks the changes of {', '.join(dict.fromkeys(undated))}, which have "
        warn(Code.NO_FEED, f"{sentence}no date. Write date: under them in the dataset.", where)
    file = Path(app.outdir, path)
    if documents is None or dataset is None or not _title(domain):
        remove_output(Path(app.outdir), [file])
        return
    from ..render.atom_feed import FeedPlace, atom_feed

    config = app.config
    base = config.html_baseurl

    def address_of(key: str) -> str:
        found = domain.targets.get(key)
        page = found.page if found else config.root_doc
        fragment = f"#{found.anchor}" if found else ""
        return posixpath.join(base, app.builder.get_target_uri(page).partition("#")[0]) + fragment

    address, language = posixpath.join(base, path), config.language or "en"
    author = dataset.product.name if config.author in _NO_AUTHOR else config.author
    place = FeedPlace(address, language, author, address_of)
    content = atom_feed(documents.labels, place)
    update_output(Path(app.outdir), file, content)


def _wanted(domain: MedullaDomain, path: str) -> bool:
    return bool(path) and domain.family.has_feed


def _problem(app: Sphinx, path: str) -> str:
    """Why the feed cannot be written, and what to write instead; empty if it can."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or path.endswith("/"):
        return f"{NAME} is {path!r}. Write a path within the output, such as changes.xml."
    if not app.config.html_baseurl:
        return (
            f"{NAME} needs the address of the manual, since a feed has whole addresses. Set "
            "html_baseurl, as in html_baseurl = 'https://docs.example.com/'."
        )
    return ""


def _title(domain: MedullaDomain) -> str:
    """The title of the feed; empty if the dataset has no change that the feed can show."""
    documents, dataset = domain.source.documents, domain.source.dataset
    if documents is None or dataset is None or not any(change.day for change in dataset.changes):
        return ""
    from ..render.atom_feed import feed_title

    return feed_title(documents.labels)
