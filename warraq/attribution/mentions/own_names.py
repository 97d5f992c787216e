"""A page's names of its own: what it calls its site, as names that a text may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.lexicon.forms import folded
from warraq.attribution.lexicon.kinds import KINDS, TAILS
from warraq.attribution.lexicon.phrases import DESKS, GENERIC_SOURCES
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Between the name of a site and what it says of itself: «سام برس - أخبار اليمن», «الرئيسية | صدى الميناء».
_SEPARATORS: Final = re.compile(r"\s[-–—]+\s|[|:،,»«\"()•·/]+")
_HOST_NAME: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
# «شبكة أخبار نركال الإعلامية»: longer ones are mottoes.
_LONGEST_SITE_NAME: Final = 5
_SHORTEST_LATIN: Final = 4
# Pieces that open with one of these say what a site has, not what it is called, where another piece does.
_OFFERS: Final = folded("الرئيسية الصفحة أخبار آخر أحدث أهم كل جميع تغطية متابعة عاجل الأخبار home news breaking")
_GENERIC: Final = folded("الرئيسية الموقع الرسمي الصفحة home news arabic wordpress blog website مدونة")
_HOSTING: Final = frozenset(["www", "m", "ar", "news", "com", "net", "org", "info", "co", "blogspot", "wordpress", "web"])


def own_names(given: Iterable[str]) -> tuple[str, ...]:
    """The folded names in what a page calls its site: site names, publishers, ends of titles, hosts; none where all are mottoes."""
    found: dict[str, None] = {}
    for text in given:
        found.update(dict.fromkeys(_of_host(text) if _HOST_NAME.fullmatch(text.strip().casefold()) else _of_title(text)))
    return tuple(found)


def _of_host(host: str) -> Iterator[str]:
    host = host.strip().casefold().removeprefix("www.")
    yield host
    for label in host.split(".")[:-1]:
        if len(label) >= _SHORTEST_LATIN and label not in _HOSTING:
            yield label


def _of_title(text: str) -> Iterator[str]:
    pieces = [piece for part in _SEPARATORS.split(fold(text)) if (piece := " ".join(part.replace("'", " ").split()))]
    named = [piece for piece in pieces if piece.split()[0] not in _OFFERS] or pieces[:1]
    for piece in named:
        yield from filter(_is_name, _forms(piece.split()))


def _forms(words: list[str]) -> Iterator[str]:
    """The name as given, and without kind word and tails: «صحيفة سبق الإلكترونية», «سبق»."""
    start, stop = 0, len(words)
    yield " ".join(words)
    while start < stop and words[start] in KINDS:
        start += 1
    yield " ".join(words[start:stop])
    while stop > start + 1 and (words[stop - 1] in TAILS or words[stop - 1] in NATIONALITIES):
        stop -= 1
    yield " ".join(words[start:stop])


def _is_name(name: str) -> bool:
    words = name.split()
    if not 0 < len(words) <= _LONGEST_SITE_NAME or all(
        word in _OFFERS or word in GENERIC_SOURCES or word in DESKS or word in _GENERIC or word in KINDS for word in words
    ):
        return False
    return len(name) > 1 and not name.isdigit()
