"""Names of outlets that running text uses for other things, and names that outlets outside the registry bear as well."""

from __future__ import annotations

from typing import Final

from warraq.attribution.lexicon.forms import folded
from warraq.text.fold import fold
from warraq.text.places import PLACES
from warraq.text.vocabulary import listed
from warraq.words import agencies

# Names of one word that no dictionary explains and running news prose (7,259 articles of 2015) has mostly in another sense, as first names,
# surnames and places. Ordinary nouns and verbs are declared so in the outlet files.
ORDINARY_WORDS: Final = listed(agencies.ORDINARY_AGENCIES) | folded(
    "إرم الراكوبة الصن المربد المونيتور الوئام إيلاف براثا تورس دوغان رووداو سواليف عمون كورة مغرس الفرنسية الألمانية"
)

LATIN_WORDS: Final = frozenset(
    [
        "collector",
        "dawn",
        "fortune",
        "globes",
        "kan",
        "map",
        "nature",
        "nos",
        "pap",
        "petra",
        "rai",
        "record",
        "sabah",
        "shorouk",
        "time",
        "wired",
    ]
)
"""Names in Latin letters that are words, brands or other initials as well («زر Time»): a frame must show that the outlet is meant."""

# The second word of names that read as «<place> today», «<place> now»: «أعلنت روسيا اليوم» may mean just that.
TODAY: Final = folded("اليوم الآن الجديد الجديدة الغد المستقبل")
_FIRST_OF_PHRASE: Final = folded("أخبار كل إسرائيل العرب صوت دار")
_PHRASES: Final = frozenset(fold(name) for name in ("الحياة الجديدة", "الإخبارية السورية", "وول ستريت", "الجزيرة"))

ORDINARY_PHRASES: Final = frozenset(fold(name) for name in ("الشرق الأوسط", "كل يوم", "الصحافة الفرنسية"))

# Shared with outlets that the registry does not have: only nationality, country or host decides.
SHARED: Final = frozenset(fold(name) for name in ("القناة الثانية", "الأخبار", "الزمان", "النصر", "العهد"))


def is_phrase(name: str) -> bool:
    """True for a folded name that running text may use in another sense."""
    words = name.split()
    if len(words) != 2:
        return name in _PHRASES
    return name in _PHRASES or words[0] in _FIRST_OF_PHRASE or (words[1] in TODAY and words[0] in PLACES)
