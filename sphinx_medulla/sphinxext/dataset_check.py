"""What the checker finds, in a build: as warnings at the dataset's lines, in each build once.

A build in which nothing changed reads what an earlier one found, and imports no checker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx.errors import SphinxError
from sphinx.util.logging import is_suppressed_warning

from ..dataset.packaged import packaged_dataset
from .build_warnings import LOGGER, Code, warn
from .config import PREFIX, Settings, location_of
from .dataset_source import keep_pickled, unpickled
from .domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..checker.analysis.text_ports import Span
    from ..dataset.loading import Loaded
    from ..dataset.problem import Problem
    from .dataset_source import DatasetSource


class CheckError(SphinxError):
    """Findings that stop a build."""

    category = "The check of the dataset failed"


class Found(NamedTuple):
    """A finding as a warning says it; ``info`` is none."""

    code: str
    sentence: str
    location: str
    info: bool


class Known(NamedTuple):
    """What a build must know of a dataset that it does not load.

    ``flows`` are the ids of flows with their places, ``ports`` all ports of flows and services.
    """

    revision: str
    found: tuple[Found, ...]
    flows: tuple[tuple[str, str], ...]
    ports: frozenset[Span]


def register(app: Sphinx) -> None:
    """Check when a build begins, and again when the pages are known."""
    check = DatasetCheck()
    app.connect("builder-inited", check.check_dataset)
    app.connect("env-get-outdated", check.check_again, priority=200)  # the dataset is found then
    app.connect("env-updated", check.check_pages)


def is_checked(settings: Settings, source: DatasetSource) -> bool:
    """Whether a build checks its dataset: one that the manual names, not the packaged one."""
    if settings.check == "off" or not settings.dataset:
        return False
    try:
        return source.path.resolve() != packaged_dataset().resolve()
    except (OSError, ValueError, RuntimeError):  # a path may be impossible
        return True


class DatasetCheck:
    """The check of one application, which may build several times."""

    known: Known | None = None
    """What is known of the dataset without loading it, where something asks for that."""

    def check_dataset(self, app: Sphinx) -> None:
        """Warn of everything that is found in the dataset, and of another revision."""
        domain = domain_of(app.env)
        settings = Settings.of(app.config)
        checked = is_checked(settings, domain.source)
        asked = checked or settings.expect_revision or settings.complete or settings.check_prose
        self.known = known_of(domain.source, checked=checked) if asked else None
        if self.known is None:
            if checked and settings.check == "error":
                raise CheckError(
                    f"{domain.source.path} does not load; its problems are listed above."
                )
            return
        expected = settings.expect_revision
        if expected and self.known.revision != expected:
            _warn_of_revision(app, expected, self.known.revision)
        _report(app, settings, self.known.found)

    def check_again(self, app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
        """Check when an application that built before builds again."""
        if domain_of(env).builds:
            self.check_dataset(app)
        return []

    def check_pages(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Warn of flows that no page shows, and of ports in the text that no entry has."""
        domain = domain_of(env)
        settings = Settings.of(app.config)
        if self.known is None:
            return
        found: list[Found] = []
        if settings.complete:
            shown = {
                key.partition("@")[0].partition(":")[2]
                for key in domain.targets
                if key.startswith(("flow:", "chart:"))
            }
            for flow, where in self.known.flows:
                if flow not in shown:
                    sentence = f"No page shows the flow {flow}. Write a directive that does."
                    found.append(Found(Code.FLOW_NOT_SHOWN.code, sentence, where, info=False))
        if settings.check_prose:
            from .page_ports import unknown

            for docname in sorted(domain.mentions):
                for mention in unknown(domain.mentions[docname], self.known.ports):
                    sentence = (
                        f"The text names the port {mention.port.text}, which the dataset does not "
                        "have. Correct it, or use a directive instead."
                    )
                    found.append(Found(Code.UNKNOWN_PORT.code, sentence, mention.where, info=False))
        _report(app, settings, tuple(found))


def _warn_of_revision(app: Sphinx, expected: str, revision: str) -> None:
    name = f"{PREFIX}expect_revision"
    warn(
        Code.OTHER_REVISION,
        f"The dataset has the revision {revision!r}, but the manual expects {expected!r}. "
        f"Review the changes, then write {name} = {revision!r}.",
        location_of(app, app.config, name),
    )


def _report(app: Sphinx, settings: Settings, found: tuple[Found, ...]) -> None:
    """Give each finding as a warning; stop the build where findings are errors."""
    for each in found:
        log = LOGGER.verbose if each.info else LOGGER.warning
        log(
            "%s %s",
            each.code,
            each.sentence,
            type="medulla",
            subtype=each.code,
            location=each.location,
        )
    silent = app.config.suppress_warnings
    counted = sum(
        not each.info and not is_suppressed_warning("medulla", each.code, silent) for each in found
    )
    if counted and settings.check == "error":
        findings = "1 finding is" if counted == 1 else f"{counted} findings are"
        raise CheckError(f"{findings} listed above, and {PREFIX}check = 'error' stops the build.")


# What is known of a dataset, kept from build to build


def known_of(source: DatasetSource, *, checked: bool) -> Known | None:
    """What there is to know of a dataset; None where it does not load, which is reported then.

    Its findings are known only where it is ``checked``.
    """
    path = source.folder / "findings.pickle"
    key = (source.file_print, checked)
    known: Known | None = unpickled(path, key)
    if known is None:
        loaded = source.load()
        if loaded is None:
            return None
        known = _known(loaded, checked=checked)
        keep_pickled(path, key, known)
    return known


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
            (flow.id, str(loaded.locate("flows", place, "id")))
            for place, flow in enumerate(dataset.flows)
        ),
        ports=frozenset((port.first, port.last, port.protocols) for port in ports),
    )


def _found(problem: Problem) -> Found:
    """A finding in sentences, its other places behind them."""
    others = [f"{related.message} ({related.location})" for related in problem.related]
    return Found(
        problem.code,
        " ".join([problem.sentence, *others]),
        str(problem.location),
        info=problem.severity.label == "info",
    )
