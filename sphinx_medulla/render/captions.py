"""Captions: what is shown, and what was filtered."""

from __future__ import annotations

from typing import Any

from ..dataset.model import Dataset
from ..dataset.ports import Port
from ..dataset.selection import Selection
from .labels import Labels
from .localization import _
from .option_parsers import Option
from .options import used_options
from .shell_command import port_words


def table_caption(selection: Selection, dataset: Dataset) -> str:
    """The caption of a table of flows if the author gives none."""
    return _titled(selection, dataset, _("Network flows – %s"), _("Network flows"))


def chart_caption(selection: Selection, dataset: Dataset) -> str:
    """The caption of a chart if the author gives none."""
    return _titled(selection, dataset, _("Flowchart – %s"), _("Flowchart"))


def ports_caption(selection: Selection, dataset: Dataset) -> str:
    """The caption of a table of port descriptions if the author gives none."""
    return _titled(selection, dataset, _("Port descriptions – %s"), _("Port descriptions"))


def findings_caption() -> str:
    """The caption of a table of exceptions and questions if the author gives none."""
    return _("Open questions and known exceptions")


def with_filters(caption: str, filters: str) -> str:
    """A caption that also says what was filtered; an empty one stays empty."""
    return f"{caption} ({filters})" if caption and filters else caption


def filter_words(selection: Selection, labels: Labels) -> str:
    """The options, without modes, that chose the flows, such as ``to: Server; port: 22``."""
    found, flags = [], []
    for option, value in used_options(selection):
        if option.caption is None:
            continue
        if value is True:
            flags.append(option.caption())
        else:
            words = ", ".join(_word(option, one, labels) for one in value)
            found.append(f"{option.caption()}{_(': ')}{words}")
    return _("; ").join([*found, *flags])


def _word(option: Option, value: Any, labels: Labels) -> str:
    if option.table:
        return labels.entry(option.table, value)
    return port_words(value) if isinstance(value, Port) else option.word(value)


def _titled(selection: Selection, dataset: Dataset, template: str, bare: str) -> str:
    titles = [dataset.modes[mode].title for mode in selection.modes]
    return template % ", ".join(titles) if titles else bare
