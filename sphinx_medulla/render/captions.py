"""What captions say: what is shown, and what was filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .localization import _
from .shell_command import port_words

if TYPE_CHECKING:
    from ..dataset.model import Dataset
    from ..dataset.queries import Selection
    from .labels import Labels


def table_caption(selection: Selection, dataset: Dataset) -> str:
    """The caption of a table of flows whose author gave none."""
    return _titled(selection, dataset, _("Network flows: %s"), _("Network flows"))


def chart_caption(selection: Selection, dataset: Dataset) -> str:
    """The caption of a chart whose author gave none."""
    return _titled(selection, dataset, _("Flowchart: %s"), _("Flowchart"))


def ports_caption(selection: Selection, dataset: Dataset) -> str:
    """The caption of a table of port descriptions whose author gave none."""
    return _titled(selection, dataset, _("Port descriptions: %s"), _("Port descriptions"))


def findings_caption() -> str:
    """The caption of a table of exceptions and questions whose author gave none."""
    return _("Open questions and known exceptions")


def filter_words(selection: Selection, labels: Labels) -> str:
    """What was asked for beside the modes, such as ``to: Medulla server; protocol: udp``."""
    dataset = labels.dataset
    words = {
        _("from"): [labels.role(role) for role in selection.from_],
        _("to"): [labels.role(role) for role in selection.to],
        _("from or to"): [labels.role(role) for role in selection.role],
        _("between"): [dataset.zones[zone].label for zone in selection.between],
        _("group"): [dataset.groups[group].label for group in selection.group],
        _("protocol"): list(selection.protocol),
        _("port"): [port_words(port) for port in selection.port],
        _("feature"): [labels.feature(feature) for feature in selection.feature],
        _("need"): [_need_words()[need] for need in selection.need],
    }
    found = [f"{name}{_(': ')}{', '.join(values)}" for name, values in words.items() if values]
    if selection.crossing:
        found.append(_("only what leaves its zone"))
    return _("; ").join(found)


def _need_words() -> dict[str, str]:
    return {
        "required": _("required"),
        "optional": _("optional"),
        "conditional": _("conditional"),
        "not-stated": _("not stated"),
    }


def _titled(selection: Selection, dataset: Dataset, template: str, bare: str) -> str:
    titles = [dataset.modes[mode].title for mode in selection.modes]
    return template % ", ".join(titles) if titles else bare
