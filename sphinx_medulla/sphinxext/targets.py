"""Where everything is shown: found when all pages were read, before any is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset.garbage import paused
from .author_labels import label, remember, unlabel
from .block_records import BlockRecord, Places, canonical
from .domain import domain_of
from .port_index import update_general_index
from .toctrees import along_toctrees

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import MedullaDomain


def register(app: Sphinx) -> None:
    """Settle when the pages were read."""
    app.connect("env-updated", _settle)


@paused()
def _settle(app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Find the canonical places, set their labels, and put them into the general index.

    Returns the pages to write: those that were read, those whose links lead elsewhere than when
    they were written last, and what the builder owes from earlier builds.
    """
    domain = domain_of(env)
    if domain.source.touched:
        domain.data["state"] = domain.source.state
    order = reading_order(env)
    before, domain.read_before = domain.read_before, {}
    read = before.keys()
    old = domain.places
    remember(domain, read)
    if order == domain.data["order"] and _shows_the_same(domain, before):
        if read:  # Sphinx forgot what these pages had
            label(domain, old if domain.data["labels"] else old.on(read))
            update_general_index(env.domains["index"], Places({}), old.on(read))
        return domain.pending_writes.owed(set(read), domain.pages)
    shown = {
        docname: [found if domain.is_shown(found) else BlockRecord("") for found in block_records]
        for docname, block_records in domain.block_records.items()
    }
    new = domain.places = canonical(shown, order)
    domain.data["order"] = order
    unlabel(domain, old, new)
    label(domain, new)
    update_general_index(env.domains["index"], old, new)
    return domain.pending_writes.owed(_led_by(domain, old, new) | read, domain.pages)


def reading_order(env: BuildEnvironment) -> list[str]:
    """The pages as a reader meets them: along the toctrees, then those that are in none."""
    order = dict.fromkeys(along_toctrees(env))
    for docname in sorted(env.all_docs):
        order.setdefault(docname)
    return list(order)


def _shows_the_same(domain: MedullaDomain, before: dict[str, list[BlockRecord]]) -> bool:
    """Whether each directive of the pages that were read shows what it did before.

    In the same order, in which the places are kept, and on the same conditions; and whether none is
    there that another builder may leave out.
    """
    if any(found.conditions for page in domain.block_records.values() for found in page):
        return False
    return all(
        not any(found.conditions for found in earlier)
        and [[*found.shows.items()] for found in earlier]
        == [[*found.shows.items()] for found in domain.block_records.get(docname, ())]
        for docname, earlier in before.items()
    )


def _led_by(domain: MedullaDomain, old: Places, new: Places) -> set[str]:
    """The pages that show, or link to, something that moved."""
    moved = old.moved(new)
    if not moved:
        return set()
    labels = {place.anchor for key in moved for place in (old.get(key), new.get(key)) if place}
    pages = {
        docname
        for docname, block_records in domain.block_records.items()
        for block_record in block_records
        if not moved.isdisjoint(block_record.links) or not moved.isdisjoint(block_record.shows)
    }
    return (
        pages
        | {
            docname
            for docname, targets in domain.data["references"].items()
            if not labels.isdisjoint(targets)
        }
        | {
            docname
            for docname, asked in domain.questions.items()
            if any(not moved.isdisjoint(answer.keys) for answer in asked.values())
        }
    )
