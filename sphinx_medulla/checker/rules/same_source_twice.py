"""MED223: same-source-twice."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...dataset.model import Source
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations

_HASH = re.compile("[0-9a-f]{7,64}", re.IGNORECASE)


_LEAST_SLASHES = 5
"""Of an address that names one repository of many: ``https://example.org/owner/name/``."""


class SameSourceTwice(DatasetRule):
    """Two sources have one address, or one title, commit or file address for two repositories.

    Why: One was made by copying the other, and a line was not replaced. Readers who look a fact up
    find another document. Two commits of one repository may be two sources.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        sources:
          page: {title: Port list, url: "https://example.org/ports"}
          guide: {title: Guide, url: "https://example.org/ports"}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: a, from: client, to: server, ports: [443/tcp], source: page}
          - {id: b, from: server, to: client, ports: [22/tcp], source: guide}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        sources:
          page: {title: Port list, url: "https://example.org/ports"}
          guide: {title: Guide, url: "https://example.org/guide"}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - {id: a, from: client, to: server, ports: [443/tcp], source: page}
          - {id: b, from: server, to: client, ports: [22/tcp], source: guide}
    """

    code = "MED223"
    waivable = False
    fix = "Correct what was copied, or merge the two sources."

    def check(self, context: RuleContext) -> Violations:
        """Compare the keys of sources that tell one from another."""
        for key, is_copied in _COPIED.items():
            first: dict[str, Source] = {}
            for source in context.dataset.sources.values():
                value = getattr(source, key)
                repository = value.partition("{")[0]
                other = first.setdefault(repository, source) if value else source
                if other is not source and is_copied(other, source):
                    yield Violation(
                        ("sources", source.id, key),
                        Subject(kind="source", id=source.id, word=key),
                        f"The sources {other.id} and {source.id} have the same {key}, {value}.",
                        related=[(("sources", other.id, key), f"This is the {key} of {other.id}.")],
                    )


def _is_copied_url(one: Source, other: Source) -> bool:
    """Whether nothing but the title, the day or the language tells two sources apart."""
    return (one.commit, one.file_url) == (other.commit, other.file_url)


def _is_copied_commit(one: Source, other: Source) -> bool:
    """Whether one commit is said to be in two repositories; a tag may be."""
    is_hash = _HASH.fullmatch(one.commit) is not None
    return is_hash and one.url != other.url and one.file_url != other.file_url


def _is_copied_file_url(one: Source, other: Source) -> bool:
    """Whether two documents, of other commits, are said to be in one repository."""
    has_owner = one.file_url.partition("{")[0].count("/") >= _LEAST_SLASHES
    return has_owner and one.url != other.url and one.commit != other.commit


def _is_copied_title(one: Source, other: Source) -> bool:
    """Whether two repositories have one title; pages of two versions may."""
    return one.url != other.url and one.file_url != other.file_url


_COPIED: dict[str, Callable[[Source, Source], bool]] = {
    "title": _is_copied_title,
    "url": _is_copied_url,
    "commit": _is_copied_commit,
    "file_url": _is_copied_file_url,
}
"""The keys, and when two sources with one value are too much alike."""
