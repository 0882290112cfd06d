"""Manuals as PDF: what LaTeX says of ours, and what its pages show."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from manuals import CONF, Manual, copied, page, rst
from programs import needed, needed_by_latex

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
    (source,) = built.out.glob("*.tex")
    done = subprocess.run(
        [needed("latexmk"), "-pdf", "-interaction=nonstopmode", source.name],
        cwd=built.out,
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
    assert re.findall(r"\\X\{\d+\}\{\d+\}", columns) == [rf"\X{{{n}}}{{10}}" for n in (1, 2, 3, 4)]
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
    assert f"config.yaml{colon}17" in tex(made)
