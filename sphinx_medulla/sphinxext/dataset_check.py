"""What the checker finds, in a build: as warnings at the dataset's lines, in each build once.

A build in which nothing changed reads what an earlier one found, and imports no checker.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from sphinx.errors import SphinxError
from sphinx.util.logging import is_suppressed_warning

from ..dataset.catalogs import sources_beside
from ..dataset.packaged import packaged_dataset
from ..files import read_file
from .build_warnings import Code, file_and_line, give, warn, with_column
from .config import PREFIX, Settings, location_of
from .dataset_source import keep_pickled, unpickled
from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..dataset.loading import Loaded
    from ..dataset.ports import Port
    from ..dataset.problem import Problem
    from .dataset_source import DatasetSource
    from .domain import MedullaDomain


class CheckError(SphinxError):
    """Findings that stop a build."""

    category = "The check of the dataset failed"


class Found(NamedTuple):
    """A finding as a warning says it; an ``info`` is none."""

    code: str
    sentences: str
    location: str
    info: bool = False


class Known(NamedTuple):
    """What a build must know of a dataset that it does not load.

    ``flows`` are the ids of flows with their places, ``ports`` all ports of flows and services.
    """

    revision: str
    found: tuple[Found, ...]
    flows: tuple[tuple[str, str], ...]
    ports: frozenset[Port]


def register(app: Sphinx) -> None:
    """Check when a build begins, and again when the pages are known."""
    app.connect("builder-inited", _check_dataset)
    app.connect("env-get-outdated", _check_again, priority=200)  # the dataset is found then
    app.connect("env-updated", _check_pages)


def is_checked(settings: Settings, source: DatasetSource) -> bool:
    """Return whether a build checks its dataset: if the manual names one, not the packaged one."""
    if settings.check == "off" or not settings.dataset:
        return False
    return source.content is None or source.path.resolve() != packaged_dataset().resolve()


def _check_dataset(app: Sphinx) -> None:
    """Warn of everything that is found in the dataset, and of another revision."""
    source, settings = domain_of(app.env).source, Settings.of(app.config)
    checked, expected = is_checked(settings, source), settings.expect_revision
    if not (checked or expected or settings.complete or settings.check_prose):
        return
    known = known_of(source, checked=checked)
    if known is None:
        if checked and settings.check == "error":
            raise CheckError(f"{source.path} does not load; its problems are listed above.")
        return
    if expected and known.revision != expected:
        name = f"{PREFIX}expect_revision"
        sentences = (
            f"The dataset has the revision {known.revision!r}, but the manual expects "
            f"{expected!r}. Review the changes, then write {name} = {known.revision!r}."
        )
        warn(Code.OTHER_REVISION, sentences, location_of(app, app.config, name))
    _report(app, settings, known.found)


def _check_again(app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
    """Check when an application that built before builds again."""
    if domain_of(env).builds:
        _check_dataset(app)
    return []


def _check_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of flows that no page shows, and of ports in the text that no entry has."""
    domain, settings = domain_of(env), Settings.of(app.config)
    if not (settings.complete or settings.check_prose):
        return
    known = known_of(domain.source, checked=is_checked(settings, domain.source))
    if known is None:
        return
    found: list[Found] = []
    if settings.complete:
        found += _not_shown(known, domain)
    if settings.check_prose:
        found += _unknown_ports(known, domain)
    _report(app, settings, found)


def _not_shown(known: Known, domain: MedullaDomain) -> Iterator[Found]:
    """Yield a finding for each flow that no page shows."""
    shown = {
        key.partition("@")[0].partition(":")[2]
        for key in domain.targets
        if key.startswith(("flow:", "chart:"))
    }
    for flow, where in known.flows:
        if flow not in shown:
            sentences = f"No page shows the flow {flow}. Write a directive that does."
            yield Found(Code.FLOW_NOT_SHOWN.code, sentences, where)


def _unknown_ports(known: Known, domain: MedullaDomain) -> Iterator[Found]:
    """Yield a finding for each port in the text of a page that the dataset does not have."""
    from .page_ports import unknown

    for _docname, mentions in sorted(domain.mentions.items()):
        for mention in unknown(mentions, known.ports):
            sentences = (
                f"The text names the port {mention.port.text}, which the dataset does not have. "
                "Correct it, or use a directive instead."
            )
            yield Found(Code.UNKNOWN_PORT.code, sentences, mention.where)


def _report(app: Sphinx, settings: Settings, found: Iterable[Found]) -> None:
    """Give each finding as a warning; stop the build where findings are errors."""
    counted = 0
    for code, sentences, location, info in found:
        give(code, sentences, location, info=info)
        silent = is_suppressed_warning("medulla", code, app.config.suppress_warnings)
        counted += not info and not silent
    if counted and settings.check == "error":
        findings = "1 finding is" if counted == 1 else f"{counted} findings are"
        raise CheckError(f"{findings} listed above, and {PREFIX}check = 'error' stops the build.")


# What is known of a dataset, kept from build to build


@lru_cache(maxsize=1)
def known_of(source: DatasetSource, *, checked: bool) -> Known | None:
    """Return what a build must know of a dataset; None where it does not load, which is reported.

    Its findings are known only where it is ``checked``. What is known is kept for later builds.
    """
    path = source.folder / "findings.pickle"
    key = (source.file_print, checked and _catalogs_print(source))
    known: Known | None = unpickled(path, key)
    if known is None:
        loaded = source.load()
        if loaded is None:
            return None
        known = _known(loaded, checked=checked)
        keep_pickled(path, key, known)
    return known


def _catalogs_print(source: DatasetSource) -> str:
    """Return a digest of the catalogs beside the dataset, which are checked with it."""
    digest = blake2b(digest_size=16)
    for path in sources_beside(source.path):
        with suppress(OSError, ValueError):  # the checker passes over it, too
            digest.update(repr((str(path), read_file(path))).encode())
    return digest.hexdigest()


def _known(loaded: Loaded, *, checked: bool) -> Known:
    dataset = loaded.dataset
    found: tuple[Found, ...] = ()
    if checked:
        from ..checker.runner import check  # only a changed dataset is checked

        found = tuple(_found(finding.problem) for finding in check(loaded).findings)
    ports = [entry.port for flow in dataset.flows for entry in flow.ports]
    ports += [entry.port for service in dataset.services.values() for entry in service.ports]
    return Known(
        revision=dataset.revision,
        found=found,
        flows=tuple(
            (flow.id, file_and_line(loaded.tree.locate("flows", place, "id")))
            for place, flow in enumerate(dataset.flows)
        ),
        ports=frozenset(ports),
    )


def _found(problem: Problem) -> Found:
    """Return a finding in sentences, its other places after them."""
    others = [f"{related.message} ({related.location})" for related in problem.related]
    return Found(
        problem.code,
        " ".join([with_column(problem), *others]),
        file_and_line(problem.location),
        info=problem.severity.label == "info",
    )
