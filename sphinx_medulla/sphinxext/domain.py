"""What the environment knows: every directive of every page, and where each thing is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType

from ..dataset.garbage import uncollected
from .block_records import (
    CONDITIONAL,
    BlockRecord,
    Condition,
    Place,
    Placeholder,
    Places,
    XRefResult,
    XRefTarget,
    labels_of,
    local_anchor,
)
from .builders import family_of
from .config import Settings
from .dataset_source import DatasetSource, State
from .incremental import PendingWrites
from .language_setup import (
    translate as _,  # put into words when it is shown: this is read too early
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, KeysView
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..dataset.queries import Queries
    from .builders.base import BuilderFamily
    from .dataset_check import Known
    from .page_ports import Mention


class Kinds(dict[str, ObjType]):
    """Kinds of things that intersphinx finds one by one, but does not go through.

    For the role ``any`` it goes through the kinds of each domain, and ours is an early one: a bare
    word would lead to a role or a service of another manual before what anybody else calls so.
    """

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # dict's own has a private type
        """No kinds."""
        return dict[str, ObjType]().keys()


class MedullaDomain(Domain):
    """Keeps block_records by page, and their canonical places."""

    name = "medulla"
    label = "Network flows"
    object_types: ClassVar[dict[str, ObjType]] = {
        "flow": ObjType(_("flow"), "flow"),
        "mode": ObjType(_("mode"), "mode"),
        "port": ObjType(_("port"), "port"),
        "role": ObjType(_("role"), "role"),
        "service": ObjType(_("service"), "service"),
    }
    data_version = 6
    initial_data: ClassVar[dict[str, Any]] = {
        "block_records": {},
        "references": {},
        "questions": {},
        "mentions": {},
        "labels": {},
        "places": {},
        "order": None,
        "state": None,
        "changed": {},
    }

    source: DatasetSource
    """The build's dataset. The domain itself is not kept between builds, its data are."""

    builder: Builder
    """What writes the pages of this build."""

    family: BuilderFamily
    """How that builder takes what directives make."""

    pending_writes: PendingWrites
    """The pages that it still has to write."""

    known: Known | None = None
    """What is known of the dataset without loading it, where something asks for that."""

    builds = 0
    """How many builds the application did already: most do one, a live preview does many."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.object_types = Kinds(self.object_types)  # type: ignore[misc]  # as Sphinx sets it
        self._places: Places | None = None
        self.read_before: dict[str, list[BlockRecord]] = {}

    def begin(self, app: Sphinx) -> None:
        """Begin a build: nothing that an earlier one knew of the dataset holds any more."""
        self.source = DatasetSource.of(app)
        self.builder = app.builder
        self.family = family_of(app.builder)
        self.pending_writes = PendingWrites(
            self.data["changed"], self.family.output, self.source.folder
        )
        self.known = None
        self.warned_of_graphviz = False
        """Whether this build said already that it has no Graphviz."""
        self._answers: dict[XRefTarget, XRefResult] = {}
        self._held: dict[Condition, bool] = {}
        self._original: Queries | None = None
        self.__dict__.pop("former_labels", None)

    @property
    def block_records(self) -> dict[str, list[BlockRecord]]:
        """The directives of each page, in the order in which they stand there."""
        found: dict[str, list[BlockRecord]] = self.data["block_records"]
        return found

    @property
    def places(self) -> Places:
        """The canonical place of each key that the manual shows."""
        if self._places is None:
            self._places = Places(self.data["places"])
        return self._places

    @places.setter
    def places(self, found: Places) -> None:
        self._places = found
        self.data["places"] = found.plain

    @property
    def questions(self) -> dict[str, dict[XRefTarget, XRefResult]]:
        """What the references of each page ask, with the answers that it got when it was read."""
        found: dict[str, dict[XRefTarget, XRefResult]] = self.data["questions"]
        return found

    @property
    def pages(self) -> set[str]:
        """The pages that have anything of ours."""
        return {*self.block_records, *self.data["references"], *self.questions}

    @property
    def mentions(self) -> dict[str, list[Mention]]:
        """The ports in the text of each page with directives, where these are to be checked."""
        found: dict[str, list[Mention]] = self.data["mentions"]
        return found

    def next_place(self, docname: str) -> int:
        """The turn of the directive that is read now on its page."""
        return len(self.block_records.get(docname, ()))

    def note(self, docname: str, block_record: BlockRecord) -> None:
        """Remember a directive that was read."""
        self.block_records.setdefault(docname, []).append(block_record)

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.read_before[docname] = self.block_records.pop(docname, [])
        self.data["references"].pop(docname, None)
        self.questions.pop(docname, None)
        self.mentions.pop(docname, None)
        self.data["labels"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for kind in ("block_records", "references", "questions", "mentions", "labels"):
            for docname in docnames:
                if docname in otherdata[kind]:
                    self.data[kind][docname] = otherdata[kind][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what of ours a page refers to, and on which conditions directives stand there."""
        from .references import is_link, label_of, question_of  # which imports this module

        links = list(document.findall(is_link))
        targets = {label_of(link) for link in links} - {""}
        for node in links:
            question = question_of(node) if isinstance(node, addnodes.pending_xref) else None
            if question is not None:
                self.questions.setdefault(docname, {})[question] = self.ask(question)
        if targets:
            self.data["references"][docname] = sorted(targets)
        if docname not in self.block_records:
            return
        if Settings.of(env.config).check_prose:
            from .page_ports import mentions

            self.mentions[docname] = mentions(document)
        for around in document.findall(nodes.Element):
            if around.tagname not in CONDITIONAL:
                continue
            condition = (around.tagname, around["expr"])
            for placeholder in around.findall(Placeholder):
                turn = placeholder.request.place
                found = self.block_records[docname][turn]
                found = found._replace(conditions=(*found.conditions, condition))
                self.block_records[docname][turn] = found

    # What references lead to

    def ask(self, question: XRefTarget) -> XRefResult:
        """What the dataset says to a question now."""
        if question not in self._answers:
            queries, written = self.source.queries, self.source.dataset
            if queries is None or written is None:
                return XRefResult()
            from .xref_lookup import look_up  # only here is the dataset needed

            self._answers[question] = look_up(question, queries, written)
        return self._answers[question]

    def ask_original(self, question: XRefTarget) -> XRefResult:
        """What the dataset says to a question in its own language; empty where that is ours."""
        if not self.source.catalogs or (dataset := self.source.dataset) is None:
            return XRefResult()
        from ..dataset.queries import Queries
        from .xref_lookup import look_up

        if self._original is None:
            self._original = Queries(dataset)
        return look_up(question, self._original, dataset)

    def answer(self, docname: str, question: XRefTarget) -> XRefResult:
        """What the dataset said when a page was read."""
        return self.questions.get(docname, {}).get(question) or self.ask(question)

    def place_of(self, answer: XRefResult) -> Place | None:
        """Where something is shown, None where it is not."""
        return next((self.places[key] for key in answer.keys if key in self.places), None)

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
        from .references import refer

        answer = self.answer(node.get("refdoc", fromdocname), (typ, target))
        return refer(self, fromdocname, answer, node, contnode)

    def resolve_any_xref(self, *_args: Any) -> list[tuple[str, nodes.reference]]:
        """XRefResult nothing here, where two answers are ambiguous; `references` does it later."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything that other manuals and the search may lead to; former names are hidden."""
        for kind, name, place in self.places.named():
            yield name, place.title, kind, place.docname, place.anchor, -1 if place.today else 1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        """What the search calls a thing: a port, not a "Network flows port"."""
        return str(type.lname)

    # Which pages the dataset outdated, before pages are read

    def outdated(self) -> list[str]:
        """The pages that show something else than when they were read."""
        old: State | None = self.data["state"]
        if old is None or not (self.block_records or self.questions):
            return []
        if old.loads and old.fingerprint == self.source.fingerprint:
            return []
        with uncollected():
            from .showings import now  # only here is the dataset needed

            queries = self.source.queries
            changed = self.source.changed_modes(old) if queries is not None else None
            self.data["state"] = self.source.state
            shown = {
                docname
                for docname, block_records in self.block_records.items()
                if any(
                    now(one, queries, self.source, changed) != one.digest for one in block_records
                )
            }
            named = {
                docname
                for docname, asked in self.questions.items()
                if any(self.ask(question) != answer for question, answer in asked.items())
            }
            return sorted(shown | named)

    # Where everything is shown, found by `settling` after pages were read

    def is_shown(self, block_record: BlockRecord) -> bool:
        """Whether the builder of this build leaves a directive in its page."""
        return all(map(self._holds, block_record.conditions))

    def _holds(self, condition: Condition) -> bool:
        """Whether a condition holds in this build, as Sphinx has it when it writes a page."""
        if condition not in self._held:
            self._held[condition] = self.family.holds(*condition)
        return self._held[condition]

    @cached_property
    def former_labels(self) -> dict[str, str]:
        """The labels that former names have, each with the label of today."""
        return {
            place.anchor: labels_of(kind, place.today)
            for kind, _name, place in self.places.named()
            if place.today
        }

    # What a page needs when it is written

    def first_on_page(self, key: str, docname: str) -> int | None:
        """The turn of the first directive of a page that shows a key."""
        for turn, block_record in enumerate(self.block_records.get(docname, ())):
            if key in block_record.shows and self.is_shown(block_record):
                return turn
        return None

    def row_anchors(
        self, names: tuple[str, ...], modes: Iterable[str], owner: tuple[str, int]
    ) -> list[str]:
        """The ids that a row of a directive has: canonical ones, and one for its page's chart.

        ``names`` are the flow's id and its former ones.
        """
        anchors = []
        for name in names:
            for key in (f"flow:{name}", *(f"flow:{name}@{mode}" for mode in modes)):
                place = self.places.get(key)
                if place is not None and (place.docname, place.place) == owner:
                    anchors.append(place.anchor)
        flow = names[0]
        docname, turn = owner
        for mode in modes:
            place = self.places.get(f"flow:{flow}@{mode}")
            if place is None or place.docname == docname:
                continue
            charted = self.first_on_page(f"chart:{flow}@{mode}", docname) is not None
            if charted and self.first_on_page(f"flow:{flow}@{mode}", docname) == turn:
                anchors.append(local_anchor(flow, mode, docname))
        return anchors

    def row_place(self, flow: str, mode: str, docname: str) -> tuple[str, str] | None:
        """The page and the id of the row that a chart on a page means; None where there is none."""
        place = self.places.get(f"flow:{flow}@{mode}") or self.places.get(f"flow:{flow}")
        if place is None:
            return None
        here = self.first_on_page(f"flow:{flow}@{mode}", docname) is not None
        if here and place.docname != docname:
            return docname, local_anchor(flow, mode, docname)
        return place.docname, place.anchor


def domain_of(env: BuildEnvironment) -> MedullaDomain:
    """Our domain of an environment."""
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
        domain_of(env).source.queries  # noqa: B018


def _wrote(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    domain_of(app.env).pending_writes.wrote(docname)


def _finish(app: Sphinx, exception: Exception | None) -> None:
    domain = domain_of(app.env)
    domain.builds += 1
    if exception is None and domain.pages:
        domain.pending_writes.finish()
