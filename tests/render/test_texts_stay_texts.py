"""Whatever a text of a dataset holds, the reader of each format sees it, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass
from html.parser import HTMLParser
from typing import Any, NamedTuple

import cmarkgfm
import pytest
from attack_datasets import COUNT, WORDS
from attack_texts import HIDDEN, attack_texts, end_of, harmless_texts
from cmarkgfm.cmark import Options
from docutils import nodes
from docutils.core import publish_doctree
from formats import plain
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_medulla.dataset import model
from sphinx_medulla.dataset.characters import replaced
from sphinx_medulla.dataset.loading import load_text
from sphinx_medulla.dataset.problem import DatasetError
from sphinx_medulla.dataset.queries import Queries
from sphinx_medulla.dataset.translation import translated_fields
from sphinx_medulla.render.formats import FORMATS
from sphinx_medulla.render.parse_options import parse_options
from sphinx_medulla.render.render_job import RenderJob
from sphinx_medulla.render.writers.text_writer import Text

WORD = re.compile(r"\bq(\d+)q\b")
COLUMNS = (
    "no id from to zones ports protocol service purpose need feature setting notes source mode"
)
BLOCKS: list[tuple[str, str, dict[str, str]]] = [
    ("flows", "one, two", {"columns": COLUMNS, "errata": "notes", "stamp": "true"}),
    ("flows", "one", {"caption": "q53q"}),
    ("flowchart", "one", {}),
    ("ports", "", {"errata": "notes"}),
    ("ports", "", {"layout": "table"}),
    ("modes", "", {}),
    ("flow-rules", "", {}),
    ("errata", "", {}),
    ("findings", "", {}),
    ("lookup", "", {}),
    ("changes", "", {}),
    ("diff", "one, two", {}),
]
ATTACKS = [
    "javascript:document.title=6661",
    "data:text/html,<script>alert(1)</script>",
    "mailto:a@example.com",
    "vbscript:x file:///etc/passwd tel:+1-2 urn:a:b sip:a@b.example irc://h/c",
    "a@example.com, <a@example.com>",
    "//evil.example/x www.evil.example evil.example ftp://evil.example",
    "`x <javascript:alert(1)>`_ `y`__ y_ [1]_ |z| _`t` :ref:`x`",
    "[x](javascript:alert(1)) ![x](http://evil.example/i.png) <javascript:x> [x]: y",
    "<img src=x onerror=alert(1)> &lt;b&gt; &#106; ]]> --> <!-- <?php <![CDATA[",
    ".. raw:: html",
    "a :: b ::",
    "| a | b |",
    "term : classifier : x",
    "* a + b - c # d 1. e (f) g) h] {role}`x` (target)= % comment +++ :::",
    "C:\\dir\\",
    "= - ~ ^ ====",
    "=1+1",
    '@SUM(1);=2,"+3',
    "a@",
    "@user #1 :smile: $x$ ~~s~~ ==m== ^u^",
    "RFC 2131 PEP 8",
    "https:",
    "x:y z:",
    "two\nlines",
    "a\\|b\\",
    "مضيف → مרחב",
    "``a`` ' \" “b”",
]
MYST = {
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
    *("fieldlist", "html_admonition", "html_image", "strikethrough", "substitution", "tasklist"),
}
"""The extensions of MyST that a manual may use, but for those that set typographic signs."""

ISOLATES = str.maketrans("", "", "\u2068\u2069")
"""What charts put around names that are written from right to left; nobody sees it."""

PIECES = [
    *":@_`*|[]()<>&#\\!.-+=~$%{}^'\"/,;? \n1aé\u3000\u0301→",
    *("//", "http", "javascript", "mailto", "www", "com"),
]


def _text(pieces: list[str]) -> str:
    return re.sub(r"\n\s*\n", "\n", replaced("".join(pieces))).strip() or "-"


texts_of_all_kinds = st.sampled_from(ATTACKS) | st.lists(
    st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=12
).map(_text)
lists_of_texts = st.lists(texts_of_all_kinds, min_size=1, max_size=9, unique_by=plain)


def _core(text: str, name: str) -> str:
    """A text as a reader of a format sees it, without the sign at its end."""
    core = plain(text.removesuffix(end_of(text)))
    return core.replace("'", "") if name == "csv" else core


class Seen(NamedTuple):
    """What a reader sees without spaces, where links lead, and how many of each element."""

    text: str
    links: list[str]
    elements: Counter[str]


def jobs_of(texts: Sequence[str], name: str) -> Iterator[RenderJob]:
    """Each block for a format, of a dataset whose texts are the given ones in turn."""

    def quoted(word: re.Match[str]) -> str:
        return json.dumps(texts[int(word[1]) % len(texts)], ensure_ascii=False)

    queries = Queries(load_text(WORD.sub(quoted, WORDS), "words.yaml").dataset)
    for kind, modes, options in BLOCKS:
        if FORMATS[name].shows(kind):
            parsed = parse_options(kind, modes, options, queries.dataset)
            assert parsed.errors == []
            caption = texts[0] if options.get("caption") else ""
            yield RenderJob(parsed.blocks, queries, caption)


def by_docutils(content: bytes) -> Seen:
    document = publish_doctree(content.decode(), settings_overrides={"report_level": 1})
    assert not list(document.findall(nodes.system_message))
    links = [node["refuri"] for node in document.findall(nodes.reference)]
    elements = Counter(type(node).__name__ for node in document.findall(nodes.Element))
    # A literal that cannot hold a text is text, and a paragraph of several lines a line block.
    for name in ("literal", "paragraph", "line_block", "line"):
        del elements[name]
    return Seen(plain(document.astext()), links, elements)


class HtmlReader(HTMLParser):
    """Notes what it finds; comments are nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.links = "", list[str]()
        self.elements = Counter[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[" ".join([tag, *sorted(name for name, _value in attrs)])] += 1
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def by_html_parser(content: bytes) -> Seen:
    reader = HtmlReader()
    reader.feed(content.decode())
    reader.close()
    for name in ("code", "br"):  # may be spaces
        del reader.elements[name]
    return Seen(plain(reader.text), reader.links, reader.elements)


def by_github(content: bytes) -> Seen:
    made = cmarkgfm.github_flavored_markdown_to_html(content.decode(), Options.CMARK_OPT_UNSAFE)
    return by_html_parser(made.encode())


def by_markdown_it(content: bytes) -> Seen:
    return by_html_parser(MarkdownIt("gfm-like").render(content.decode()).encode())


def by_myst(content: bytes) -> Seen:
    parser = create_md_parser(MdParserConfig(enable_extensions=MYST), RendererHTML)
    return by_html_parser(parser.render(content.decode()).encode())


def by_csv(content: bytes) -> Seen:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    return Seen(plain("".join(cells)).replace("'", ""), [], Counter(map(str, map(len, rows))))


def by_json(content: bytes) -> Seen:
    return Seen(plain("".join(_values(json.loads(content)))), [], Counter())


def _values(found: Any) -> Iterator[str]:
    """Every value in some JSON."""
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _values(one)
    else:
        yield str(found)


READERS: dict[str, tuple[str, Callable[[bytes], Seen]]] = {
    "docutils": ("rst", by_docutils),
    "github": ("md", by_github),
    "markdown-it": ("md", by_markdown_it),
    "myst": ("md", by_myst),
    "html": ("html", by_html_parser),
    "csv": ("csv", by_csv),
    "json": ("json", by_json),
}


def check(reader: str, texts: Sequence[str]) -> None:
    """A reader sees the same as with harmless texts, but these."""
    name, read = READERS[reader]
    harmless = harmless_texts(texts)
    words, safe_words = ([_core(text, name) for text in many] for many in (texts, harmless))
    marks = "|".join(f"({re.escape(word)})" for word in safe_words)
    for safe, attacked in zip(jobs_of(harmless, name), jobs_of(texts, name), strict=True):
        expected, found = (read(FORMATS[name].write(job)) for job in (safe, attacked))
        text = re.sub(marks, lambda mark: words[(mark.lastindex or 1) - 1], expected.text)
        assert found.text.translate(ISOLATES) == text
        assert found.links == expected.links
        assert found.elements == expected.elements


SETTINGS = settings(
    deadline=None,
    database=None,
    max_examples=10,
    phases=[Phase.generate],  # shrinking takes minutes
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("reader", READERS)
def test_known_attacks_are_texts(reader: str) -> None:
    check(reader, ATTACKS)


@pytest.mark.parametrize("reader", READERS)
def test_attacks_in_every_notation_are_texts(reader: str) -> None:
    check(reader, attack_texts(COUNT))


@pytest.mark.parametrize("reader", ["github", "markdown-it", "myst"])
def test_markdown_has_no_commands_of_templates(reader: str) -> None:
    """MyST, Jekyll and MkDocs with macros run them, and what they do."""
    texts = ["{{ x }}", "{{{x}}}", "a {% raw %}", "{# x #}", "a {#id} b", "http://e.example/{{x}}"]
    check(reader, texts)
    for job in jobs_of(texts, "md"):
        written = FORMATS["md"].write(job).decode()
        assert not re.search("{[{%#]", re.sub("(`+) ?.+? ?\\1", "", written))


@pytest.mark.parametrize("reader", ["github", "markdown-it"])
def test_a_link_behind_an_exclamation_mark_is_no_picture(reader: str) -> None:
    check(reader, ["Look!http://evil.example/x", "Stop!"])


@pytest.mark.parametrize("character", HIDDEN)
def test_what_cannot_be_seen_is_refused_in_every_text(character: str) -> None:
    hidden = WORD.sub(lambda word: json.dumps(f"a{character}{word[0]}"), WORDS)
    with pytest.raises(DatasetError) as error:
        load_text(hidden, "words.yaml")
    found = [problem.location for problem in error.value.problems if problem.code == "MED003"]
    assert len(set(found)) == len(set(WORD.findall(WORDS)))


@pytest.mark.parametrize("reader", READERS)
@SETTINGS
@given(texts=lists_of_texts)
def test_any_text_is_a_text(reader: str, texts: list[str]) -> None:
    check(reader, texts)


@SETTINGS
@given(texts=lists_of_texts)
def test_any_text_is_in_plain_text(texts: list[str]) -> None:
    lines = [" ".join(text.split()) for text in texts]
    jobs = jobs_of(lines, "text")
    seen = plain("".join(Text(job.blocks(), 100_000).write() for job in jobs))
    for line in lines:
        assert plain(line) in seen


def test_addresses_are_links_in_sentences_and_never_in_names() -> None:
    sentences = r"(?:description|note|reason|question|change): q(\d+)q"
    linking = {int(number) for number in re.findall(sentences, WORDS)}
    texts = [f"Q{number}Q" for number in range(COUNT)]
    for number in range(len(texts)):
        attacked = [*texts[:number], "See http://evil.example/x now.", *texts[number + 1 :]]
        jobs = jobs_of(attacked, "html")
        links = [link for job in jobs for link in by_html_parser(FORMATS["html"].write(job)).links]
        assert number in linking or "http://evil.example/x" not in links, number


def test_the_dataset_has_every_text_that_readers_see() -> None:
    found: set[tuple[type, str]] = set()

    def note(value: Any) -> None:
        if isinstance(value, dict | tuple):
            for one in value.values() if isinstance(value, dict) else value:
                note(one)
        elif is_dataclass(value):
            found.update(
                (type(value), name) for name in translated_fields(type(value)) if vars(value)[name]
            )
            note(tuple(vars(value).values()))

    note(load_text(WORDS, "words.yaml").dataset)
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)]
    assert found >= {(kind, name) for kind in kinds for name in translated_fields(kind)} - {
        (model.Term, "")
    }
