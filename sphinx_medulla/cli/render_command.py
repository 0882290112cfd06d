"""`medulla-flows render`: tables, lists and charts without Sphinx."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from ..dataset.names import find, suggestion
from ..dataset.queries import Queries
from ..render.block_options import BlockOptions
from ..render.formats import BINARY, FORMATS, PICTURES, Asked
from ..render.localization import speaking
from ..render.option_parsers import Arguments
from ..render.options import OF_MODES
from ..render.parse_options import Asking
from .dataset_path import named_or_packaged
from .dataset_reading import read
from .exit_codes import FOUND, OK, UsageError
from .language import in_language, language_of
from .layout_errors import drawing
from .output import is_same, print_bytes, print_text, write_bytes
from .progress import progress
from .render_options import WHERE, options_of


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a command line says; ``options`` are those that it has, a list for each."""

    kind: str
    words: tuple[str, ...]
    options: Mapping[str, Sequence[str]]
    format: str | None
    output: str | None
    dataset: str | None
    language: str | None
    dot_timeout: str | None = None


def run(wish: Wish) -> int:
    """Write what is asked for. Raises `UsageError` with everything that does not fit."""
    translate, sentences = language_of(wish.language)
    sentences.extend(_of_format(wish))
    dataset = read(wish.dataset)
    if dataset is None:
        return FOUND
    translated = in_language(dataset, wish.dataset, wish.language)
    queries = Queries(translated)
    with speaking(translate):
        arguments = Arguments(dataset, _joined(wish.options), translated)
        requests = _requests(wish, arguments)
        sentences += [sentence for _fault, sentence, _option in arguments.wrong]
        name = format_of(wish)
        if name in PICTURES and len(requests) > 1 and not sentences:
            sentences.append(f"The format {name} holds one chart. Name one mode.")
        if sentences:
            raise UsageError("\nmedulla-flows: ".join(sentences))
        asked = Asked(wish.kind, requests, queries, arguments.text("caption"))
        _write(name, asked, wish)
    return OK


def format_of(wish: Wish) -> str:
    """The format that is named, else that of the file's name, else text."""
    if wish.format is not None:
        return find(wish.format, FORMATS) or wish.format
    suffix = Path(wish.output or "").suffix.lower()
    return next((name for name, one in FORMATS.items() if suffix in one.suffixes), "text")


def _of_format(wish: Wish) -> Iterator[str]:
    """What is wrong with the format, and with where it goes."""
    name = format_of(wish)
    if name not in FORMATS:
        yield f"There is no format {name!r}. {suggestion(name, FORMATS)}"
    elif wish.kind not in FORMATS[name].kinds:
        fits = [other for other, one in FORMATS.items() if wish.kind in one.kinds]
        kinds = ", ".join(FORMATS[name].kinds)
        yield (
            f"The format {name} shows {kinds}, not {wish.kind}. For {wish.kind}, write one of: "
            f"{', '.join(fits)}."
        )
    elif name in BINARY and wish.output is None and sys.stdout is not None and sys.stdout.isatty():
        yield f"A terminal cannot show {name}. Write --output FILE."
    if wish.output == "":
        yield "The name of the output is empty. Write the path of a file."
    elif wish.output and is_same(Path(wish.output), named_or_packaged(wish.dataset).path):
        yield f"The output would overwrite the dataset {wish.output}. Name another file."


def _joined(options: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """The options as directives have them; one that is given several times is a list."""
    return {name: ", ".join(values) for name, values in options.items()}


def _requests(wish: Wish, arguments: Arguments) -> list[BlockOptions]:
    arguments.known([*options_of(wish.kind), *WHERE])
    modes: tuple[str, ...] = ()
    if wish.kind in (*OF_MODES, "ports"):
        words = wish.words
        if arguments.wrong:  # a word may be the value of an option that there is not
            words = tuple(word for word in words if arguments.is_mode(word))
        found = (mode for word in words for mode in arguments.modes(word))
        modes = tuple(dict.fromkeys(found))
    if wish.kind == "ports":  # whose directive has an option for them
        if modes:
            more = arguments.option_names("mode", arguments.dataset.modes)
            arguments.options = {**arguments.options, "mode": ", ".join([*modes, *more])}
        return Asking(arguments).requests(wish.kind, ())
    return Asking(arguments).requests(wish.kind, modes, " ".join(wish.words))


def _write(name: str, asked: Asked, wish: Wish) -> None:
    output = wish.output
    with drawing(wish.dot_timeout), progress(1, "charts") if name in PICTURES else nullcontext():
        content = FORMATS[name].write(asked)
    if output is not None:
        write_bytes(Path(output), content)
    elif name in BINARY:
        print_bytes(content)
    else:
        print_text(content.decode(), exact=name != "text")
