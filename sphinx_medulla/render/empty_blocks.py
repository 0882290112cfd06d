"""Blocks that show nothing: whether no flow or no service matches, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset.codes import listed
from ..dataset.queries import Queries
from ..dataset.selection import Selection
from .options import KINDS, used_options
from .parsed_options import BlockOptions


def complaint(options: BlockOptions, queries: Queries, accept: str = ":empty: ok") -> str:
    """The sentences that a block selects nothing, with the modes that there are.

    ``accept`` is what to write if that is meant. Empty if the block shows something, selects
    nothing by its kind, or may be empty.
    """
    kind, selection = options.kind, options.selection
    if not KINDS[kind].modes or options.may_be_empty or _selects(kind, selection, queries):
        return ""
    sentences = *_sentences(kind, selection, queries), f"If nothing is to be shown, write {accept}."
    return " ".join(sentences)


def matching_modes(kind: str, selection: Selection, queries: Queries) -> list[str]:
    """The modes in which a selection would find something."""
    return [
        mode
        for mode in queries.dataset.modes
        if _selects(kind, selection.of_modes((mode,)), queries)
    ]


def _selects(kind: str, selection: Selection, queries: Queries) -> bool:
    if kind == "ports":
        return bool(queries.services(selection))
    return bool(queries.select(selection).rows)


def _sentences(kind: str, selection: Selection, queries: Queries) -> Iterator[str]:
    thing = "service" if kind == "ports" else "flow"
    modes = queries.dataset.modes
    common = bool(modes) and not selection.modes and kind != "ports"
    names = [repr(option.name) for option, _value in used_options(selection)]
    filters = [name for name in names if name != "'common'" or not common]
    found = matching_modes(kind, selection, queries)
    only_common = common and len(names) > len(filters)
    if common and (found or only_common or not filters):
        every = "no flow without modes matches" if filters else "every flow names its modes"
        yield f"No mode is named, and {every} {listed(filters)}".rstrip() + "."
    elif filters:
        named = f" of {listed(map(repr, selection.modes))}" if selection.modes else ""
        yield f"No {thing}{named} matches {listed(filters)}."
    else:
        where = listed(map(repr, selection.modes)) or "The dataset"
        yield f"{where} has no {thing}."
    if found:
        which = f"a mode that has such a {thing}" if filters else "a mode"
        yield f"Name {which}: {listed(found, 'or')}."
    elif only_common and filters:
        yield f"Change or remove {listed(names, 'or')}."
    elif modes and filters:
        yield f"No mode has such a {thing}. Change or remove {listed(filters, 'or')}."
    if modes and len(found) < len(modes):
        are = "modes are" if len(modes) > 1 else "only mode is"
        yield f"The {are} {listed(modes)}."
