"""Kinds of outlets: the words that stand before a name («صحيفة», «وكالة», «قناة», «موقع»)."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["paper", "agency", "broadcast", "site"]

SINGULAR: Final[dict[Kind, str]] = {
    "paper": "صحيفة جريدة مجلة يومية أسبوعية دورية",
    "agency": "وكالة",
    "broadcast": "قناة فضائية إذاعة راديو تلفزيون تليفزيون تلفاز محطة شبكة هيئة",
    "site": "موقع بوابة منصة مدونة",
}
DEFINITE: Final[dict[Kind, str]] = {
    "paper": "الصحيفة الجريدة المجلة اليومية",
    "agency": "الوكالة",
    "broadcast": "القناة الشبكة الإذاعة الفضائية المحطة التلفزيون التليفزيون",
    "site": "الموقع البوابة المنصة",
}
DUAL: Final[dict[Kind, str]] = {
    "paper": "صحيفتا صحيفتي مجلتا مجلتي جريدتا جريدتي",
    "agency": "وكالتا وكالتي",
    "broadcast": "قناتا قناتي شبكتا شبكتي محطتا محطتي",
    "site": "موقعا موقعي",
}
"""In the construct state, as two names follow."""
PLURAL: Final[dict[Kind, str]] = {
    "paper": "صحف الصحف",
    "agency": "وكالات",
    "broadcast": "قنوات شبكات محطات",
    "site": "مواقع",
}

LOOSE: Final = (
    "شبكة موقع منصة بوابة محطة وكالة الموقع الشبكة الوكالة المنصة المحطة البوابة مواقع شبكات وكالات مدونة يومية اليومية أسبوعية دورية "
    "محطات شبكتا شبكتي محطتا محطتي موقعا موقعي وكالتا وكالتي"
)
"""Words that prove nothing by themselves: there are road and terror networks, building sites and rating agencies."""

COLLECTIVE: Final = "وكالات الوكالات وكالة صحف الصحف صحافة مواقع"
"""The press at large: «وكالات» signs for any agency."""

DESCRIBING: Final = "يومية أسبوعية فضائية"
"""Words of kinds that also describe an outlet which another word of a kind introduces: «صحيفة يومية»."""
