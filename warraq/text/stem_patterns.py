"""What the patterns of Arabic words lead to: a broken plural to its singular, a verbal noun and an imperfect to their verb's perfect.

Each pattern stands with what becomes of it, as `re.Match.expand` takes it; the first of a table that fits decides. Where a pattern is that
of several kinds of words every reading is given: what is no word will not be looked for.
"""

from __future__ import annotations

import re
from typing import Final

Table = tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
_ITSELF: Final = r"\g<0>"

VERBAL_NOUNS: Final[Table] = (
    (re.compile("إ(..)اء"), (r"ا\1ي",)),  # إجلاء: أجلى
    (re.compile("([اإ].{3,4})اء"), (r"\1ي",)),  # انتهاء: انتهى
    (re.compile("إي(.)ا(.)"), (r"او\1\2",)),  # إيقاف: أوقف
    (re.compile("استي(.)ا(.)"), (r"استو\1\2",)),  # استيراد: استورد
    (re.compile("ا(.ت|ن.)يا(.)"), (r"ا\1ا\2",)),  # اختيار: اختار
    (re.compile(r"(ا(?:.ت|ن.|ست.)(.))ا\2"), (r"\1",)),  # احتجاج: احتج
    (re.compile("(ا...|است..)ا(.)"), (r"\1\2",)),  # انتخاب: انتخب
    (re.compile("(إ..)ا(.)"), (r"\1\2",)),  # إغلاق: أغلق
)

PLURALS: Final[Table] = (
    (re.compile("(..)ائ(.)"), (r"\1ي\2", r"\1ا\2")),  # جرائم, رسائل
    (re.compile("([^م])وا(..)"), (r"\1ا\2", r"\1و\2")),  # عواصم, جواهر
    (re.compile("((..)(.))ى"), (r"\2ي\3", r"\1ي")),  # غرقى; but عربى
    (re.compile("(م.)ا(..)"), (r"\1\2", r"\1\2ة", _ITSELF)),  # مخابز, مذابح; but مهاجر
    (re.compile("أ(.)ا(..)"), (r"ا\1\2",)),  # أرانب
    (re.compile("أ(.)ا(.)ي(.)"), (r"ا\1\2و\3", r"ا\1\2ا\3")),  # أساطير, أعاصير
    (re.compile("آ(.)ا(.)"), (r"ا\1\2", _ITSELF)),  # آداب
    (re.compile("([^متيناأإو][^وي])ا(..)"), (r"\1\2", r"\1\2ة", _ITSELF)),  # عساكر, قنابل
    (re.compile(r"((.)(.))\3"), (r"\1ة", r"\1\3")),  # جثث
    (re.compile(r"(.)(.)و\2"), (r"\1\2", _ITSELF)),  # شكوك
    (re.compile("([^و].)و(.)"), (r"\1\2", _ITSELF)),  # صقور; but صعود
    (re.compile("أ(.)(.)اء"), (r"ا\1ي\2", r"\1\2ي\2", _ITSELF)),  # أدباء, أعزاء; but أنباء
    (re.compile("أ(..)ياء"), (r"\1ي", r"\1ية")),  # أثرياء
    (re.compile("أ(..)(.)اء"), (r"\1ي\2",)),  # أصدقاء
    (re.compile("(م.)ا(.)ي(.)"), (r"\1\2و\3", r"\1\2ا\3")),  # مشاريع, مصابيح
    (re.compile("(ت.)ا(.)ي(.)"), (r"\1\2ي\3",)),  # تقارير
    (re.compile("([^اأ])وا(.)ي(.)"), (r"\1ا\2و\3", r"\1و\2ا\3")),  # نوافير
    (re.compile("([^اأ].)ا(.)ي(.)"), (r"\1\2و\3", r"\1\2ي\3", r"\1\2ا\3")),  # صناديق
    (re.compile(r"أ(.)(.)ا\2"), (r"\1\2", r"\1\2\2")),  # أسرار
    (re.compile("أ(..)ا(.)"), (r"\1\2",)),  # أسعار
    (re.compile("([^اأإ].)(.)اء"), (r"\1ي\2", r"ا\1\2")),  # زملاء, حمراء
    (re.compile("([^تيناأإ].)(.)ان"), (r"\1ي\2", r"\1\2", _ITSELF)),  # قضبان
    (re.compile("(ا[تطد].)ا(.)"), (r"\1\2",)),  # اتساع
    (re.compile("(ا(.ت|ن.))ا(.)"), (r"\1\3", r"\2\3", _ITSELF)),  # اوتار or انتاج; but اختار
    (re.compile("(ا(..))ا(.)"), (r"\1\3", r"\2\3")),  # اسعار or اغلاق
)
PLURALS_IN_TEH: Final[Table] = (
    (re.compile("أ(.)(.)"), (r"\1\2ي\2", r"\1\2ا\2", r"ا\1\2ة")),  # أدلة, أشعة; but أزمة
    (re.compile("أ(..)(.)"), (r"\1ا\2", r"\1ي\2", r"ا\1\2")),  # أجنحة, أرغفة; but أرملة
    (re.compile("(.)(.)ا"), (r"\1ا\2", r"\1\2اة")),  # رعاة; but نواة
)
"""Without their ة; as all before in letters that tell hamzas apart."""

IMPERFECTS: Final[Table] = (
    (re.compile("[يتن]ست(.)ي(.)"), (r"است\1ا\2",)),  # يستفيد
    (re.compile("[يتن](ست[^اي][^اوي].)"), (r"ا\1",)),  # يستخدم
    (re.compile("[يتن](.ت|ن.)ا(.)"), (r"ا\1ا\2",)),  # يختار, ينهار
    (re.compile("[يتن]((?:.ت|ن.)[^اوي].)"), (r"ا\1",)),  # ينتخب, ينفجر
    (re.compile("[يتن](ت[^اي][^اوي].|ت[^اي]ا..)"), (r"\1",)),  # يتحدث, يتظاهر
)
"""Of verbs whose pattern is plain; in even letters, like the two below."""
SHORT_IMPERFECTS: Final[Table] = (
    (re.compile("ي(.)ي(.)"), (r"ا\1ا\2", r"\1ي\2")),  # يثير, يسير
    (re.compile("ت(.)ي(.)"), (r"ا\1ا\2", _ITSELF)),  # تثير
    (re.compile("ي(ت..|.ت.|ن..)"), (r"ا\1", r"\1")),  # يتجه, يحتج, ينضم; but يترك
    (re.compile("[تن](ت..|.ت.)|ت(ن..)"), (r"ا\1\2", _ITSELF)),  # تتجه, نحتج, تنضم
    (re.compile("ي(...)"), (r"\1",)),  # يكشف
)
