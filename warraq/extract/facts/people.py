"""Tells the people in a byline from outlets, cities and set phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.roles import ROLES, each_name, without_role
from warraq.text.fold import fold
from warraq.text.places import is_place
from warraq.text.vocabulary import alternatives
from warraq.words.kinds import SINGULAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

LONGEST_PERSON: Final = 6

INTRODUCTION: Final = re.compile(
    r"^(?:(?:كتبت?|كتبها?|بقلم|(?:مرسلة |أرسلت |نشر |أضيف )?بواسطة"
    r"|written by|posted by|published by|reported by|by|von|par|por|di|door|af|av)"
    r"(?=[\s:：/–-])[\s:：/–-]*"
    r"|(?:تحرير|إعداد|اعداد|أعده|تقرير|حوار|ترجمة|تصوير|تحقيق|متابعة|الكاتبة?|المحررة?|محررة?|المراسلة?|مراسلنا|مراسلتنا|author)\s*[:：/–-][\s:：/–-]*)+",
    re.IGNORECASE,
)
"""Verbs stand before a name as they are; nouns («تقرير», «متابعة») open many other lines and count only with a mark after them."""
_OTHER_WORK: Final = re.compile(r"(?:^|\s)و?(?:تصوير|تقرير|ترجمة|تحرير|إعداد|اعداد|مونتاج|رسوم|متابعة)\s*[:：]")
"""What a further person did, inside a line: «كتب أحمد سامي – تصوير: منى زكي»."""
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\S*@\S+")
"""What is no name: places and agencies in brackets, addresses, handles of social networks."""
_BETWEEN_PEOPLE: Final = re.compile(
    r"\s*[,،;؛|/•·–—\n]\s*|\s+[-ـ]+\s*|\s*-+\s+|(?<=[\u0621-\u064a])-(?=[\u0621-\u064a])|\s+(?:و|and|und|et|y|&)\s+|\.\.+"
)
_ROLE: Final = rf"(?:{'|'.join(sorted(ROLES))})"
_ROLE_AFTER: Final = re.compile(rf" {_ROLE}(?: |$)")
"""What follows a name to say who bears it: «صحفي مصري»."""
_LONE_ROLE: Final = re.compile(rf"\s*{_ROLE}(?: |$)")
_JOINING_PARTS: Final = frozenset(["عبد", "بن", "ابن", "بنت", "ابو", "ابي", "ام", "ال", "ولد"])
"""Parts that make one name with the next word."""
_NO_PERSON: Final = re.compile(
    rf"[\d@#«»\"“”_]|https?|www\.|\.(?:com|net|org)|^(?:ال)?(?:{alternatives(*SINGULAR.values())}|وكالات|مكتب|فريق|قسم|هييه|هيءه|مركز|موسسه|متابعات?|متابعه|خاص|ترجمات|"
    r"مراسلو?|محررو?|مصدر|رييس|اداره|اسره|مدير|مشرف|سكرتير|كتاب|شارك|نشر|اخر|تحديث|تاريخ|منذ|مشاهد|قراءه|دقايق|غرفه|وحده|"
    r"روزنامه|خبرگزاري|خبرجزاري|"
    r"admin|editor|staff|newsroom|news|agenc|desk|team|redaktion|redaction|redazione|the |online|web|guest|super user|"
    r"published|posted|veröffentlicht|publi)"
    rf"|^{_ROLE} |^(?:في|من|عن) |\b(?:نيوز|news|staff|desk|reporter|editorial)$|\b(?:staff reporter|editorial staff)\b",
    re.IGNORECASE,
)


def people(byline: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The persons that a byline names, in order; `outlets` are names that are no person's.

    What stands in brackets is a place or an agency, and so is what stands before a colon («غزة: …», «الرياض (واس)») unless what
    follows is a calling («أحمد سامي: كاتب أردني»).
    """
    known = {fold(name) for name in outlets}
    named = _OTHER_WORK.sub(" | ", _BRACKETS.sub(" ", INTRODUCTION.sub("", byline))).rstrip(" .:")
    before, colon, after = named.rpartition(":")
    return tuple(_persons(before if colon and _LONE_ROLE.match(fold(after)) else after, known))


def _persons(line: str, known: Collection[str]) -> Iterator[str]:
    parts = (name for part in _BETWEEN_PEOPLE.split(line) for name in each_name(without_role(INTRODUCTION.sub("", part).strip(" .:-،"))))
    return iter(dict.fromkeys(name for part in parts if is_person(name := _bare_name(part), known)))


def _bare_name(part: str) -> str:
    """The part without what it says after a name."""
    name = part.strip(" .:-،")
    role = _ROLE_AFTER.search(fold(name))
    words = name.split()
    left = fold(name)[: role.start()].count(" ") + 1 if role else len(words)
    return " ".join(words[:left]) if left > 1 else name


def is_person(name: str, outlets: Iterable[str] = ()) -> bool:
    """True for two to six words that are no outlet (folded names), city or set phrase; «عبد» and the like are one word with the next."""
    folded = fold(name)
    words = folded.split()
    counted = sum(word not in _JOINING_PARTS for word in words)
    if len(words) < 2 or counted > LONGEST_PERSON or max(map(len, words)) < 2 or _NO_PERSON.search(folded) or is_place(folded):
        return False
    return not any(folded == outlet or (len(outlet) > 4 and outlet in folded) for outlet in outlets)
