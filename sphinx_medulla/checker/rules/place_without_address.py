"""MED222: place-without-address."""

from __future__ import annotations

from ...dataset.model import Source
from ..analysis.citations import citations
from ..rule import DatasetRule, RuleContext, Subject, Violation, Violations


class PlaceWithoutAddress(DatasetRule):
    """A place in a source has no address, although the source has a `file_url`.

    Why: The address is made of parts, of which one is missing: the commit of the source, or the
    lines of the place where the address needs them. Readers get the place as text, without a link.

    Bad::

        format: 1
        product: {name: Example}
        revision: 1
        sources:
          code:
            title: Source code
            file_url: https://example.org/{commit}/{path}#L{first}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [443/tcp]
            source: {id: code, at: server.py:12}

    Good::

        format: 1
        product: {name: Example}
        revision: 1
        sources:
          code:
            title: Source code
            commit: 0123456789abcdef0123456789abcdef01234567
            file_url: https://example.org/{commit}/{path}#L{first}
        roles:
          server: {name: Server}
          client: {name: Client}
        flows:
          - id: client-to-server
            from: client
            to: server
            ports: [443/tcp]
            source: {id: code, at: server.py:12}
    """

    code = "MED222"
    waivable = False
    fix = (
        "Write the commit of the source, and lines behind the place, as in `server.py:12`. Without "
        "lines, an address is cut at its `#`: `{first}` and `{last}` are best behind one."
    )

    def check(self, context: RuleContext) -> Violations:
        """Look at the sources, then at the places in those whose addresses are whole."""
        sources = context.dataset.sources
        for key, source in sources.items():
            if source.lacks_commit:
                yield Violation(
                    ("sources", key, "file_url"),
                    Subject(kind="source", id=key),
                    f"The file_url of the source {key} contains {{commit}}, but the source has no "
                    "commit.",
                    "Write the commit, or remove {commit} from file_url.",
                )
        for place, citation in citations(context):
            source = sources[citation.id]
            for index, at in enumerate(citation.at):
                if _lacks_lines(source, at):
                    yield Violation(
                        (*place, "at", index),
                        Subject(kind="source", id=citation.id),
                        f"The place {at} has no lines, but the file_url of the source "
                        f"{citation.id} needs them.",
                        f"Write the lines, as in {at}:12-17, or write {{first}} and {{last}} "
                        "behind a # in file_url.",
                        [(("sources", citation.id, "file_url"), "The address is made of this.")],
                    )


def _lacks_lines(source: Source, place: str) -> bool:
    return bool(source.file_url) and not source.lacks_commit and not source.address_of(place)
