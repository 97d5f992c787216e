"""Names of two words that newsrooms also write as one: «عبد الله» and «عبدالله», «أبو ظبي» and «أبوظبي», «نور الدين» and «نورالدين»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.text.letters import DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

_FATHERS: Final = {"أبي": "أبو", "أبا": "أبو", "ابي": "أبو", "ابا": "أبو", "ابو": "أبو", "أخي": "أخو", "أخا": "أخو", "ذي": "ذو", "ذا": "ذو"}
"""Cases of the first word by the one that names are quoted in."""
_FIRSTS: Final = (
    "عبد", "عبيد", "أبو", "أم", "ام", "بن", "ابن", "بنت", "بو", "با", "آل", "ال", "ذو", "أخو", "سيدي", "مولاي", "بني", "بنو", "أولاد",
    *_FATHERS, "بور", "بورت", "رأس", "راس", "كفر", "دير", "بيت", "تل", "شرم", "عين", "خان", "بئر", "بير", "وادي", "جبل", "باب", "حضر",
    "سوق", "دار", "رام", "ست", "مرسى", "مرسي", "اولاد", "برج", "قصر", "تيزي", "نيو", "سان", "سانت", "سانتا", "لوس", "لاس", "ريو",
    "كوالا", "سري", "كيب", "هونغ", "هونج", "تايم", "بوركينا", "كوت", "سيرا",
)  # fmt: skip
"""What names begin with; «ال» is the «آل» of families whose writer leaves out the madda."""
_SECONDS: Final = (
    "الله", "الدين", "الإسلام", "الاسلام", "الرحمن", "الرحيم", "الحق", "الملك", "الزمان", "النبي", "الرسول", "المسيح",
    "اللات", "شمس", "آباد", "اباد", "أباد", "ستان", "لاند", "سيتي", "بول", "ظبي", "غريب", "سعيد",
)  # fmt: skip
"""What names end with."""
_WORD: Final = "[\u0621-\u064a]"
_FIRST: Final = rf"[وفبلك]{{0,2}}(?:{'|'.join(sorted(set(_FIRSTS), key=len, reverse=True))})"
_SECOND: Final = "|".join(sorted(_SECONDS, key=len, reverse=True))
_PAIRS: Final = re.compile(rf"(?<!\w)(?={_FIRST}[ ]|{_WORD}+[ ](?:{_SECOND})(?!\w))({_WORD}+)[ ]+(?=({_WORD}{{2,}}))")
_HALVES: Final = re.compile(rf"({_FIRST})({_WORD}{{3,}})|({_WORD}{{2,}})({_SECOND})")
_LED: Final = re.compile(rf"[وفبلك]{{1,2}}({'|'.join(sorted(set(_FIRSTS), key=len, reverse=True))})")
_DROPPED: Final = re.compile(f"[{DROPPED}]+")


def joined(text: str) -> Iterator[str]:
    """The names of two words that a text holds, each as one word; of «وأبي ظبي» also the form that it is looked for by.

    Words count as one name where the first or the second is known to stand in such names and only spaces part them.
    """
    bare = _DROPPED.sub("", text)
    for found in _PAIRS.finditer(bare):
        yield from join(found[1], found[2])


@lru_cache(20_000)
def join(first: str, second: str) -> tuple[str, ...]:
    """Two words as one: with what is joined before the first, without it, and in the form that the name is quoted in."""
    led = _LED.fullmatch(first)
    bare = led[1] if led else first
    return tuple(dict.fromkeys((first + second, bare + second, _FATHERS.get(bare, bare) + second)))


def halves(word: str) -> tuple[str, str] | None:
    """The two words of a name that is written as one; None where neither part is known to stand in such names."""
    found = _HALVES.fullmatch(_DROPPED.sub("", word))
    if found is None:
        return None
    first, second = (found[1], found[2]) if found[1] else (found[3], found[4])
    return first, second
