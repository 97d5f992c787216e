"""Says why a page is no article; in doubt it is one, as a lost article is worse than a page too many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lxml.etree import XPath

from warraq.extract.page.blocks import BETWEEN_CELLS
from warraq.extract.page.lines import is_paragraph
from warraq.extract.page.wording import SENTENCE_WORDS, bare, is_one_of
from warraq.extract.refuse.access import BRIEF, is_offer, sent_instead
from warraq.extract.refuse.entries import stands_over_entries
from warraq.extract.refuse.many_articles import gathers, own_of
from warraq.extract.refuse.names import is_own_headline
from warraq.items import Reason
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.items import Article

ARTICLE_WORDS: Final = 12
"""Words of the shortest text that is an article; an urgent line of an agency has about fifteen."""
LETTERS: Final = 8
"""Characters that count as a word in scripts that do not part words."""
CELLS: Final = 6
"""Lines of the smallest table or list of figures."""
FIGURED_SHARE: Final = 0.5
"""Share of the lines of a timetable or price list that hold a digit."""
OFFER_BELOW: Final = 12
"""Blocks after a text among which a site asks to subscribe for the rest of it."""

_LISTING_TYPES: Final = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))
_LISTING_PATH: Final = re.compile(
    r"/(?:tags?|category|categories|search|authors?|writers?|topics?|sections?|archives?|وسم|تصنيف|بحث|كاتب)(?:/[^/]*)?/?(?:page/\d+/?)?$",
    re.IGNORECASE,
)
_HOME_PATH: Final = re.compile(r"/?(?:(?:index|home|default)(?:\.\w{2,5})?)?/?(?:ar|en|fr|arabic)?/?(?:page/\d+/?)?", re.IGNORECASE)
_HOME_TITLE: Final = re.compile(r"^(?:الصفحه )?(?:ال)?ريسيه(?:\W|$)|^(?:الصفحه )?(?:ال)?رييسيه(?:\W|$)|^home(?: ?page)?(?:\W|$)")
_SCRIPTS: Final = XPath("boolean(//script[@src or string-length(.) > 200])")
_EMPTY_BOX: Final = XPath(
    "boolean(//body//*[@id and (self::div or self::main or self::section or contains(name(), '-'))][not(normalize-space(.))])"
)
_ASKS_FOR_SCRIPTS: Final = re.compile(r"java\s?script|جافا ?سكر?بت", re.IGNORECASE)
_PASSWORD: Final = XPath("boolean(.//input[@type='password'])")
_VIDEO: Final = XPath("boolean(.//video)")
_PLAYER: Final = XPath("boolean(.//iframe[contains(@src, 'youtube') or contains(@src, 'dailymotion') or contains(@src, 'vimeo')])")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is no article, and what that rests on."""

    reason: Reason
    detail: str


def refusal(document: Document, metadata: Metadata, article: Article, places: Sequence[int], *, alone: bool = False) -> Refusal | None:
    """Why the page is no article; None where it is one.

    `places` are those of the text among the page's blocks; `alone`: the outlet's layout finds one text on the page, so that it is none of
    several posts.
    """
    words = max(len(article.body.split()), len(article.body) // LETTERS)
    found = None
    if not (_states_article(metadata) and _is_dated(article, "json-ld", "meta")):
        found = _about_access(document, metadata, article, words) or _about_listing(
            document, metadata, article, words, places, gathers(document, metadata, places, alone=alone)
        )
    return found or _about_text(document, metadata, article, words, places)


def _about_access(document: Document, metadata: Metadata, article: Article, words: int) -> Refusal | None:
    heads = filter(None, (article.title, metadata.document_title))
    found = sent_instead(heads, article.body, words, has_form=partial(_has, document, _PASSWORD))
    return Refusal(*found) if found else None


def _about_listing(
    document: Document, metadata: Metadata, article: Article, words: int, places: Sequence[int], gathered: str | None
) -> Refusal | None:
    named = cache(partial(is_own_headline, article.title, metadata, document))
    claims = _states_article(metadata)
    address = urlsplit(document.address)
    addressed = address.scheme in ("http", "https") and not address.query
    if addressed and _HOME_PATH.fullmatch(address.path) and (gathered or not claims or not named()):
        return Refusal(Reason.FRONT_PAGE, "the address is that of a home page")
    if gathered and (_HOME_TITLE.search(fold(metadata.document_title)) or _calls_itself_home(document, metadata)):
        return Refusal(Reason.FRONT_PAGE, "the headline or the address that the page states is that of a home page")
    claims = claims and not (gathered and not named())
    collects = bool(_LISTING_TYPES & metadata.types) or (addressed and bool(_LISTING_PATH.search(address.path)))
    if gathered and (collects or not claims):
        return Refusal(Reason.LISTING, gathered)
    if collects and words < BRIEF and not claims and not _is_dated(article, "json-ld", "meta", "visible"):
        return Refusal(Reason.LISTING, "the page calls itself a collection and has no text to speak of")
    stated = claims or _is_dated(article, "json-ld", "meta")
    if not stated and not named() and stands_over_entries(document, places, own_of(document, metadata)):
        return Refusal(Reason.LISTING, "articles are listed under the name of a site or section")
    return None


def _about_text(document: Document, metadata: Metadata, article: Article, words: int, places: Sequence[int]) -> Refusal | None:
    if words < ARTICLE_WORDS or is_one_of(article.body, (bare(article.title or ""),)):
        return _about_length(document, metadata, article, words)
    if _is_data([document.blocks[place] for place in places]):
        return Refusal(Reason.NO_ARTICLE, "a table or list without a sentence")
    below = document.blocks[places[0] : places[-1] + 1 + OFFER_BELOW] if places else ()
    if words < BRIEF and any(is_offer(block.text) for block in below):
        return Refusal(Reason.BLOCKED, "the rest of the text is for subscribers")
    return None


def _about_length(document: Document, metadata: Metadata, article: Article, words: int) -> Refusal | None:
    if _is_video(document, metadata, article):
        return Refusal(Reason.VIDEO, "a video without text")
    if words >= ARTICLE_WORDS:
        return None
    if _has(document, _PASSWORD) and sum(block.words >= SENTENCE_WORDS for block in document.blocks) < CELLS:
        return Refusal(Reason.LOGIN, "a form asks for a password and there is no text")
    if not words and _is_drawn(document, metadata):
        return Refusal(Reason.NEEDS_SCRIPT, "a script draws the text in a browser; nothing of it stands in the page")
    if not words:
        return Refusal(Reason.NO_ARTICLE, "no running text was found")
    return Refusal(Reason.TOO_SHORT, f"{words} words, an article has at least {ARTICLE_WORDS}")


def _is_drawn(document: Document, metadata: Metadata) -> bool:
    """True for a page that asks for scripts, or that is an article by its own words, and has an empty box for a script and no paragraph."""
    tree = document.tree
    if tree is None or not _SCRIPTS(tree) or any(is_paragraph(block) for block in document.blocks):
        return False
    asks = any(_ASKS_FOR_SCRIPTS.search("".join(element.itertext())) for element in tree.iter("noscript"))
    return asks or ((_states_article(metadata) or bool(metadata.titles)) and bool(_EMPTY_BOX(tree)))


def _is_video(document: Document, metadata: Metadata, article: Article) -> bool:
    """True for a page that says so, and for one with a player under a headline of its own; players stand beside much else."""
    if "VideoObject" in metadata.types or any(name.startswith("og:video") for name in metadata.types):
        return True
    head = bare(article.title or "")
    headed = any(block.is_heading and not block.links and bare(block.text) == head for block in document.blocks)
    return _has(document, _VIDEO) or (headed and _has(document, _PLAYER))


def _is_data(lines: Sequence[Block]) -> bool:
    """True for a table, or lines of which many hold figures, without a line that could be a sentence: times, prices, results."""
    entries = [cell for line in lines for cell in (line.text.split(BETWEEN_CELLS) if line.tag == "tr" else (line.text,))]
    if len(entries) < CELLS or any(cell.count(" ") >= SENTENCE_WORDS or len(cell) > SENTENCE_WORDS * LETTERS for cell in entries):
        return False
    cells = {line.element for line in lines if line.tag in ("td", "th", "tr")}
    figured = sum(any(letter.isdigit() for letter in line.text) for line in lines)
    return len(cells) >= len(lines) - len(cells) or figured >= FIGURED_SHARE * len(lines)


def _calls_itself_home(document: Document, metadata: Metadata) -> bool:
    """True for a page without a web address of its own that states a home page's."""
    stated = list(filter(None, map(document.absolute, metadata.addresses)))
    own = document.address.startswith(("http://", "https://"))
    return not own and bool(stated) and all(_HOME_PATH.fullmatch(urlsplit(address).path) for address in stated)


def _states_article(metadata: Metadata) -> bool:
    return any(name.endswith(("Article", "BlogPosting")) for name in metadata.types) or "og:article" in metadata.types


def _is_dated(article: Article, *origins: str) -> bool:
    return any(stamp.kind == "published" and stamp.origin in origins for stamp in article.stamps)


def _has(document: Document, what: XPath) -> bool:
    return document.tree is not None and bool(what(document.tree))
