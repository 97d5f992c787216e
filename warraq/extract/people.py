"""Tells the people in a byline from outlets, cities and set phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.places import is_place
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME: Final = 6

INTRODUCTION: Final = re.compile(
    r"^(?:(?:كتبت?|كتبها?|بقلم|بواسطة|نشر بواسطة|written by|posted by|published by|reported by|by|von|par|por|di|door|af|av)"
    r"(?=[\s:：/–-])[\s:：/–-]*"
    r"|(?:تحرير|إعداد|اعداد|أعده|تقرير|حوار|ترجمة|تصوير|تحقيق|متابعة|الكاتبة?|المحررة?|محررة?|المراسلة?|مراسلنا|مراسلتنا|author)\s*[:：/–-][\s:：/–-]*)+",
    re.IGNORECASE,
)
"""Verbs stand before a name as they are; nouns («تقرير», «متابعة») open many other lines and count only with a mark after them."""
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SEPARATOR: Final = re.compile(r"\s*[,،;؛|/•·–—\n]\s*|\s+-\s*|\s*-\s+|\s+(?:و|and|und|et|y|&)\s+|\.\.+")
_NO_PERSON: Final = re.compile(
    r"[\d@#«»\"“”_]|https?|www\.|\.(?:com|net|org)|^(?:وكاله|وكالات|صحيفه|جريده|قناه|موقع|شبكه|مكتب|فريق|قسم|هييه|هيءه|مركز|موسسه|متابعات?|متابعه|خاص|ترجمات|"
    r"مراسل|محرر|مصدر|رييس|اداره|اسره|مدير|كتاب|شارك|نشر|اخر|تحديث|تاريخ|منذ|مشاهد|قراءه|دقايق|admin|editor|staff|newsroom|news|agenc|desk|team|"
    r"redaktion|redaction|redazione|the |online|web|guest|super user)",
    re.IGNORECASE,
)


def people(byline: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The persons that a byline names, in order; `outlets` are names that are no person's.

    What stands in brackets is a place or an agency, and so is what stands before a colon: «غزة: …», «الرياض (واس)».
    """
    known = {fold(name) for name in outlets}
    named = _BRACKETS.sub(" ", INTRODUCTION.sub("", byline))
    parts = (INTRODUCTION.sub("", part).strip(" .:-،") for part in _SEPARATOR.split(named.rpartition(":")[2]))
    return tuple(dict.fromkeys(part for part in parts if is_person(part, known)))


def is_person(name: str, outlets: Iterable[str] = ()) -> bool:
    """True for two to six words that are no outlet (folded names), city or set phrase."""
    folded = fold(name)
    if not 2 <= len(folded.split()) <= LONGEST_NAME or _NO_PERSON.search(folded) or is_place(folded):
        return False
    return not any(folded == outlet or (len(outlet) > 4 and outlet in folded) for outlet in outlets)
