"""Where everything is shown: found when all pages were read, before any is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..render.targets import SEARCHED, TargetMap
from .author_labels import label, remember, unlabel
from .domain import domain_of
from .node_ids import anchor_of
from .port_index import update_general_index
from .toctrees import along_toctrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..render.targets import Shown
    from .block_records import BlockRecord
    from .domain import MedullaDomain


def register(app: Sphinx) -> None:
    """Find the targets when the pages were read."""
    app.connect("env-updated", _find_targets)


def _find_targets(app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Find the canonical targets, set their labels, and put them into the general index.

    Returns the pages to write: those that were read, those whose links lead elsewhere than when
    they were written last, and those that earlier builds did not write.
    """
    domain = domain_of(env)
    if domain.source.touched:
        domain.data["state"] = domain.source.state
    order = reading_order(env)
    unsearched = {page for page in order if _is_unsearched(env, page)}
    before, domain.records_before = domain.records_before, {}
    read = before.keys()
    old = domain.targets
    remember(domain, read)
    places = {"order": order, "unsearched": unsearched}
    if places == {name: domain.data[name] for name in places} and _shows_the_same(domain, before):
        if read:  # Sphinx forgot what these pages had
            label(domain, old if domain.data["labels"] else old.on(read))
            update_general_index(env.domains["index"], TargetMap({}), old.on(read))
        return domain.pending_writes.update(set(read), domain.pages)
    blocks = (
        (page, place, _found(block.targets) if page in unsearched else block.targets)
        for page, place, block in shown_blocks(domain, order)
    )
    new = domain.targets = TargetMap.of(blocks, anchor_of)
    domain.data.update(places)
    unlabel(domain, old, new)
    label(domain, new)
    update_general_index(env.domains["index"], old, new)
    return domain.pending_writes.update(_pages_with(domain, old, new) | read, domain.pages)


def _is_unsearched(env: BuildEnvironment, page: str) -> bool:
    """Return whether the author keeps a page out of the search, as Sphinx reads it."""
    return not env.metadata.get(page, {}).keys().isdisjoint(("no-search", "nosearch"))


def _found(targets: Shown) -> Shown:
    """Return the targets without those to which only the search leads."""
    return {key: value for key, value in targets.items() if not key.startswith(SEARCHED)}


def reading_order(env: BuildEnvironment) -> list[str]:
    """Return the pages as readers meet them: along the toctrees, then those that are in none."""
    return list(dict.fromkeys([*along_toctrees(env), *sorted(env.all_docs)]))


def shown_blocks(
    domain: MedullaDomain, docnames: Iterable[str]
) -> Iterator[tuple[str, int, BlockRecord]]:
    """Yield the blocks that the builder keeps in some pages: page, place there, record."""
    for docname in docnames:
        for place, record in enumerate(domain.block_records.get(docname, ())):
            if domain.is_shown(record):
                yield docname, place, record


def _shows_the_same(domain: MedullaDomain, before: dict[str, list[BlockRecord]]) -> bool:
    """Return whether each block of the pages that were read shows what it did before.

    In the same order, in which the targets are kept, and under the same conditions; and whether
    there is no block that another builder may omit.
    """
    pages = (*domain.block_records.values(), *before.values())
    if any(record.conditions for records in pages for record in records):
        return False
    return all(
        _targets(records) == _targets(domain.block_records.get(docname, ()))
        for docname, records in before.items()
    )


def _targets(records: Iterable[BlockRecord]) -> list[list[tuple[str, tuple[str, int, str]]]]:
    return [list(record.targets.items()) for record in records]


def _pages_with(domain: MedullaDomain, old: TargetMap, new: TargetMap) -> set[str]:
    """Return the pages that show, or link to, something that moved."""
    moved = old.moved(new)
    if not moved:
        return set()
    locations = [found for key in moved for found in (old.get(key), new.get(key)) if found]
    labels = {found.anchor for found in locations}
    linked = {key for key in moved if not key.startswith(SEARCHED)}
    pages = {found.page for found in locations} & domain.block_records.keys()
    pages |= {
        docname
        for docname, records in domain.block_records.items()
        for record in records
        if not linked.isdisjoint(record.links) or not linked.isdisjoint(record.targets)
    }
    pages |= {
        docname
        for docname, found in domain.data["references"].items()
        if not labels.isdisjoint(found)
    }
    return pages | {
        docname
        for docname, results in domain.xrefs.items()
        if any(not moved.isdisjoint(result.keys) for result in results.values())
    }
