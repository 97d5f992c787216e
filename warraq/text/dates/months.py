"""Month names of the Arabic press by country, with the Hijri months and the English and French names on Arabic pages."""

from __future__ import annotations

from typing import Final

# One row a system, January to December; spellings are separated by "|". Hamzas, alefs, yehs and Persian letters need no spelling of
# their own, folding joins them. The Arabic systems are those of CLDR (ar-EG, ar-LB, ar-DZ, ar-MA, ar-MR) with the press's own variants.
_SYSTEMS: Final = (
    "يناير|ينايير, فبراير|فيراير|فبريار, مارس, أبريل|أبرايل|نيسان, مايو|ماي|مايس|أيار, يونيو|يونية|يونيوا|حزيران, يوليو|يولية|يوليوا|تموز,"
    "أغسطس|أغسطوس|آب, سبتمبر|سيبتمبر|أيلول, أكتوبر|أوكتوبر, نوفمبر|نوفمير, ديسمبر|دسمبر|ديسيمبر",
    "كانون الثاني|كانون ثاني|كانون ثان|كانون 2|ك2|ك 2, شباط, آذار, , , , , , , "
    "تشرين الأول|تشرين أول|تشرين 1|ت1|ت 1, تشرين الثاني|تشرين ثاني|تشرين ثان|تشرين 2|ت2|ت 2, كانون الأول|كانون أول|كانون 1|ك1|ك 1",
    "جانفي, فيفري, , أفريل, , جوان, جويلية|جويليا, أوت, , , ,",
    ", , , , , , يوليوز, غشت|أغشت, شتنبر|شتمبر, , نونبر, دجنبر|دجمبر",
    "january|jan|janvier|janv, february|feb|février|fevrier|févr, march|mar|mars, april|apr|avril|avr, may|mai, june|jun|juin,"
    "july|jul|juillet|juil, august|aug|août|aout, september|sep|sept|septembre, october|oct|octobre, november|nov|novembre,"
    "december|dec|décembre|decembre|déc",
)

# In use from 1986 to 2011; each name is also an ordinary word or another country's month.
_LIBYAN: Final = "أي النار, النوار, الربيع, الطير, الماء, الصيف, ناصر, هانيبال|هنيبال, الفاتح, التمور, الحرث, الكانون"

_HIJRI: Final = (
    "محرم|المحرم|محرم الحرام, صفر|صفر الخير, ربيع الأول|ربيع أول|ربيع 1, ربيع الثاني|ربيع ثاني|ربيع ثان|ربيع الآخر|ربيع آخر|ربيع 2,"
    "جمادى الأولى|جمادى الأول|جمادى أول|جمادى أولى|جماد الأول|جماد أول|جمادى 1,"
    "جمادى الآخرة|جمادى الآخر|جمادى الثانية|جمادى الثاني|جمادى ثاني|جمادى ثانية|جمادى آخر|جمادى آخرة|جماد الآخر|جماد الثاني|جماد ثاني"
    "|جمادى 2,"
    "رجب|رجب الفرد, شعبان, رمضان|رمضان المبارك, شوال,"
    "ذو القعدة|ذي القعدة|ذوالقعدة|ذيالقعدة|ذا القعدة, ذو الحجة|ذي الحجة|ذوالحجة|ذيالحجة|ذا الحجة"
)


def _numbered(row: str) -> list[tuple[str, int]]:
    cells = enumerate(row.split(","), 1)
    return [(name.strip(), number) for number, cell in cells for name in cell.split("|") if name.strip()]


GREGORIAN: Final = [pair for row in _SYSTEMS for pair in _numbered(row)]
"""Names with the number of their month, as written."""

LIBYAN: Final = _numbered(_LIBYAN)
"""The names of the Jamahiriya, which count only inside a full date of Libya, or paired with a Gregorian name."""

HIJRI: Final = _numbered(_HIJRI)
