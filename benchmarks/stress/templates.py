"""Fills templates anew: the same frame, other facts."""

from __future__ import annotations

import pathlib
import re
import tomllib
from typing import TYPE_CHECKING

from stress.edits import Text

if TYPE_CHECKING:
    import random

_FILE = tomllib.loads(pathlib.Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WORDS: dict[str, list[str]] = _FILE.pop("words")
_SLOT = re.compile(r"\{(?:([a-z]+\d?)=)?(?:([a-z]+)(\d?)|([\d.]+)-([\d.]+))\}")

FAMILIES: tuple[str, ...] = tuple(_FILE)


def fill(rng: random.Random, family: str) -> Text:
    """One text of a family, with facts of its own."""
    shuffled = {kind: rng.sample(words, len(words)) for kind, words in _WORDS.items()}
    named: dict[str, str] = {}

    def value(slot: re.Match[str]) -> str:
        name, word, number, low, high = slot.groups()
        if word:
            return named[word] if word in named else shuffled[word][int(number or 1) - 1]
        figure = f"{rng.uniform(float(low), float(high)):.2f}" if "." in low else str(rng.randint(int(low), int(high)))
        return named.setdefault(name, figure) if name else figure

    template = _FILE[family]
    title = _SLOT.sub(value, template["title"])
    return Text(title, tuple(_SLOT.sub(value, template["body"]).strip().splitlines()))
