"""What an option is, and the parsers that turn its text into values: ids, ports, flags, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ..dataset.model import Dataset, Flow
from ..dataset.names import TABLES, Names, suggestion
from ..dataset.ports import Port, PortError
from .option_errors import OptionError, OptionProblem


class WrittenOption(NamedTuple):
    """An option as it was written, or its default, for its parser.

    Names in it may be those of the ``dataset`` or of the dataset as ``translated`` for readers.
    ``values`` has what the options before it in the table were parsed to, by the fields that they
    fill. A parser adds what is wrong to ``errors``.
    """

    option: Option
    text: str
    dataset: Dataset
    translated: Dataset
    values: Mapping[str, Any]
    errors: list[OptionProblem]

    @property
    def names(self) -> Names:
        """The names of the entries of the option's table, in both languages."""
        table = self.option.table
        datasets = dict.fromkeys((id(self.dataset), id(self.translated)))
        tables = [getattr(self.dataset, table), getattr(self.translated, table)]
        return Names(TABLES[table], *tables[: len(datasets)])

    def complain(self, code: OptionError, sentence: str) -> None:
        """Note that something is wrong with the option."""
        self.errors.append(OptionProblem(code, sentence, self.option.name))

    def words(self) -> tuple[str, ...]:
        """The words of a list; complains if it is empty."""
        words = split(self.text)
        if not words:
            self.complain(
                OptionError.BAD_VALUE,
                f"The option {self.option.name!r} is empty. Write a value or remove the option.",
            )
        return words


Parser = Callable[[WrittenOption], Any]
"""Returns the value of an option; what it returns after a complaint is not used."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option of directives and of ``medulla-flows render``.

    ``kinds`` are the kinds of blocks that have it, and ``parse`` turns its text into a value. If it
    is not written, its ``default`` is parsed, a text or a function of the values so far; None
    leaves the field alone.

    ``fills`` is the field of `Selection` or of the block's options that gets the value: by default
    the one with the option's name. If empty, the value concerns the page and not the block. An
    option with ``holds`` needs no field: it keeps the flows for which ``holds`` is true.

    ``about`` is a description for the manual and for ``--help``, ``metavar`` the name of the value
    there, by default made from ``table`` or ``name``. ``choices`` are the words that the value may
    have, ``table`` is the table of the dataset whose entries it names. ``caption`` is the
    translated word for it in captions, ``word`` how they show a value. Only directives have an
    option that is not a ``command`` one.
    """

    name: str
    kinds: tuple[str, ...]
    parse: Parser
    about: str
    fills: str | None = None
    holds: Callable[[Flow, Dataset, Any], bool] | None = None
    default: str | Callable[[Mapping[str, Any]], str] | None = None
    metavar: str = ""
    choices: Callable[[], Collection[str]] | None = None
    table: str = ""
    caption: Callable[[], str] | None = None
    word: Callable[[str], str] = str
    command: bool = True

    @property
    def field(self) -> str:
        """The field that gets the value, empty without one."""
        return self.name if self.fills is None else self.fills

    @property
    def value_name(self) -> str:
        """The name of the value in the help."""
        return self.metavar or (self.table.removesuffix("s") or self.name).upper()

    @property
    def is_flag(self) -> bool:
        """Whether the bare option is enough."""
        return self.parse is flag


def text(written: WrittenOption) -> str:
    """The text without the spaces around it."""
    return written.text.strip()


def flag(written: WrittenOption) -> bool:
    """True for a bare option; ``true`` and ``false`` may be written out."""
    value = (written.text or "true").strip().lower()
    if value not in {"true", "false"}:
        written.complain(
            OptionError.BAD_VALUE,
            f"The option {written.option.name!r} is {value!r}. Write nothing after it, true, or "
            "false.",
        )
    return value == "true"


def words(written: WrittenOption) -> tuple[str, ...]:
    """The words of a list, which must not be empty."""
    return written.words()


def one_choice(written: WrittenOption) -> str:
    """One of the choices."""
    choices = _choices(written)
    found = _names_of(choices).resolve(written.text)
    if found is None:
        written.complain(
            OptionError.BAD_VALUE,
            f"The option {written.option.name!r} is {written.text!r}. "
            f"{suggestion(written.text, choices)}",
        )
    return found or ""


def is_second_choice(written: WrittenOption) -> bool:
    """Whether it is the second of two choices."""
    return one_choice(written) == _choices(written)[1]


def some_choices(written: WrittenOption) -> tuple[str, ...]:
    """Some of the choices, each once, in the order in which they are written."""
    choices = _choices(written)
    words = _names_of(choices).resolve_list(written.text) if written.words() else []
    for word in words:
        if word.id is None:
            written.complain(
                OptionError.BAD_VALUE,
                f"The option {written.option.name!r} has the unknown word {word.word!r}. "
                f"{suggestion(word.word, choices)}",
            )
    return tuple(dict.fromkeys(word.id for word in words if word.id is not None))


def _choices(written: WrittenOption) -> tuple[str, ...]:
    assert written.option.choices is not None
    return tuple(written.option.choices())


_names_of = lru_cache(Names.of)
"""The same choices are resolved for each block."""


def ids(written: WrittenOption) -> tuple[str, ...]:
    """The ids of entries of the option's table, which are named by id, name or alias."""
    if not written.words():
        return ()
    names = written.names
    found = []
    for resolved in names.resolve_list(written.text):
        if resolved.id is None:
            written.complain(OptionError.UNKNOWN_NAME, names.explain(resolved.word))
        else:
            found.append(resolved.id)
    return tuple(dict.fromkeys(found))


def one_id(written: WrittenOption) -> str:
    """The id of one entry."""
    found = ids(written)
    if len(found) > 1:
        written.complain(
            OptionError.BAD_VALUE,
            f"The option {written.option.name!r} takes one {TABLES[written.option.table]}.",
        )
    return "".join(found[:1])


def two_ids(written: WrittenOption) -> tuple[str, ...]:
    """The ids of two different entries."""
    before = len(written.errors)
    found = ids(written)
    if len(found) != 2 and len(written.errors) == before:
        example = " ".join(list(getattr(written.dataset, written.option.table))[:2])
        written.complain(
            OptionError.BAD_VALUE,
            f"The option {written.option.name!r} takes two different {written.option.table}, such "
            f"as {example or 'internet dmz'}.",
        )
    return found


def ports(written: WrittenOption) -> tuple[Port, ...]:
    """Ports that the dataset has, each for every protocol unless it names some."""
    found = []
    for word in written.words():
        try:
            port = Port.parse_loosely(word)
        except PortError as error:
            written.complain(OptionError.BAD_VALUE, str(error))
            continue
        if not port_is_there(port, written.dataset):
            there = dict.fromkeys(map(str, sorted(set(_all_ports(written.dataset)))))
            written.complain(
                OptionError.UNKNOWN_NAME,
                f"There is no port {word!r}. {suggestion(str(port.each_protocol()[0]), there)}",
            )
        found.append(port)
    return tuple(found)


def widths(written: WrittenOption) -> tuple[int, ...]:
    """A whole number per column; none for ``auto``."""
    words = written.words()
    count = len(written.values["columns"])
    if not words or words == ("auto",):
        return ()
    if len(words) == count and all(re.fullmatch("[1-9][0-9]{0,3}", word) for word in words):
        return tuple(map(int, words))
    written.complain(
        OptionError.BAD_VALUE,
        f"The option 'widths' is {' '.join(words)!r}. Write whole numbers from 1 to 9999, "
        f"one for each column ({count}), or auto.",
    )
    return ()


def unless_list(parse: Parser) -> Parser:
    """A parser that complains if the block is a list of ports, which has no table or figure."""

    def parse_unless_list(written: WrittenOption) -> Any:
        if written.values.get("as_table") is False:
            name = written.option.name
            written.complain(
                OptionError.BAD_VALUE,
                f"A list has no {name}. Remove the option {name!r}, or choose the layout table.",
            )
        return parse(written)

    return parse_unless_list


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
