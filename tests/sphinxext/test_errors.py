"""What does not fit: one warning at its line, a notice in the page, and a build that goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from manuals import CONF, SMALL, Built, Manual, page, rst

pytestmark = pytest.mark.each_sphinx

Make = Callable[..., Manual]

NOTICE = "These network flows cannot be shown."

# directive, argument, option, value, code, and what the warning says
WRONG: dict[str, tuple[str, str, str, str, str, list[str]]] = {
    "mode": (
        "flows", "edgy", "", "", "MED701",
        ["There is no mode 'edgy'. Did you mean 'edged'? Choose from: plain, edged."],
    ),
    "mode of a chart": (
        "flowchart", "plain, zzz", "", "", "MED701",
        ["There is no mode 'zzz'. Choose from: plain, edged."],
    ),
    "mode by nearly its title": (
        "flows", "plain, with an egde", "", "", "MED701",
        ["There is no mode 'with an egde'. Did you mean 'edged'? Choose from: plain, edged."],
    ),
    "mode of ports": ("ports", "", "mode", "plane", "MED701", ["no mode 'plane'", "'plain'?"]),
    "role": (
        "flows", "plain", "role", "hubb", "MED701",
        ["There is no role 'hubb'. Did you mean 'hub'? Choose from: hub, edge, client, visitor,"],
    ),
    "role by nearly its name": (
        "flows", "plain", "role", "Main hub, Egde realy", "MED701",
        ["There is no role 'Egde realy'. Did you mean 'edge'?"],
    ),
    "mode of nothing": ("flows", ",", "", "", "MED703", ["The argument ',' names no mode."]),
    "role in from": ("flows", "plain", "from", "cleint", "MED701", ["'cleint'", "'client'?"]),
    "role in to": ("flows", "plain", "to", "Cliente", "MED701", ["no role 'Cliente'"]),
    "role in focus": ("flowchart", "plain", "focus", "hup", "MED701", ["no role 'hup'", "'hub'?"]),
    "two roles in focus": ("flowchart", "plain", "focus", "hub client", "MED703", ["one role"]),
    "role of ports": ("ports", "", "role", "egdes", "MED701", ["no role 'egdes'", "'edge'?"]),
    "zone": (
        "flows", "plain", "between", "inside boarder", "MED701",
        ["There is no zone 'boarder'. Did you mean 'border'? Choose from: internet, border,"],
    ),
    "one zone": ("flows", "plain", "between", "inside", "MED703", ["takes two different zones"]),
    "one zone twice": ("flows", "plain", "between", "inside LAN", "MED703", ["two different"]),
    "three zones": ("flows", "plain", "between", "inside border internet", "MED703", ["two"]),
    "group": ("flows", "plain", "group", "cor", "MED701", ["no group 'cor'", "'core'?", "around"]),
    "feature": ("flows", "plain", "feature", "wokeup", "MED701", ["no feature 'wokeup'", "files"]),
    "protocol": ("flows", "plain", "protocol", "upd", "MED703", ["'udp'?", "tcp, udp, sctp"]),
    "need": (
        "flows", "plain", "need", "requierd", "MED703",
        ["'requierd'", "'required'?", "required, optional, conditional, not-stated"],
    ),
    "port that is none": ("flows", "plain", "port", "80/443", "MED703", ["80", "443"]),
    "port with a name": ("flows", "plain", "port", "ssh", "MED703", ["'ssh' is not a port"]),
    "port that is too high": ("flows", "plain", "port", "70000", "MED703", ["out of range"]),
    "port that nothing has": (
        "flows", "plain", "port", "4434", "MED701",
        ["There is no port '4434'. Did you mean '443/tcp'?", "22/tcp"],
    ),
    "port of ports": ("ports", "", "port", "1", "MED701", ["There is no port '1'."]),
    "option": (
        "flows", "plain", "colums", "no", "MED702",
        ["There is no option 'colums'. Did you mean 'columns'? Choose from: align, between,"],
    ),
    "option of another directive": ("modes", "", "columns", "no", "MED702", ["'columns'", "class"]),
    "column": (
        "flows", "plain", "columns", "no prots", "MED703",
        ["unknown word 'prots'. Did you mean 'ports'? Choose from: no, id, from, to,"],
    ),
    "no column": ("flows", "plain", "columns", "", "MED703", ["The option 'columns' is empty"]),
    "layout": ("flows", "plain", "layout", "prot", "MED703", ["'ports'?", "flows, ports"]),
    "layout of ports": ("ports", "", "layout", "tabel", "MED703", ["'tabel'", "list, table"]),
    "widths that are too few": (
        "flows", "plain", "widths", "1 2", "MED703",
        ["The option 'widths' is '1 2'. Write whole numbers from 1 to 9999, one for each"],
    ),
    "widths that are no numbers": ("flows", "plain", "widths", "1 2 3 x", "MED703", ["'1 2 3 x'"]),
    "widths of nothing": ("flows", "plain", "widths", "1 2 0 4", "MED703", ["'1 2 0 4'"]),
    "errata": ("flows", "plain", "errata", "noes", "MED703", ["'notes'?", "none, notes"]),
    "stamp": ("flows", "plain", "stamp", "maybe", "MED703", ["'maybe'", "true, or false"]),
    "crossing": ("flows", "plain", "crossing", "1", "MED703", ["'1'", "true, or false"]),
    "align": ("flows", "plain", "align", "middle", "MED703", ["left, center, right"]),
    "class of nothing": ("flows", "plain", "class", "", "MED703", ["The option 'class' is empty"]),
    "class of no letters": ("modes", "", "class", "good <>", "MED703", ["'good <>'", "letters"]),
    "name of nothing": ("flowchart", "plain", "name", "", "MED703", ["The option 'name' is empty"]),
    "direction": ("flowchart", "plain", "direction", "RL", "MED703", ["'RL'", "TB, LR"]),
    "ports of a chart": ("flowchart", "plain", "ports", "compat", "MED703", ["'compact'?"]),
    "caption of a list": ("ports", "", "caption", "Mine", "MED703", ["A list has no caption"]),
    "argument of ports": ("ports", "plain", "", "", "MED703", ["'plain'. Write :mode: plain."]),
    "argument of modes": ("modes", "plain", "", "", "MED703", ["takes no argument"]),
    "argument of flow-rules": ("flow-rules", "x", "", "", "MED703", ["takes no argument"]),
    "argument of errata": ("errata", "plain", "", "", "MED703", ["takes no argument"]),
}  # fmt: skip


def docname(case: str) -> str:
    return case.replace(" ", "-")


@pytest.fixture(scope="module", params=["rst", "md"])
def wrong(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A manual in which every directive has one fault, each on line 6 or, for an option, on 7."""
    suffix = request.param
    names = "".join(f"   {docname(case)}\n" for case in WRONG)
    files = {"index.rst": page("Manual", f".. toctree::\n\n{names}", rst("flows", "plain"))}
    for case, (name, argument, option, value, *_) in WRONG.items():
        if suffix == "rst":
            text = page(
                "RuleContext", "Text.\n", rst(name, argument, **({option: value} if option else {}))
            )
        else:
            written = f":{option}: {value}\n" if option else ""
            text = f"# RuleContext\n\nText.\n\n\n```{{medulla-{name}}} {argument}\n{written}```\n"
        files[f"{docname(case)}.{suffix}"] = text
    return Manual(tmp_path_factory.mktemp(suffix), files).build()


@pytest.mark.parametrize("case", WRONG)
def test_one_located_warning_and_a_notice(wrong: Built, case: str) -> None:
    name, _, option, _, code, words = WRONG[case]
    found = [line for line in wrong.warnings if f"/{docname(case)}." in line]
    assert len(found) == 1, found
    assert found[0].endswith(f"[medulla.{code}]")
    match = re.search(r"\.(?:rst|md):(\d+): WARNING: (MED\d+) medulla-([a-z-]+): ", found[0])
    assert match is not None, found[0]
    assert match.groups()[1:] == (code, name)
    assert int(match[1]) == (7 if option else 6)
    assert [word for word in words if word not in found[0]] == []
    assert wrong.text(f"{docname(case)}.html").count(NOTICE) == 1


def test_the_build_goes_on(wrong: Built) -> None:
    assert len(wrong.warnings) == len(WRONG)
    assert "medulla-flow-client-to-hub" in wrong.text("index.html")


def test_every_fault_of_a_directive_is_told_at_its_own_line(manual: Make) -> None:
    text = rst("flows", "nowhere", role="nobody", port="x, 22, y", colour="red", widths="a")
    made = manual({"index.rst": page("Manual", text)})
    found = [re.search(r":(\d+): WARNING: (MED\d+)", line) for line in made.build().warnings]
    assert sorted(match.groups() for match in found if match) == [
        ("4", "MED701"),
        ("5", "MED701"),
        ("6", "MED703"),
        ("6", "MED703"),
        ("7", "MED702"),
        ("8", "MED703"),
    ]


def test_an_option_in_a_block_of_yaml_is_found_at_its_line(manual: Make) -> None:
    text = "# RuleContext\n\n```{medulla-flows} plain\n---\ncaption: Mine\nrole: hubb\n---\n```\n"
    (found,) = manual({"index.md": text}).build().warnings
    assert "index.md:6: WARNING: MED701 medulla-flows: There is no role 'hubb'." in found


def test_names_with_spaces_stand_between_commas(manual: Make) -> None:
    text = rst("flows", "With an edge, Plain mode", role="Main hub, edge client")
    made = manual({"index.rst": page("Manual", text)}).build("text")
    assert made.warnings == []
    shown = " ".join(made.text("index.txt").split())
    assert "With an edge, Without an edge (from or to: Main hub, Edge relay, Client)" in shown


def test_warnings_fail_a_strict_build(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("flows", "edgy"))})
    done = made.run("dummy", "-W", "--keep-going")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "index.rst:4: WARNING: MED701" in done.stderr
    assert made.run("dummy", "-D", "suppress_warnings=medulla.MED701", "-W", "-E").returncode == 0


def test_a_directive_in_an_included_file_is_found_there(manual: Make) -> None:
    included = "Text.\n\n" + rst("flows", "plain", role="hubb")
    made = manual({"index.rst": page("Manual", ".. include:: part.txt\n"), "part.txt": included})
    assert [line for line in made.build().warnings if "part.txt:4: WARNING: MED701" in line]


# conf.py


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("medulla_dataset", 'b"flows.yaml"', "Write a path in quotes."),
        ("medulla_dataset", '["flows.yaml"]', "Write a path in quotes."),
        ("medulla_dataset", "3", "Write a path in quotes."),
        ("medulla_dataset", "None", "Write a path in quotes."),
        (
            "medulla_dot",
            '"embeded"',
            "Did you mean 'embedded'? Choose from: auto, embedded, system.",
        ),
        ("medulla_dot", "True", "Write one of 'auto', 'embedded', 'system'."),
        ("medulla_errata", '"note"', "Did you mean 'notes'?"),
        ("medulla_errata", '["notes"]', "Write one of 'none', 'notes'."),
        ("medulla_stamp", '"yes"', "Write True or False."),
        ("medulla_stamp", "1", "Write True or False."),
        ("medulla_stamp", "None", "Write True or False."),
    ],
)
def test_a_value_in_conf_that_cannot_be_used(
    manual: Make, name: str, value: str, words: str
) -> None:
    lines = [line for line in CONF.splitlines() if not line.startswith(name)]
    conf = "\n".join([*lines, f"{name} = {value}", ""])
    made = manual({"index.rst": page("Manual", rst("modes"))}, conf)
    found = [line for line in made.build().warnings if "[medulla." in line]
    assert len(found) == 1
    assert f"conf.py:{len(lines) + 1}: WARNING: MED704 {name} is {eval(value)!r}." in found[0]
    assert words in found[0]
    assert "is used. [medulla.MED704]" in found[0]
    assert made.build().warnings == found


def test_a_value_that_no_line_of_conf_sets(manual: Make) -> None:
    made = manual({"index.rst": page("Manual")}, CONF + 'globals()["medulla_stamp"] = 2\n')
    (found,) = made.build().warnings
    assert "conf.py:1: WARNING: MED704 medulla_stamp is 2." in found


def test_a_value_of_the_command_line_that_cannot_be_used(manual: Make) -> None:
    made = manual({"index.rst": page("Manual", rst("modes"))})
    done = made.run("dummy", "-D", "medulla_errata=all")
    assert done.returncode == 0
    assert (
        "command line: -D medulla_errata: WARNING: MED704 medulla_errata is 'all'." in done.stderr
    )
    for switch in ("1", "0"):
        assert made.run("dummy", "-W", "-D", f"medulla_stamp={switch}").stderr == ""


def test_a_misspelt_name_of_a_setting(manual: Make) -> None:
    lines = [*CONF.splitlines(), 'medulla_date = "today"', "medulla_stmap = True", ""]
    made = manual({"index.rst": page("Manual")}, "\n".join(lines))
    (found,) = made.build().warnings
    assert f"conf.py:{len(lines) - 1}: WARNING: MED704 There is no setting medulla_stmap." in found
    assert "Did you mean medulla_stamp?" in found


# Datasets that do not load

BROKEN = SMALL.replace("to: hub\n    modes", "to: hubb\n    modes").replace(
    "22/tcp", "70000/tcp", 1
)
PAGES = {
    "index.rst": page(
        "Manual",
        ".. toctree::\n   :glob:\n\n   more/*\n",
        rst("flows", "plain"),
        rst("flowchart", "plain"),
        rst("ports"),
        rst("modes"),
        rst("flow-rules"),
        rst("errata"),
        rst("flows", "nonsense", colour="red"),
    ),
    **{f"more/p{number}.rst": page("More", rst("flows", "edged")) for number in range(12)},
}


def broken_lines(log: str) -> list[str]:
    return [line for line in log.splitlines() if "WARNING" in line]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_errors_of_a_dataset_come_once_in_a_build(manual: Make, jobs: str) -> None:
    made = manual(PAGES | {"flows.yaml": BROKEN})
    done = made.run("html", "-j", jobs)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    found = broken_lines(done.stderr)
    assert len(found) == 2
    assert len({line.partition("WARNING")[0] for line in found}) == 2
    for line in found:
        assert re.search(
            r"flows\.yaml:\d+: WARNING: MED\d+ .*\(column \d+\) \[medulla\.MED\d+\]$", line
        )
    assert made.ran("html").text("index.html").count(NOTICE) == 7
    assert made.ran("html").text("more/p3.html").count(NOTICE) == 1
    again = made.run("html", "-j", jobs)
    assert broken_lines(again.stderr) == found
    assert "0 added, 0 changed, 0 removed" in again.stdout
    assert made.run("html", "-W", "-j", jobs).returncode > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "flows.yaml:1:"),
        ("format: 1\nflows: [", "flows.yaml:2:"),
        ("- a\n", "flows.yaml:1:"),
        ("\x07", "flows.yaml:1:"),
        ("format: 1\nformat: 1\n", "flows.yaml:2:"),
    ],
)
def test_files_that_are_no_datasets(manual: Make, content: str, said: str) -> None:
    made = manual({"index.rst": page("Manual", rst("flows", "plain"))})
    (made.source / "flows.yaml").write_text(content, encoding="utf-8")
    built = made.build()
    assert built.warnings
    assert all("[medulla.MED" in line for line in built.warnings)
    assert any(said in line for line in built.warnings)
    assert NOTICE in built.text("index.html")


@pytest.mark.parametrize("name", ["gone.yaml", "", "folder", "flows.yaml/inside", "a\\0b"])
def test_a_dataset_that_is_not_there(manual: Make, name: str) -> None:
    conf = CONF.replace('"flows.yaml"', f'"{name}"')
    made = manual({"index.rst": page("Manual", rst("flows", "plain"))}, conf)
    (made.source / "folder").mkdir()
    built = made.build()
    if not name:  # the packaged one
        assert "There is no mode 'plain'" in built.warnings[0]
        return
    assert len(built.warnings) == 1
    assert "[medulla.MED" in built.warnings[0]
    assert Path(name.split("\\", maxsplit=1)[0]).name in built.warnings[0]
    assert NOTICE in built.text("index.html")
    assert made.build().warnings == built.warnings


def test_a_dataset_that_breaks_between_reading_and_writing(manual: Make) -> None:
    """A page that is written again for another reason, while the dataset does not load."""
    made = manual({"index.rst": page("Manual", rst("flows", "plain"), rst("flowchart", "plain"))})
    made.build()
    made.write({"flows.yaml": BROKEN})
    done = made.run("text", folder="build")
    assert "Traceback" not in done.stderr
    assert len(broken_lines(done.stderr)) == 2


@pytest.mark.parametrize("broken", ["", "nonsense", "the wrong bytes"])
def test_a_damaged_cache_is_made_anew(manual: Make, broken: str) -> None:
    made = manual({"index.rst": page("Manual", rst("flows", "plain"))})
    made.build()
    (cache,) = (made.root / "build" / "doctrees" / "medulla").glob("*.pickle")
    cache.write_bytes(broken.encode() or cache.read_bytes()[:-40])
    made.edit("index.rst", "Manual\n======\n", "Manual\n======\n\nMore.\n")
    assert made.build().warnings == []
