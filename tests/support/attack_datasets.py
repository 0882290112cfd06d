"""Datasets whose every text is one of many: copies of ``words.yaml`` side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

WORDS = (Path(__file__).parents[1] / "render" / "words.yaml").read_text(encoding="utf-8")
"""A dataset whose texts are ``q0q`` and so on."""

COUNT = 56
"""The number of texts of one copy."""

_NAMED = ("sources", "zones", "kinds", "groups", "features", "roles", "services", "modes")


def attacked(texts: Sequence[str]) -> str:
    """A dataset with all of these texts: a copy of the entries for every 56 of them.

    The modes of the first copy are ``one-0`` and ``two-0``.
    """
    whole: dict[str, Any] = {}
    for number in range(0, len(texts), COUNT):
        copy = _copy(number // COUNT, [*texts[number:], *texts][:COUNT])
        for key, value in copy.items():
            if isinstance(value, list):
                whole.setdefault(key, []).extend(value)
            elif key in _NAMED:
                whole.setdefault(key, {}).update(value)
            else:
                whole.setdefault(key, value)
    return json.dumps(whole, ensure_ascii=False, default=str)


def _copy(number: int, texts: Sequence[str]) -> dict[str, Any]:
    """The entries with other ids than those of the copies with other numbers."""
    tree = yaml.safe_load(WORDS)
    defaults = tree["defaults"]
    ids = {key for name in _NAMED for key in tree[name]}
    ids |= {entry["id"] for name in ("flows", "questions") for entry in tree[name]}
    for flow in tree["flows"]:
        flow.setdefault("group", defaults["group"])

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {changed(key): changed(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [changed(inner) for inner in value]
        if value in ids:
            return f"{value}-{number}"
        word = re.fullmatch(r"q(\d+)q", str(value))
        return texts[int(word[1])] if word else value

    found = changed(tree)
    assert isinstance(found, dict)
    return found
