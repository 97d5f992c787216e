"""Says why a page is no article; in doubt it is one, as a lost article is worse than a page too many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from warraq.items import Reason
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.blocks import Block
    from warraq.extract.document import Document
    from warraq.extract.metadata import Metadata

SHORTEST: Final = 12
"""Words of the shortest text that is an article; an urgent line of an agency has about fifteen."""
BRIEF: Final = 60
"""Words above which a text is not questioned for what its page's headline or forms say."""
LETTERS: Final = 8
"""Characters that count as a word in scripts that do not part words."""
TEASER_LINKS: Final = 0.5
"""Share of a listing's text that stands in links."""
TEASERS: Final = 5
TEASER_SHARE: Final = 0.85
"""Lines of a listing that stand under a linked headline, at least so many and such a share: three listings have 0.94 and more, the
articles with the most links between their paragraphs, of 424, up to 0.79."""
UNDER: Final = 3
"""Blocks between a linked headline and its teaser: a date, a section, a picture's caption."""
HEADLINE_WORDS: Final = 4

_GONE: Final = "غير موجوده?|غير متوفره?|غير متاحه?|محذوفه?|لم يعد"
_NOT_FOUND: Final = re.compile(
    rf"(?:^|\D)(?:404|410)(?:\D|$)|(?:الصفحه|الخبر|المقال|المحتوي|الموضوع|الرابط)(?: \w+){{0,3}} (?:{_GONE})|غير موجوده?|"
    r"لم يتم العثور|لم نعثر|لا يمكن العثور|عذرا.{0,20}(?:غير|لا )|page (?:not found|introuvable)|not found|no longer available"
)
_WALL: Final = re.compile(
    r"just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are|checking your browser|"
    r"captcha|enable javascript and cookies|لست روبوت|التحقق من انك|تم حظر|ممنوع الوصول"
)
_LOGIN: Final = re.compile(r"^(?:تسجيل الدخول|سجل (?:ال)?دخول|الدخول|دخول الاعضاء|log ?in|sign ?in|connexion)")
_LISTING_TYPES: Final = frozenset(("CollectionPage", "SearchResultsPage", "ItemPage", "ProfilePage"))
_LISTING_PATH: Final = re.compile(
    r"/(?:tags?|category|categories|search|authors?|topics?|section|archive|وسم|تصنيف|بحث|كاتب)(?:/[^/]*){0,2}/?$", re.IGNORECASE
)
_HOME_PATH: Final = re.compile(r"/?(?:(?:index|home|default)(?:\.\w{2,5})?)?/?(?:ar|en|fr|arabic)?/?", re.IGNORECASE)
_HOME_TITLE: Final = re.compile(r"^(?:الصفحه )?(?:ال)?ريسيه(?:\W|$)|^(?:الصفحه )?(?:ال)?رييسيه(?:\W|$)|^home(?: ?page)?(?:\W|$)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is no article, and what that rests on."""

    reason: Reason
    detail: str


def refusal(document: Document, metadata: Metadata, title: str | None, text: str, places: Sequence[int]) -> Refusal | None:
    """Why the page is no article; None where it is one. `places` are those of its text among the page's blocks."""
    words = max(len(text.split()), len(text) // LETTERS)
    head = fold(" ".join(filter(None, (title, metadata.document_title))))
    return (
        _about_access(document, head, text, words)
        or _about_listing(document, metadata, head, words, places)
        or _about_length(document, metadata, words)
    )


def _about_access(document: Document, head: str, text: str, words: int) -> Refusal | None:
    if words > BRIEF:
        return None
    if _WALL.search(head) or (words < SHORTEST * 3 and _WALL.search(fold(text))):
        return Refusal(Reason.BLOCKED, f"the page says «{head[:80]}»")
    if _NOT_FOUND.search(head) or (words < SHORTEST * 3 and _NOT_FOUND.search(fold(text))):
        return Refusal(Reason.SOFT_404, f"the page says «{(head or text)[:80]}»")
    if _LOGIN.search(head) or (words < SHORTEST and _has(document, ".//input[@type='password']")):
        return Refusal(Reason.LOGIN, "a form asks for a password and there is no text")
    return None


def _about_listing(document: Document, metadata: Metadata, head: str, words: int, places: Sequence[int]) -> Refusal | None:
    if _states_article(metadata):
        return None
    address = urlsplit(document.address)
    addressed = address.scheme in ("http", "https") and not address.query
    scattered = _is_scattered(document.blocks, places)
    if (addressed and _HOME_PATH.fullmatch(address.path)) or (scattered and _HOME_TITLE.search(fold(metadata.document_title))):
        return Refusal(Reason.FRONT_PAGE, "the address or the headline is that of a home page")
    if scattered:
        return Refusal(Reason.LISTING, "the text is made of headlines and their teasers")
    if words < BRIEF and (_LISTING_TYPES & metadata.types or (addressed and _LISTING_PATH.search(address.path))):
        return Refusal(Reason.LISTING, "the page calls itself a collection and has no text to speak of")
    return None


def _about_length(document: Document, metadata: Metadata, words: int) -> Refusal | None:
    if words >= SHORTEST:
        return None
    if "VideoObject" in metadata.types or any(name.startswith("og:video") for name in metadata.types) or _has(document, ".//video"):
        return Refusal(Reason.VIDEO, "a video without text")
    if not words:
        return Refusal(Reason.NO_ARTICLE, "no running text was found")
    return Refusal(Reason.TOO_SHORT, f"{words} words, an article has at least {SHORTEST}")


def _is_scattered(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """True for a text that is mostly links, or whose lines stand each under a linked headline."""
    chosen = [blocks[place] for place in places]
    letters = sum(len(block.text) for block in chosen) or 1
    linked = sum(block.link_share * len(block.text) for block in chosen)
    teasers = sum(any(map(_is_linked_headline, blocks[max(0, place - UNDER) : place])) for place in places)
    return linked > TEASER_LINKS * letters or (teasers >= TEASERS and teasers >= TEASER_SHARE * len(places))


def _is_linked_headline(block: Block) -> bool:
    return block.link_share > 0.8 and block.words >= HEADLINE_WORDS


def _states_article(metadata: Metadata) -> bool:
    return any(name.endswith(("Article", "BlogPosting")) for name in metadata.types) or "og:article" in metadata.types


def _has(document: Document, path: str) -> bool:
    return document.tree is not None and document.tree.find(path) is not None
