"""An article's address taken apart: what leads there, and the part that tells it from its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

_YEAR_FOLDER: Final = re.compile(r"(?:19|20)\d\d")
_MONTH_FOLDER: Final = re.compile(r"0?[1-9]|1[0-2]")
_DAY_FOLDER: Final = re.compile(r"0?[1-9]|[12]\d|3[01]")
_WHOLE_DAY: Final = re.compile(r"(?:19|20)\d\d(?P<sep>[-._]?)(?:0[1-9]|1[0-2])(?P=sep)(?:0[1-9]|[12]\d|3[01])")
_PAGE_EXTENSION: Final = re.compile(r"\.(?:aspx?|cfm|cms|ece|html?|jsp|php\d?|shtml)$", re.IGNORECASE)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NUMBER_FIRST: Final = re.compile(r"\d{3,}(?=[-_,:].)")
_NUMBER_LAST: Final = re.compile(r"(?P<text>.*\D)(?P<number>\d{3,})")
_LETTERED_NUMBER: Final = re.compile(r"(?P<text>[A-Za-z]{1,12}[-_=.]?)(?P<number>\d+)")
# Letters with figures, or small ones with capitals behind the first: no word of an address is written so.
_CODE: Final = re.compile(r"(?=[A-Z0-9]*[a-z]|\d*[A-Za-z])(?=[A-Za-z0-9][a-z]*[A-Z0-9]|\d)[A-Za-z0-9]{6,40}={0,2}")
_SLUG_SEPARATOR: Final = re.compile(r"[-_]+(?=[^-_])")
_ID_NAME: Final = re.compile(r"(?:\w*(?:id|idx|no)|p|n|num|news|article|story)", re.IGNORECASE)
_ID_VALUE: Final = re.compile(r"\d{2,}(?=$|[:,-])|[0-9a-f]{8}-[0-9a-f-]{27}")

ROUTERS: Final = frozenset({"action", "do", "file", "go", "mod", "module", "op", "option", "page", "pg", "section", "task", "type", "view"})
"""Parameters by which one script serves several kinds of pages."""


class Kind(StrEnum):
    """By what an address is told from its neighbours."""

    DATE = "date"
    """A day or month in the path, and something after it."""
    QUERY = "query"
    """A parameter."""
    NUMBER = "number"
    NUMBER_FIRST = "number-first"
    """`12345-some-words`"""
    NUMBER_LAST = "number-last"
    """`some-words-12345`, `article_12345`"""
    UUID = "uuid"
    CODE = "code"
    """Letters, digits and capitals mixed, without words."""
    SLUG = "slug"
    """Words joined by hyphens or underscores."""
    WORD = "word"
    """Nothing that tells it from a section."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One address."""

    kind: Kind
    before: tuple[str, ...]
    """Path segments before the identifying one, as written; for a query all of them."""
    core: tuple[str, ...] = ()
    """The identifying segment, or the segments of a date and the one after it."""
    extension: str = ""
    """Of the identifying segment where it is the last (`.html`)."""
    text: str = ""
    """What stands before the number in NUMBER_LAST; the parameter's name in QUERY."""
    number: str = ""
    """The number itself, or the parameter's value."""
    routing: tuple[tuple[str, str], ...] = ()
    """Parameters that choose the kind of page."""

    @property
    def separators(self) -> int:
        """How many hyphens or underscores join the words of the identifying segment."""
        return separators(self.core[-1]) if self.core else 0


def separators(segment: str) -> int:
    """Groups of hyphens and underscores inside a segment, however it is escaped."""
    return len(_SLUG_SEPARATOR.findall(_PAGE_EXTENSION.sub("", unquote(segment)).lstrip("-_")))


def shape_of(url: str) -> Shape:
    """The shape of an absolute http or https address; raises ValueError for what urlsplit refuses."""
    parts = urlsplit(url)
    segments = tuple(segment for segment in parts.path.split("/") if segment)
    return _dated(segments) or _told(segments) or _asked(segments, parts.query) or _worded(segments)


def _dated(segments: tuple[str, ...]) -> Shape | None:
    """`…/2026/01/31/x`, `…/2026/01/x`, `…/20260131/x`, `…/2026-01-31/x`; the last of several dates counts."""
    for place in reversed(range(len(segments) - 1)):
        if _WHOLE_DAY.fullmatch(segments[place]):
            return _date(segments, place, 1)
        if not _YEAR_FOLDER.fullmatch(segments[place]) or not _MONTH_FOLDER.fullmatch(segments[place + 1]):
            continue
        length = 3 if len(segments) > place + 2 and _DAY_FOLDER.fullmatch(segments[place + 2]) else 2
        if len(segments) > place + length:
            return _date(segments, place, length)
    return None


def _date(segments: tuple[str, ...], place: int, length: int) -> Shape:
    return Shape(Kind.DATE, segments[:place], segments[place : place + length + 1])


def _told(segments: tuple[str, ...]) -> Shape | None:
    """The last of the final three segments that holds a number, hash or code; a bare year or one or two figures are none."""
    for place in reversed(range(max(0, len(segments) - 3), len(segments))):
        last = place == len(segments) - 1
        segment = unquote(segments[place])
        extension = _PAGE_EXTENSION.search(segment) if last else None
        stem = segment[: extension.start()] if extension else segment
        if shape := _identified(stem):
            kind, text, number = shape
            return Shape(kind, segments[:place], (segments[place],), extension[0] if extension else "", text, number)
    return None


def _identified(stem: str) -> tuple[Kind, str, str] | None:
    if stem.isascii() and stem.isdigit():
        return None if len(stem) < 3 or _YEAR_FOLDER.fullmatch(stem) else (Kind.NUMBER, "", stem)
    if _UUID.fullmatch(stem):
        return Kind.UUID, "", stem
    if (found := _LETTERED_NUMBER.fullmatch(stem)) and len(found["number"]) >= 2:
        return Kind.NUMBER_LAST, found["text"], found["number"]
    if (found := _NUMBER_FIRST.match(stem)) and not _YEAR_FOLDER.fullmatch(found[0]):
        return Kind.NUMBER_FIRST, "", found[0]
    if (found := _NUMBER_LAST.fullmatch(stem)) and not _YEAR_FOLDER.fullmatch(found["number"]):
        return Kind.NUMBER_LAST, found["text"], found["number"]
    return (Kind.CODE, "", stem) if _CODE.fullmatch(stem) else None


def _asked(segments: tuple[str, ...], query: str) -> Shape | None:
    """The parameter that names the article: called like an identifier and with a number or hash, the longest such value."""
    pairs = parse_qsl(query)
    named = [(len(found[0]), name, found[0]) for name, value in pairs if _ID_NAME.fullmatch(name) and (found := _ID_VALUE.match(value))]
    if not named:
        return None
    _, name, value = max(named)
    routing = tuple((key, value) for key, value in pairs if key.lower() in ROUTERS and key != name and re.fullmatch(r"[\w.-]+", value))
    return Shape(Kind.QUERY, segments, (), "", name, value, routing)


def _worded(segments: tuple[str, ...]) -> Shape:
    """The last segment, by whether it is a slug."""
    last = segments[-1:]
    extension = _PAGE_EXTENSION.search(last[0]) if last else None
    kind = Kind.SLUG if last and separators(last[0]) >= 2 else Kind.WORD
    return Shape(kind, segments[:-1], last, extension[0] if extension else "")
