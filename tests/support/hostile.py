"""Text of a dataset that means something in one format or another."""

from __future__ import annotations

from manuals import SMALL

WORDS = {
    # what is replaced in the dataset, and what it becomes
    "Main hub": "<script>alert(1)</script> & 'x' \"y\"",
    "Edge relay": r"\textbf{a} % _ {} $x^2$ # ~ &amp; %(role)s",
    "Visitor": "Été ]]> --> *no* `emphasis` |x| :ref:`y`_",
    "Archive": "W" + "o" * 90 + "rd",
    "Only at night.": "%s %(role)s %d {0} {{x}} $(rm) `id`",
    "Without an edge": "Café, naïve – “quoted”",
    "What is around": "<b>around</b> & {all}",
    "Wakes machines.": r"C:\new\table & <i>50%</i> of_it #1 ~ ^",
    "One 2 too many.": "<img src=x onerror=alert(2)> \\ & ]]>",
}
FOREIGN = {"Client": "مضيف 🚀 主机"}
"""Scripts for which a plain LaTeX has no fonts; the other builders show them."""


def dataset(words: dict[str, str]) -> str:
    text = SMALL
    for old, new in words.items():
        assert old in text
        quoted = "'" + new.replace("'", "''") + "'"
        for before in ("name: ", "title: ", "note: ", "description: ", "reason: "):
            text = text.replace(f"{before}{old},", f"{before}{quoted},")
            text = text.replace(f"{before}{old}\n", f"{before}{quoted}\n")
            text = text.replace(f"{before}{old}}}", f"{before}{quoted}}}")
        assert quoted in text, old
    return text
