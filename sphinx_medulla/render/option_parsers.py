"""From the words of options to ids of the dataset, and a sentence for each that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..dataset.names import TABLES, Names, suggestion
from ..dataset.ports import PROTOCOLS, Port, PortError
from ..dataset.queries import NEED_LEVELS, Selection
from .option_errors import OptionError

if TYPE_CHECKING:
    from ..dataset.model import Dataset


@dataclass
class Arguments:
    """The options of a directive or a command as they were written, and what is ``wrong``.

    That is a fault, a sentence and the option that it is about, ``""`` for the argument. Names may
    be those of the ``dataset``, or of the dataset as ``translated`` for the readers.
    """

    dataset: Dataset
    options: Mapping[str, str | None]
    translated: Dataset | None = None
    wrong: list[tuple[OptionError, str, str]] = field(default_factory=list)

    def complain(self, fault: OptionError, sentence: str, option: str = "") -> None:
        """Note that something does not fit."""
        self.wrong.append((fault, sentence, option))

    def known(self, names: Iterable[str]) -> None:
        """Complain of every option that is not among these."""
        for option in self.options:
            if option not in set(names):
                self.complain(
                    OptionError.UNKNOWN_OPTION,
                    f"There is no option {option!r}. {suggestion(option, sorted(names))}",
                    option,
                )

    def words(self, option: str) -> tuple[str, ...]:
        """A list: words between spaces or commas. Complains where an option is there but empty."""
        if option not in self.options:
            return ()
        words = split(self.options[option] or "")
        if not words:
            self.complain(
                OptionError.BAD_VALUE,
                f"The option {option!r} is empty. Write a value or leave it out.",
                option,
            )
        return words

    def choice(self, option: str, choices: tuple[str, ...], default: str) -> str:
        """One word of several."""
        if option not in self.options:
            return default
        value = self.options[option] or ""
        found = Names.of(choices).resolve(value)
        if found is None:
            sentence = f"The option {option!r} is {value!r}. {suggestion(value, choices)}"
            self.complain(OptionError.BAD_VALUE, sentence, option)
        return found or default

    def chosen(self, option: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Some words of several."""
        if not self.words(option):
            return ()
        words = Names.of(choices).resolve_list(self.text(option))
        for word, *_ in (word for word in words if word.id is None):
            self.complain(
                OptionError.BAD_VALUE,
                f"The option {option!r} has the unknown word {word!r}. {suggestion(word, choices)}",
                option,
            )
        return tuple(word.id for word in words if word.id is not None)

    def flag(self, option: str, default: bool) -> bool:
        """True for a bare option; ``true`` and ``false`` may be written out."""
        if option not in self.options:
            return default
        value = (self.options[option] or "true").strip().lower()
        if value not in {"true", "false"}:
            self.complain(
                OptionError.BAD_VALUE,
                f"The option {option!r} is {value!r}. Write nothing behind it, true, or false.",
                option,
            )
        return value == "true"

    def text(self, option: str) -> str:
        """A text as it was written, empty without the option."""
        return (self.options.get(option) or "").strip()

    def names_of(self, table: Mapping[str, object], kind: str) -> Names:
        """The names of a table of the dataset, in the languages of the dataset."""
        known = next(name for name in TABLES if getattr(self.dataset, name, None) is table)
        datasets = (self.dataset, self.translated) if self.translated else (self.dataset,)
        return Names(kind, *(getattr(dataset, known) for dataset in datasets))

    def is_mode(self, word: str) -> bool:
        """Whether a word means a mode."""
        return self.names_of(self.dataset.modes, "mode").resolve(word) is not None

    def modes(self, argument: str) -> tuple[str, ...]:
        """The modes of a directive's argument."""
        if not split(argument):
            sentence = f"The argument {argument!r} names no mode. Write a mode, or nothing."
            self.complain(OptionError.BAD_VALUE, sentence)
        return self._listed(argument, self.dataset.modes, "mode", "")

    def option_names(
        self, option: str, table: Mapping[str, object], kind: str = ""
    ) -> tuple[str, ...]:
        """Ids from an option."""
        if not self.words(option):
            return ()
        return self._listed(self.text(option), table, kind or option, option)

    def _listed(
        self, text: str, table: Mapping[str, object], kind: str, option: str
    ) -> tuple[str, ...]:
        """Ids from a list of ids, names and aliases; complains of each word that means none."""
        names = self.names_of(table, kind)
        found = []
        for resolved in names.resolve_list(text):
            if resolved.id is None:
                sentence = names.explain(resolved.word)
                self.complain(OptionError.UNKNOWN_NAME, sentence, option)
            else:
                found.append(resolved.id)
        return tuple(dict.fromkeys(found))

    def ports(self, option: str) -> tuple[Port, ...]:
        """Ports from an option, each for every protocol unless it names some.

        Complains of a port that nothing in the dataset has.
        """
        found = []
        for word in self.words(option):
            try:
                port = Port.parse_loosely(word)
            except PortError as error:
                self.complain(OptionError.BAD_VALUE, str(error), option)
                continue
            if not port_is_there(port, self.dataset):
                there = dict.fromkeys(map(str, sorted(set(_all_ports(self.dataset)))))
                self.complain(
                    OptionError.UNKNOWN_NAME,
                    f"There is no port {word!r}. {suggestion(str(port.each_protocol()[0]), there)}",
                    option,
                )
            found.append(port)
        return tuple(found)

    def selection(self, modes: tuple[str, ...]) -> Selection:
        """The selection that the options which choose flows make."""
        dataset = self.dataset
        between = self.option_names("between", dataset.zones, "zone")
        if "between" in self.options and len(between) != 2 and not self._complained("between"):
            self.complain(
                OptionError.BAD_VALUE,
                "The option 'between' takes two different zones, such as "
                f"{' '.join(list(dataset.zones)[:2]) or 'internet dmz'}.",
                "between",
            )
        return Selection(
            modes=modes,
            from_=self.option_names("from", dataset.roles, "role"),
            to=self.option_names("to", dataset.roles, "role"),
            role=self.option_names("role", dataset.roles),
            between=between,
            crossing=self.flag("crossing", default=False),
            group=self.option_names("group", dataset.groups),
            protocol=self.chosen("protocol", PROTOCOLS),
            port=self.ports("port"),
            feature=self.option_names("feature", dataset.features),
            need=self.chosen("need", NEED_LEVELS),
        )

    def widths(self, count: int) -> tuple[int, ...]:
        """The widths of columns: as many whole numbers as columns; none for ``auto``, ours."""
        words = self.words("widths")
        if not words or words == ("auto",):
            return ()
        if len(words) == count and all(re.fullmatch("[1-9][0-9]{0,3}", word) for word in words):
            return tuple(map(int, words))
        self.complain(
            OptionError.BAD_VALUE,
            f"The option 'widths' is {' '.join(words)!r}. Write whole numbers from 1 to 9999, "
            f"one for each column ({count}), or auto.",
            "widths",
        )
        return ()

    def _complained(self, option: str) -> bool:
        return any(about == option for _, _, about in self.wrong)


def split(text: str) -> tuple[str, ...]:
    """The words of a list, between spaces, commas or both."""
    return tuple(word for word in re.split(r"[\s,]+", text) if word)


def port_is_there(port: Port, dataset: Dataset) -> bool:
    """Whether a flow or a service has a port that overlaps this one."""
    return any(port.overlaps(other) for other in _all_ports(dataset))


def _all_ports(dataset: Dataset) -> Iterator[Port]:
    for flow in dataset.flows:
        for use in flow.ports:
            yield use.port
    for service in dataset.services.values():
        for entry in service.ports:
            yield entry.port
