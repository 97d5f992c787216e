"""Tells which object of structured data describes the page's own article: the one that names its address or its headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from warraq.extract.page.jsonld import Object, is_article, texts
from warraq.extract.page.wording import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

SAID_ALIKE: Final = 0.6
"""Share of the words of the shorter of two headlines that both have, where one was edited after the other."""
ALIKE_WORDS: Final = 3
"""Words of the shortest headline that is compared so."""
CUT_LETTERS: Final = 12
"""Letters of the shortest headline that another may go on from."""

_SHOWN_AS: Final = re.compile(r"/(?:amp|m|mobile|print)(?:\.html?)?/?$|\.amp(?=$|\.)", re.IGNORECASE)
_PASSED_ON: Final = re.compile(
    r"utm_.*|.*clid|ref|source|from|amp|output|outputtype|print|share|lang|cmpid|ncid|s?rc|at_.*|mc_.*", re.IGNORECASE
)
"""Parameters that tell where a reader came from, or how the page is shown."""
_NAMES_ITSELF: Final = re.compile(r"\d{4}|-.*-.*-|.{25}|\d+[^/]*$")
"""Names of articles hold a number, several words, or length."""


@dataclass(frozen=True)
class Own:
    """What a page calls its own: its addresses and its headlines, whole and bare."""

    base: str
    addresses: frozenset[tuple[str, str]]
    headlines: tuple[str, ...]

    @classmethod
    def of(cls, address: str, stated: Iterable[str], headlines: Iterable[str]) -> Own:
        """From the address that answered (empty where there is none), those that the page states, and every headline on it."""
        named = (_key(address, each) for each in (address, *stated))
        return cls(address, frozenset(key for key in named if key), tuple(filter(None, map(bare, headlines))))


@dataclass(frozen=True, slots=True)
class Match:
    """The object that describes the page's article."""

    found: Object
    named: bool
    """True where it names the page's address, so that it cannot be another's."""


def own_article(objects: Iterable[Object], own: Own) -> Match | None:
    """The article that names the page's address or headline, those that say more before those that say less; None where none does.

    One that names neither address nor headline is believed where it is the only one.
    """
    articles = [found for found in objects if is_article(found)]
    weighed = [(_weigh(found, own, sole=len(articles) == 1), found) for found in articles]
    fitting = [(weight, found) for weight, found in weighed if weight]
    if not fitting:
        return None
    (named, _), found = max(fitting, key=lambda each: (each[0][1], _says(each[1]), each[0][0]))
    return Match(found, named)


def _weigh(found: Object, own: Own, *, sole: bool) -> tuple[bool, bool] | None:
    """Whether an object names the page's address, and whether its headline does not speak against it; None for another's."""
    claims = [key for said in _addresses(found) if (key := _key(own.base, said))]
    headlines = [bare(said) for name in ("headline", "name", "alternativeHeadline") for said in texts(found.get(name), "@value")]
    headlines = list(filter(None, headlines))
    named = not own.addresses.isdisjoint(claims)
    same = any(_is_same(mine, theirs) for mine in own.headlines for theirs in headlines)
    if named or same:
        return named, same or not headlines
    if claims:
        return None
    if headlines:
        return (False, True) if any(_is_like(mine, theirs) for mine in own.headlines for theirs in headlines) else None
    return (False, True) if sole else None


def _addresses(found: Object) -> list[str]:
    return [said for name in ("url", "@id", "mainEntityOfPage") for said in texts(found.get(name), "@id", "url")]


def _key(base: str, address: str) -> tuple[str, str] | None:
    """What tells one page of the web from another; None for a home page, a fragment and what is no web address."""
    try:
        parts = urlsplit(urljoin(base, address.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or address.strip().startswith("#"):
        return None
    path = _SHOWN_AS.sub("", unquote(parts.path)).rstrip("/")
    kept = sorted(pair for pair in parse_qsl(parts.query) if not _PASSED_ON.fullmatch(pair[0]))
    query = "" if _NAMES_ITSELF.search(path.rpartition("/")[2]) else "&".join(map("=".join, kept))
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return (f"{host}{path}", query) if path or query else None


def _is_same(mine: str, theirs: str) -> bool:
    """True for equal headlines, for one cut short, and for one that a site's name surrounds."""
    if mine == theirs:
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) < CUT_LETTERS:
        return False
    return longer.startswith(shorter) or f" {shorter} " in f" {longer} "


def _is_like(mine: str, theirs: str) -> bool:
    first, second = set(mine.split()), set(theirs.split())
    shorter = min(len(first), len(second))
    return shorter >= ALIKE_WORDS and len(first & second) >= SAID_ALIKE * shorter


def _says(article: Object) -> tuple[bool, bool, bool]:
    return "headline" in article, "datePublished" in article, "articleBody" in article
