"""From the words of options to ids of the dataset, and a sentence for each that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..dataset.ports import PROTOCOLS, Port, PortError
from ..dataset.queries import NEED_LEVELS, Selection
from .option_errors import OptionError, suggestion

if TYPE_CHECKING:
    from ..dataset.model import Dataset


@dataclass
class Arguments:
    """The options of a directive or a command as they were written, and what is ``wrong``.

    That is a fault, a sentence and the option that it is about, ``""`` for the argument.
    """

    dataset: Dataset
    options: Mapping[str, str | None]
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
        value = self.options.get(option)
        if option not in self.options:
            return default
        if value in choices:
            return str(value)
        self.complain(
            OptionError.BAD_VALUE,
            f"The option {option!r} is {value or ''!r}. {suggestion(value or '', choices)}",
            option,
        )
        return default

    def chosen(self, option: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Some words of several."""
        words = self.words(option)
        for word in words:
            if word not in choices:
                self.complain(
                    OptionError.BAD_VALUE,
                    f"The option {option!r} has the unknown word {word!r}. "
                    f"{suggestion(word, choices)}",
                    option,
                )
        return tuple(word for word in words if word in choices)

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

    def names(
        self, words: Iterable[str], table: Mapping[str, object], kind: str, option: str = ""
    ) -> tuple[str, ...]:
        """Ids of entries that are named by id, by name or by alias."""
        found = []
        for word in words:
            name = find(word, table)
            if name is None:
                self.complain(
                    OptionError.UNKNOWN_NAME,
                    f"There is no {kind} {word!r}. {suggestion(word, table, other_names(table))}",
                    option,
                )
            else:
                found.append(name)
        return tuple(dict.fromkeys(found))

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
        """Ids from a list; a name may have spaces in it where it stands alone or between commas."""
        words = list[str]()
        for part in [text] if find(text.strip(), table) else text.split(","):
            inner = part.split()
            whole = " ".join(inner)
            unknown = [word for word in inner if find(word, table) is None]
            one = find(whole, table) or (len(unknown) > 1 and _is_like_a_name(whole, table))
            words += [whole] if one else inner
        return self.names(words, table, kind, option)

    def ports(self, option: str) -> tuple[Port, ...]:
        """Ports from an option, each for every protocol unless it names some.

        Complains of a port that nothing in the dataset has.
        """
        found = []
        for word in self.words(option):
            try:
                port = Port.parse(word, "+".join(PROTOCOLS))
            except PortError as error:
                hint = error.hint.replace("/" + "+".join(PROTOCOLS), "")
                self.complain(OptionError.BAD_VALUE, f"{error.message} {hint}", option)
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


def find(word: str, table: Mapping[str, object]) -> str | None:
    """The id of the one entry that has this id, name or alias; None where none has or several."""
    if word in table:
        return word
    hits = [key for key, entry in table.items() if word in _names(entry)]
    return hits[0] if word and len(hits) == 1 else None


def other_names(table: Mapping[str, object]) -> dict[str, str]:
    """The names and aliases of entries, each with the id of the one that it leads to."""
    claims: dict[str, set[str]] = {}
    for key, entry in table.items():
        for name in _names(entry):
            claims.setdefault(name, set()).add(key)
    return {name: min(keys) for name, keys in claims.items() if len(keys) == 1}


def _is_like_a_name(text: str, table: Mapping[str, object]) -> bool:
    """Whether a text is a misspelt name of several words, and no list."""
    known = {name.casefold() for name in other_names(table) if " " in name}
    return bool(get_close_matches(text.casefold(), known, n=1, cutoff=0.8))


def _names(entry: object) -> Iterator[str]:
    """The names of a role, a mode or a term."""
    for attribute in ("name", "title"):
        name = getattr(entry, attribute, "")
        if name:
            yield name
    yield from getattr(entry, "aliases", ())


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
