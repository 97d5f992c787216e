"""Finds the address of an article's lead picture, and sees through logos and placeholders that stand in for one."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document

SMALLEST: Final = 150
"""Pixels of the narrower side that a picture states at least; portraits of authors, icons and buttons have fewer."""

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
    rf"(?:(?:{_BESIDE_NAME})[-_]?)*(?:default|placeholder|no-?_?(?:image|img|photo|picture|pic)|blank|spacer|dummy|fallback|favicon|avatar|pixel|share"
    rf"|social|og-?image){_AFTER_NAME}",
    re.IGNORECASE,
)
"""Names that say nothing of an article, unless the folder is a picture's own: «im-127940/social»; «apple-logo-store» does."""
_ICON: Final = re.compile(r"\.(?:gif|svg|ico)$|icon|logo|sprite|loader|preload", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_PICTURES: Final = ("img", "amp-img")
_SOURCES: Final = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-srcset", "srcset", "src")
"""Where pictures name their file, those first that scripts load late: `src` then holds a placeholder."""
_ASIDE: Final = re.compile(r"logo|icon|avatar|author|share|social|banner|related|sponsor|emoji|(?:^|[\s_-])ads?(?:$|[\s_-])", re.IGNORECASE)


def lead_image(document: Document, stated: Iterable[str], scope: HtmlElement | None, last: HtmlElement | None) -> str | None:
    """The address of the picture that the page states for its article, else of the first in the `scope` of headline and text, up to the
    `last` paragraph's element. None where all are logos or placeholders."""
    addresses = (document.absolute(said) for said in stated)
    named = (address for address in addresses if address and not _is_stand_in(address, document))
    printed = (address for picture in _pictures(scope, last) if (address := _address(picture, document)))
    return next(chain(named, printed), None)


def _pictures(scope: HtmlElement | None, last: HtmlElement | None) -> Iterator[HtmlElement]:
    ends = () if last is None else (last.tag,)
    for element in scope.iter(*_PICTURES, *ends) if scope is not None else ():
        if element is last:
            return
        if element.tag in _PICTURES and not _is_small(element) and not _is_aside(element):
            yield element


def _is_small(picture: HtmlElement) -> bool:
    sides = [int(side) for name in ("width", "height") if (side := (picture.get(name) or "").removesuffix("px")).isdecimal()]
    return bool(sides) and min(sides) < SMALLEST


def _is_aside(picture: HtmlElement) -> bool:
    """True for a picture that its class, or that of one of the two elements around it, calls something else than the article's."""
    around = (picture, *islice(picture.iterancestors(), 2))
    return any(_ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}") for element in around)


def _address(picture: HtmlElement, document: Document) -> str | None:
    for name in _SOURCES:
        source = (picture.get(name) or "").strip().partition(" ")[0].rstrip(",")
        address = document.absolute(source) if source and not source.startswith("data:") else None
        if address and not _ICON.search(urlsplit(address).path) and not _is_stand_in(address, document):
            return address
    return None


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
