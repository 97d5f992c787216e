"""Phrases around an outlet's name: according to, quoting, told, received a copy; labels of credits; words of slots."""

from __future__ import annotations

from typing import Final

from warraq.attribution.lexicon.forms import folded, phrases, verb_forms, with_conjunction
from warraq.text.vocabulary import listed
from warraq.words.kinds import COLLECTIVE

# «وفق رويترز»: the outlet follows at once.
ACCORDING: Final = with_conjunction(folded("وفق حسب بحسب وبحسب وفقا طبقا"))
# «وفقا لرويترز»: the outlet follows with «ل».
ACCORDING_TO: Final = with_conjunction(folded("وفقا طبقا وفاقا تبعا استنادا نسبة"))
# Before «إلى» and an outlet: «استنادا إلى», «نسبة إلى»; «تحدث إلى», «قال إلى».
BEFORE_TO: Final = with_conjunction(folded("استنادا نسبة تحدث تحدثت تحدثوا متحدثا استند استندت"))
# Nouns that carry what somebody told an outlet: «في حديث مع …», «في مقابلة أجرتها …».
INTERVIEWS: Final = with_conjunction(
    folded(
        "مقابلة مقابلته مقابلتها حوار حواره حوارها حديث حديثه حديثها لقاء لقائه لقاءه تصريح تصريحه تصريحات تصريحاته تصريحاتها "
        "مداخلة مداخلته مكالمة اتصال محادثة دردشة مقابلات حوارات أحاديث برنامج برنامجه برنامجها ببرنامج لبرنامج كلمة كلمته خطاب "
        "نشرة إفادة ظهوره"
    )
)
# Whoever appears in one of these need not say anything worth citing.
PROGRAMMES: Final = with_conjunction(folded("برنامج برنامجه برنامجها ببرنامج لبرنامج نشرة كلمة خطاب"))
# What is said to somebody, so that «إلى» and the outlet may follow.
TALKS: Final = with_conjunction(
    folded("حديث حديثه حديثها تصريح تصريحه تصريحات تصريحاته تصريحاتها بتصريح بتصريحات بحديث أحاديث مقابلة مقابلات حوار إفادة")
)
# Pieces of journalism: «في تقرير لـ…», «مقال في صحيفة …», «افتتاحية …».
PIECES: Final = with_conjunction(
    folded(
        "تقرير تقريرا تقريره تقارير مقال مقالا مقاله مقالة تحقيق تحقيقا تحقيقات استطلاع استطلاعا افتتاحية افتتاحيتها افتتاحيات "
        "خبر خبرا أخبار تحليل تحليلا مقالات حلقة بيانات حسابات إحصاءات تقديرات مسح مسحا سلسلة صفحة صفحات تحقيقها عدد موقع الموقع"
    )
)
# «ورد ذلك بصحيفة X», «نشر في صحيفة X».
APPEARED: Final = with_conjunction(folded("ورد وردت جاء جاءت نشر نشرت ينشر نشروا نشره نشرها منشور منشورة المنشور المنشورة كتب كتبت"))
ON_AIR: Final = folded("على عبر في شاشة فضائية شاشات أثير")
# «أبلغ مسؤول رويترز أن»: the outlet is the object.
CONFIDE: Final = with_conjunction(folded("أبلغ أبلغت أبلغوا أخبر أخبرت أخبروا"))
TELL: Final = CONFIDE | with_conjunction(folded("أفاد أفادت"))
# Before «ل» and an outlet these make it a belonging, not a listener.
BELONGING: Final = folded(
    "المؤسس المؤسسة الشريك الشريكة صاحب الإداري المناوب المسؤول الأمين أمين المنسق التنفيذي الإقليمي مدير مديرة رئيس رئيسة تحرير التحرير "
    "مراسل "
    "مراسلة مراسلا مراسلون مراسلو مصور مصورة مصورا تابع تابعة التابع التابعة التابعين مملوك مملوكة المملوك المملوكة المالك المالكة "
    "مقر مكتب مبنى سيارة طاقم فريق مذيع مذيعة مقدم حساب مالك مؤسس ناشر تصاريح ترخيص انضم انتقل مراسلين إداري الإدارة إدارة معد محرر "
    "محررا صحفي صحافي كاتب كاتبا المراسل الناشر المدير التجاري"
)

# «نقلا عن»: everything that may stand before «عن» and an outlet.
QUOTING: Final = with_conjunction(
    folded(
        "نقلا بالنقل نقل نقلت نقله نقلته نقلوا ينقل تنقل ناقلا ناقلة ترجمة مترجما منقول منقولا مترجم صادر صدر صدرت الصادر الصادرة "
        "اقتباسا نسخة"
    )
)

# «في بيان وصل X نسخة منه», «تلقت X نسخة من …».
RECEIVED: Final = verb_forms(
    folded(
        "وصل وصلت يصل تصل تسلم تسلمت استلم استلمت تلقى تلقت ورد وردت وافى وافت حصل حصلت تحصل تحصلت أرسل أرسلت اطلع اطلعت أرسلوا وصلنا "
        "زود زودت زودوا خص خصت"
    )
)
# With «نسخة من …» instead of «نسخة منه» any outlet may have done so, and is quoted for it.
OBTAINED: Final = verb_forms(folded("حصل حصلت تحصل تحصلت اطلع اطلعت"))
STATEMENTS: Final = with_conjunction(
    folded("بيان تصريح تقرير رسالة خطاب تعميم كتاب نسخة بلاغ البيان التصريح بيانا تصريحا رسالته بيانه صحفي صحافي إعلامي له لها مقتضب")
)
COPY: Final = folded("نسخة نسخه بنسخة صورة")
OF_IT: Final = folded("منه منها عنه عنها منهما عليه عليها")

# A line that opens with one of these credits the text; the longest wins.
CREDIT_LABELS: Final = phrases(
    """المصدر
    المصادر
    مصدر الخبر
    مصدر المقال
    مصدر التقرير
    مصدر
    مصادر
    نقلا عن
    نقلا من
    منقول عن
    منقول من
    منقول
    عن
    بالاتفاق مع
    بالاشتراك مع
    بالتعاون مع
    خدمة
    ترجمة خاصة
    ترجمة
    ترجمة عن
    رابط الخبر
    رابط المصدر
    المصدر الأصلي
    لقراءة الخبر من المصدر
    للمزيد تابع
    الخبر من المصدر
    هذا المحتوى من
    هذا الخبر من
    اقرأ الخبر كاملا على
    اقرأ الخبر على
    اقرأ الخبر من
    اقرأ المزيد على
    لقراءة الخبر كاملا على
    لقراءة المزيد على
    تفاصيل الخبر على
    تابع القراءة على
    نشر لأول مرة على
    نشر لأول مرة في
    نشر أولا على
    المصدر الرئيسي
    source"""
)
# What follows the name is no part of the credit: «رابط الخبر بصحيفة X: …», «للمزيد تابع X على فيسبوك».
LINK_LABELS: Final = phrases("رابط الخبر\nرابط المصدر\nللمزيد تابع")
# Labels whose bare value (a name nobody knows) is believed where a separator stands between the two.
TRUSTED_LABELS: Final = phrases("المصدر\nمصدر الخبر\nمصدر المقال\nمصدر التقرير\nنقلا عن\nالمصدر الأصلي\nللمزيد تابع\nsource")
PHOTO_WORDS: Final = folded("صورة الصورة صور الصور تصوير أرشيف أرشيفية ارشيفيه كاميرا عدسة الفيديو فيديو photo getty")
# A site's own motto behind its name: «…: آخر أخبار اليوم».
SLOGANS: Final = frozenset({("اخر", "اخبار"), ("اخر", "الاخبار"), ("احدث", "الاخبار"), ("اخبار", "اليوم"), ("موقع", "اخباري")})

# Disclaimers under a copied text, by the words in front of the name.
WRITTEN_BY: Final = phrases(
    """كتابته بواسطة
    كتابتها بواسطة
    كتب بواسطة
    كتبت بواسطة
    نشر بواسطة
    نشره بواسطة
    النشر بواسطة
    للمزيد تابع
    أولا على
    أولا في
    مرة على
    مرة في
    كما ورد من
    كما هو من
    منقول من
    منقول عن
    first on
    رابط الخبر ب"""
)
OWN_VOICE: Final = phrases("وجهة نظر\nرأي موقع\nمحفوظة ل")

# What no outlet is, though it stands where one could.
GENERIC_SOURCES: Final = listed(COLLECTIVE) | folded(
    "متابعات متابعة وسائل إعلام مصادر مصدر خاص انترنت إنترنت الإنترنت بيان وزارة الوزارة "
    "تويتر فيسبوك فيس يوتيوب انستغرام تصريحات مراسلون مراسلنا محليات تواصل اجتماعي ويكيبيديا جوجل غوغل getty youtube "
    "facebook twitter"
)
DESKS: Final = folded(
    "متابعة متابعات المتابعات خاص وكالات الوكالات محليات المحليات المحرر التحرير رياضة الرياضة اقتصاد الاقتصاد سياسة دولي عربي "
    "عالمي ثقافة منوعات حوادث تقارير تقرير مكتب الدولية الرياضي المحلي المراسلون مراسلون قسم القسم ترجمة ترجمات واحد هيئة"
)
# Sections whose names outlets bear as well.
SECTIONS: Final = folded("العالم المغرب المجتمع السياسة الاقتصادية الرياضية المساء الحدث المال البورصة العرب الخليج")
EXCLUSIVE: Final = folded("خاص حصري انفراد حصريا خاصة")
# Words in front of a person's name in a byline.
AUTHORS: Final = with_conjunction(folded("كتب كتبت كتبها بقلم إعداد تصوير تحرير ترجمة حوار أجرى أجرت حاوره حاورها محرر بواسطة تقرير تحقيق"))
