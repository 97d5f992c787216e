"""Kind words («صحيفة», «وكالة», «قناة»), what may follow an outlet's name, and what only looks like an outlet."""

from __future__ import annotations

from typing import Final

from warraq.attribution.lexicon.forms import folded
from warraq.text.fold import fold
from warraq.text.kinds import KINDS as KINDS  # the words of a name that say what it is, for all that reads sources
from warraq.text.vocabulary import listed
from warraq.words.kinds import DEFINITE, DESCRIBING, DUAL, LOOSE, PLURAL, Kind

MASCULINE_KINDS: Final = folded("موقع موقعا راديو تلفزيون تليفزيون تلفاز الموقع التلفزيون التليفزيون")
# With an adjective of nationality these name a state's broadcaster: «التلفزيون السوري», «القناة السابعة الإسرائيلية».
NATIONAL_KINDS: Final = folded("التلفزيون التليفزيون الإذاعة القناة هيئة")
BROADCASTING: Final = folded("الإذاعة البث التلفزيون التليفزيون")

# The kind word proves nothing by itself.
LOOSE_KINDS: Final = listed(LOOSE)

# «الصحيفة» alone: the outlet named before, of this kind.
ANAPHORS: Final[dict[str, Kind]] = {word: kind for kind, words in DEFINITE.items() for word in listed(words) - folded("البوابة المنصة")}

AGENCY: Final = "وكاله"
AGENCY_NOUN: Final = folded("أنباء الأنباء")
# Of the loose kind words those that a website's name follows; a ministry runs a «منصة» or «بوابة».
SITES: Final = folded("موقع موقعا موقعي الموقع مدونة")
# Two outlets follow, joined by «و».
DUAL_KINDS: Final = listed(*DUAL.values())
PLURAL_KINDS: Final = listed(*PLURAL.values())
# Adjectives and phrases that follow a name and say nothing new about who it is.
TAILS: Final = folded(
    "الرسمية الرسمي الحكومية الحكومي شبه الإلكترونية الإلكتروني الإخبارية الإخباري الفضائية الفضائي اليومية اليومي الأسبوعية "
    "الأسبوعي الشهرية الدولية الدولي العالمية العالمي المحلية المحلي المستقلة المستقل الخاصة للأنباء للإعلام الإعلامية "
    "التلفزيونية التلفزيوني الشهيرة الشهير الاقتصادية الاقتصادي الرياضية الرياضي المالية الواسعة الانتشار المعارضة المعارض "
    "الأهلية القومية أونلاين نيوز العامة العام المسائية الصباحية الأكاديمية العلمية الطبية المتخصصة المتخصص اللندنية اللندني "
    "المقربة واسعة عربية عربي"
)
# Tails that prove that an unknown name behind a kind word is an outlet's.
MEDIA_TAILS: Final = folded(
    "للأنباء للإعلام الإخبارية الإخباري الفضائية الفضائي اليومية الأسبوعية الإعلامية التلفزيونية الإلكترونية الإلكتروني الإذاعية الشهرية"
)

# Those that a road network or a booking site cannot bear.
NEWS_TAILS: Final = folded("للأنباء للإعلام الإخبارية الإخباري الإعلامية التلفزيونية")

# An agency, network, channel or site of these names brings no news; «+» joins the words of one name.
_NOT_NEWS: Final = """
ناسا فيتش موديز فرونتكس الفضاء غوث أونروا الطاقة ستاندرد+آند+بورز ستاندارد+آند+بورز السويس بنما حقاني القاعدة داعش الاتصال
تويتر فيسبوك فيس+بوك يوتيوب إكس انستغرام انستجرام إنستغرام تيك+توك تيكتوك واتساب واتس+آب تلغرام تليغرام تليجرام سناب+شات سنابشات
لينكد+إن لينكدإن ثريدز ريديت بينترست فليكر ويكيبيديا جوجل غوغل قوقل أمازون إيباي علي+بابا إير+بي+إن+بي نتفلكس نتفليكس شاهد تروث+سوشيال
كلوب+هاوس تويتش ديسكورد بلوسكاي ماستودون سيغنال سيجنال فايبر رامبل سبوتيفاي
الحدث الوزارة الشركة التواصل التواصل+الاجتماعي التغريدات
x twitter facebook youtube instagram tiktok telegram whatsapp google linkedin snapchat
"""
NOT_NEWS: Final = frozenset(name.replace("+", " ") for name in fold(_NOT_NEWS).split())

# A quoted name that opens with one of these is the body's whose site or channel it is: «موقع «الخطوط السعودية»».
INSTITUTIONS: Final = folded(
    "شركة الشركة بنك البنك مصرف مصارف الخطوط خطوط جامعة الجامعة هيئة الهيئة وزارة الوزارة مؤسسة المؤسسة نادي النادي اتحاد مجلس منظمة "
    "جمعية أمانة بلدية مستشفى محكمة إدارة فنادق مطار"
)

# The first word behind a kind word shows that no name follows.
NO_NAME: Final = listed(DESCRIBING) | folded(
    "جديدة محلية سعودية رسمية إلكترونية مقربة تابعة عبرية حكومية واحدة أخرى عدة كبرى عالمية دولية عربية أجنبية غربية خاصة "
    "موالية معارضة إخبارية إعلامية إخباري رسمي إلكتروني محلي تلفزيونية إذاعية التواصل وزارة الوزارة الشركة النادي الهيئة "
    "البلدية الجامعة الحكومة الرئاسة الأمم مجلس هيئة جامعة شركة مؤسسة نادي بنك البنك البيت الحدث الحادث الانفجار التفجير الهجوم "
    "التصوير العمل الاحتفال المعركة استراتيجي بلدية اتصالات طرق كهرباء مياه على في من إلى التي الذي أن إن عن هي هو لها له تصدر "
    "محكمة مرموقة فصلية ثقافية أدبية علمية طبية ناطقة معنية مختصة متخصصة دولي نقل تصنيف سفر سياحة توظيف الأخبار "
    "الإنترنت انترنت إنترنت حزب الحزب اسمها ذلك هذا هذه تلك به "
    "بها وهي وهو تدعى يدعى تسمى شهيرة صينية مشهورة بارزة بريطانية"
)
