"""Reduces a word to the consonants that all its spellings share, so that a changed name is told from a name spelled otherwise."""

from __future__ import annotations

import re
from typing import Final

from warraq.text.fold import fold
from warraq.text.vocabulary import listed
from warraq.words import calendar

# Conjunctions, prepositions and the article, as long as three letters remain. A first letter of the word itself that could be one
# goes too («برقية» as in «ببرقية»), or the two would be different words. Endings of number, gender and possession likewise.
_PREFIX: Final = re.compile(r"(?:ال|[وفبكل])*(?=\w{3})")
_SUFFIX: Final = re.compile(r"(?<=\w{3})(?:يه|ات|ته|ين|ون|ان|ها|هم|ه|ي|ا)\Z")
# The letters that transliteration exchanges (غرب / جرب for g, طوكيو / توكيو …), and the long vowels that it adds and drops.
_KINDRED_LETTERS: Final = str.maketrans({"غ": "ك", "ج": "ك", "ط": "ت", "ص": "س", "ث": "س", "ظ": "ز", "ذ": "ز", "ض": "د"})
_SKELETON_LETTERS: Final = {**_KINDRED_LETTERS, **dict.fromkeys(map(ord, "اويء"))}

_TELLING_LETTERS: Final = 3
"""Letters of a word that can tell texts apart; particles have fewer."""

WEEKDAY_WORDS: Final = listed(*calendar.WEEKDAYS)
"""Folded; a fact like a number: «اليوم الأحد» is not the bulletin of «اليوم الجمعة»."""

# Particles, verbs of saying, forms of address, ranks and days named from the day of writing: every desk exchanges, adds and drops
# them at will.
_AT_WILL: Final = """
حيث إذ نحو حوالي فيما بينما كما حتى قبل بعد خلال عند منذ مئة المائة بالمئة الذي التي وذلك عبر ضمن
قال قالت أوضح أضاف أشار أكد ذكر بين لفت أفاد شدد كشف أعلن تابع نوه موضحا مبينا مشيرا مؤكدا مضيفا لافتا منوها مشددا قائلا
صاحب صاحبة السمو سمو سموه الملكي الأمير الملك جلالة جلالته فخامة فخامته معالي معاليه سعادة سعادته فضيلة الشيخ الدكتور الدكتورة دكتور د
المهندس م الأستاذ أ السيد السيدة اللواء العميد العقيد المقدم الرائد النقيب الملازم الفريق ركن الركن بن ابن
أمس أول اليوم يوم غدا غد الليلة مساء صباح ظهر الماضي المقبل القادم الجاري الحالي
"""


def skeleton(word: str) -> str:
    """What remains of a folded word without affixes, vowels and exchanged letters; with fewer than three consonants left
    it keeps its vowels."""
    stem = _SUFFIX.sub("", _PREFIX.sub("", word, count=1))
    consonants = stem.translate(_SKELETON_LETTERS)
    return consonants if len(consonants) > 2 else stem.translate(_KINDRED_LETTERS)


_FILLERS: Final = frozenset(skeleton(word) for word in fold(_AT_WILL).split())


def is_filler(word: str) -> bool:
    """Whether a folded word tells no texts apart, because desks exchange it at will."""
    return len(word) < _TELLING_LETTERS or skeleton(word) in _FILLERS
