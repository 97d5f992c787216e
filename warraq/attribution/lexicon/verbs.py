"""Verbs by which a text reports what an outlet said, and the words that may stand between verb and outlet."""

from __future__ import annotations

from typing import Final

from warraq.attribution.lexicon.forms import folded, verb_forms, with_conjunction
from warraq.text.vocabulary import listed
from warraq.words.calendar import WEEKDAYS

# What only media do: relay, publish, broadcast. Perfect and imperfect, masculine and feminine.
_RELAY: Final = folded(
    "ذكر ذكرت يذكر تذكر أفاد أفادت يفيد تفيد نقل نقلت ينقل تنقل نشر نشرت ينشر تنشر أورد أوردت يورد تورد كتب كتبت يكتب تكتب بث بثت "
    "يبث تبث أذاع أذاعت يذيع تذيع روى روت يروي تروي عنون عنونت تعنون نسب نسبت تنسب سرب سربت أبرز أبرزت يبرز تبرز تناقل تناقلت "
    "تناول تناولت تتناول يتناول استعرض استعرضت خصص خصصت صور صورت وثق وثقت سرد سردت حكى حكت"
)
# What people and states do as well; what they say of something («وصفته», «كشفته»), and what they say only about or to somebody.
_SAY_IT: Final = folded(
    "قال قالت يقول تقول كشف كشفت يكشف تكشف أوضح أوضحت يوضح توضح أضاف أضافت يضيف تضيف زعم زعمت يزعم تزعم ادعت تدعي وصف وصفت يصف "
    "تصف اعتبر اعتبرت تعتبر يعتبر أظهر أظهرت يظهر تظهر بينت أحصى أحصت قدرت أصدر أصدرت فند فندت انتقد انتقدت تنتقد هاجم هاجمت "
    "تهاجم طرح طرحت تطرح يطرح شبه شبهت رصدت يرصد ترصد عرضت يعرض تعرض"
)
_SAY: Final = folded(
    "أشار أشارت يشير تشير لفت لفتت يلفت تلفت تحدث تحدثت يتحدث تتحدث رأت ترى يرى توقع توقعت تتوقع يتوقع رجح رجحت ترجح يرجح حذر "
    "حذرت تحذر يحذر علق علقت تعلق يعلق تساءل تساءلت تتساءل نوه نوهت تابعت ألمح ألمحت تلمح سلط سلطت تسلط يسلط أردف أردفت استطرد "
    "استطردت ختم ختمت نبه نبهت خلص خلصت تخلص استشهد استشهدت استند استندت تستند توصل توصلت دعت"
)
# Announcements: an outlet makes them about itself too, so they count only where a clause with «أن» follows.
_ANNOUNCE: Final = folded(
    "أعلن أعلنت يعلن تعلن أكد أكدت يؤكد تؤكد نفى نفت ينفي تنفي شدد شددت يشدد تشدد صرح صرحت يصرح تصرح أبلغ أبلغت أخبر أخبرت"
)
# The outlet asks: it called, met, interviewed, saw.
_CONTACT: Final = folded(
    "اتصل اتصلت تواصل تواصلت التقى التقت قابل قابلت حاور حاورت سأل سألت استطلع استطلعت أجرى أجرت استجوب استجوبت استضاف استضافت "
    "تستضيف يستضيف شاهد شاهدت عاين عاينت زار زارت"
)
# The page speaks of itself: it learned, translated, looked through.
LEARNED: Final = with_conjunction(folded("علمت"))
_SELF: Final = folded("علم علمت ترجم ترجمت اطلع اطلعت رصد رصدت استمع استمعت")

# These read as nouns too («حقوق بث قناة …»), and as verbs they do not agree with a feminine subject.
NOUN_LIKE: Final = verb_forms(folded("ذكر نقل نشر كتب بث عرض وصف طرح رد علق ختم صور سرد نسب خصص"))

RELAY: Final = verb_forms(_RELAY)
SAY: Final = verb_forms(_SAY_IT) | with_conjunction(_SAY)
ANNOUNCE: Final = verb_forms(_ANNOUNCE)
CONTACT: Final = verb_forms(_CONTACT)
SELF: Final = verb_forms(_SELF)
REPORT: Final = RELAY | SAY | ANNOUNCE

# Verbs and nouns that tell of speech: with one of them in the clause, «ل» before an outlet means: told it to.
SPEECH: Final = (
    REPORT
    | verb_forms(
        folded(
            "قالوا قلت أكدوا ذكروا أوضحوا أضافوا أفادوا صرحوا وأوضح تابع أردف استدرك اعترف اعترفت أقر أقرت أدلى أدلت كشفوا عبر "
            "عبرت أعرب أعربت طالب طالبت اتهم اتهمت تعهد تعهدت هدد هددت استبعد استبعدت قائلين قائلون أبان أبانت أفصح أفصحت أشاد "
            "أشادت برر بررت فسر فسرت شرح شرحت أجاب أجابت رد "
            "ردت اعتبروا ناشد ناشدت وعد وعدت اشتكى اشتكت جزم جزمت أسر بينا صرحا قالا يؤكدون يقولون شكا حكى"
        )
    )
    | with_conjunction(
        folded(
            "تصريح تصريحات تصريحاته تصريحاتها تصريحه حديث حديثه حديثها أحاديث مقابلة مقابلات حوار حواره حوارات لقاء مداخلة اتصال "
            "مصدر مصادر مصدرا مصدران شهود شاهد بيان رسالة إفادة إفادات مكالمة قوله قولها قائلا قائلة مؤكدا موضحا مضيفا مشيرا كلمة "
            "بتصريح بتصريحات بحديث بلقاء بحوار قولهم مصادرنا دردشة شهادات شهادة"
        )
    )
)

# Whoever works for an outlet and reports: «أفاد مراسل …».
REPORTERS: Final = folded(
    "مراسل مراسلة مراسلو مراسلا مراسلي موفد موفدة مندوب مندوبة محلل محللة محللو كاتب كاتبة معلق معلقة محرر محررة محررو مراسلنا "
    "المراسل صحفيو صحافيو صحفي صحافي صحافية صحفية فريق طاقم كاميرا عدسة عدسات كاميرات"
)

# Between the verb and its outlet: pronouns, time words, particles.
BETWEEN: Final = (
    REPORTERS
    | listed(*WEEKDAYS)
    | folded(
        "قد لقد كانت كان عنه عنها عنهم له لها لهم فيه فيها به بها أيضا كذلك اليوم أمس الأول أول يوم مساء صباح ظهر فجر ليل ليلة "
        "الماضي الماضية الحالي الجاري مؤخرا أخيرا بدورها بدوره من جانبها جانبه "
        "في وقت سابق لاحق عبر كل أيضاً حينها آنذاك أولا حصريا عدة بعض معه معها معهم بهما عنهما عليه عليها عليهما حصرا حسب ما هذا "
        "الأسبوع الشهر صباحا مساءا نهاية الليلة البارحة عصر"
    )
)
PUNCTUATION_BETWEEN: Final = frozenset(",()")

WITNESSES: Final = REPORTERS | folded("شاهد شاهدة شهود مصور مصورة مصورو")

# After an announcement: what opens the announced clause.
THAT: Final = with_conjunction(folded("أن إن بأن بأنه أنه إنه أنها إنها بأنها أنهم إنهم لأن كأن"))

# Far enough in front of «ما نشرته …» these say that the report is disputed, not relied on.
DENIAL: Final = with_conjunction(folded("نفى نفت ينفي تنفي نفي نافيا نافية نفيا كذب كذبت تكذيب صحة دحض شائعات مزاعم ادعاءات افتراءات"))

INDEFINITE_RELATIVES: Final = with_conjunction(folded("ما لما كما حسبما وفقما مثلما بما فيما عما مما"))
RELATIVES: Final = with_conjunction(folded("التي الذي الذين اللذان اللتان"))
