"""Knows what bylines say around a name: work and role of a person, and first names that begin like «and», which Arabic joins to a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORK_BEFORE: Final = re.compile(
    r"^(?:إعداد|اعداد|أعدته?|أعدها|تحرير|ترجمة|ترجمها|تصوير|حاورته?|حاورها)\s+(?:و(?:تحرير|تقديم|تصوير|ترجمة)\s+)?(?=\S+\s+\S)"
)
_POST: Final = re.compile(
    r"^(?:مراسل(?:ة|نا|تنا)?|موفد(?:ة|نا|تنا)?|مندوب(?:ة|نا|تنا)?)(?:\s+[^\s:–-]+)??\s+(?:في|إلى|من|لدى)\s+\S+\s+(?=\S+\s+\S)"
    r"|^(?:مراسلنا|مراسلتنا|موفدنا|موفدتنا|مندوبنا|مندوبتنا)\s+(?=\S+\s+\S)"
)
"""«مراسلنا في الصفصاف …»: the name stands behind the place, which is taken to be of one word."""
ROLES: Final = frozenset(
    fold(
        "كاتب كاتبة صحفي صحفية صحافي صحافية إعلامي إعلامية باحث باحثة محلل محللة خبير خبيرة مراسل مراسلة مصور مصورة محرر محررة "
        "مترجم مترجمة ناشط ناشطة مدون مدونة أكاديمي أكاديمية روائي روائية ناقد ناقدة شاعر شاعرة معلق معلقة مستشار مستشارة موفد "
        "موفدة مندوب مندوبة زميل زميلة مذيع مذيعة رسام رسامة أستاذ أستاذة محام محامي محامية طبيب طبيبة مهندس مهندسة سياسي سياسية"
    ).split()
)
_POSTS: Final = frozenset(
    fold(
        "رئيس رئيسة مدير مديرة نائب نائبة سكرتير سكرتيرة مسؤول مسؤولة عضو كبير كبيرة متخصص متخصصة مختص مختصة مقدم مقدمة معد معدة قسم"
    ).split()
)
"""Words with which a post begins that open no name."""
_WA_NAMES: Final = frozenset(
    fold(
        "وليد وائل وسام وسيم وسيمة وفاء وداد ورد وردة وجدي وجيه وحيد وحيدة وديع وديعة وصفي وضاح وفيق وهيب وهبي وهبة وعد ولاء واصف "
        "واثق وجدان وجنات وصال وطفة وفي وفية وسن وسيلة والي وهدان وهاب وردي وردية ولد وادي وزان وراق وقاد وكيل ونوس ويس وسوف وئام "
        "واكد وهيبة وناس وزير وحدة وهران واعظ والد"
    ).split()
)
"""First names and family names whose first letter is no «and»."""
NAME_WORDS: Final = 2
"""Words of a person's name at least."""


def without_role(part: str) -> str:
    """What a piece of a byline says after the work («إعداد») and the role («الكاتب الصحفي») that it names a person by; empty where it names
    only a role («كاتب وباحث»)."""
    words = _POST.sub("", _WORK_BEFORE.sub("", part)).split()
    if words and fold(words[0]) in ROLES:
        return ""
    while words and _is_definite_role(fold(words[0])):
        words = words[1:]
        while len(words) > NAME_WORDS and _is_adjective(fold(words[0])):
            words = words[1:]
    return " ".join(words)


def is_role(words: Sequence[str]) -> bool:
    """True for folded words that say what somebody is: «مراسلة اولي للشوون الاقتصاديه», «رييس التحرير»."""
    first = words[0].removeprefix("ال") if words else ""
    return first in ROLES or first in _POSTS


def each_name(part: str) -> Iterator[str]:
    """The names of a piece of a byline, parted where «and» is joined to the second: «نادر السعيد وليلى منصور»."""
    words = part.split()
    place = next((place for place in range(NAME_WORDS, len(words) - NAME_WORDS + 1) if _opens_second(words[place])), None)
    if place is None:
        yield part
        return
    yield " ".join(words[:place])
    yield from each_name(" ".join((words[place][1:], *words[place + 1 :])))


def _is_definite_role(word: str) -> bool:
    bare = word.removeprefix("و")
    return bare.startswith("ال") and bare.removeprefix("ال") in ROLES


def _is_adjective(word: str) -> bool:
    """True for «السياسي», «والاقتصادية»."""
    return word.removeprefix("و").startswith("ال") and word.endswith(("ي", "يه"))


def _opens_second(word: str) -> bool:
    return word.startswith("و") and len(word) > NAME_WORDS and fold(word) not in _WA_NAMES
