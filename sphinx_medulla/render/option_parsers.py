"""What an option is, and the parsers that turn its text into values: ids, ports, flags, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ..dataset.model import Dataset, Flow
from ..dataset.names import TABLES, Names, suggestion
from ..dataset.ports import Port, PortError
from ..dataset.queries import Queries
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
        datasets = {id(one): one for one in (self.dataset, self.translated)}.values()
        return Names(TABLES[table], *(getattr(one, table) for one in datasets))

    def complain(self, sentence: str, code: OptionError = OptionError.BAD_VALUE) -> None:
        """Note that something is wrong with the option."""
        self.errors.append(OptionProblem(code, sentence, self.option.name))


Parser = Callable[[WrittenOption], Any]
"""Returns the value of an option; what it returns after a complaint is not used."""


@dataclass(frozen=True)
class Option:
    """An option of directives and of ``medulla-flows render``.

    ``kinds`` are the kinds of blocks that have it, and ``parse`` turns its text into a value. If it
    is not written, its ``default`` is parsed, a text or a function of the values so far; None
    leaves the field alone.

    ``fills`` is the field of `Selection` or of the block's options that gets the value: by default
    the one with the option's name. If empty, the value concerns the page and not the block. An
    option with ``holds`` needs no field: it keeps the flows for which ``holds`` is true.

    ``about`` is a description for the manual and for ``--help``, ``metavar`` the name of the value
    there, by default made from ``table`` or ``name``. ``choices`` returns the words that the value
    may have, ``table`` is the table of the dataset whose entries it names. ``caption`` returns the
    translated word for it in captions, ``word`` how they show a value. Only directives have an
    option that is not a ``command`` one.
    """

    name: str
    kinds: tuple[str, ...]
    parse: Parser
    about: str
    _: KW_ONLY
    fills: str | None = None
    holds: Callable[[Flow, Dataset, Any], bool] | None = None
    default: str | Callable[[Mapping[str, Any]], str] | None = None
    metavar: str = ""
    choices: Callable[[], Collection[str]] = tuple
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
            f"The option {written.option.name!r} is {value!r}. Write nothing after it, true, or "
            "false.",
        )
    return value == "true"


def words(written: WrittenOption) -> tuple[str, ...]:
    """The words of a list, which must not be empty."""
    found = split(written.text)
    if not found:
        written.complain(
            f"The option {written.option.name!r} is empty. Write a value or remove the option."
        )
    return found


def one_choice(written: WrittenOption) -> str:
    """One of the choices."""
    choices = tuple(written.option.choices())
    found = _names_of(choices).resolve(written.text)
    if found is None:
        written.complain(
            f"The option {written.option.name!r} is {written.text!r}. "
            f"{suggestion(written.text, choices)}",
        )
    return found or ""


def is_second_choice(written: WrittenOption) -> bool:
    """Whether it is the second of two choices."""
    return one_choice(written) == tuple(written.option.choices())[1]


def some_choices(written: WrittenOption) -> tuple[str, ...]:
    """Some of the choices, each once, in the order in which they are written."""
    choices = tuple(written.option.choices())
    found = _names_of(choices).resolve_list(written.text) if words(written) else []
    for word in found:
        if word.id is None:
            written.complain(
                f"The option {written.option.name!r} has the unknown word {word.word!r}. "
                f"{suggestion(word.word, choices)}"
            )
    return tuple(dict.fromkeys(word.id for word in found if word.id is not None))


def protocols(written: WrittenOption) -> tuple[str, ...]:
    """Some of the choices, as `some_choices`; or protocols without names, such as ``proto-89``."""
    names, found = [], []
    for word in split(written.text):
        if not re.fullmatch("proto-[0-9]+", word.lower()):
            names.append(word)
            continue
        try:
            found.append(Port.parse_loosely(word).protocol)
        except PortError as error:
            written.complain(str(error))
    if found and not names:
        return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys((*some_choices(written._replace(text=" ".join(names))), *found)))


_names_of = lru_cache(Names.of)
"""The same choices are resolved for each block."""


def ids(written: WrittenOption) -> tuple[str, ...]:
    """The ids of entries of the option's table, which are named by id, name or alias."""
    names = written.names
    found = []
    for resolved in names.resolve_list(written.text) if words(written) else ():
        if resolved.id is None:
            written.complain(names.explain(resolved.word), OptionError.UNKNOWN_NAME)
        else:
            found.append(resolved.id)
    return tuple(dict.fromkeys(found))


def one_id(written: WrittenOption) -> str:
    """The id of one entry."""
    found = ids(written)
    if len(found) > 1:
        written.complain(
            f"The option {written.option.name!r} takes one {TABLES[written.option.table]}."
        )
    return "".join(found[:1])


def two_ids(written: WrittenOption) -> tuple[str, ...]:
    """The ids of two different entries."""
    before = len(written.errors)
    found = ids(written)
    if len(found) != 2 and len(written.errors) == before:
        example = " ".join(list(getattr(written.dataset, written.option.table))[:2])
        written.complain(
            f"The option {written.option.name!r} takes two different {written.option.table}, such "
            f"as {example or 'internet dmz'}.",
        )
    return found


def replacements(written: WrittenOption) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of roles, as ``old=new``, with commas between the pairs.

    If modes were parsed before, the first role of a pair is one of the first mode, the second one
    of the second.
    """
    names = written.names
    found = []
    for pair in filter(None, map(str.strip, written.text.split(","))):
        ends = [one.strip() for one in pair.split("=")]
        ids = [names.resolve(one) for one in ends]
        if len(ends) != 2 or not all(ends):
            written.complain(
                f"The option {written.option.name!r} has {pair!r}. Write two "
                f"{written.option.table}, as in old=new, and a comma between two pairs.",
            )
            continue
        for end, id_ in zip(ends, ids, strict=True):
            if id_ is None:
                written.complain(names.explain(end), OptionError.UNKNOWN_NAME)
        if None not in ids:
            found.append((str(ids[0]), str(ids[1])))
            _check_modes(written, found[-1])
    return tuple(found)


def _check_modes(written: WrittenOption, pair: tuple[str, str]) -> None:
    """Complain of a role that its mode does not have."""
    existing = Queries(written.dataset).modes_with_role
    for role, mode in zip(pair, written.values.get("modes", ()), strict=False):
        if mode not in existing[role]:
            written.complain(
                f"The option {written.option.name!r} has {'='.join(pair)}, but {role} does not "
                f"exist in {mode}. Write a role of the old mode, =, and a role of the new mode."
            )


def ports(written: WrittenOption) -> tuple[Port, ...]:
    """Ports that the dataset has, each for every protocol unless it names some."""
    known = _all_ports(written.dataset)
    found = []
    for word in words(written):
        try:
            port = Port.parse_loosely(word)
        except PortError as error:
            written.complain(str(error))
            continue
        if not any(port.overlaps(other) for other in known):
            shown = {str(one): one.number for one in sorted(set(known))}
            by_number = {number: name for name, number in shown.items()}
            likely = suggestion(port.number or str(port), shown, by_number)
            written.complain(f"There is no port {word!r}. {likely}", OptionError.UNKNOWN_NAME)
        found.append(port)
    return tuple(found)


def widths(written: WrittenOption) -> tuple[int, ...]:
    """A whole number per column; none for ``auto``."""
    found = words(written)
    count = len(written.values["columns"])
    if not found or found == ("auto",):
        return ()
    if len(found) == count and all(re.fullmatch("[1-9][0-9]{0,3}", word) for word in found):
        return tuple(map(int, found))
    written.complain(
        f"The option 'widths' is {' '.join(found)!r}. Write whole numbers from 1 to 9999, "
        f"one for each column ({count}), or auto."
    )
    return ()


def unless_list(parse: Parser) -> Parser:
    """A parser that complains if the block is a list of ports, which has no table or figure."""

    def parse_unless_list(written: WrittenOption) -> Any:
        if written.values.get("as_table") is False:
            name = written.option.name
            written.complain(
                f"A list has no {name}. Remove the option {name!r}, or choose the layout table.",
            )
        return parse(written)

    return parse_unless_list


def split(text: str) -> tuple[str, ...]:
    """The words of a list, between spaces, commas or both."""
    return tuple(word for word in re.split(r"[\s,]+", text) if word)


def _all_ports(dataset: Dataset) -> list[Port]:
    """The ports of all flows and services."""
    used = [use.port for flow in dataset.flows for use in flow.ports]
    return used + [one.port for service in dataset.services.values() for one in service.ports]
