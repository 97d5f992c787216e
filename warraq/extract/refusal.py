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
"""Share of a listing's text that stands in links or in lines of the length of a headline."""

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
_FOLLOWED_LINKS: Final = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is no article, and what that rests on."""

    reason: Reason
    detail: str


def refusal(document: Document, metadata: Metadata, title: str | None, text: str, chosen: Sequence[Block]) -> Refusal | None:
    """Why the page is no article; None where it is one. `chosen` are the blocks of its text, empty where it stands in none."""
    words = max(len(text.split()), len(text) // LETTERS)
    head = fold(" ".join(filter(None, (title, metadata.document_title))))
    return (
        _about_access(document, head, text, words)
        or _about_listing(document, metadata, head, words, chosen)
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


def _about_listing(document: Document, metadata: Metadata, head: str, words: int, chosen: Sequence[Block]) -> Refusal | None:
    if _states_article(metadata):
        return None
    path = urlsplit(document.page.address).path
    addressed = document.page.address.startswith(("http://", "https://")) and not urlsplit(document.page.address).query
    if (addressed and _HOME_PATH.fullmatch(path)) or (_HOME_TITLE.search(head) and _is_scattered(chosen)):
        return Refusal(Reason.FRONT_PAGE, "the address or the headline is that of a home page")
    if _LISTING_TYPES & metadata.types or (addressed and _LISTING_PATH.search(path)):
        return Refusal(Reason.LISTING, "the page calls itself a collection") if words < BRIEF or _is_scattered(chosen) else None
    if chosen and _is_scattered(chosen):
        return Refusal(Reason.LISTING, "the text is made of headlines and links")
    return None


def _about_length(document: Document, metadata: Metadata, words: int) -> Refusal | None:
    if words >= SHORTEST:
        return None
    if "VideoObject" in metadata.types or any(name.startswith("og:video") for name in metadata.types) or _has(document, ".//video"):
        return Refusal(Reason.VIDEO, "a video without text")
    if not words:
        return Refusal(Reason.NO_ARTICLE, "no running text was found")
    return Refusal(Reason.TOO_SHORT, f"{words} words, an article has at least {SHORTEST}")


def _is_scattered(chosen: Sequence[Block]) -> bool:
    """True for a text that is mostly links, or teasers each under a linked headline."""
    letters = sum(len(block.text) for block in chosen) or 1
    linked = sum(block.link_share * len(block.text) for block in chosen)
    headlines = sum(block.link_share > 0.8 and block.words >= 4 for block in chosen)
    return linked > TEASER_LINKS * letters or (headlines >= _FOLLOWED_LINKS and headlines * 3 >= len(chosen))


def _states_article(metadata: Metadata) -> bool:
    return any(name.endswith(("Article", "BlogPosting")) for name in metadata.types) or "og:article" in metadata.types


def _has(document: Document, path: str) -> bool:
    return document.tree is not None and document.tree.find(path) is not None
