"""Finds the address of an article's lead picture, and sees through logos and placeholders that stand in for one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document

SMALLEST: Final = 150
"""Pixels of the narrower side that a picture states at least; portraits of authors, icons and buttons have fewer."""

MOST_SOURCES: Final = 10
"""Files of a picture that are looked at, each in several sizes."""
LONGEST_WIDTH: Final = 6
"""Digits of a width in pixels."""
LONGEST_FILE_NAME: Final = 60
"""Characters of a file's name that can be a stand-in's."""

_BESIDE_NAME: Final = (
    "site|web|main|header|footer|new|big|large|small|white|black|dark|light|color|ar|en|og|fb|facebook|twitter|social|share|sharing|seo|the|"
    "default|image|img|photo|thumbnail|thumb|post|news"
)
"""Words that go with those for a stand-in in the names of files."""
_AFTER_NAME: Final = rf"(?:[-_]?(?:{_BESIDE_NAME}|v?\d+(?:x\d+)?(?!\d)))*"
_LOGO: Final = re.compile(rf"(?:(?:{_BESIDE_NAME})[-_]?)*logo{_AFTER_NAME}", re.IGNORECASE)
_BLANK_NAME: Final = re.compile(
    rf"(?:(?:{_BESIDE_NAME})[-_]?)*(?:default|placeholder|no-?_?(?:image|img|photo|picture|pic|preview)|blank|spacer|dummy|fallback|favicon|avatar|pixel|share"
    rf"|social|og-?image){_AFTER_NAME}",
    re.IGNORECASE,
)
"""Names that say nothing of an article, unless the folder is a picture's own: «im-127940/social»; «apple-logo-store» does."""
_ICON: Final = re.compile(r"\.(?:gif|svg|ico)$|icon|logo|sprite|loader|preload", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_PICTURES: Final = ("img", "amp-img")
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
"""Where pictures name one file in several sizes."""
_SOURCES: Final = ("data-src", "data-lazy-src", "data-original", "data-lazy", "src")
"""Where they name one file, those first that scripts load late: `src` then holds a placeholder."""
_CANDIDATE: Final = re.compile(r"([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,|$)")
"""One file of a set and how large it is: «c-400.jpg 400w», «c@2x.jpg 2x»."""
_NO_VALUE: Final = re.compile(r"^(?:undefined|null|nan|none|false|true|\[object \w+\])(?:\.\w{3,4})?$", re.IGNORECASE)
"""What scripts print where they have no name of a file."""
_GLUED: Final = re.compile(r"(?:undefined|null|nan|none|false|true|\[object \w+\])(?::\d+)?$", re.IGNORECASE)
"""The same after a host, as no top-level domain ends."""
_IMPOSSIBLE: Final = re.compile(r"[\s<>\"{}|\\^`\[\]]")
"""Characters that no host holds."""
_NO_PATH: Final = re.compile(r"[<>\"{}\\^`\n]")
"""Characters that no path holds; spaces are encoded by whoever asks for it."""
_ASIDE: Final = re.compile(r"logo|icon|avatar|author|share|social|banner|related|sponsor|emoji|(?:^|[\s_-])ads?(?:$|[\s_-])", re.IGNORECASE)


def lead_image(document: Document, stated: Iterable[str], scope: HtmlElement | None, last: HtmlElement | None) -> str | None:
    """The address of the picture that the page states for its article, else of the first in the `scope` of headline and text, up to the
    `last` paragraph's element. None where all are logos or placeholders."""
    addresses = (document.absolute(said) for said in stated)
    named = (address for address in addresses if address and may_be_address(address, document) and not _is_stand_in(address, document))
    printed = (found.url for picture in _pictures(scope, last) if (found := largest(picture, document)))
    return next(chain(named, printed), None)


def _pictures(scope: HtmlElement | None, last: HtmlElement | None) -> Iterator[HtmlElement]:
    ends = () if last is None else (last.tag,)
    for element in scope.iter(*_PICTURES, *ends) if scope is not None else ():
        if element is last:
            return
        if element.tag in _PICTURES and is_of_article(element):
            yield element


def is_of_article(picture: HtmlElement) -> bool:
    """False for a small picture, and for one that the page calls a logo, an advertisement or a portrait."""
    return not _is_small(picture) and not _is_aside(picture)


def _is_small(picture: HtmlElement) -> bool:
    sides = [int(side) for name in ("width", "height") if (side := (picture.get(name) or "").removesuffix("px")).isdecimal()]
    return bool(sides) and min(sides) < SMALLEST


def _is_aside(picture: HtmlElement) -> bool:
    """True for a picture that its class, or that of one of the two elements around it, calls something else than the article's."""
    around = (picture, *islice(picture.iterancestors(), 2))
    return any(_ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}") for element in around)


def may_be_address(address: str, document: Document) -> bool:
    """False for what scripts make of a missing value («/undefined», «https://site.exampleundefined»), for characters that no address holds,
    and for a host without a file."""
    parts = urlsplit(address)
    path, host = unquote(parts.path), unquote(parts.netloc)
    last = path.rpartition("/")[2]
    if (not last and not parts.query) or _NO_VALUE.search(last) or _GLUED.search(host):
        return False
    return not (_IMPOSSIBLE.search(host) or _NO_PATH.search(path))


@dataclass(frozen=True, slots=True)
class Picture:
    """The file of a picture."""

    url: str
    width: int | None
    """Pixels, as the page states them; None where it does not."""


def largest(picture: HtmlElement, document: Document) -> Picture | None:
    """The largest file that an `img`, or the `picture` around it, names; None where all are stand-ins."""
    # The parser closes no `source`, so that the picture stands inside it.
    around = next((element for element in islice(picture.iterancestors(), MOST_SOURCES) if element.tag == "picture"), None)
    sources = [picture, *(islice(around.iter("source"), MOST_SOURCES) if around is not None else ())]
    sets = [(size, source) for each in sources for name in _SETS for size, source in _candidates(each.get(name) or "")]
    found = ((source, size) for size, source in sorted(sets, key=lambda row: -row[0]))
    single = ((source.strip(), 0.0) for name in _SOURCES if (source := picture.get(name)))
    for source, size in chain(found, single):
        address = None if source.startswith("data:") else document.absolute(source)
        if address and may_be_address(address, document) and not _is_no_picture(address, document):
            return Picture(address, int(size) if size >= SMALLEST else _stated_width(picture))
    return None


def stands_in(picture: HtmlElement, document: Document) -> bool:
    """True for a picture that has a file, but only an icon, a logo or a placeholder."""
    named = (document.absolute(picture.get(name, "").strip()) for name in _SOURCES)
    return any(named) and largest(picture, document) is None


def _candidates(value: str) -> Iterator[tuple[float, str]]:
    """The files of a set with their widths in pixels, or their densities, which are told by being small."""
    for found in _CANDIDATE.finditer(value):
        yield float(found[2] or 1), found[1]


def _stated_width(picture: HtmlElement) -> int | None:
    width = (picture.get("width") or "").removesuffix("px")
    return int(width) if width.isdecimal() and len(width) < LONGEST_WIDTH else None


def _is_no_picture(address: str, document: Document) -> bool:
    return bool(_ICON.search(urlsplit(address).path)) or _is_stand_in(address, document)


def _is_stand_in(address: str, document: Document) -> bool:
    """True for a file called a logo or a placeholder, by itself or with the name of the site before or after it."""
    folder, _, file = unquote(urlsplit(address).path).rpartition("/")
    name = file.partition(".")[0]
    host = (urlsplit(document.address).hostname or "").removeprefix("www.").partition(".")[0]
    bare = name.lower()
    for own in (host, document.outlet.name if document.outlet else ""):
        bare = bare.removeprefix(own).removesuffix(own).strip("-_")
    if len(name) > LONGEST_FILE_NAME:
        return False
    blank = _BLANK_NAME.fullmatch(name) and not _DIGIT.search(folder.rpartition("/")[2])
    return bool(blank or _LOGO.fullmatch(name) or _LOGO.fullmatch(bare))
