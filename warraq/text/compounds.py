"""Names of two words that newsrooms also write as one: «عبد الله» and «عبدالله», «أبو ظبي» and «أبوظبي», «نور الدين» and «نورالدين»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.text.letters import DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

_CASES_OF_FIRSTS: Final = {
    "أبي": "أبو",
    "أبا": "أبو",
    "ابي": "أبو",
    "ابا": "أبو",
    "ابو": "أبو",
    "أخي": "أخو",
    "أخا": "أخو",
    "ذي": "ذو",
    "ذا": "ذو",
}
"""Cases of the first word by the one that names are quoted in."""
_NAME_FIRSTS: Final = (
    "عبد", "عبيد", "أبو", "أم", "ام", "بن", "ابن", "بنت", "بو", "با", "آل", "ال", "ذو", "أخو", "سيدي", "مولاي", "بني", "بنو", "أولاد",
    *_CASES_OF_FIRSTS, "بور", "بورت", "رأس", "راس", "كفر", "دير", "بيت", "تل", "شرم", "عين", "خان", "بئر", "بير", "وادي", "جبل", "باب",
    "حضر", "سوق", "دار", "رام", "ست", "مرسى", "مرسي", "اولاد", "برج", "قصر", "تيزي", "نيو", "سان", "سانت", "سانتا", "لوس", "لاس", "ريو",
    "كوالا", "سري", "كيب", "هونغ", "هونج", "تايم", "بوركينا", "كوت", "سيرا",
)  # fmt: skip
"""What names begin with; «ال» is the «آل» of families whose writer leaves out the madda."""
_NAME_SECONDS: Final = (
    "الله", "الدين", "الإسلام", "الاسلام", "الرحمن", "الرحيم", "الحق", "الملك", "الزمان", "النبي", "الرسول", "المسيح",
    "اللات", "شمس", "آباد", "اباد", "أباد", "ستان", "لاند", "سيتي", "بول", "ظبي", "غريب", "سعيد",
)  # fmt: skip
"""What names end with."""
_NAME_LETTER: Final = "[\u0621-\u064a]"
_NAME_FIRST: Final = rf"[وفبلك]{{0,2}}(?:{'|'.join(sorted(set(_NAME_FIRSTS), key=len, reverse=True))})"
_NAME_SECOND: Final = "|".join(sorted(_NAME_SECONDS, key=len, reverse=True))
_NAME_PAIRS: Final = re.compile(
    rf"(?<!\w)(?={_NAME_FIRST}[ ]|{_NAME_LETTER}+[ ](?:{_NAME_SECOND})(?!\w))({_NAME_LETTER}+)[ ]+(?=({_NAME_LETTER}{{2,}}))"
)
_LED_FIRST: Final = re.compile(rf"[وفبلك]{{1,2}}({'|'.join(sorted(set(_NAME_FIRSTS), key=len, reverse=True))})")
_DROPPED_MARKS: Final = re.compile(f"[{DROPPED}]+")


def joined(text: str) -> Iterator[str]:
    """The names of two words that a text holds, each as one word; of «وأبي ظبي» also the form that it is looked for by.

    Words count as one name where the first or the second is known to stand in such names and only spaces part them.
    """
    bare = _DROPPED_MARKS.sub("", text)
    for found in _NAME_PAIRS.finditer(bare):
        yield from join(found[1], found[2])


@lru_cache(20_000)
def join(first: str, second: str) -> tuple[str, ...]:
    """Two words as one: with what is joined before the first, without it, and in the form that the name is quoted in."""
    led = _LED_FIRST.fullmatch(first)
    bare = led[1] if led else first
    return tuple(dict.fromkeys((first + second, bare + second, _CASES_OF_FIRSTS.get(bare, bare) + second)))
