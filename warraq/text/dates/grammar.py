"""The shapes of calendar dates, as patterns over the token kinds that `tokens` lists."""

from __future__ import annotations

import re
from typing import Final

_MONTH_NAME: Final = r"[ML](?:[-/,]?\(?[ML]\)?)?"
# What stands between month and year: «من العام 2024», «، 2024».
_GAP: Final = r"[-/.,]{0,2}(?:i?k|i)?[-/.,]?"
# A weekday before the date, with «يوم», «الموافق», «اليوم», a part of the day or a time of day between them; or after it.
_WEEKDAY_BEFORE: Final = r"(?:(?P<weekday>W)[-,./|:()euaT@_]{0,6})?"
_WEEKDAY_AFTER: Final = r"(?:[mghs]?[-,./|()@_]{0,6}(?P<weekday_after>W))?"

_YEAR_FIRST: Final = rf"(?P<head_year>y)[-/.,]?(?P<head_month>{_MONTH_NAME})[-/.,]?(?P<head_day>d)(?!,?y)"
_MONTH_FIRST: Final = rf"(?P<first_month>{_MONTH_NAME})[-/.]?(?P<first_day>d)(?![-/.,]?[ML])[,.]?[-@_ZC]*(?P<first_year>y)"
_NAMED: Final = (
    rf"(?P<span>d[-&l])?(?P<named_day>[doN])[-/.,(]{{0,2}}i?u?(?P<named_month>{_MONTH_NAME})"
    rf"(?:{_GAP}(?P<named_year>y)|[-,]?(?P<reference>(?:ik|iu|k)?[fcF])|(?![-/.,]?[dqn]))"
)
# «1445/08/29 - 11/03/2024»: between two whole dates stands another mark than in them.
_FREE: Final = r"(?:(?<![dnq][-/.])|(?<=y/d/d-)|(?<=y-d-d/)|(?<=y\.d\.d-))"
_NUMERIC: Final = rf"{_FREE}(?P<one>[dy])(?P<mark>[-/.,|])(?P<two>d)(?P=mark)(?P<three>[dy])(?!(?P=mark)[dynq])(?P<era>[hmgs])?"
_HIJRI_DATE: Final = rf"(?P<hijri_span>d[-&l])?(?P<hijri_day>[do])[-/.,(]{{0,2}}i?u?(?P<hijri_month>H)(?:{_GAP}(?P<hijri_year>y))?"
_OF_MONTH: Final = r"(?P<counted_day>[do])(?:i?(?P<counted_month>u)(?P<which>[fcF])|i?(?P<current>c))"

DAY_STATED: Final = re.compile(
    f"{_WEEKDAY_BEFORE}(?:{_YEAR_FIRST}|{_MONTH_FIRST}|{_NAMED}|{_NUMERIC}|{_HIJRI_DATE}|{_OF_MONTH}){_WEEKDAY_AFTER}"
)
"""One date that states a day."""

MONTH_STATED: Final = re.compile(rf"(?<![dynq])(?:(?P<from>M)l)?(?P<month>M(?:[-/,]?\(?M\)?)?)(?:{_GAP}(?P<year>y)|(?P<adjective>[fcF]))")
"""A month with its year or with «الماضي»; tried where no day is stated."""

THIS_MONTH: Final = re.compile("(?<![dNoy])(?P<unit>u)(?P<adjective>[fcF])")
"""«الشهر الجاري»."""

MONTH_IN_NUMBERS: Final = re.compile("(?P<head>y)[-/](?P<month>d)|(?P<month_first>d)[-/](?P<tail>y)")
"""`2024-11`, `11/2024`: a month only where nothing else is said."""

DATELINE: Final = re.compile(r"[xC/,. ]{1,6}-(?P<day>d)-(?P<month>d)\(")
"""The dateline of agencies that print day and month as two numbers: «القدس - 9 - 10 (وكالة)»."""
