"""Splits Arabic text into words and sentences, each with its place in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from warraq.text.letters import DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterator


class Span(NamedTuple):
    """A piece of a text; `text[start:end]` of the whole is the piece's own `text`, in code points."""

    text: str
    start: int
    end: int


# A letter with the marks that may follow it, joiners and tatweel included, so that a word with harakat stays one word.
_LETTER_MARKED: Final = rf"[^\W\d_][{DROPPED}]*"
# «د.ب.أ», «أ. ف. ب», «وأ ف ب»: single Arabic letters in a row, with what is glued to the first.
_INITIALS_WORD: Final = rf"(?<!\w)[وفلبك]?[\u0621-\u064a](?:(?:\.[ ]?|[ ])[\u0621-\u064a](?![\w{DROPPED}]))+"
_NUMBER_WORD: Final = r"\d+(?:[.,٫٬:/]\d+)*[%٪]?"
_PLAIN_WORD: Final = rf"(?:{_LETTER_MARKED})+(?:['’\-&.](?=[A-Za-z])(?:{_LETTER_MARKED})+)*(?:\d+(?![\d.,٫٬%٪]))?"
_COUNTED_WORD: Final = re.compile(f"{_INITIALS_WORD}|{_NUMBER_WORD}|{_PLAIN_WORD}")

_CLOSING_MARKS: Final = "\"'»”’)\\]}"
_SENTENCE_END: Final = re.compile(rf"[.!?؟…۔]+[{_CLOSING_MARKS}]*|\n")
_SINGLE_LETTER: Final = re.compile(r"(?<![\w.])و?(?:[^\W\d_]\.)*[^\W\d_]\Z")
_AFTER_NUMBER: Final = re.compile(r"\d[ ]?[مهـ]{1,2}\Z")
# What follows the dot of «العربية.نت» or «elbalad.news» is a part of the name.
_DOMAIN_TAIL: Final = re.compile(r"(?:نت|كوم|كم|[A-Za-z0-9])")


def words(text: str) -> Iterator[Span]:
    """The words and numbers in order; initials («أ ف ب»), decimals and Latin names with dots or hyphens are one word each."""
    for found in _COUNTED_WORD.finditer(text):
        yield Span(found[0], found.start(), found.end())


def sentences(text: str) -> Iterator[Span]:
    """The sentences in order, without white space at their ends; a line break always ends one.

    A dot ends no sentence in initials and titles («د. سمير», «أ.ف.ب»), decimals and host names («العربية.نت»); it does where
    the writer left out the space after it. Closing quotes and brackets belong to the sentence before them.
    """
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if _ends_sentence(text, found):
            yield from _trimmed(text, start, found.end())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    if found[0] != ".":
        return True
    before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 4]
    if _DOMAIN_TAIL.match(after):
        return False
    return not _SINGLE_LETTER.search(before) or _AFTER_NUMBER.search(before) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        start += len(piece) - len(piece.lstrip())
        yield Span(inner, start, start + len(inner))
