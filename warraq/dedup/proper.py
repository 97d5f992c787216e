"""The words, as a fingerprint has them, that name people and places, and those that introduce such names."""

from __future__ import annotations

from itertools import product
from typing import Final

from warraq.dedup.shingles import word_hashes
from warraq.text.fold import fold
from warraq.text.places import PLACES
from warraq.words.people import GIVEN_NAMES, INTRODUCED_BY

_GLUED_LETTERS: Final = ("", "و", "ب", "ل", "وب", "ول")
_SHORTEST_PROPER: Final = 3  # letters: what is shorter is too often something else


_SPELT_AT_WILL: Final = str.maketrans(dict.fromkeys("اويهءؤئ"))
"""Letters by which the spellings of one name differ («سوريا», «سورية», «داود», «داوود»)."""


def _hashes(words: set[str]) -> dict[int, str]:
    """Each word as it stands in a text, with what may be glued to it, and what all its spellings share."""
    glued = [(glue + word, word) for glue, word in product(_GLUED_LETTERS, sorted(words))]
    hashes = word_hashes([written for written, _ in glued]).tolist()
    return {number: word.translate(_SPELT_AT_WILL) for number, (_, word) in zip(hashes, glued, strict=True)}


PROPER: Final = _hashes({name for name in {*PLACES, *fold(GIVEN_NAMES).split()} if len(name) >= _SHORTEST_PROPER and " " not in name})
"""Given names, and the places of one word; with the letters that no spelling of the name leaves out."""

INTRODUCING: Final = frozenset(_hashes(set(fold(INTRODUCED_BY).split())))
