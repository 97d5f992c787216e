"""Dates whose month is a word: every month system, its spellings, and pairs of names."""

from __future__ import annotations

import pytest

from warraq.text.dates import parse_date

SYSTEMS = {
    "EG": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "DZ": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "MA": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "MR": "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر",
    "IQ": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "LY": "أي_النار النوار الربيع الطير الماء الصيف ناصر هانيبال الفاتح التمور الحرث الكانون",
}

MONTHS = [
    pytest.param(country, number, name.replace("_", " "), id=f"{country}-{number}")
    for country, names in SYSTEMS.items()
    for number, name in enumerate(names.split(), 1)
]


@pytest.mark.parametrize(("country", "number", "name"), MONTHS)
def test_every_month_of_every_system(country: str, number: int, name: str) -> None:
    assert parse_date(f"17 {name} 2008", None, None, country).value == f"2008-{number:02}-17"


@pytest.mark.parametrize(("country", "number", "name"), [case for case in MONTHS if case.values[0] != "LY"])
def test_months_without_hamza_and_with_persian_letters(country: str, number: int, name: str) -> None:
    plain = name.translate(str.maketrans("أإآ", "ااا"))
    persian = plain.translate(str.maketrans("يك", "یک"))
    for spelling in (plain, persian):
        assert parse_date(f"الساعة 9:05 - 17 {spelling} 2008", None, None, None).value == f"2008-{number:02}-17"


NAMED = [
    ("plain", "3 نوفمبر 2024", "2024-11-03"),
    ("weekday", "الأحد 3 نوفمبر 2024", "2024-11-03"),
    ("weekday-comma", "الأحد، 3 نوفمبر، 2024", "2024-11-03"),
    ("weekday-without-article", "أحد, 3 نوفمبر 2024", "2024-11-03"),
    ("day-word", "يوم الأحد 3 نوفمبر 2024م", "2024-11-03"),
    ("day-word-with-preposition", "ليوم الأحد الموافق 3 نوفمبر 2024", "2024-11-03"),
    ("dashes", "03-نوفمبر-2024", "2024-11-03"),
    ("dashes-spaced", "03 - نوفمبر - 2024", "2024-11-03"),
    ("slashes", "03/نوفمبر/2024", "2024-11-03"),
    ("slashes-half-spaced", "[03/ نوفمبر/2024]", "2024-11-03"),
    ("dots", "3. نوفمبر 2024", "2024-11-03"),
    ("day-of-month", "3 من نوفمبر 2024", "2024-11-03"),
    ("day-of-month-word", "3 من شهر نوفمبر عام 2024", "2024-11-03"),
    ("month-word", "3 شهر نوفمبر 2024", "2024-11-03"),
    ("year-word", "3 نوفمبر/تشرين الثاني من العام 2024", "2024-11-03"),
    ("year-word-sana", "في 3 نوفمبر سنة 2024", "2024-11-03"),
    ("month-first", "نوفمبر 3, 2024", "2024-11-03"),
    ("month-first-weekday", "الأحد، نوفمبر 3، 2024", "2024-11-03"),
    ("month-first-padded", "نوفمبر 03 2024", "2024-11-03"),
    ("year-first", "2024 نوفمبر 3", "2024-11-03"),
    ("year-first-dashes", "2024-نوفمبر-03", "2024-11-03"),
    ("month-first-levantine", "تشرين الثاني 3, 2024", "2024-11-03"),
    ("month-only", "نوفمبر 2024", "2024-11"),
    ("month-only-levantine", "أيار 2021", "2021-05"),
    ("month-only-word", "شهر غشت 2021", "2021-08"),
    ("month-only-pair", "تموز/يوليو 2021", "2021-07"),
    ("month-range", "من مارس إلى جوان 2021", "2021-03"),
    ("pair-slash", "19 آذار/مارس 2022", "2022-03-19"),
    ("pair-slash-spaced", "19 آذار / مارس 2022", "2022-03-19"),
    ("pair-slash-half-spaced", "19 مارس/ آذار 2022", "2022-03-19"),
    ("pair-brackets", "19 آذار (مارس) 2022", "2022-03-19"),
    ("pair-brackets-tight", "19 مارس(آذار) 2022", "2022-03-19"),
    ("pair-dash", "19 آذار - مارس 2022", "2022-03-19"),
    ("pair-of-words", "الأول من كانون الثاني/يناير 2022", "2022-01-01"),
    ("pair-two-word-second", "8 يناير/ كانون الثاني 2022", "2022-01-08"),
    ("pair-maghrebi", "8 أوت (أغسطس) 2022", "2022-08-08"),
    ("pair-libyan", "8 الحرث (نوفمبر) 2007", "2007-11-08"),
    ("pair-backslash", "8 أيلول\\سبتمبر 2022", "2022-09-08"),
    ("pair-then-weekday", "الثلاثاء 8 مارس / آذار 2022", "2022-03-08"),
    ("kanun-numbered", "5 كانون 2 2020", "2020-01-05"),
    ("kanun-numbered-tight", "5 كانون1 2020", "2020-12-05"),
    ("tishreen-numbered", "5 تشرين 2، 2020", "2020-11-05"),
    ("tishreen-short", "5 ت2 2020", "2020-11-05"),
    ("kanun-short", "5 ك1 2020", "2020-12-05"),
    ("tishreen-farsi-yeh", "5 تشرین الثانی 2020", "2020-11-05"),
    ("tishreen-no-article", "5 تشرين ثاني 2020", "2020-11-05"),
    ("tishreen-cut", "5 تشرين ثان 2020", "2020-11-05"),
    ("kanun-no-article", "5 كانون أول 2020", "2020-12-05"),
    ("yunya", "5 يونية 2020", "2020-06-05"),
    ("yunyeh", "5 يونيه 2020", "2020-06-05"),
    ("yulyeh", "5 يوليه 2020", "2020-07-05"),
    ("alef-maqsura", "5 فيفرى 2020", "2020-02-05"),
    ("mayis", "5 مايس 2020", "2020-05-05"),
    ("ab-madda", "5 آب 2020", "2020-08-05"),
    ("ab-hamza", "5 أب 2020", "2020-08-05"),
    ("vowelled", "5 نُوفَمْبِر 2020", "2020-11-05"),
    ("tatweel", "5 نوفمـــبر 2020", "2020-11-05"),
    ("aghustus", "5 أغسطوس 2020", "2020-08-05"),
    ("october-hamza-waw", "5 أوكتوبر 2020", "2020-10-05"),
    ("ordinal", "الخامس من نوفمبر 2020", "2020-11-05"),
    ("ordinal-without-min", "الخامس نوفمبر 2020", "2020-11-05"),
    ("ordinal-moroccan", "خامس نونبر 2020", "2020-11-05"),
    ("ordinal-first-moroccan", "فاتح ماي 2020", "2020-05-01"),
    ("ordinal-teen", "الثاني عشر من نيسان 2020", "2020-04-12"),
    ("ordinal-twenty", "العشرين من شباط 2020", "2020-02-20"),
    ("ordinal-compound", "الخامس والعشرين من ديسمبر 2020", "2020-12-25"),
    ("ordinal-compound-nominative", "الحادي والعشرون من حزيران/يونيو 2020", "2020-06-21"),
    ("ordinal-thirty-first", "الحادي والثلاثين من ديسمبر 2020", "2020-12-31"),
    ("ordinal-with-preposition", "للرابع من آذار 2020", "2020-03-04"),
    ("cardinal", "عشرين شباط 2020", "2020-02-20"),
    ("year-in-words", "العاشر من آذار ألفين وعشرين", "2020-03-10"),
    ("span-of-days-words", "من 5 إلى 10 نوفمبر 2020", "2020-11-05"),
    ("month-in-numbers", "2020-11", "2020-11"),
    ("month-in-numbers-first", "11/2020", "2020-11"),
    ("leap-day", "29 شباط 2024", "2024-02-29"),
    ("english", "3 November 2024", "2024-11-03"),
    ("english-ordinal", "3rd November, 2024", "2024-11-03"),
    ("english-month-first", "Nov 3, 2024", "2024-11-03"),
    ("english-weekday", "Sunday, November 3rd, 2024", "2024-11-03"),
    ("english-dashes", "03-Nov-2024", "2024-11-03"),
    ("english-glued", "3November 2024", "2024-11-03"),
    ("english-dot", "Sun. 3 Nov. 2024", "2024-11-03"),
    ("french", "3 novembre 2024", "2024-11-03"),
    ("french-weekday", "dimanche 3 août 2025", "2025-08-03"),
    ("weekday-conflict-keeps-the-words", "الاثنين 3 نوفمبر 2024", "2024-11-03"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in NAMED])
def test_named_month(text: str, expected: str) -> None:
    parsed = parse_date(text, None, None, None)
    assert (parsed.value, parsed.precision) == (expected, "day" if len(expected) == 10 else "month")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("19 آذار/أبريل 2022", id="pair-disagrees"),
        pytest.param("5 كانون 2020", id="kanun-without-number"),
        pytest.param("5 تشرين 2020", id="tishreen-without-number"),
        pytest.param("نوفمبر", id="month-alone"),
        pytest.param("2024", id="year-alone"),
        pytest.param("عام 2024", id="year-with-word"),
        pytest.param("31 نوفمبر 2024", id="impossible-day"),
        pytest.param("29 فبراير 2023", id="no-leap-year"),
        pytest.param("30 شباط 2024", id="thirtieth-of-february"),
        pytest.param("0 نوفمبر 2024", id="day-zero"),
        pytest.param("45 نوفمبر 2024", id="day-forty-five"),
        pytest.param("الربيع 2011", id="spring-is-no-libyan-month"),
        pytest.param("17 الصيف 2024", id="libyan-month-after-their-end"),
        pytest.param("3 نوفمبر 2024 و 5 ديسمبر 2024", id="two-dates"),
        pytest.param("5 و 6 نوفمبر 2024", id="two-days-of-one-month"),
        pytest.param("3-5 نوفمبر 2024", id="span-of-days"),
        pytest.param("3 نوفمبر", id="no-year-and-no-now"),
        pytest.param("3 نوفمبر 24", id="year-of-two-digits"),
        pytest.param("بين 5 و10 نوفمبر 2024", id="between-two-days"),
        pytest.param("1 يناير 2026 11 نوفمبر 2024", id="two-dates-unseparated"),
    ],
)
def test_named_month_refused(text: str) -> None:
    parsed = parse_date(text, None, None, None)
    assert (parsed.value, parsed.precision) == (None, None)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        pytest.param("7 ماي 2009", "MA", "2009-05-07", id="may-in-morocco"),
        pytest.param("7 الماء 2009", "LY", "2009-05-07", id="may-in-libya"),
        pytest.param("7 الماء 2009", "EG", None, id="water-in-egypt"),
        pytest.param("7 النوار 2009", "LY", "2009-02-07", id="february-in-libya"),
        pytest.param("7 النوار 2009", "TN", None, id="blossom-in-tunisia"),
        pytest.param("7 الكانون 2009", "LY", "2009-12-07", id="december-in-libya"),
        pytest.param("7 الكانون 2009", "LB", None, id="which-kanun-in-lebanon"),
        pytest.param("7 كانون الأول 2009", "LY", "2009-12-07", id="levantine-december-in-libya"),
        pytest.param("7 الربيع 2009", "LY", "2009-03-07", id="march-in-libya"),
        pytest.param("الفاتح من سبتمبر 2009", "LY", "2009-09-01", id="fatih-is-the-first-before-a-month"),
    ],
)
def test_country_decides_between_homonyms(text: str, country: str, expected: str | None) -> None:
    assert parse_date(text, None, None, country).value == expected
