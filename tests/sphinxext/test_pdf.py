"""Manuals as PDF: what LaTeX says of ours, and what its pages show."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from manuals import CONF, Manual, copied, page, rst
from programs import needed, needed_by_latex

from sphinx_medulla.sphinxext.builders.latex_tables import NARROWEST

Make = Callable[..., Manual]

WIDER = 5.0
"""So many points a line may be too wide, unseen: less than the gap between two columns."""

GOES_ON = {"french": "suite sur la page suivante", "german": "Fortsetzung auf der nächsten Seite"}


LANGUAGES = {
    "french": ("french.ldf", "texlive-lang-french"),
    "german": ("ngerman.ldf", "texlive-lang-german"),
}


def log_of(folder: Path) -> str:
    """What the last run of LaTeX said, its lines joined again."""
    (path,) = (path for path in folder.glob("*.log") if path.with_suffix(".tex").is_file())
    return re.sub(r"(?<=.{79})\n", "", path.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="module", params=["french", "german"])
def pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of a manual in another language."""
    needed("pdftotext", "poppler-utils")
    needed_by_latex(*LANGUAGES[request.param])
    manual = copied(request.param, tmp_path_factory.mktemp(request.param))
    built = manual.build("latex")
    assert built.warnings == []
    return printed(built.out)


def printed(folder: Path) -> Path:
    """The PDF that LaTeX makes of the source in a folder."""
    (source,) = folder.glob("*.tex")
    done = subprocess.run(
        [needed("latexmk"), "-pdf", "-interaction=nonstopmode", source.name],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-3000:]
    return source.with_suffix(".pdf")


def sheets(pdf: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")


def letters(words: str) -> str:
    """The letters of a text, whatever its spaces and stops are written like."""
    return re.sub(r"\W", "", words)


@pytest.mark.heavy
def test_latex_finds_nothing_to_say(pdf: Path) -> None:
    log = log_of(pdf.parent)
    said = re.findall(
        r"^(?:LaTeX|Package \w+) Warning: .*|^Missing character.*|^! .*", log, re.MULTILINE
    )
    assert [line for line in said if "Font" not in line] == []
    wide = re.findall(r"Overfull \\hbox \(([0-9.]+)pt.*", log)
    assert [points for points in wide if float(points) > WIDER] == []


@pytest.mark.heavy
def test_a_heading_stays_with_its_rows(pdf: Path) -> None:
    (goes_on,) = (words for name, words in GOES_ON.items() if name in str(pdf))
    source = pdf.with_suffix(".tex").read_text(encoding="utf-8")
    headings = {letters(words) for words in re.findall(r"\\sphinxstylestrong\{(.*?)\}", source)}
    before = [
        letters(sheet[: sheet.index(goes_on)].rstrip().splitlines()[-1])
        for sheet in sheets(pdf)
        if goes_on in sheet
    ]
    assert before
    assert headings.isdisjoint(before)


@pytest.mark.heavy
def test_a_stop_within_a_word_has_no_space_before_it(pdf: Path) -> None:
    text = "".join(sheets(pdf))
    assert not re.search(r"\w\s:[0-9/]", text)


# What the writer gets


def tex(manual: Manual) -> str:
    built = manual.build("latex")
    assert built.warnings == []
    (path,) = built.out.glob("*.tex")
    return path.read_text(encoding="utf-8")


def test_a_table_has_columns_that_wrap(manual: Make) -> None:
    text = tex(manual({"index.rst": page("A", rst("flows", "plain", widths="1 2 3 4"))}))
    (columns,) = re.findall(r"\\begin\{longtable\}\{(.*)\}", text)
    assert re.findall(r"\\X\{\d+\}\{\d+\}", columns) == [
        rf"\X{{{n}}}{{100}}" for n in (10, 20, 30, 40)
    ]
    assert r"\begingroup\footnotesize" not in text


def test_the_authors_columns_stand(manual: Make) -> None:
    mine = ".. tabularcolumns:: p{1cm}p{2cm}p{3cm}p{4cm}\n\n" + rst("flows", "plain")
    text = tex(manual({"index.rst": page("A", mine)}))
    assert r"\begin{longtable}{p{1cm}p{2cm}p{3cm}p{4cm}}" in text


def test_a_table_of_many_columns_is_written_smaller(manual: Make) -> None:
    columns = "no id from to ports service need"
    text = tex(manual({"index.rst": page("A", rst("flows", "plain", columns=columns))}))
    small = text.index(r"\begingroup\footnotesize")
    assert small < text.index(r"\begin{longtable}") < text.index(r"\par\endgroup", small)
    assert r"client\sphinxhyphen{}\allowbreak{}" in text  # ids may break


@pytest.mark.parametrize(
    ("language", "colon"), [("fr", r"{\csname NoAutoSpacing\endcsname :}"), ("en", ":")]
)
def test_french_stops_within_words(manual: Make, language: str, colon: str) -> None:
    files = {"index.rst": page("A", rst("flows", "plain"))}
    made = manual(files, CONF + f'language = "{language}"\n')
    made.edit("flows.yaml", "if you have one", "if config.yaml:17 says so")
    assert f"yaml{colon}17" in tex(made)


def test_names_of_hosts_and_files_get_no_hyphens(manual: Make) -> None:
    made = manual({"index.rst": page("A", rst("flows", "plain"))})
    made.edit(
        "flows.yaml", "if you have one", "if a.host.example, or HTTP 1.1 at (etc/hosts), says so"
    )
    text = tex(made)
    host, file = r"\mbox{}a.\allowbreak{}host.example", r"\mbox{}(etc/\allowbreak{}hosts)"
    assert f"if {host}, or HTTP 1.1 at {file}, says so" in text
    assert r"\mbox{}9" not in text  # ports


def test_lines_of_a_cell_stand_one_below_the_other(manual: Make) -> None:
    made = manual({"index.rst": page("A", rst("flows", "plain", columns="no ports"))})
    assert r"udp: 9 Wake on LAN" in tex(made)
    lines = tex(made).count(r"\newline ")
    assert lines == 6  # client-to-hub has seven ports
    more = "".join(f"      - {port}/tcp\n" for port in range(8000, 8020))
    made.edit("flows.yaml", "      - 7777/tcp\n    errata", f"      - 7777/tcp\n{more}    errata")
    assert r"\newline " not in tex(made)  # a row cannot go on over pages


def test_the_heading_of_the_numbers_has_room(manual: Make) -> None:
    columns = "no from to ports service purpose need"
    text = tex(manual({"index.rst": page("A", rst("flows", "plain", columns=columns))}))
    (spec,) = re.findall(r"\\begin\{longtable\}\{(.*)\}", text)
    (first, whole), *_others = re.findall(r"\\X\{(\d+)\}\{(\d+)\}", spec)
    assert int(first) / int(whole) >= NARROWEST


def chain(count: int) -> str:
    """A dataset of roles that call one the other."""
    roles = "".join(f"  role-{n}: {{name: The role {n}}}\n" for n in range(count))
    flows = "".join(
        f"  - {{id: flow-{n}, from: role-{n}, to: role-{n + 1}, ports: [8000/tcp]}}\n"
        for n in range(count - 1)
    )
    return f"format: 1\nproduct: {{name: A}}\nrevision: 1\nroles:\n{roles}flows:\n{flows}"


@pytest.mark.parametrize(("count", "upright"), [(2, False), (9, True)])
def test_a_chart_too_wide_to_be_read_is_drawn_the_other_way(
    manual: Make, count: int, upright: bool
) -> None:
    files = {
        "index.rst": page("A", rst("flowchart", direction="LR")),
        "flows.yaml": chain(count),
    }
    built = manual(files).build("latex")
    assert built.warnings == []
    (chart,) = built.out.glob("medulla-chart-*.pdf")
    box = re.search(rb"/MediaBox *\[ *0 0 ([0-9.]+) ([0-9.]+)", chart.read_bytes())
    assert box is not None
    assert (float(box[1]) < float(box[2])) is upright


# What fits a page

NOTE = " ".join(f"word{number}" for number in range(900))
MANY = range(1000, 5000, 2)
LONG = f"""\
format: 1
product: {{name: A}}
revision: 1
roles: {{one: {{name: One}}, two: {{name: Two}}}}
flows:
  - {{id: first, from: one, to: two, ports: [22/tcp]}}
  - {{id: many, from: one, to: two, ports: [{", ".join(f"{n}/tcp" for n in MANY)}]}}
  - {{id: noted, from: two, to: one, ports: [23/tcp], note: {NOTE}}}
"""


@pytest.mark.heavy
def test_a_row_higher_than_a_page_is_printed_whole(manual: Make) -> None:
    needed("pdftotext", "poppler-utils")
    columns = "no id from to connection ports protocol service purpose need notes"
    text = page("A", rst("flows"), rst("flows", columns=columns))
    built = manual({"index.rst": text, "flows.yaml": LONG}).build("latex")
    assert built.warnings == []
    text = "".join(sheets(printed(built.out)))
    assert {str(n) for n in MANY} <= set(re.findall(r"\b\d{4}\b", text))
    found = re.findall(r"\bword\d+", text)
    assert sorted(set(found)) == sorted(NOTE.split())
    assert "Overfull \\vbox" not in log_of(built.out)


def test_parts_of_a_row_say_whose_they_are(manual: Make) -> None:
    text = tex(
        manual({"index.rst": page("A", rst("flows", columns="no ports")), "flows.yaml": LONG})
    )
    assert text.count("\\sphinxAtStartPar\n2\n") > 2
    assert text.count("\\label{\\detokenize{index:medulla-flow-many}}") == 1


PARAGRAPH = "Some words that stand here. " * 30


def test_a_short_paragraph_stays_with_the_heading_and_the_table(manual: Make) -> None:
    text = f"\nBelow\n-----\n\n.. _here:\n\nIn short:\n\n{rst('flows', 'plain')}"
    found = tex(manual({"index.rst": page("A", PARAGRAPH, text)}))
    assert re.search(r"In short:\s.*\\medullakeep\{\}\s*\\begin\{savenotes\}", found, re.DOTALL)
    assert found.count(r"\medullakeep") == 1


def test_a_heading_with_much_text_below_needs_no_table(manual: Make) -> None:
    text = f"\nAbove\n-----\n\n{PARAGRAPH}\n\nMore.\n\n{rst('flows', 'plain')}"
    assert r"\medullakeep" not in tex(manual({"index.rst": page("A", PARAGRAPH, text)}))


@pytest.mark.heavy
@pytest.mark.parametrize("between", ["", "In short:\n\n", "Below\n^^^^^\n\n"])
def test_no_heading_ends_a_page(manual: Make, between: str) -> None:
    """Whatever stands above the table: each time it begins a little lower."""
    needed("pdftotext", "poppler-utils")
    parts = [
        f".. raw:: latex\n\n   \\clearpage\\vspace*{{{240 + 20 * turn}pt}}\n\n"
        f"Heading {turn}\n~~~~~~~~~~~~~~~\n\n{between}{rst('flows', 'plain')}"
        for turn in range(20)
    ]
    built = manual({"index.rst": page("A", "Top\n---\n", *parts)}).build("latex")
    found = sheets(printed(built.out))
    for sheet in found:
        for below in re.findall(r"Heading \d+\n(.*)", sheet, re.DOTALL):
            assert "Client" in below or "...." in below
    assert "continued from previous page" in "".join(found)
    assert "is not known" not in log_of(built.out)


@pytest.mark.heavy
def test_no_page_goes_on_with_a_table_that_begins_on_it(manual: Make) -> None:
    """A page must not be ended where a heading stands once the table below has begun."""
    needed("pdftotext", "poppler-utils")
    parts = [
        f"Heading {turn}\n~~~~~~~~~~~~~~~\n\n{rst('flows', mode, errata='notes', download='csv')}"
        for turn in range(24)
        for mode in ("edged", "plain")[turn % 2 :]
    ]
    built = manual({"index.rst": page("A", "Top\n---\n", *parts)}).build("latex")
    for sheet in sheets(printed(built.out)):
        for number in re.findall(r"Table\s+(\d+).{1,3}continued from previous page", sheet):
            assert f"Table {number}:" not in " ".join(sheet.split())


def test_words_break_that_are_longer_than_a_narrow_column(manual: Make) -> None:
    """The next column would hide their ends, and a port without its end is another one."""
    columns = "no id from to connection zones ports protocol service purpose need feature notes"
    files = {"index.rst": page("A", rst("flows", "plain", columns=columns))}
    text = tex(manual(files))
    cells = text[text.index(r"\endlastfoot") : text.index(r"\end{longtable}")]
    assert r"111/\allowbreak{}tcp+\allowbreak{}udp" in cells
    assert r"client\sphinxhyphen{}\allowbreak{}to\sphinxhyphen{}\allowbreak{}hub" in cells
    assert r"111/\allowbreak{}tcp+\allowbreak{}udp" not in tex(
        manual({"index.rst": page("A", rst("flows", "plain"))})
    )


def test_words_that_tex_does_not_hyphenate_get_hyphens_in_narrow_columns(manual: Make) -> None:
    """Of a name such as “Archive” the last letter was hidden; of hosts all that follow."""
    columns = "no id from to connection zones ports protocol service purpose need notes source mode"
    files = {"index.rst": page("A", rst("flows", columns=columns))}
    made = manual(files)
    made.edit("flows.yaml", "host: time.example.org", "host: timekeeping.example.org")
    made.edit("flows.yaml", "name: time.example.org", "name: timekeeping.example.org")
    text = tex(made)
    cells = text[text.index(r"\endlastfoot") : text.index(r"\end{longtable}")]
    assert r"Ar\-chive" in cells
    spelled = r"\penalty9000{}".join("timekeeping.")
    assert rf"{spelled}\allowbreak{{}}" in cells


def test_the_first_word_of_a_line_may_be_hyphenated(manual: Make) -> None:
    text = tex(manual({"index.rst": page("A", rst("flows", "plain"))}))
    assert re.findall(r"\\newline (?!\\hspace\{0pt\})", text) == []
    assert r"\newline \hspace{0pt}" in text
