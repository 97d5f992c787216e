"""Texts to edit: real ones where a corpus is at hand, else made-up words in sentences."""

from __future__ import annotations

import json
import os
import pathlib
import zipfile
from typing import TYPE_CHECKING

from stress.edits import Text

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
VOCABULARY = 20_000
FEWEST_PARAGRAPHS, FEWEST_WORDS = 4, 120


def texts(rng: random.Random, count: int) -> list[Text]:
    """So many texts of some length, in random order."""
    folder = os.environ.get("WARRAQ_CORPUS")
    found = _corpus(pathlib.Path(folder) / "texts" / "saudinewsnet") if folder else _made_up(rng)
    whole = [text for _, text in zip(range(60_000), found, strict=False) if _long_enough(text)]
    return rng.sample(whole, min(count, len(whole)))


def _long_enough(text: Text) -> bool:
    return len(text.body) >= FEWEST_PARAGRAPHS and sum(len(paragraph.split()) for paragraph in text.body) >= FEWEST_WORDS


def _corpus(folder: pathlib.Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for row in json.loads(archive.read(archive.namelist()[0])):
                yield Text(row["title"].strip(), tuple(line.strip() for line in row["content"].splitlines() if line.strip()))


def _made_up(rng: random.Random) -> Iterator[Text]:
    """4,000 texts of words that are drawn as unevenly as those of a language."""
    vocabulary = ["".join(rng.choices(LETTERS, k=rng.randrange(2, 8))) for _ in range(VOCABULARY)]
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]

    def sentence(length: int) -> str:
        return " ".join(rng.choices(vocabulary, weights, k=length))

    for _ in range(4_000):
        yield Text(sentence(9), tuple(sentence(rng.randrange(25, 70)) for _ in range(rng.randrange(4, 12))))
