"""The README's commands are the promised ones, and what it links to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)#]+)\)")


def test_the_commands_are_the_promised_ones() -> None:
    commands = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)

    assert [block.strip() for block in commands[:2]] == [
        "python3 -m venv .venv && .venv/bin/pip install nox && .venv/bin/nox -s docs",
        ".venv/bin/nox -s tests",
    ]


def test_every_program_that_ci_installs_is_named() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    listed = re.search(r"--no-install-recommends \\\n(.*?)>/dev/null", script, re.DOTALL)

    assert listed is not None
    packages = set(listed[1].replace("\\", " ").split()) - {"python3-venv"}
    assert packages
    assert {package for package in packages if f"`{package}`" not in README} == set()


@pytest.mark.parametrize("link", [link for link in LINK.findall(README) if "://" not in link])
def test_a_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()


def test_the_picture_is_small_and_said_in_words() -> None:
    (picture,) = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)

    assert len(picture[0]) > 100
    assert (ROOT / picture[1]).stat().st_size < 200_000
