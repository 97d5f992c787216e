"""The words of pages that a server sends in an article's place, one pattern a line, in folded letters as label_words has them."""

from __future__ import annotations

from typing import Final

from warraq.extract.page.label_words import any_of

_THING: Final = "(?:ال)?(?:صفحه|خبر|مقال|مقاله|محتوي|موضوع|رابط|ماده|عنوان)"
_SOUGHT: Final = "ال[تذ]ي (?:تبحث|طلبت|تحاول|تريد|ترغب|اتبعت|ضغطت)"
_IS_GONE: Final = any_of("""
    غير (?:موجود|متوفر|متاح|صالح)ه?
    محذوفه?
    حذفت?
    تم حذفها?
    لا وجود لها?
    لا يمكن (?:ايجاد|العثور علي)ها?
    لم (?:تعد|يعد) .{3,20}
""")

_NONE_FOUND: Final = "لم يتم العثور علي|لم نعثر علي|لا يمكن العثور علي|تعذر العثور علي|لا يمكن ايجاد"
_PAGE: Final = "(?:the |that |this |your )?(?:requested )?(?:page|article|content|url)"

NOT_FOUND: Final = (
    r"(?:(?:عذرا|عفوا|خطا|اوبس|اسف|نعتذر|oops|whoops|sorry|error|404|410) ?)*(?:"
    + any_of(rf"""
    404|410
    (?:هذه |هذا )?{_THING}(?: (?:ال)?مطلوبه?| ال[تذ]ي .{{2,40}}?)? (?:{_IS_GONE})(?: حاليا| بعد)?(?: (?:علي|في|من) الموقع)?
    (?:{_NONE_FOUND}) (?:هذه |هذا |اي )?(?:{_THING}|شيء)(?: المطلوبه?| ال[تذ]ي .{{2,40}})?
    غير موجوده?
    لا يوجد شيء هنا
    {_PAGE}(?: you .{{2,40}})? (?:is |was )?(?:not found|(?:not |un)available)
    {_PAGE} (?:can ?not|can t|could not|couldn t) be found
    {_PAGE} (?:does not exist|doesn t exist|is no longer available|no longer exists)
    (?:page )?not found
    page (?:introuvable|non trouvee)
    nothing (?:was )?found
    (?:http )?404(?: not found| error)?
""")
    + ")(?: 404)?"
)
"""All that a headline says; one that goes on («لم يتم العثور على ناجين») is news."""
NOT_FOUND_TEXT: Final = any_of(rf"""
    {_THING} {_SOUGHT}
    ^(?:عذرا|عفوا|نعتذر)\W.{{0,60}}(?:{_IS_GONE}|لم يتم العثور|لا يوجد|لم نعثر)
    لم نعثر علي ما تبحث
    page you(?: are|.re| were|.ve| have)? (?:looking|request|try)
    requested (?:page|url)
    nothing was found at this
    url was not found
""")
"""What speaks to the reader of what he looks for."""

WALL: Final = any_of("""
    just a moment|one moment please|pardon our interruption
    attention required.{0,20}
    (?:403 )?(?:access denied|forbidden)|403
    captcha|robot check|security (?:check|verification)
    are you (?:a )?(?:human|robot).{0,20}
    verif(?:y|ying) you are.{0,20}
    لحظه من فضلك|لحظه واحده|انتظر لحظه
    (?:ال)?(?:وصول|دخول) (?:ممنوع|مرفوض|محظور)
    (?:تم (?:رفض|حظر|منع)|ممنوع) (?:ال)?(?:وصول|دخول)
    (?:جار|جاري) التحقق(?: من (?:متصفحك|المتصفح|الاتصال|اتصالك|الامان|انك .{0,15}))?
    هل انت (?:انسان|روبوت)(?: ام (?:انسان|روبوت))?
""")
"""All that the headline of a wall against robots says."""
WALL_TEXT: Final = any_of(r"""
    checking (?:your browser|if the site connection)
    verify(?:ing)? (?:that )?you are (?:a )?(?:human|not)
    security of your connection|complete the security check
    enable javascript and cookies|please enable (?:js|javascript)
    incapsula incident|unusual traffic|\bray id\b
    have permission to access
    لست (?:روبوت|برنامج)
    التحقق من ان(?:ك|كم)\b
    امان اتصالك
    (?:حظر|رفض|منع) (?:وصولك|عنوانك|طلبك)
    حركه مرور غير (?:عاديه|معتاده)
    (?:تفعيل|تمكين) جافا ?سكر[يب]+ت
""")

LOGIN: Final = any_of("""
    (?:(?:تسجيل|سجل|سجلوا) )?(?:ال)?دخول(?: (?:الي )?(?:حسابك|حسابي|الموقع|النظام)| (?:ال)?اعضاء| المشتركين)?
    (?:انشاء|فتح) حساب(?: جديد)?
    تسجيل (?:حساب|عضو|مستخدم)(?: جديد)?
    log ?in(?: to .{2,20})?|log ?on|sign ?in|connexion
""")
"""All that the headline over a form for names and passwords says."""

NO_RESULTS: Final = any_of("""
    (?:لا توجد|لا يوجد|لم يتم العثور علي|لم نعثر علي)(?: اي)? نتايج
    no (?:results|posts|articles) (?:were )?found
    did not match any
""")

SUBSCRIBERS: Final = any_of("""
    (?:محتوي|مقال|مقاله|خبر|ماده|تقرير|قراءه)(?: (?:متاحه?|مخصصه?|حصريه?|مقصوره?))?(?: فقط)? (?:للمشتركين|للاعضاء المشتركين|علي المشتركين)
    (?:اشترك|اشتركوا|سجل|سجلوا|انضم|للمشتركين).{0,60}(?:لمتابعه|لمواصله|لاكمال|لاستكمال|لتكمل) (?:ال)?(?:قراءه|مقال)
    (?:لمتابعه|لمواصله|لاكمال|لاستكمال) (?:ال)?قراءه.{0,40}(?:اشترك|سجل|اشتراك)
    (?:لقراءه|لمتابعه|لمواصله|لاكمال|لاستكمال) .{0,40}(?:تسجيل (?:ال)?دخول|سجل (?:ال)?دخول|(?:ال)?اشتراك|اشترك)
    subscrib\\w+ to (?:continue|keep|read)
    (?:for|to) subscribers only
    reserve aux abonnes
""")
"""Lines that keep the rest of a text for subscribers."""

COOKIES: Final = "ملفات (?:تعريف ال|ال)?ارتباط|كوكيز|cookies"
CONSENT: Final = "شركاونا|بالنقر|بالضغط علي|موافقتك|تفضيلاتك|اهتماماتك|نستخدم|our partners|by clicking|we use|your consent"
"""What a notice on cookies says beside their name."""
