"""Finds the caption of an article's image among the lines around its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.facts.bylines import is_byline
from warraq.extract.facts.edges import is_called_caption, is_caption
from warraq.extract.facts.images import is_of_article, stands_in
from warraq.extract.page.wording import bare, is_date_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document

_PICTURE_BEFORE: Final = XPath("(preceding::img | preceding::amp-img | descendant::img)[last()]")
_CRUMBS: Final = re.compile(r"bread-?crumb", re.IGNORECASE)
_TRAIL_LINE: Final = re.compile(r"\W*(?:الرئيسية|الصفحة الرئيسية|home)\s*[/»›>\\|–-]", re.IGNORECASE)
LEAST_LETTERS: Final = 4
"""Letters of a caption; below, it is a count, a length or a button."""

_BUTTONS: Final = re.compile(
    r"\W*(?:(?:share|tweet|pin|email|mail|print|copy|link|follow|save|on|to|this|rss|feeds?|facebook|twitter|x|flipboard|reddit|linkedin|messenger|"
    r"telegram|whatsapp|instagram|youtube|pinterest|video|photo|advertisement|powered|by|send|comments?|subscribe|play|about|prev|previous|next|"
    r"شارك|مشاركة|المشاركة|تغريدة|غرد|طباعة|إرسال|ارسال|نسخ|الرابط|على|عبر|فيسبوك|تويتر|واتساب|واتس|اب|تيليجرام|تلغرام|تليجرام|تيليغرام|لينكدإن|لينكد|إن|"
    r"إعلان|اعلان|فيديو|صورة|صور|تعليق|تعليقات|متابعة|حجم|الخط|استمع|الاستماع|المقال|البريد|الإلكتروني|ماسنجر|إكس)\W*)+",
    re.IGNORECASE,
)
"""Lines of buttons, which stand under images that are icons."""


def find_caption(document: Document, near: Sequence[Block], told: Collection[str]) -> str | None:
    """The caption as printed, in an element that is called one before others; None where there is none. Other lines count only under a
    picture that may be the article's, and no line of a menu or a trail of sections.

    `near` are the blocks around headline and text, `told` the bare headline, byline and names of authors, which are no caption.
    """
    found = [block for block in near if is_caption(block) and _can_be(block, told) and not _is_of_site(block)]
    plain = (block for block in found if not is_called_caption(block) and _is_under_picture(block, document))
    return next((block.text for blocks in (filter(is_called_caption, found), plain) for block in blocks), None)


def _is_of_site(block: Block) -> bool:
    """True for a line in a menu, in the page's head, or in a trail of sections («الرئيسية / أخبار / …»)."""
    around = [block.element, *block.element.iterancestors()] if block.element is not None else []
    if any(element.tag in ("nav", "menu") or _CRUMBS.search(f"{element.get('class')} {element.get('itemtype')}") for element in around):
        return True
    return bool(_TRAIL_LINE.match(block.text)) or (bool(block.links) and len(block.links) > 1 and block.link_share > 0.5)


def _is_under_picture(block: Block, document: Document) -> bool:
    """True where the picture before the line may be the article's: large enough, no logo, not in a menu or the page's head."""
    found = _PICTURE_BEFORE(block.element) if block.element is not None else []
    if not found:
        return block.element is None
    around = found[0].iterancestors("nav", "header", "menu")
    return not any(True for _ in around) and is_of_article(found[0]) and not stands_in(found[0], document)


def _can_be(block: Block, told: Collection[str]) -> bool:
    if sum(letter.isalpha() for letter in block.text) < LEAST_LETTERS or bare(block.text) in told:
        return False
    if not is_called_caption(block) and (block.link_share > 0.5 or " " not in block.text):
        return False
    return not (_BUTTONS.fullmatch(block.text) or is_byline(block.text) or is_date_line(block))
