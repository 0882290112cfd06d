"""Puts random mistakes into datasets and catalogs: ``python -m benchmarks.mutations 10000``.

Each dataset is loaded, checked, and rendered as every kind of block in the formats that fit, in
this process; so is its translation, if it has one. Prints, after every 500 datasets and at the end,
how many loaded, how many catalogs could be read, how many files were written, and how often
something else happened than what users are told of: a ``traceback``, or exit status 3
(``internal``). A second number chooses other mistakes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from sphinx_medulla.cli.exit_codes import INTERNAL
from sphinx_medulla.cli.layout_errors import drawing
from sphinx_medulla.cli.main import main as command
from sphinx_medulla.dataset.catalogs import CatalogError, read_catalog
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.messages import template, written
from sphinx_medulla.dataset.model import Dataset
from sphinx_medulla.dataset.problem import DatasetError
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.translation import translated
from sphinx_medulla.diagram.layout import LayoutError
from sphinx_medulla.render.formats import FORMATS
from sphinx_medulla.render.localization import speaking, translator
from sphinx_medulla.render.options import KINDS, options_of
from sphinx_medulla.render.parse_options import parse_options
from sphinx_medulla.render.render_job import RenderJob

ROOT = Path(__file__).parents[1]
DATASETS = [
    ROOT / "data" / "medulla.yaml",
    ROOT / "tests" / "release" / "medulla.yaml",
    ROOT / "tests" / "dataset" / "whole.yaml",
    ROOT / "tests" / "checker" / "faulty.yaml",
    ROOT / "tests" / "manuals" / "small.yaml",
    ROOT / "tests" / "render" / "words.yaml",
    *sorted((ROOT / "tests" / "checker" / "other_products").glob("*.yaml")),
]
CATALOG = Path("locale", "fr", "LC_MESSAGES", "flows.po")
REPORTS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
TEXTS = [
    *("", " ", "~", "null", "true", "0", "-1", "1e9", "0x16", "22", "70000", "22/tcp", "80/443"),
    *("22-21/tcp", "1-65535/udp", "any", "any/tcp", "ip", "icmp", "icmp/echo-request", "proto-89"),
    *("esp/1", "22/tcp+udp", "22/TCP", "022/tcp", "2026-13-40", "0000-00-00", "9999-12-31"),
    *("%s", "%(role)s", "{0}", "{{x}}", "%", "\\", "\\\\", "\\N", "\\l", "'", '"', "`", "|", "<b>"),
    *("&amp;", "&#0;", "]]>", "-->", "*", "**a", "_", "a_", "`a`_", "|a|", "[1]_", ".. raw:: html"),
    *("a" * 5000, "é", "م", "\u202e", "\u200b", "\ufeff", "\U0001f600", "e\u0301", "\u2028"),
    *("\x7f", "http://", "http://[", "https://[::1", "https://a:b", "javascript:a", "mailto:a@b"),
    *("10.0.0.0/33", "10.0.0.1/8", "::/0", "fe80::1%eth0", "*.example.org", "a..b", "999.1.1.1"),
    *("=1+1", "@a", "-", "+", "a\nb", "a\n\nb", "\n", "\t", "hub", "client", "one", "MED301"),
]
BYTES = [
    *(b"\0", b"\t", b"\r", b"\xff", b"\xc3", b"\xed\xa0\x80", b"'", b'"', b": ", b"- ", b"{", b"}"),
    *(b"[", b"]", b",", b"#", b"&a ", b"*a", b"!t ", b"|\n", b">-\n", b"---\n", b"\n", b"\\", b"%"),
]

TEXT_VALUE = (
    rb"\b(?:name|title|short|note|description|reason|question|published|when|setting|change): "
    rb"([\w\"'][^\[\]{}:,#\n]*)"
)


def main(times: int, seed: int) -> None:
    """Try a number of datasets, and print the counts."""
    found: Counter[str] = Counter()
    longest = (0.0, 0)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        CATALOG.parent.mkdir(parents=True)
        for number in range(times):
            start = time.monotonic()
            for outcome in _tried(random.Random(f"{seed}-{number}")):
                found[outcome.partition("\n")[0]] += 1
                if "\n" in outcome:
                    print(f"dataset {number} of seed {seed}: {outcome}", flush=True)
                    Path(folder).with_name(f"mutation-{seed}-{number}.yaml").write_bytes(
                        Path("flows.yaml").read_bytes()
                    )
            longest = max(longest, (time.monotonic() - start, number))
            if number % 500 == 499 or number == times - 1:
                print(number + 1, dict(sorted(found.items())), "slowest", longest, flush=True)


def _tried(rng: random.Random) -> Iterator[str]:
    """What happened with one dataset, a word each, with a traceback below it if there is one."""
    base = rng.choice(DATASETS)
    Path("flows.yaml").write_bytes(content := _mutated(base.read_bytes(), rng))
    CATALOG.unlink(missing_ok=True)
    catalog = base.parent / CATALOG.with_stem(base.stem)
    if rng.random() < 0.5:
        po = catalog.read_bytes() if catalog.exists() else _catalog_of(base)
        CATALOG.write_bytes(_mutated_bytes(po, rng) if rng.random() < 0.8 else po)
    yield from _ran(["check", "flows.yaml", "--output-format", rng.choice(REPORTS)])
    words = [rng.choice(list(KINDS)), "--format", rng.choice(["text", "md", "html", "rst"])]
    yield from _ran(["render", *words, "--language", "fr", "--dataset", "flows.yaml"])
    try:
        dataset = load_text(content, "flows.yaml").dataset
    except DatasetError:
        yield "refused"
        return
    except Exception:
        yield f"traceback\n{traceback.format_exc()}"
        return
    yield "loaded"
    yield from _rendered(dataset, "en", rng)
    if CATALOG.exists():
        try:
            texts = read_catalog(CATALOG)
        except CatalogError:
            yield "catalog refused"
        else:
            yield "catalog read"
            yield from _rendered(translated(dataset, texts.gettext), "fr", rng)


def _ran(words: list[str]) -> Iterator[str]:
    """Run a command; its exit status, and what it says of an internal error."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = command(words)
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 1
        except BaseException:
            yield f"traceback\n{words}\n{traceback.format_exc()}"
            return
    yield f"{words[0]} {status}"
    if status == INTERNAL:
        err.flush()
        said = err.buffer.getvalue().decode()
        yield f"internal\n{words}\n{said}"


def _rendered(dataset: Dataset, language: str, rng: random.Random) -> Iterator[str]:
    """Write the dataset as each kind of block in each format; of the pictures in one of them."""
    queries = Queries(dataset)
    picture = rng.choice(["svg", "svg", "png", "pdf"])
    say = translator(language) or str
    with speaking(say, language), drawing(None):
        for kind, about in KINDS.items():
            modes = rng.sample(list(dataset.modes), min(about.count or 1, len(dataset.modes)))
            errata = {"errata": "notes"} if "errata" in options_of(kind) else {}
            words = ", ".join(modes) if about.modes == "argument" else ""
            parsed = parse_options(kind, words, errata, dataset)
            if parsed.errors:
                yield f"no {kind}"
                continue
            for name, one in FORMATS.items():
                if one.shows(kind) and (not one.picture or name in {"dot", picture}):
                    try:
                        _read(name, one.write(RenderJob(parsed.blocks, queries)))
                        yield f"files {name}"
                    except LayoutError as error:
                        yield f"not drawn\n{error}"
                    except Exception:
                        yield f"traceback\n{kind} {words} {name}\n{traceback.format_exc()}"


def _read(name: str, content: bytes) -> None:
    """Read a file as others do, where it has a form that can be wrong."""
    if name == "json":
        json.loads(content)
    elif name == "svg":
        ET.fromstring(content)


def _catalog_of(base: Path) -> bytes:
    """A catalog with a translation of each text of a dataset."""
    catalog = template(load_text(base.read_bytes(), "flows.yaml"), "flows.yaml")
    for message in catalog:
        message.string = f"«{message.id}»" if message.id else message.string
    return written(catalog)


def _mutated(content: bytes, rng: random.Random) -> bytes:
    """A dataset with a few mistakes of one kind."""
    mutate = rng.choice(
        [_mutated_bytes, _mutated_lines, _mutated_words, _mutated_tree, _with_texts, _with_texts]
    )
    return mutate(content, rng)


def _few(rng: random.Random) -> int:
    """How many mistakes to make; one is what most often loads."""
    return rng.choice([1, 1, 1, 2, 4])


def _mutated_bytes(content: bytes, rng: random.Random) -> bytes:
    for _time in range(_few(rng)):
        at = rng.randrange(len(content))
        piece = rng.choice([*BYTES, bytes([rng.randrange(256)]), b""])
        content = content[:at] + piece + content[at + rng.choice([0, 0, 1, 1, 2, 9]) :]
    return content


def _mutated_lines(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    for _time in range(_few(rng)):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                lines[at] = b""
            case 1:
                lines[at] *= 2
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = b" " * rng.randrange(9) + lines[at].lstrip(b" ")
            case _:
                lines.insert(at, lines[other])
    return b"".join(lines)


def _mutated_words(content: bytes, rng: random.Random) -> bytes:
    """Put a word of the file, or a text that may mean something else, in the place of a word."""
    words = content.split(b" ")
    for _time in range(_few(rng)):
        word = json.dumps(rng.choice(TEXTS), ensure_ascii=False).encode()
        old = words[at := rng.randrange(len(words))]
        end = old[len(old.rstrip(b",]}\n")) :]
        words[at] = rng.choice([word, word, rng.choice(words).rstrip(b",]}\n")]) + end
    return b" ".join(words)


def _mutated_tree(content: bytes, rng: random.Random) -> bytes:
    """Change keys and values, and write the rest as it was."""
    try:
        tree = yaml.safe_load(content)
    except yaml.YAMLError:  # PyYAML does not read everything that the dataset's reader does
        return _mutated_words(content, rng)
    for _time in range(_few(rng)):
        inner = [*_containers(tree)]
        one = rng.choice(inner)
        keys = list(one) if isinstance(one, dict) else list(range(len(one)))
        if not keys:
            continue
        key = rng.choice(keys)
        match rng.randrange(8):
            case 0:
                del one[key]
            case 1 if isinstance(one, dict):
                one[rng.choice(TEXTS + keys)] = one.pop(key)
            case 2 if isinstance(one, list):
                one += [one[key]] * rng.randint(1, 30)
            case 3:
                one[key] = rng.choice(inner)  # may hold itself, which is cut below
            case 4:
                other = rng.choice(keys)
                one[key], one[other] = one[other], one[key]
            case _:
                one[key] = rng.choice(TEXTS)
    try:
        return json.dumps(tree, ensure_ascii=False, indent=1, default=str).encode()
    except ValueError:  # a circle
        return content


def _with_texts(content: bytes, rng: random.Random) -> bytes:
    """Put other texts in the place of names, sentences and the like: most such datasets load."""
    found = [*re.finditer(TEXT_VALUE, content)]
    for place in reversed(rng.sample(found, min(len(found), rng.choice([1, 3, 10])))):
        text = json.dumps(rng.choice(TEXTS), ensure_ascii=False).encode()
        content = content[: place.start(1)] + text + content[place.end(1) :]
    return content


def _containers(tree: object) -> Iterator[dict[Any, Any] | list[Any]]:
    """Every mapping and list of a tree."""
    seen: set[int] = set()
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += one.values() if isinstance(one, dict) else one


if __name__ == "__main__":
    os.environ["MEDULLA_FLOWS_TRACEBACK"] = "1"
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
