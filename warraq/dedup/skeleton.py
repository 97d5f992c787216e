"""Reduces a word to the consonants that all its spellings share, so that a changed name is told from a name spelled otherwise."""

from __future__ import annotations

import re
from typing import Final

from warraq.text.fold import fold

# Conjunction, preposition and article before at least three letters; endings of number, gender and possession after at least three.
_PREFIX: Final = re.compile(r"[وف]?(?:[بك]?ال|لل|[بلك])?(?=\w{3})")
_SUFFIX: Final = re.compile(r"(?<=\w{3})(?:يه|ات|ين|ون|ان|ها|هم|ه|ي|ا)\Z")
# Long vowels that transliteration adds and drops, and the letters that it exchanges (غرب / جرب for g, طوكيو / توكيو …).
_EXCHANGED: Final = str.maketrans({**dict.fromkeys("اويء"), "غ": "ك", "ج": "ك", "ط": "ت", "ص": "س", "ث": "س", "ظ": "ز", "ذ": "ز", "ض": "د"})

# Forms of address, ranks and days named from the day of writing: every desk adds and drops them at will, so they tell no texts apart.
_FILLERS: Final = """
صاحب صاحبة السمو سمو سموه الملكي الأمير الملك جلالة جلالته فخامة فخامته معالي معاليه سعادة سعادته فضيلة الشيخ الدكتور الدكتورة دكتور د
المهندس م الأستاذ أ السيد السيدة اللواء العميد العقيد المقدم الرائد النقيب الملازم الفريق ركن الركن بن ابن
أمس أول اليوم يوم غدا غد الليلة مساء صباح ظهر السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة الماضي المقبل القادم الجاري الحالي
"""
FILLERS: Final = frozenset(fold(_FILLERS).split())


def skeleton(word: str) -> str:
    """What remains of a folded word without affixes, vowels and exchanged letters; with fewer than three consonants left
    it keeps its vowels."""
    stem = _SUFFIX.sub("", _PREFIX.sub("", word, count=1))
    consonants = stem.translate(_EXCHANGED)
    return consonants if len(consonants) > 2 else stem
