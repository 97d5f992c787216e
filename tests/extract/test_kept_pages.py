"""Articles of unusual shapes, and news whose words look like those of other pages, are never refused and keep their text."""

from __future__ import annotations

import pytest

from tests.extract.pages_of_zaafaran import ADDRESS, HEADLINES, HOST, SENTENCES, SITE, each, links, page, paragraphs, read, sentence, story

STATED = "<meta property='og:type' content='article'><meta property='article:published_time' content='2024-05-12T10:20:00+03:00'>"
LINKED = " ".join(f"<a href='/w/{number}'>{word}</a>" if number % 2 else word for number, word in enumerate(SENTENCES[0].split()))
LD = """<script type='application/ld+json'>{"@type":"NewsArticle","headline":"%s","articleBody":"%s"}</script>"""
VERSES = (
    "يا وادي الزعفران نام المساء",
    "وعادت من الحقل كل النساء",
    "على كتف النهر ضوء قديم",
    "يعد النجوم ويحصي الهواء",
    "كأن البيوت مرايا صغار",
)
RESULTS = "<table>" + "".join(f"<tr><td>الوادي</td><td>{goals}-1</td><td>الساحل</td></tr>" for goals in range(12)) + "</table>"
POST = (
    "<article class='post'><h2>{link}</h2><p>{sentence}</p><p>وهذا ملخص الخبر رقم {n} كما نشره مراسلنا في المدينة صباح اليوم.</p></article>"
)

BRIEFS = {
    "two-sentences": (
        "ضبط شحنة دخان مهربة في الميناء",
        "ضبطت الشرطة مساء أمس شحنة دخان مهربة. وأوقفت ثلاثة أشخاص وأحالتهم إلى النيابة العامة.",
    ),
    "a-missing-page": (
        "«الصفحة غير موجودة» تربك زوار موقع وزارة السياحة",
        "أعادت وزارة السياحة تشغيل موقعها بعد أن ظل يظهر للزوار رسالة الصفحة غير موجودة منذ مساء الخميس بسبب عطل في الخوادم.",
    ),
    "registration": (
        "تسجيل الدخول إلى بوابة القبول الجامعي يبدأ الأحد",
        "تبدأ الجامعات صباح الأحد استقبال طلبات الالتحاق عبر بوابتها الموحدة حتى نهاية الشهر الجاري.",
    ),
    "a-ban": (
        "تم حظر الشاحنات في شارع الميناء ثلاثة أشهر",
        "حظرت بلدية الساحل مرور الشاحنات في شارع الميناء من السادسة صباحا حتى العاشرة مدة ثلاثة أشهر.",
    ),
    "a-number": (
        "العثور على 404 قطع فضية في تل الحصن",
        "عثرت بعثة أثرية في تل الحصن على 404 قطع نقدية من الفضة داخل جرة كانت مدفونة تحت أرضية بيت قديم.",
    ),
    "no-survivors": (
        "لم يتم العثور على ناجين من القارب الغارق",
        "أعلن الدفاع المدني انتهاء البحث في موقع غرق القارب قبالة الساحل بعد ثلاثة أيام من دون نتيجة.",
    ),
    "a-missing-clause": (
        "محام: النص غير موجود في الدستور",
        "قال المحامي رامي صوان إن المادة لا أثر لها في الدستور، وإن القرار سيطعن فيه أمام المحكمة العليا.",
    ),
    "urgent": ("زلزال يضرب سواحل الوادي", "عاجل: زلزال بقوة أربع درجات يضرب سواحل وادي الزعفران ولا أنباء عن إصابات حتى الآن."),
    "cookies": (
        "هيئة الاتصالات تنظم ملفات تعريف الارتباط",
        "ألزمت هيئة الاتصالات المواقع المحلية بإشعار الزوار قبل استخدام ملفات تعريف الارتباط، ومنحتها ستة أشهر.",
    ),
    "maintenance": (
        "المدرج الغربي قيد الصيانة",
        "أعلنت هيئة المطار أن المدرج الغربي قيد الصيانة حتى نهاية الشهر، وأن الرحلات ستحول إلى المدرج الشرقي.",
    ),
    "entry": (
        "الدخول إلى المتحف مجانا يوم الجمعة",
        "أعلنت إدارة متحف الحصن أن الدخول سيكون مجانا يوم الجمعة المقبل احتفالا بمرور خمسين عاما على تأسيسه.",
    ),
    "no-access": (
        "الوصول ممنوع إلى شاطئ القصب",
        "منعت بلدية الساحل الوصول إلى شاطئ القصب حتى إشعار آخر بعد ظهور قناديل البحر بأعداد كبيرة.",
    ),
    "a-robot": (
        "هل أنت روبوت؟ معرض جديد في المتحف",
        "يستضيف متحف الحصن معرضا يضم أربعين آلة صنعها طلاب الجامعة من مواد معاد تدويرها.",
    ),
    "an-inquiry": (
        "جاري التحقق من هوية غريق في الساحل",
        "قالت شرطة الساحل إنها تنتظر نتائج فحوص تعرف منها هوية رجل عثر عليه أمس قرب الميناء.",
    ),
    "a-telephone-company": (
        "باقة جديدة للمشتركين",
        "أعلنت شركة الزعفران للاتصالات أن الباقة الجديدة متاحة للمشتركين فقط وتشمل مكالمات مجانية إلى الشبكات المحلية.",
    ),
    "no-final-results": (
        "لا توجد نتائج نهائية بعد لانتخابات المجلس",
        "قالت لجنة الانتخابات في الساحل إن الفرز مستمر وإنها ستعلن الأرقام مساء الجمعة بعد النظر في الطعون.",
    ),
    "obituary": ("وفاة الشاعر نادر الحلبي", "توفي مساء أمس الشاعر نادر الحلبي عن ثمانين عاما، ويشيع جثمانه ظهر اليوم من مسجد الحصن."),
    "winners": ("أسماء الفائزين بجائزة الوادي", "أعلنت لجنة جائزة الوادي للقصة القصيرة مساء أمس أسماء الفائزين الثلاثة في دورتها التاسعة."),
}

ITEMS = "".join(f"<li>{line}</li>" for line in SENTENCES)
MATCHES = "".join(f"<li>{hour}:00 الوادي - الساحل</li>" for hour in range(14, 22))
QUESTIONS = "".join(f"<h3>سؤال {number}؟</h3><p>{line}</p>" for number, line in enumerate(SENTENCES))
PRICES = "<table><tr><td>عيار 24</td><td>50.4</td></tr><tr><td>عيار 21</td><td>44.1</td></tr></table>"
CELL = f"<font size=5><b>{HEADLINES[0]}</b></font><br>12/5/2004<br><br>{'<br><br>'.join(SENTENCES)}"


def under(title: str, *after: str, lead: str = SENTENCES[0]) -> str:
    """An article of one paragraph and what comes after it."""
    return f"<article><h1>{title}</h1><p>{lead}</p>{''.join(after)}</article>"


SHAPES = {
    "half-of-it-linked": under(HEADLINES[0], paragraphs(*SENTENCES[1:4]), lead=LINKED),
    "verses": f"<article><h1>قصيدة الوادي</h1><div>شعر: نادر الحلبي</div><div class='article-body'>{'<br>'.join(VERSES)}</div></article>",
    "photo-essay": under("السوق في صور", each(6, "<figure><img src=/{n}.jpg><figcaption>{sentence}</figcaption></figure>")),
    "list": under("نصائح للشراء", each(5, "<h2>{n}. نصيحة</h2><img src=/{n}.jpg><p>{sentence}</p>")),
    "interview": under("العقاد: لن نرفع الإيجارات", each(5, "<p><strong>متى تبدأ المرحلة {n}؟</strong></p><p>{sentence}</p>")),
    "points": under("بيان حزب السهل", f"<ul>{ITEMS}</ul>", lead="أصدر الحزب بيانا جاء فيه:"),
    "results": under(HEADLINES[3], RESULTS, paragraphs(SENTENCES[1])),
    "json-ld": f"<div id='app'></div>{LD % (HEADLINES[0], chr(92) + 'n'.join(('', *SENTENCES)))}".replace("\\n", "", 1),
    "live": under("السيول لحظة بلحظة", each(6, "<div class=entry><span>1{n}:05</span><h3>{headline}</h3><p>{sentence}</p></div>")),
    "recipe": under("كعكة الزعفران", "<h3>المقادير</h3><ul><li>3 أكواب طحين</li><li>كوب سكر</li><li>200 غرام زبدة</li></ul>"),
    "prices": under("أسعار الذهب اليوم", PRICES),
    "round-up": under("صحف اليوم", each(6, "<h3>{headline}</h3><p>{sentence}</p>")),
    "questions": f"<article><h1>عن السوق الجديد</h1>{QUESTIONS}</article>",
    "horoscope": under("حظك اليوم", each(12, "<h3>البرج {n}</h3><p>{sentence}</p>")),
    "fixtures": under("مباريات اليوم", f"<ul>{MATCHES}</ul>"),
    "maxims": under("خواطر", paragraphs(*VERSES)),
    "boxes-between": under(HEADLINES[0], each(4, "<div class=box><h4>{link}</h4></div><p>{sentence}</p>")),
    "bare-tables": f"<table><tr><td>{links(8, 'div')}</td><td>{CELL}</td></tr></table>",
    "related-of-the-same-kind": f"<article class='post'><h2>{HEADLINES[0]}</h2>{paragraphs(*SENTENCES)}</article>{each(5, POST)}",
    "endless": under(HEADLINES[0], *SENTENCES[1:]) + each(4, "<article><h1>{link}</h1><p>{sentence}</p></article>"),
    "offer-below": story(HEADLINES[0], *SENTENCES, below="<p>اشترك الآن لمتابعة القراءة بلا إعلانات ودعم صحافتنا.</p>"),
}


@pytest.mark.parametrize("name", BRIEFS)
def test_brief_news(name: str) -> None:
    title, text = BRIEFS[name]
    found = read(page(story(title, text, below=f"<h3>أخبار ذات صلة</h3><ul>{links(6)}</ul>"), f"{title} - {SITE}"))
    assert [article.body for article in found.articles] == [text]


@pytest.mark.parametrize("name", BRIEFS)
def test_brief_news_without_a_date(name: str) -> None:
    title, text = BRIEFS[name]
    found = read(page(f"<h1>{title}</h1><div class='body'><p>{text}</p></div>", f"{title} | {SITE}"))
    assert [article.body for article in found.articles] == [text]


@pytest.mark.parametrize("name", SHAPES)
def test_an_article_of_another_shape(name: str) -> None:
    found = read(page(SHAPES[name], f"{HEADLINES[0]} - {SITE}"))
    assert found.rejected is None
    assert SENTENCES[0] in found.articles[0].body or VERSES[1] in found.articles[0].body


@pytest.mark.parametrize("path", ["category/local/book-fair-opens", "topic/1834412", "?p=4451", "section/news/2024/5/12/market"])
def test_brief_news_at_an_address_like_a_listing_s(path: str) -> None:
    assert read(page(story("افتتاح معرض الكتاب", SENTENCES[0])), f"{HOST}/{path}").rejected is None


def test_the_own_page_of_a_post_whose_headline_is_a_link() -> None:
    comments = each(6, "<div class='comment'><h4><a href='http://blog{n}.test/'>قارئ كريم من المدينة</a></h4><p>{sentence}</p></div>")
    html = page(f"<div class='post'><h2><a href='{HOST}/2009/06/08/p8/'>{HEADLINES[8]}</a></h2>{paragraphs(*SENTENCES)}</div>{comments}")
    assert read(html, f"{HOST}/2009/06/08/p8/").rejected is None
    assert read(html, "file:///tmp/p8.html").rejected is None


def test_a_video_page_with_a_text() -> None:
    html = page(
        f"<h1>{HEADLINES[9]}</h1><video src=1.mp4></video><p>{SENTENCES[0]}</p>", SITE, "<meta property='og:type' content='video.other'>"
    )
    assert read(html).rejected is None


def test_a_dated_round_up_of_linked_headlines() -> None:
    main = f"<article><h1>حصاد الأسبوع</h1>{each(7, '<h3>{link}</h3><p>{sentence}</p>')}</article>"
    assert read(page(main, f"حصاد الأسبوع - {SITE}", STATED)).rejected is None


def test_an_amp_page() -> None:
    main = (
        f"<ul>{links(8)}</ul><div class='amp-wp-article'><h1>{HEADLINES[0]}</h1><div class='amp-body'>{paragraphs(*SENTENCES)}</div></div>"
    )
    html = page(main, HEADLINES[0], f"<link rel=canonical href='{ADDRESS}'>", framed=False)
    assert read(html, f"{ADDRESS}/amp").articles[0].url == ADDRESS


def test_a_brief_below_a_banner_on_cookies() -> None:
    banner = "<div>نستخدم ملفات تعريف الارتباط لتحسين تجربتك. بالنقر على موافق فإنك تقبل.</div>"
    assert [article.body for article in read(page(banner + story("إغلاق الجسر", SENTENCES[3]))).articles] == [SENTENCES[3]]


def test_a_brief_in_another_language() -> None:
    text = "The council of Saffron Valley opened its new covered market on Sunday morning."
    html = page(f"<article><h1>Valley opens its market</h1><p>{text}</p></article>")
    assert read(html).rejected is None


def test_long_text_outweighs_the_headline_of_a_missing_page() -> None:
    text = paragraphs(*(sentence(number) for number in range(20)))
    assert read(page(f"<article><h1>الصفحة غير موجودة</h1>{text}</article>", f"الصفحة غير موجودة - {SITE}")).rejected is None
