"""The words of date stamps, each with the kind of token it is and a number."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from warraq.text.dates.letters import fold_stamp
from warraq.text.dates.months import GREGORIAN, HIJRI, LIBYAN
from warraq.text.dates.numerals import CARDINALS, HOURS, ORDINALS, YEARS
from warraq.text.dates.zones import ABBREVIATIONS, UNIVERSAL, fixed_zone, named_zone
from warraq.words.calendar import LATIN_WEEKDAYS, OTHER_WEEKDAYS, WEEKDAYS
from warraq.words.zone_places import ZONE_PLACES

if TYPE_CHECKING:
    from datetime import tzinfo

Meaning = tuple[str, int]
"""A kind, one letter of the token shape (see `tokens`), and its number."""

AM, PM, NOON, AFTERNOON, DAWN, NIGHT, MIDNIGHT = range(7)
SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = range(7)
LOCAL_ZONE: Final = -1

ZONES: Final[list[tzinfo]] = [
    UTC,
    *(named_zone(name) for name in ZONE_PLACES),
    *(fixed_zone(minutes) for minutes in ABBREVIATIONS.values()),
]
"""The zones that the numbers of zone tokens point to; 0 is UTC, LOCAL_ZONE is the outlet's own."""

# kind, then the number and its spellings; the kinds are listed in `tokens`.
_PLAIN_WORDS: Final = {
    "W": dict(enumerate(map("|".join, zip(WEEKDAYS, OTHER_WEEKDAYS, LATIN_WEEKDAYS, strict=True)))),
    "h": {0: "هـ|ه ـ|هجري|هجرية|هجريا|للهجرة"},
    "s": {0: "ه . ش|ه ش|شمسي|شمسية|هجري شمسي|هجرية شمسية|خورشيدي"},
    "g": {0: "ميلادي|ميلادية|ميلاديا|للميلاد|الميلادي"},
    "m": {0: "م"},
    "e": {0: "الموافق|الموافق ل|الموافقة|موافق|يوافق|الموافق له|المصادف|والموافق"},
    "a": {
        AM: "ص|صباح|صباحا|الصباح|am|a.m.|a.m|قبل الظهر|ضحى",
        PM: "مساء|مساءا|المساء|pm|p.m.|p.m|بعد الظهر|بعد ظهر",
        NOON: "ظهر|ظهرا|الظهر",
        AFTERNOON: "عصر|عصرا|العصر",
        DAWN: "فجر|فجرا|الفجر|بعد منتصف الليل|سحرا",
        NIGHT: "ليل|ليلا|ليلة|الليل",
        MIDNIGHT: "منتصف الليل",
    },
    "S": {0: "الساعة|ساعة النشر|at|التوقيت|الوقت|وقت"},
    "R": {0: "منذ|قبل|مند|since"},
    "r": {0: "بعد"},
    "G": {0: "مضت|مضى|خلت|ago|سابقا"},
    "u": {SECOND: "ثانية|second", MINUTE: "دقيقة|minute|min", HOUR: "ساعة|hour", DAY: "يوم|يوما|day", WEEK: "أسبوع|أسبوعا|week",
          MONTH: "شهر|شهرا|الشهر|month", YEAR: "year"},
    "p": {SECOND: "ثوان|ثواني|seconds", MINUTE: "دقائق|دقايق|minutes|mins", HOUR: "ساعات|hours", DAY: "أيام|days", WEEK: "أسابيع|weeks",
          MONTH: "أشهر|شهور|months", YEAR: "سنوات|سنين|أعوام|years"},
    "v": {SECOND: "ثانيتين|ثانيتان", MINUTE: "دقيقتين|دقيقتان", HOUR: "ساعتين|ساعتان", DAY: "يومين|يومان", WEEK: "أسبوعين|أسبوعان",
          MONTH: "شهرين|شهران", YEAR: "سنتين|سنتان|عامين|عامان"},
    "b": {SECOND: "ث", MINUTE: "د", HOUR: "س", DAY: "ي"},
    "k": {YEAR: "عام|عاما|سنة|العام|السنة"},
    "D": {30: "نصف|والنصف|النصف", 20: "ثلث|والثلث|الثلث", 15: "ربع|والربع|الربع", -15: "إلا ربعا|إلا ربع|إلا الربع",
          -20: "إلا ثلثا|إلا ثلث"},
    "T": {0: "اليوم|today|هذا اليوم", -1: "أمس|الأمس|البارحة|yesterday|يوم أمس", 1: "غدا|غد|tomorrow|يوم غد",
          -2: "أول أمس|أول من أمس|أمس الأول|قبل أمس|أول البارحة", 2: "بعد غد|بعد الغد"},
    "!": {0: "الآن|للتو|now|just now"},
    "~": {0: "لحظات", 1: "قليل"},
    "f": {0: "الماضي|الماضية|المنصرم|المنصرمة|الفائت|الفائتة|المنقضي|last"},
    "c": {0: "الجاري|الجارية|الحالي|الحالية"},
    "F": {0: "المقبل|المقبلة|القادم|القادمة|next"},
    "U": {0: "آخر تحديث|تحديث|التحديث|حدث|حدثت|تعديل|آخر تعديل|التعديل|معدل|محدث|updated|update|modified"
          "|last modified|last updated|last update"},
    "B": {0: "نشر|النشر|نشرت|منشور|published|posted|أضيف|أضيفت"},
    "i": {0: "من"},
    "l": {0: "إلى|حتى|وحتى|وإلى|لغاية|to"},
    "&": {0: "و|and"},
    "Q": {0: "توقيت"},
    "j": {1: "a|an|one", 2: "two", 3: "three"},
    "": {0: "توقيت النشر|توقيت التحديث|في|بتاريخ|تاريخ|th|st|nd|rd|of|on|the|t|le|du|de|er|à|تم|الذي|ل|لل|هذا|المبارك|الحرام"},
}  # fmt: skip

_OTHER: Final = "أمس الحاجة|أمس حاجة|بضع|بضعة|عدة|أكثر|أقل|حوالي|نحو|قرابة|زهاء"


def _plain_words() -> list[tuple[str, Meaning]]:
    return [(word, (kind, number)) for kind, rows in _PLAIN_WORDS.items() for number, words in rows.items() for word in words.split("|")]


def _named_zones() -> list[tuple[str, Meaning]]:
    words: list[tuple[str, Meaning]] = [(f"توقيت {name}", ("Z", 0)) for name in UNIVERSAL] + [(name, ("Z", 0)) for name in UNIVERSAL]
    words += [(name, ("Z", 0)) for name in ("ت.غ", "ت غ", "ت. غ", "تغ", "ت.ج", "g.m.t")]
    words += [(f"توقيت {word}", ("Z", LOCAL_ZONE)) for word in ("المحلي", "محلي", "البلاد")] + [("التوقيت المحلي", ("Z", LOCAL_ZONE))]
    for number, places in enumerate(ZONE_PLACES.values(), 1):
        for place in places.split("|"):
            words += [(f"توقيت {place}", ("Z", number)), (f"توقيت مدينة {place}", ("Z", number)), (place, ("C", number))]
    words += [(name, ("Z", 1)) for name in ("ت.م", "ت م", "ت. م")]
    return words + [(name, ("Z", len(ZONE_PLACES) + 1 + offset)) for offset, name in enumerate(ABBREVIATIONS)]


def _tables() -> list[tuple[str, Meaning]]:
    """Every spelling with its meaning; where a spelling has two, the later row wins."""
    kinds = (("C", ()), ("N", CARDINALS), ("o", ORDINALS), ("O", HOURS), ("y", YEARS), ("L", LIBYAN), ("H", HIJRI), ("M", GREGORIAN))
    rows = _named_zones()
    rows += [(name, (kind, number)) for kind, table in kinds for name, number in table]
    return rows + [(word, ("x", 1)) for word in _OTHER.split("|")] + _plain_words()


SPELLINGS: Final = {fold_stamp(name): meaning for name, meaning in _tables()}
"""Folded word or phrase to its meaning."""
