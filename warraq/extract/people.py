"""Tells who wrote a text: the byline as printed, and in it the people, without outlets, cities and set phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.places import CITIES
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.blocks import Block

LONGEST_BYLINE: Final = 15
"""Words; longer lines near the headline are standfirsts and notes about the author."""
LONGEST_NAME: Final = 6

_SLOT: Final = re.compile(r"author|byline|by-line|writer|reporter|contributor|editor-name|kateb|katib|المحرر|الكاتب", re.IGNORECASE)
_INTRODUCTION: Final = re.compile(
    r"^(?:(?:كتبت?|كتبها?|بقلم|بواسطة|نشر بواسطة|written by|posted by|published by|reported by|by|von|par|por|di|door|af|av)"
    r"(?=[\s:：/–-])[\s:：/–-]*"
    r"|(?:تحرير|إعداد|اعداد|أعده|تقرير|حوار|ترجمة|تصوير|تحقيق|متابعة|الكاتبة?|المحررة?|محررة?|المراسلة?|مراسلنا|مراسلتنا|author)\s*[:：/–-][\s:：/–-]*)+",
    re.IGNORECASE,
)
"""Verbs stand before a name as they are; nouns («تقرير», «متابعة») open many other lines and count only with a mark after them."""
_SEPARATOR: Final = re.compile(r"\s*[,،;؛|/•·–—()\n]\s*|\s+-\s*|\s*-\s+|\s+(?:و|and|und|et|y|&)\s+|\s*:\s*|\.\.+")
_NO_PERSON: Final = re.compile(
    r"[\d@#«»\"“”_]|https?|www\.|\.(?:com|net|org)|^(?:وكاله|وكالات|صحيفه|جريده|قناه|موقع|شبكه|مكتب|فريق|قسم|هييه|هيءه|مركز|موسسه|متابعات?|متابعه|خاص|ترجمات|"
    r"مراسل|محرر|مصدر|رييس|اداره|اسره|مدير|كتاب|شارك|نشر|اخر|تحديث|تاريخ|منذ|مشاهد|قراءه|دقايق|admin|editor|staff|newsroom|news|agenc|desk|team|"
    r"redaktion|redaction|redazione|the |online|web|guest|super user)",
    re.IGNORECASE,
)


def is_byline_slot(element: HtmlElement) -> bool:
    """True for an element that its attributes call the author's."""
    named = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel"))))
    return bool(_SLOT.search(named))


def find_byline(near: Sequence[Block]) -> str | None:
    """The author line among the blocks around headline and text, as printed; None where there is none.

    A line counts when its element is called the author's or when it opens with «كتب:», «بقلم» or the like.
    """
    for block in near:
        if block.words <= LONGEST_BYLINE and _INTRODUCTION.match(block.text):
            return block.text
    for block in near:
        if block.words <= LONGEST_BYLINE and not block.is_heading and _in_slot(block) and people(block.text, ()):
            return block.text
    return None


def is_byline(line: str) -> bool:
    """True for a line that is only an introduction and a name or two: «كتبت: …»; «كتب» opens headlines on books as well."""
    return bool(_INTRODUCTION.match(line)) and line.count(" ") < LONGEST_NAME


def people(byline: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The persons that a byline names, in order; `outlets` are names that are no person's."""
    known = {fold(name) for name in outlets}
    parts = (_INTRODUCTION.sub("", part).strip(" .:-،") for part in _SEPARATOR.split(_INTRODUCTION.sub("", byline)))
    return tuple(dict.fromkeys(part for part in parts if is_person(part, known)))


def is_person(name: str, outlets: Iterable[str] = ()) -> bool:
    """True for two to six words that are no outlet (folded names), city or set phrase."""
    folded = fold(name)
    if not 2 <= len(folded.split()) <= LONGEST_NAME or _NO_PERSON.search(folded) or folded in CITIES:
        return False
    return not any(folded == outlet or (len(outlet) > 4 and outlet in folded) for outlet in outlets)


def _in_slot(block: Block) -> bool:
    """True where the block or one of the two elements around it is called the author's."""
    element = block.element
    for _ in range(3):
        if element is None:
            return False
        if is_byline_slot(element) or any(is_byline_slot(child) for child in element.iterchildren("a", "span", "strong", "b")):
            return True
        element = element.getparent()
        if element is not None and len(element) > 6:
            return False
    return False
