"""Which roles and modes of a dataset the names of a page mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..dataset.model import Dataset
from ..dataset.names import RUN_TOGETHER, Names, Resolved
from ..grouping import grouped
from .connection_names import without_condition, without_traffic
from .placed_text import PlacedText


class PageNames:
    """Resolves the names of a page, first by what somebody said that they mean.

    ``roles`` and ``modes`` have ids by the names that mean them. Others are resolved as everywhere:
    without regard to case, blanks and plural, in the dataset's language and in that of its
    ``translation``.
    """

    def __init__(
        self,
        dataset: Dataset,
        roles: Mapping[str, str],
        modes: Mapping[str, str],
        translation: Dataset | None = None,
    ) -> None:
        known = [dataset, *([translation] if translation is not None else [])]
        self.roles = Names("role", *(one.roles for one in known))
        self._modes = Names("mode", *(one.modes for one in known))
        self._groups = Names("group", *(one.groups for one in known))
        self._given_roles = _given("role", roles)
        self._given_modes = _given("mode", modes)
        self._hosts = grouped(
            (host.casefold(), role.id) for role in dataset.roles.values() for host in role.host
        )

    def role(self, name: str) -> Resolved:
        """The role that a name means; of "Relay traffic", perhaps that of "Relay"."""
        hosts = self._hosts.get(name.casefold())
        if hosts:
            return Resolved(name, tuple(hosts), 0)
        for word in dict.fromkeys((name, without_traffic(name))):
            for names in (self._given_roles, self.roles):
                found = names.look_up(word)
                if found.id is not None:
                    return found
        return self.roles.look_up(name)

    def is_run_together(self, found: Resolved) -> bool:
        """Whether a name is only known if its blanks are not compared."""
        return found.level == RUN_TOGETHER

    def mode(self, headings: Iterable[PlacedText]) -> str:
        """The mode that the nearest of some headings names, empty if none does."""
        for heading in headings:
            for text in (heading, without_condition(heading)):
                found = self._given_modes.resolve(text.words) or self._modes.resolve(text.words)
                if found is not None:
                    return found
        return ""

    def group(self, heading: PlacedText) -> str:
        """The group that a heading names, empty if it names none."""
        return self._groups.resolve(heading.words) or ""

    def unknown_role(self, name: str) -> str:
        """Say why a name means no role, and which it may mean."""
        return self.roles.explain(name)

    def unknown_mode(self, heading: str) -> str:
        """Say why a heading means no mode, and which it may mean."""
        return self._modes.explain(heading)


def _given(thing: str, names: Mapping[str, str]) -> Names:
    """Names that mean ids."""
    aliases = grouped((key, name) for name, key in names.items())
    return Names(thing, {key: {"aliases": known} for key, known in aliases.items()})
