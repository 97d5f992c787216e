"""Finds the section that a page prints over its article."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq.extract.facts.canonical import same_site
from warraq.extract.page.wording import bare
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block, Link
    from warraq.extract.page.document import Document

LONGEST_SECTION: Final = 4
"""Words of a section's name («العالم العربي», «أخبار محلية ودولية»)."""
LONGEST_STATED: Final = 6
LONGEST_SECTION_LINE: Final = 15
"""Words of a breadcrumb trail, or of a line that names date, author and section."""

TRAIL_DEPTH: Final = 3
"""Elements around a step of a trail up to the one that is called so."""

_TRAIL: Final = re.compile(r"bread-?c?r?umb|\bcrumbs?\b", re.IGNORECASE)
_NAMING: Final = ("class", "id", "itemtype", "aria-label")
_SECTION_PATH: Final = re.compile(r"/(?:category|categories|cat|sections?|taxonomy|rubriques?|قسم|أقسام|تصنيف)/", re.IGNORECASE)


_NO_SECTION: Final = re.compile(
    r"[\W\d_]*|.*_.*|(?:ال)?(?:مميزه?|سلايدر?|ريسيه|رييسيه|عام|عاجل|غير مصنف|بدون تصنيف)|(?:ال)?اخبار (?:ال)?(?:مميزه|رييسيه|ريسيه)"
    r"|(?:ال)?صفحه (?:ال)?(?:رييسيه|ريسيه|اولي)|featured?|slider|slideshow|un ?categori[sz]ed|home(?:page)?|front[ -]?page|main"
    r"|top(?: stor(?:y|ies)| news)?|breaking(?: news)?|articles?|posts?|default|none|null"
)
"""What content systems file articles under for their place on the page; numbers and keys of programs."""
_KEY: Final = re.compile("[a-z0-9-]+")


def choose_section(stated: Iterable[str], printed: Callable[[], str | None], trail: Sequence[str], title: str | None) -> str | None:
    """The first stated section that is a name of one; what `printed` finds where there is none, or only a key of the content system; else
    the last of a trail of breadcrumbs between the home page and the headline."""
    parts = (part.strip() for said in stated for part in said.split(","))
    name = next(filter(_is_name, parts), None)
    if name and not _KEY.fullmatch(name):
        return name
    between = [step for step in trail[1:] if _is_name(step) and bare(step) != bare(title or "")]
    return printed() or (between[-1] if between else name)


def find_section(document: Document, near: Iterable[Block], above: Sequence[Block]) -> str | None:
    """The name of the section: a short link around the headline that leads to a folder of the article's own address, or to an address that
    calls itself a section, else one of a trail of breadcrumbs `above`; the last of its line. None where there is no such link."""
    called: dict[HtmlElement, bool] = {}
    short = (block for block in near if block.links and block.words <= LONGEST_SECTION_LINE)
    trails = (block for block in reversed(above) if block.links and block.words <= LONGEST_SECTION_LINE and _is_trail(block, called))
    for block in chain(short, trails):
        fits = _is_on_site if _is_trail(block, called) else _is_section
        names = [link.text for link in block.links if fits(document, link) and _is_name(link.text)]
        if names:
            return names[-1]
    return None


def _is_name(text: str) -> bool:
    return text.count(" ") < LONGEST_STATED and not _NO_SECTION.fullmatch(fold(text))


def _is_trail(block: Block, called: dict[HtmlElement, bool]) -> bool:
    """True for a line in an element that is called a trail of breadcrumbs; `called` keeps which ones are."""
    element, depth = block.element, 0
    while element is not None and depth <= TRAIL_DEPTH:
        if element not in called:
            called[element] = bool(_TRAIL.search(" ".join(filter(None, map(element.get, _NAMING)))))
        if called[element]:
            return True
        element, depth = element.getparent(), depth + 1
    return False


def _is_on_site(document: Document, link: Link) -> bool:
    """True for a link to a page of the site that is neither its home page nor the article's own."""
    address = document.absolute(link.href)
    path = unquote(urlsplit(address).path).rstrip("/") if address else ""
    own = unquote(urlsplit(document.address).path).rstrip("/")
    return (
        bool(address and path)
        and path != own
        and link.text.count(" ") < LONGEST_SECTION
        and same_site(str(address), document.address, document)
    )


def _is_section(document: Document, link: Link) -> bool:
    address = document.absolute(link.href) if link.text.count(" ") < LONGEST_SECTION else None
    if not address:
        return False
    path = unquote(urlsplit(address).path)
    folder, own = path.rstrip("/"), unquote(urlsplit(document.address).path).rstrip("/")
    of_article = not folder.rpartition("/")[2].isdecimal() and bool(folder) and own.startswith(f"{folder}/")
    return (of_article or bool(_SECTION_PATH.search(path))) and same_site(address, document.address, document)
