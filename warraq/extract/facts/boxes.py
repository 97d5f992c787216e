"""Reads an author's box by its elements: each link, span or item is a piece, and pieces that name nobody are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.people import INTRODUCTION
from warraq.extract.facts.roles import is_role
from warraq.extract.page.blocks import SKIPPED, Block
from warraq.extract.page.wording import is_date_line
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

MOST_NAMED: Final = 3
"""People of one line; a longer list of links is one of other things too."""
MOST_PIECES: Final = 40
"""Pieces of a box that are looked at."""
_PIECE_TAGS: Final = frozenset(
    ("a", "span", "li", "b", "strong", "em", "i", "cite", "address", "time", "small", "button", "div", "p", "bdi", "u", "font")
)
_BREAK_TAGS: Final = frozenset(("li", "div", "p", "br"))
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_GOES_AFTER: Final = re.compile(
    r"^\s*(?:[,،;؛|/&•·+–—-]|و|and|und|et|y)\s*$|[,،;؛|/&:：•·+–—-]\s*$|\s(?:و|and|und|et|y|by|von|par)\s*$", re.IGNORECASE
)
"""What says that the next piece goes on in the line: a mark, «and», «by»."""
_GOES_BEFORE: Final = re.compile(r"\s*(?:[,،;؛|/&•·+–—:(]|-\s|و\s|and\s)")
_AUTHOR_LABEL: Final = re.compile(
    rf"(?:{INTRODUCTION.pattern}|كتبت?|بقلم|بواسطة|(?:ال)?كاتبة?|(?:ال)?محررة?|(?:ال)?مؤلفة?|اسم الكاتب"
    r"|(?:post )?authors?|writers?|by|von|par|written by)\W*",
    re.IGNORECASE,
)
_AUTHOR_BUTTON: Final = re.compile(
    r"\W*(?:(?:ل?متابعة|تابعه?ا?|تابعوا|تابعني|تابع الكاتبة?|اشترك|راسل|رسالة|المزيد|مقالات أخرى"
    r"|follow|more|subscribe|contact|email|bio|profile|رابط)"
    r"(?:\s\S+){0,3}|\+|[\d٠-٩۰-۹:\s]+(?:مقالا?ت?|منشور\S*|متابع\S*|ص|م|am|pm)?|@\S+(?:\s\S+)?|\S+@\S+|[\d\s()+-]+"
    r"|(?:senior |staff |business |chief )?(?:journalist|reporter|columnist|correspondent|contributor|editor|writer|redakteurin?))\W*",
    re.IGNORECASE,
)
"""What stands in such a box to be pressed, and counts."""


def box_line(element: HtmlElement) -> str:
    """The line that an author's box says: pieces with nothing between them are parted, labels before them kept; roles, dates and buttons
    left out unless nothing else is there. The whole text where it is one piece."""
    pieces = list(_joined(_pieces(element)))
    whole = all_said(element)
    if len(pieces) < 2:
        return pieces[0] if pieces else whole
    telling = [piece for piece in pieces if not _tells_nobody(piece)]
    named = [piece for piece in telling if not _AUTHOR_LABEL.fullmatch(piece)]
    if not named or len(named) > MOST_NAMED:
        return whole
    label = next((piece for piece in telling if _AUTHOR_LABEL.fullmatch(piece)), "")
    listed = in_a_row([name for place, name in enumerate(named) if not any(name in earlier for earlier in named[:place])])
    line = clean_line(f"{label} {listed}")
    return line if not label or INTRODUCTION.match(line) else clean_line(f"{label.rstrip(' :')}: {listed}")


def in_a_row(names: Iterable[str]) -> str:
    """People named one by one as one line, in the comma of their script."""
    row = ", ".join(names)
    return row.replace(", ", "، ") if _ARABIC.search(row) else row


def all_said(element: HtmlElement) -> str:
    """The whole text of a box, as it runs on the page."""
    return clean_line("".join(text for text, _ in _pieces(element)))


def _pieces(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The texts of the box in reading order; True for those that begin another piece."""
    fresh = True
    for place, (text, opens) in enumerate(_walk(element)):
        if place >= MOST_PIECES:
            return
        fresh = fresh or opens
        if text:
            yield text, fresh
            fresh = False


def _walk(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Each text below the element, and an empty one with True where a piece begins or ends."""
    yield element.text or "", False
    before = element.text or ""
    for child in element:
        # What is printed beside a piece with a space between goes on in its line: «by <a>…</a> in London».
        apart = child.tag in _PIECE_TAGS and not (before.strip() and before[-1].isspace())
        if apart:
            yield "", True
        if child.tag not in SKIPPED:
            yield from _walk(child)
        before = child.tail or ""
        if child.tag in _BREAK_TAGS or (child.tag in _PIECE_TAGS and not (before.strip() and before[0].isspace())):
            yield "", True
        yield before, False


def _joined(pieces: Iterator[tuple[str, bool]]) -> Iterator[str]:
    """The pieces, each cleaned: those of one word join the word before them, and marks and «and» join what they stand between."""
    current = ""
    for text, fresh in pieces:
        if not current.strip() or not text.strip() or not fresh or _is_letter(current, text):
            current += text
        elif _goes_on(current, text) or (_is_word(current) and _is_word(text)):
            current = f"{current}{text}" if text[0] in ",،;؛:" else f"{current} {text}"
        else:
            yield clean_line(current)
            current = text
    if current.strip():
        yield clean_line(current)


def _is_letter(before: str, after: str) -> bool:
    """True for a first letter that is set apart from the rest of its word, with no space between."""
    whole = not before[-1:].isspace() and not after[:1].isspace()
    return whole and (len(before.split()[-1]) == 1 or len(after.split()[0]) == 1) and before[-1].isalpha() and after[0].isalpha()


def _goes_on(before: str, after: str) -> bool:
    return bool(_GOES_AFTER.search(before) or _GOES_AFTER.match(after) or _GOES_BEFORE.match(after))


def _is_word(text: str) -> bool:
    return bool(text.strip()) and " " not in text.strip()


def _tells_nobody(piece: str) -> bool:
    return is_role(fold(piece).split()) or bool(_AUTHOR_BUTTON.fullmatch(piece)) or is_date_line(Block(piece))
