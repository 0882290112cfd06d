"""What the environment knows: every block of every page, and where each thing is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from ..dataset.garbage import uncollected
from ..render.targets import TargetMap
from .block_records import CONDITIONAL, BlockRecord, Condition, Placeholder
from .build_warnings import warn_of_former
from .builders import family_of
from .config import Settings
from .dataset_source import DatasetSource, State
from .language_setup import translate as _  # translated when it is shown: this is read too early
from .node_ids import labels_of, local_anchor
from .pending_writes import PendingWrites
from .xref_nodes import XRefResult, XRefTarget, is_link, label_of, xref_target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, KeysView
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..dataset.queries import Queries
    from ..diagram.layout_queue import LayoutQueue
    from ..render.targets import Location
    from .builders.base import BuilderFamily
    from .incremental import CurrentBlocks
    from .page_ports import Mention

PER_PAGE = ("block_records", "references", "xrefs", "mentions", "labels", "charts")
"""The parts of the domain's data that have an entry per page."""


class ObjectTypes(dict[str, ObjType]):
    """Kinds of things that intersphinx finds one by one, but does not go through.

    For the role ``any`` it goes through the kinds of each domain, and this domain is an early one:
    a bare word would lead to a role or a service of another manual before anything else so called.
    """

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # dict's own has a private type
        """No kinds."""
        return dict[str, ObjType]().keys()


class MedullaDomain(Domain):
    """Keeps the records of blocks by page, and the canonical locations of what they show."""

    name = "medulla"
    label = "Network flows"
    object_types: ClassVar[dict[str, ObjType]] = {
        "flow": ObjType(_("flow"), "flow"),
        "mode": ObjType(_("mode"), "mode"),
        "port": ObjType(_("port"), "port"),
        "role": ObjType(_("role"), "role"),
        "service": ObjType(_("service"), "service"),
    }
    data_version = 9
    initial_data: ClassVar[dict[str, Any]] = {
        **{part: {} for part in PER_PAGE},
        "targets": {},
        "order": None,
        "unsearched": set(),
        "state": None,
        "changed": {},
    }

    family: BuilderFamily
    """How the builder of this build takes what directives make."""

    layout_queue: LayoutQueue
    """The charts of this build, on their way to being laid out."""

    builds = 0
    """How many builds the application did already: most do one, a live preview does many."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.object_types = ObjectTypes(self.object_types)  # type: ignore[misc]  # as Sphinx sets it
        self._targets: TargetMap | None = None
        self.records_before: dict[str, list[BlockRecord]] = {}

    def begin(self, app: Sphinx) -> None:
        """Begin a build: nothing that an earlier one knew of the dataset holds any more."""
        self.source = DatasetSource.of(app)
        self.builder = app.builder
        self.family = family_of(app.builder)
        self.pending_writes = PendingWrites(
            self.data["changed"], self.family.output, self.source.folder
        )
        self.warned_of_graphviz = False
        """Whether this build said already that it has no Graphviz."""
        self._xref_results: dict[XRefTarget, XRefResult] = {}
        self._held: dict[Condition, bool] = {}
        self._untranslated: Queries | None = None
        self.__dict__.pop("former_labels", None)

    @property
    def block_records(self) -> dict[str, list[BlockRecord]]:
        """The blocks of each page, in the order of the page."""
        found: dict[str, list[BlockRecord]] = self.data["block_records"]
        return found

    @property
    def targets(self) -> TargetMap:
        """The canonical location of each key that the manual shows."""
        if self._targets is None:
            self._targets = TargetMap(self.data["targets"])
        return self._targets

    @targets.setter
    def targets(self, found: TargetMap) -> None:
        self._targets = found
        self.data["targets"] = found.plain

    @property
    def xrefs(self) -> dict[str, dict[XRefTarget, XRefResult]]:
        """What each page refers to, with the results found when it was read."""
        found: dict[str, dict[XRefTarget, XRefResult]] = self.data["xrefs"]
        return found

    @property
    def pages(self) -> set[str]:
        """The pages that show something of the dataset or refer to it."""
        return {*self.block_records, *self.data["references"], *self.xrefs}

    @property
    def mentions(self) -> dict[str, list[Mention]]:
        """The ports in the text of each page with directives, where these are to be checked."""
        found: dict[str, list[Mention]] = self.data["mentions"]
        return found

    @property
    def charts(self) -> dict[str, list[str]]:
        """The DOT of the charts on each page that was read, until all pages have been read."""
        found: dict[str, list[str]] = self.data["charts"]
        return found

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.records_before[docname] = self.block_records.get(docname, [])
        for part in PER_PAGE:
            self.data[part].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for part in PER_PAGE:
            for docname in docnames:
                if docname in otherdata[part]:
                    self.data[part][docname] = otherdata[part][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what a page refers to, and under which conditions it has its blocks."""
        links = list(document.findall(is_link))
        labels = {label_of(link) for link in links} - {""}
        for node in links:
            target = xref_target_of(node) if isinstance(node, addnodes.pending_xref) else None
            if target is not None:
                self.xrefs.setdefault(docname, {})[target] = self.look_up(target)
        if labels:
            self.data["references"][docname] = sorted(labels)
        if docname not in self.block_records:
            return
        if Settings.of(env.config).check_prose:
            from .page_ports import mentions

            self.mentions[docname] = mentions(document)
        records = self.block_records[docname]
        for around in document.findall(nodes.Element):
            if around.tagname not in CONDITIONAL:
                continue
            condition = (around.tagname, around["expr"])
            for placeholder in around.findall(Placeholder):
                _docname, place = placeholder.place
                found = records[place]
                records[place] = found._replace(conditions=(*found.conditions, condition))

    # References

    def look_up(self, target: XRefTarget) -> XRefResult:
        """What the dataset has for a target now."""
        if target not in self._xref_results:
            queries, written = self.source.queries, self.source.dataset
            if queries is None or written is None:
                return XRefResult()
            from .xref_lookup import look_up  # only here is the dataset needed

            self._xref_results[target] = look_up(target, queries, written)
        return self._xref_results[target]

    def look_up_untranslated(self, target: XRefTarget) -> XRefResult:
        """What the dataset has for a target in its own language; empty if the build has that."""
        if not self.source.catalogs or (dataset := self.source.dataset) is None:
            return XRefResult()
        from ..dataset.queries import Queries
        from .xref_lookup import look_up

        if self._untranslated is None:
            self._untranslated = Queries(dataset)
        return look_up(target, self._untranslated, dataset)

    def result_when_read(self, docname: str, target: XRefTarget) -> XRefResult:
        """What the dataset had for a target when a page was read."""
        return self.xrefs.get(docname, {}).get(target) or self.look_up(target)

    def location_of(self, result: XRefResult) -> Location | None:
        """Where something is shown, None where it is not."""
        return next((self.targets[key] for key in result.keys if key in self.targets), None)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """A link to where something is shown; None where this manual does not show it."""
        result = self.result_when_read(node.get("refdoc", fromdocname), (typ, target))
        return self.link_to(fromdocname, result, node, contnode)

    def resolve_any_xref(self, *_args: Any) -> list[tuple[str, nodes.reference]]:
        """Answer nothing here, where two results are ambiguous; `references` does it later."""
        return []

    def link_to(
        self,
        docname: str,
        result: XRefResult,
        node: addnodes.pending_xref,
        inside: nodes.Element,
    ) -> nodes.reference | None:
        """A link to where something is shown, None where it is not.

        Raises `NoUri` where no link can lead there; Sphinx then leaves the words alone.
        """
        location = self.location_of(result)
        if location is None:
            return None
        if result.current:
            kind, target = xref_target_of(node) or ("", "")
            warn_of_former(kind, target, result.current, node)
        if not self.family.can_link(docname, location.page):
            raise NoUri(docname, location.page)
        title = result.title or None
        link = make_refnode(self.builder, docname, location.page, location.anchor, inside, title)
        if link.get("refuri", "").count("#") > 1:  # where all pages are one, the id alone suffices
            link["refuri"] = f"#{location.anchor}"
        return link

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything that other manuals and the search may lead to; former names are hidden."""
        for kind, name, found in self.targets.named():
            yield name, found.title, kind, found.page, found.anchor, -1 if found.current else 1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        """What the search calls a thing: a port, not a "Network flows port"."""
        return str(type.lname)

    # Which pages are out of date, before pages are read

    def outdated(self) -> list[str]:
        """The pages that show something else than when they were read."""
        old: State | None = self.data["state"]
        if old is None or not (self.block_records or self.xrefs):
            return []
        if old.loads and old.fingerprint == self.source.fingerprint:
            return []
        return self._outdated()

    @uncollected()
    def _outdated(self) -> list[str]:
        """As `outdated`, after the dataset, or what translates it, changed."""
        self.data["state"] = self.source.state
        current = self.current_blocks()
        found = set()
        for docname, records in self.block_records.items():
            if current is not None:
                differs = current.differ(records)
            else:  # a notice is all that a block shows while the dataset does not load
                differs = any(record.digest for record in records)
            if differs:
                found.add(docname)
        found |= {
            docname
            for docname, results in self.xrefs.items()
            if any(self.look_up(target) != result for target, result in results.items())
        }
        return sorted(found)

    def current_blocks(self) -> CurrentBlocks | None:
        """What blocks show by the dataset as it is now; None where it does not load."""
        dataset, documents = self.source.dataset, self.source.documents
        if dataset is None or documents is None:
            return None
        from .incremental import CurrentBlocks  # only here is the dataset needed

        return CurrentBlocks(dataset, documents, Settings.of(self.env.config))

    # Where everything is shown, found by `canonical_targets` after pages were read

    def is_shown(self, record: BlockRecord) -> bool:
        """Whether the builder of this build keeps a block in its page."""
        return all(map(self._holds, record.conditions))

    def _holds(self, condition: Condition) -> bool:
        """Whether a condition holds in this build, as Sphinx has it when it writes a page."""
        if condition not in self._held:
            self._held[condition] = self.family.holds(*condition)
        return self._held[condition]

    @cached_property
    def former_labels(self) -> dict[str, str]:
        """The labels that former names have, each with the present label."""
        return {
            found.anchor: labels_of(kind, found.current)
            for kind, _name, found in self.targets.named()
            if found.current
        }

    # What a page needs when it is written

    def first_on_page(self, key: str, docname: str) -> int | None:
        """The place of the first block of a page that shows a key."""
        for place, record in enumerate(self.block_records.get(docname, ())):
            if key in record.targets and self.is_shown(record):
                return place
        return None

    def row_anchors(
        self, names: tuple[str, ...], modes: Iterable[str], owner: tuple[str, int]
    ) -> list[str]:
        """The ids that a row of a block has: canonical ones, and one for its page's chart.

        ``names`` are the flow's id and its former ones.
        """
        anchors = []
        for name in names:
            for key in (f"flow:{name}", *(f"flow:{name}@{mode}" for mode in modes)):
                found = self.targets.get(key)
                if found is not None and (found.page, found.block) == owner:
                    anchors.append(found.anchor)
        flow = names[0]
        docname, place = owner
        for mode in modes:
            found = self.targets.get(f"flow:{flow}@{mode}")
            if found is None or found.page == docname:
                continue
            charted = self.first_on_page(f"chart:{flow}@{mode}", docname) is not None
            if charted and self.first_on_page(f"flow:{flow}@{mode}", docname) == place:
                anchors.append(local_anchor(flow, mode, docname))
        return anchors

    def row_location(self, flow: str, mode: str, docname: str) -> tuple[str, str] | None:
        """The page and the id of the row that a chart on a page means; None where there is none."""
        found = self.targets.get(f"flow:{flow}@{mode}") or self.targets.get(f"flow:{flow}")
        if found is None:
            return None
        here = self.first_on_page(f"flow:{flow}@{mode}", docname) is not None
        if here and found.page != docname:
            return docname, local_anchor(flow, mode, docname)
        return found.page, found.anchor


def domain_of(env: BuildEnvironment) -> MedullaDomain:
    """The domain of an environment."""
    domain = env.domains["medulla"]
    assert isinstance(domain, MedullaDomain)
    return domain


def register(app: Sphinx) -> None:
    """Add the domain and what keeps it true from build to build."""
    app.add_domain(MedullaDomain)
    app.connect("builder-inited", _begin)
    app.connect("env-get-outdated", _begin_again, priority=100)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-before-read-docs", _load_before_forking)
    app.connect("doctree-resolved", _wrote)
    app.connect("build-finished", _finish)


def _begin(app: Sphinx) -> None:
    domain_of(app.env).begin(app)


def _begin_again(app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
    if domain_of(env).builds:
        _begin(app)
    return []


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    return domain_of(env).outdated()


def _load_before_forking(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the dataset before the processes of ``-j`` part, so that each finds it read."""
    if docnames and app.parallel > 1:
        domain_of(env).source.documents  # noqa: B018


def _wrote(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    domain_of(app.env).pending_writes.wrote(docname)


def _finish(app: Sphinx, exception: Exception | None) -> None:
    domain = domain_of(app.env)
    domain.builds += 1
    if exception is None and domain.pages:
        domain.pending_writes.finish()
