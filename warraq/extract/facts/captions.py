"""Finds the caption of an article's image among the lines around its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.bylines import is_byline
from warraq.extract.facts.edges import is_called_caption, is_caption
from warraq.extract.page.wording import bare, is_date_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from warraq.extract.page.blocks import Block

LEAST_LETTERS: Final = 4
"""Letters of a caption; below, it is a count, a length or a button."""

_BUTTONS: Final = re.compile(
    r"\W*(?:(?:share|tweet|pin|email|mail|print|copy|link|follow|save|on|to|this|rss|feeds?|facebook|twitter|x|flipboard|reddit|linkedin|messenger|"
    r"telegram|whatsapp|instagram|youtube|pinterest|video|photo|advertisement|powered|by|send|comments?|subscribe|play|about|"
    r"شارك|مشاركة|المشاركة|تغريدة|غرد|طباعة|إرسال|ارسال|نسخ|الرابط|على|عبر|فيسبوك|تويتر|واتساب|واتس|اب|تيليجرام|تلغرام|تليجرام|تيليغرام|لينكدإن|لينكد|إن|"
    r"إعلان|اعلان|فيديو|صورة|صور|تعليق|تعليقات|متابعة|حجم|الخط|استمع|الاستماع|المقال|البريد|الإلكتروني|ماسنجر|إكس)\W*)+",
    re.IGNORECASE,
)
"""Lines of buttons, which stand under images that are icons."""


def find_caption(near: Sequence[Block], told: Collection[str]) -> str | None:
    """The caption as printed, in an element that is called one before others; None where there is none.

    `near` are the blocks around headline and text, `told` the bare headline, byline and names of authors, which are no caption.
    """
    found = [block for block in near if is_caption(block) and _can_be(block, told)]
    return next((block.text for blocks in (filter(is_called_caption, found), found) for block in blocks), None)


def _can_be(block: Block, told: Collection[str]) -> bool:
    if sum(letter.isalpha() for letter in block.text) < LEAST_LETTERS or bare(block.text) in told:
        return False
    if not is_called_caption(block) and (block.link_share > 0.5 or " " not in block.text):
        return False
    return not (_BUTTONS.fullmatch(block.text) or is_byline(block.text) or is_date_line(block))
