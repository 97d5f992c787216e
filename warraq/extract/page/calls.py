"""Tells lines that call on the reader (follow, subscribe, vote, press) and notices from news that speak of channels and votes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.page.label_words import PLATFORMS, any_of

if TYPE_CHECKING:
    from warraq.extract.page.blocks import Block

CALL_WORDS: Final = 22
"""Words of the longest call that is told by its words."""
NOTICE_LINE_WORDS: Final = 45
"""Words of a line in which a page disclaims what it prints."""

_BY_WAY_OF: Final = "(?:علي|عبر|في|من خلال)"
_OURS: Final = "(?:قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|تطبيقنا|موقعنا|منصتنا|منصاتنا|مجموعتنا|نشرتنا|خدمتنا|استطلاعنا)"
_CHANNEL: Final = rf"(?:ال)?(?:قناه|قنوات|صفحه|حساب|حسابات|تطبيق|موقع|منصه|مجموعه|نشره|خدمه|استطلاع|تصويت|بودكاست|اشعارات)|{_OURS}"
_CALLING: Final = r"و?(?:تابع|اشترك|انضم|حمل|نزل|سجل|شارك|صوت|شاهد|زور|زر|فعل|اقرا|استمع|ادل)(?:وا|ي|و)?"
"""Calls that may as well tell what somebody did: «تابع», «انضم»."""
_PURPOSE: Final = "و?(?:للاشتراك|للانضمام|للتصويت|للمشاركه|لتحميل|لتنزيل|لمتابعه|لمشاهده|لقراءه|للاطلاع|لتصلك|ليصلك)"
OPENINGS: Final = any_of(rf"""
    و?(?:اضغط|انقر)(?:وا|ي)? {_BY_WAY_OF}?
    و?(?:تابعونا|تابعينا|راسلونا|شاركونا|شاركنا|زورونا|كن اول من|كونوا اول من|لا تنس|لا تنسوا|لا تفوت|لا تفوتوا|ابق|ابقوا) .+
    و?(?:تابعنا|تواصل معنا|تواصلوا معنا)
    و?ل?ل?مزيد من .+
    {_PURPOSE} .+
    (?:استطلاع|تصويت)
    تنويه|تنبيه|اخلاء (?:ال)?مسووليه|disclaimer
    (?:هذا |هذه )?(?:(?:جميع|كافه|كل) )?(?:ال)?(?:معلومات|اراء|مقالات|مواد|محتوي|محتويات)
    {_CALLING} .+
    subscribe to our|sign up for our|follow us
""")
"""How such lines begin; looked for before anything else."""
_CALL_LINE: Final = re.compile(
    any_of(rf"""
    و?(?:اضغط|انقر)(?:وا|ي)? (?:هنا|علي (?:ال)?(?:رابط|زر|صوره)).*
    و?(?:تابعونا|تابعينا)(?: .*)?
    و?(?:راسلونا|شاركونا|شاركنا|زورونا|تابعنا|تواصل معنا|تواصلوا معنا)(?: .{{0,60}})?
    و?(?:كن|كونوا) اول من (?:يعرف|يعلم|يقرا|تصله|يعلق).*
    و?لا (?:تنس|تنسوا|تفوت|تفوتوا) (?:الاشتراك|متابع|الانضمام|تحميل|تفعيل|المشاركه|الاعجاب).*
    و?(?:ابق|ابقوا) (?:علي|معنا) .*
    و?(?:للمزيد|لمزيد) من .{{0,60}}(?:اضغط|انقر|تابعونا|تابعنا|زورونا|{_OURS}).*
    و?(?:للمزيد|لمزيد) من .{{0,60}}(?:تابع|شاهد|زور|زر|اقرا|راجع)(?:وا|ي)? .{{0,40}}(?:فيديو|رابط|موقع|صفحه|قناه|حساب|تطبيق|تقرير|ملف).*
    {_PURPOSE} .{{0,80}}(?:اضغط|انقر|هنا$|الرابط|{_OURS}).*
    (?:استطلاع|تصويت)(?: (?:ال)?(?:راي|اليوم|الاسبوع|القراء))?
    {_CALLING} .{{0,80}}(?:{_OURS}|معنا\b|رايك|بصوتك|(?:الفيديو|الصور|الرابط) (?:ال)?(?:مرفق|تالي|ادناه|اسفل)).*
    اقرا(?:وا)? المزيد .{{0,60}}(?:{_OURS})
    (?:subscribe to our|sign up for our|follow us) .*
""")
)
_ON_A_PLATFORM: Final = re.compile(rf"{_CALLING} .{{0,60}}(?:{_CHANNEL}).{{0,60}}{_BY_WAY_OF} (?:ال)?(?:{PLATFORMS})(?: \w+)?\W*")
_LINKED_CALL: Final = re.compile(rf"{_CALLING} .{{0,60}}(?:{_CHANNEL}).*")
_NOTICE: Final = re.compile(
    r"(?:تنويه|تنبيه|اخلاء (?:ال)?مسووليه|disclaimer)\W.*(?:مسوول|نصيحه|استشار|توصيه|\bراي|ت?يعبر|تعبر|يعكس|تعكس|اغراض|responsib|advice).*"
    r"|(?:هذا |هذه )?(?:(?:جميع|كافه|كل) )?(?:ال)?(?:معلومات|اراء|مقالات|مواد|محتوي|محتويات)"
    r" (?:ال)?(?:وارده|منشوره|منشور|وارد|مذكوره|مقدمه)"
    r".{0,60}\b(?:تعبر|يعبر|لا تعبر|لا يعبر|لا تمثل|لا يمثل|لا تعكس|لا تشكل|لا يشكل|لا تعد|لا يعد|لا تغني|ليست بديلا).*"
)
_CLOSED: Final = (".", "!", "؟", "…", "»")


def is_call(block: Block, folded: str) -> bool:
    """True for a whole line that only calls on the reader, or disclaims; `folded` is its folded text. What tells of a channel in a sentence
    (a full stop, no link, nothing of «our») is news."""
    line = folded.strip(" .!*-–•◄►:")
    if block.words > CALL_WORDS:
        return block.words <= NOTICE_LINE_WORDS and bool(_NOTICE.fullmatch(line))
    if _CALL_LINE.fullmatch(line) or _NOTICE.fullmatch(line):
        return True
    if block.text.endswith(_CLOSED) and not block.links:
        return False
    return bool(
        _ON_A_PLATFORM.fullmatch(line) or (block.links and block.link_share > 0.1 and _is_button(block) and _LINKED_CALL.fullmatch(line))
    )


def _is_button(block: Block) -> bool:
    """True where the line ends with its link, as one does that says where to press."""
    return block.text.rstrip(" .!:*»").endswith(block.links[-1].text.rstrip(" .!:*»"))
