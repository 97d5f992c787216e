"""Names of months and weekdays, as Arabic pages write them."""

from __future__ import annotations

from typing import Final

# One row a system, January to December; cells are parted by ",", spellings by "|", the customary one first, and an empty cell has the
# Gregorian name. Hamzas, alefs, yehs and Persian letters need no spelling of their own, folding joins them. The Arabic systems are those
# of CLDR (ar-EG, ar-LB, ar-DZ, ar-MA, ar-MR) with the press's own variants.
MONTH_NAMES: Final = {
    "gregorian": "يناير|ينايير, فبراير|فيراير|فبريار, مارس, أبريل|أبرايل, مايو|مايس, يونيو|يونية|يونيوا, يوليو|يولية|يوليوا, أغسطس|أغسطوس,"
    "سبتمبر|سيبتمبر, أكتوبر|أوكتوبر, نوفمبر|نوفمير, ديسمبر|دسمبر|ديسيمبر",
    "levantine": "كانون الثاني|كانون ثاني|كانون ثان|كانون 2|ك2|ك 2, شباط, آذار, نيسان, أيار, حزيران, تموز, آب, أيلول,"
    "تشرين الأول|تشرين أول|تشرين 1|ت1|ت 1, تشرين الثاني|تشرين ثاني|تشرين ثان|تشرين 2|ت2|ت 2, كانون الأول|كانون أول|كانون 1|ك1|ك 1",
    "maghrebi": "جانفي, فيفري, , أفريل, ماي, جوان, جويلية|جويليا, أوت, , , ,",
    "moroccan": ", , , , ماي, , يوليوز, غشت|أغشت, شتنبر|شتمبر, , نونبر, دجنبر|دجمبر",
}

LATIN_MONTHS: Final = (
    "january|jan|janvier|janv, february|feb|février|fevrier|févr, march|mar|mars, april|apr|avril|avr, may|mai, june|jun|juin,"
    "july|jul|juillet|juil, august|aug|août|aout, september|sep|sept|septembre, october|oct|octobre, november|nov|novembre,"
    "december|dec|décembre|decembre|déc"
)
"""The English and French names of the same months."""

LIBYAN_MONTHS: Final = "أي النار, النوار, الربيع, الطير, الماء, الصيف, ناصر, هانيبال|هنيبال, الفاتح, التمور, الحرث, الكانون"
"""In use from 1986 to 2011; each name is also an ordinary word or another country's month."""

HIJRI_NAMES: Final = (
    "محرم|المحرم|محرم الحرام, صفر|صفر الخير, ربيع الأول|ربيع أول|ربيع 1, ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع ثان|ربيع آخر|ربيع 2,"
    "جمادى الأولى|جمادى الأول|جمادى أول|جمادى أولى|جماد الأول|جماد أول|جمادى 1,"
    "جمادى الآخرة|جمادى الآخر|جمادى الثانية|جمادى الثاني|جمادى ثاني|جمادى ثانية|جمادى آخر|جمادى آخرة|جماد الآخر|جماد الثاني|جماد ثاني"
    "|جمادى 2,"
    "رجب|رجب الفرد, شعبان, رمضان|رمضان المبارك, شوال,"
    "ذو القعدة|ذي القعدة|ذوالقعدة|ذيالقعدة|ذا القعدة, ذو الحجة|ذي الحجة|ذوالحجة|ذيالحجة|ذا الحجة"
)

WEEKDAYS: Final = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
"""Monday first."""

OTHER_WEEKDAYS: Final = ("الإثنين|الأثنين|اثنين|إثنين", "ثلاثاء|الثلاثا", "أربعاء|الاربعا", "خميس", "جمعة", "سبت", "أحد")
"""Further spellings, and the names without the article, which outside of stamps are numbers and ordinary words."""

LATIN_WEEKDAYS: Final = (
    "monday|mon|lundi|lun",
    "tuesday|tue|tues|mardi",
    "wednesday|wed|mercredi|mer",
    "thursday|thu|thur|thurs|jeudi|jeu",
    "friday|fri|vendredi|ven",
    "saturday|sat|samedi|sam",
    "sunday|sun|dimanche|dim",
)
