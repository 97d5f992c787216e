"""Shows word by word how one text differs from another."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from warraq.text.fold import fold
from warraq.text.words import words

if TYPE_CHECKING:
    from warraq.text.words import Span


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both texts, as each has it; the stretches of each text follow each other and leave out no word."""

    kind: Literal["same", "removed", "added", "changed"]
    before: str
    """The words with the marks and spaces between them; empty where words were added."""
    after: str
    """Empty where words were removed."""


_KINDS_OF_CHANGE: dict[str, Literal["same", "removed", "added", "changed"]] = {
    "equal": "same", "delete": "removed", "insert": "added", "replace": "changed",
}  # fmt: skip


def diff(before: str, after: str) -> list[Change]:
    """The stretches by which the one text becomes the other.

    Words are compared folded: another spelling of a letter, marks and punctuation are no change, and `same` stretches keep each text's own.
    """
    ours, theirs = list(words(before)), list(words(after))
    matcher = SequenceMatcher(None, [fold(word.text) for word in ours], [fold(word.text) for word in theirs])
    return [
        Change(_KINDS_OF_CHANGE[tag], _stretch(before, ours[a:b]), _stretch(after, theirs[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    ]


def _stretch(text: str, part: list[Span]) -> str:
    return text[part[0].start : part[-1].end] if part else ""
