"""Knows the pages that a server sends in an article's place: not found, forbidden, a test of the visitor, a login, a wall of terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.page.wording import bare
from warraq.extract.refuse import access_words
from warraq.items import Reason
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BRIEF: Final = 60
"""Words above which a text is not questioned for what it says of itself."""
SAID_OUTRIGHT: Final = 300
"""Words up to which a headline that is nothing but «الصفحة غير موجودة» is believed: such pages list the latest news below."""
CONSENT_WORDS: Final = 150
"""Words of the longest text that is only a notice on cookies."""
OFFER: Final = 40
"""Words of a line that asks to subscribe."""

_HEAD_SEPARATOR: Final = re.compile(r"\s[-–—|•·»«:/~]+\s|[|:]")
_NOT_FOUND: Final = re.compile(access_words.NOT_FOUND)
_WALL: Final = re.compile(access_words.WALL)
_LOGIN: Final = re.compile(access_words.LOGIN)
_SAID_IN_TEXT: Final = (
    (re.compile(access_words.WALL_TEXT), Reason.BLOCKED),
    (re.compile(access_words.NOT_FOUND_TEXT), Reason.SOFT_404),
    (re.compile(access_words.NO_RESULTS), Reason.LISTING),
)
_SUBSCRIBERS: Final = re.compile(access_words.SUBSCRIBERS)
_COOKIES: Final = re.compile(access_words.COOKIES)
_CONSENT: Final = re.compile(access_words.CONSENT)


def sent_instead(heads: Iterable[str], text: str, words: int, *, has_form: Callable[[], bool]) -> tuple[Reason, str] | None:
    """The reason and its detail where headlines or text say that this is no article but an answer in its place; else None.

    `heads` are the page's headlines as printed, the site's name and all; `words` those of the text; `has_form` tells whether the page
    asks for a password. A headline counts only where such words are all that it says, a text only where it is brief.
    """
    said = list(_pieces(heads))
    told = fold(text) if words <= CONSENT_WORDS else ""
    brief = told if words <= BRIEF else ""
    if words <= SAID_OUTRIGHT and (head := _first(_NOT_FOUND, said)):
        return Reason.SOFT_404, f"the page says «{head}»"
    if words <= BRIEF and (head := _first(_WALL, said)):
        return Reason.BLOCKED, f"the page says «{head}»"
    for pattern, reason in _SAID_IN_TEXT:
        if found := pattern.search(brief):
            return reason, f"the text says «{found[0]}»"
    if words <= SAID_OUTRIGHT and (head := _first(_LOGIN, said)) and has_form():
        return Reason.LOGIN, f"the page says «{head}» and asks for a password"
    return (Reason.BLOCKED, "the text is a notice on cookies") if _is_consent(told) else None


def _is_consent(told: str) -> bool:
    """True for a text of which most words stand in lines on cookies, which speak of consent; a banner may stand above an article."""
    lines = [line for line in told.splitlines() if _COOKIES.search(line)]
    return any(map(_CONSENT.search, lines)) and 2 * sum(map(len, lines)) > len(told)


def is_offer(line: str) -> bool:
    """True for a line that keeps the rest of a text for subscribers."""
    return line.count(" ") < OFFER and bool(_SUBSCRIBERS.search(fold(line)))


def _pieces(heads: Iterable[str]) -> Iterator[str]:
    """The headlines and what their separators part, bare."""
    for head in dict.fromkeys(heads):
        yield from filter(None, map(bare, (head, *_HEAD_SEPARATOR.split(head))))


def _first(pattern: re.Pattern[str], said: Iterable[str]) -> str | None:
    return next((head for head in said if pattern.fullmatch(head)), None)
