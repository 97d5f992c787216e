"""What a page states of its article, in head and mark-up: headline, people, section, pictures, language, address and summary."""

from __future__ import annotations

import json

import pytest

from warraq.extract import extract
from warraq.items import Article, Page
from warraq.outlet import Outlet, OutletKnowledge

TITLE = "إعادة فتح جسر الصفصاف أمام السيارات بعد شهرين من الترميم"
SHORT = "إعادة فتح جسر الصفصاف أمام السيارات"
BODY = (
    "أعادت دائرة الطرق في محافظة الصفصاف صباح الثلاثاء فتح الجسر الحديدي أمام السيارات بعد شهرين من أعمال الترميم.",
    "وقال مدير المشروع إن الفرق الفنية استبدلت أربعين مترا من الأرضية القديمة وأعادت طلاء الدعائم بمادة مقاومة للصدأ.",
    "وأضاف أن الكلفة النهائية بقيت دون المبلغ المرصود، وأن الشاحنات الثقيلة ستبقى ممنوعة من العبور حتى نهاية الشهر.",
)
ADDRESS = "https://sindian.test/news/4711"
OUTLET = Outlet(name="sindian", title="بوابة السنديان", domains=("sindian.test",), aliases=("السنديان", "Al Sindian"))


def og(name: str, content: str) -> str:
    return f'<meta property="og:{name}" content="{content}">'


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def ld(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said}, ensure_ascii=False)}</script>'


def read(
    head: str = "",
    *,
    title: str = f"{TITLE} | السنديان",
    heading: str = TITLE,
    above: str = "",
    by: str = "",
    body: tuple[str, ...] = BODY,
    top: str = "",
    url: str = ADDRESS,
) -> Article:
    html = (
        f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<nav><ul><li><a href=/>الرئيسية</a></li><li><a href=/sport>رياضة</a></li></ul></nav><main>{above}<h1>{heading}</h1>"
        f"<div class=meta>{by}</div><div class=text>{top}{''.join(f'<p>{line}</p>' for line in body)}</div></main></body></html>"
    )
    page = Page(url=url, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"})
    return extract(page, OutletKnowledge(OUTLET)).articles[0]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        *((f"{SHORT}{mark}بوابة السنديان", SHORT) for mark in (" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", "|", " • ", " : ")),
        (f"السنديان | {SHORT}", SHORT),
        (f"بوابة السنديان: {SHORT}", SHORT),
        (f"{SHORT} - Al Sindian", SHORT),
        (f"{SHORT} - sindian.test", SHORT),
        (f"{SHORT} - موقع السنديان الإخباري", SHORT),
        (f"{SHORT} | السنديان - أخبار المدينة لحظة بلحظة", SHORT),
        (f"{SHORT} | أخبار محلية | السنديان", SHORT),
        ("الصفصاف - الوادي: قطار جديد يربط المدينتين - السنديان", "الصفصاف - الوادي: قطار جديد يربط المدينتين"),
        ("السنديان: لن نغلق الجسر | السنديان", "السنديان: لن نغلق الجسر"),
        ("«لن نعود» - رسالة من السائقين إلى الإدارة | السنديان", "«لن نعود» - رسالة من السائقين إلى الإدارة"),
        ("بالفيديو | جسر الصفصاف يعود إلى العمل | السنديان", "بالفيديو | جسر الصفصاف يعود إلى العمل"),
    ],
)
def test_the_title_alone_without_the_sites_name(title: str, expected: str) -> None:
    assert read(title=title, heading="").title == expected


@pytest.mark.parametrize(
    ("head", "title", "heading"),
    [
        (ld(headline=f"{TITLE[:30]}..."), "السنديان", TITLE),
        (ld(headline=f"{TITLE[:30]}…"), f"{TITLE} - السنديان", ""),
        (ld(headline=TITLE[:32]) + og("title", TITLE[:32]), "السنديان", TITLE),
        (og("title", TITLE), "السنديان", f"<span class=cat>محليات</span> {TITLE}"),
        (og("title", TITLE), "السنديان", "السنديان"),
        (meta("twitter:title", TITLE), "السنديان", ""),
    ],
    ids=["dots", "dots and no heading", "cut inside a word", "kicker", "site's name for heading", "meta only"],
)
def test_the_headline_on_which_the_page_agrees(head: str, title: str, heading: str) -> None:
    assert read(head, title=title, heading=heading).title == TITLE


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("كتب: نادر السعيد", ["نادر السعيد"]),
        ("إعداد: ليلى منصور ونادر السعيد", ["ليلى منصور", "نادر السعيد"]),
        ("إعداد نادر السعيد - تحرير ليلى منصور", ["نادر السعيد", "ليلى منصور"]),
        ("سامر الخوري وليلى منصور وعمر الشامي", ["سامر الخوري", "ليلى منصور", "عمر الشامي"]),
        ("نادر السعيد ووليد الحسن", ["نادر السعيد", "وليد الحسن"]),
        ("وليد واصف و وائل ونوس", ["وليد واصف", "وائل ونوس"]),
        ("محمد ولد عبد الله", ["محمد ولد عبد الله"]),
        ("كتبت: وفاء وهبي", ["وفاء وهبي"]),
        ("نادر السعيد - مراسل السنديان", ["نادر السعيد"]),
        ("مراسلنا في الصفصاف نادر السعيد", ["نادر السعيد"]),
        ("الكاتب والباحث السياسي نادر السعيد", ["نادر السعيد"]),
        ("نادر السعيد، كاتب وباحث", ["نادر السعيد"]),
        ("نادر السعيد @nader_s", ["نادر السعيد"]),
        ("نادر السعيد nader@sindian.test", ["نادر السعيد"]),
        ("نادر السعيد | 4 أكتوبر 2026", ["نادر السعيد"]),
        ("4 أكتوبر 2026 - نادر السعيد", ["نادر السعيد"]),
        ("نادر السعيد - تصوير: سامر الخوري", ["نادر السعيد", "سامر الخوري"]),
        ("القاهرة - نادر السعيد", ["نادر السعيد"]),
        *((line, []) for line in ("القاهرة", "السنديان - وكالات", "القسم الرياضي", "فريق التحرير", "كاتب وباحث", "Sindian Staff", "خاص")),
    ],
)
def test_the_people_of_a_byline(by: str, names: list[str]) -> None:
    assert list(read(by=f"<span class=author>{by}</span>").authors) == names


def test_a_place_may_stand_before_the_verb_of_a_byline() -> None:
    article = read(by="<p>النخيل / كتبت / سلمى الحداد</p>")
    assert (article.byline, article.authors) == ("النخيل / كتبت / سلمى الحداد", ("سلمى الحداد",))


def test_authors_may_stand_elsewhere_in_the_graph() -> None:
    graph = {"@graph": [{"@type": "NewsArticle", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "نادر السعيد"}]}
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert read(head).authors == ("نادر السعيد",)
    assert read(head, by="<span class=author>ليلى منصور</span>").authors == ("ليلى منصور",)


TRAIL = {"@type": "BreadcrumbList", "itemListElement": [{"name": "الرئيسية"}, {"item": {"name": "تقارير"}}, {"name": TITLE}]}


@pytest.mark.parametrize(
    ("head", "above", "section"),
    [
        (ld(articleSection="رياضة"), "", "رياضة"),
        (ld(articleSection="الرئيسية"), "", None),
        (ld(articleSection="بوابة السنديان أخبار محلية وعالمية وتحليلات ومقالات رأي"), "", None),
        (f'<script type="application/ld+json">{json.dumps(TRAIL)}</script>', "", "تقارير"),
        ("", "<div class=breadcrumb><a href=/>الرئيسية</a> » <a href=/local>محليات</a> » <span>جسر</span></div>", "محليات"),
        (
            "",
            "<nav aria-label=breadcrumb><ol><li><a href=/>الرئيسية</a></li><li><a href=/e>اقتصاد</a></li><li>جسر</li></ol></nav>",
            "اقتصاد",
        ),
        ("", "", None),
    ],
)
def test_the_section(head: str, above: str, section: str | None) -> None:
    assert read(head, above=above).section == section


PICTURE = "https://sindian.test/i/b.jpg"


@pytest.mark.parametrize(
    ("head", "top", "image"),
    [
        (og("image", "/i/b.jpg"), "", PICTURE),
        (og("image", "/assets/logo.png"), "", None),
        (og("image", "/uploads/2020/05/sindian-logo.png"), "", None),
        (og("image", "/images/default-share.jpg") + ld(image=PICTURE), "", PICTURE),
        (og("image", "/uploads/apple-logo-store.jpg"), "", "https://sindian.test/uploads/apple-logo-store.jpg"),
        (og("image", "/photos/im-127940/social.jpg"), "", "https://sindian.test/photos/im-127940/social.jpg"),
        (og("image", "/assets/logo.png"), "<figure><img src=/i/b.jpg></figure>", PICTURE),
        ("", "<figure><img src='data:image/gif;base64,R0' data-src=/i/b.jpg width=800 height=450></figure>", PICTURE),
        ("", "<figure><img srcset='/i/b.jpg 600w, /i/c.jpg 1200w'></figure>", "https://sindian.test/i/c.jpg"),
        ("", "<p><img src=/icons/share.png width=24 height=24></p><p class=author-photo><img src=/i/nader.jpg></p>", None),
        ("", "", None),
    ],
)
def test_the_lead_picture(head: str, top: str, image: str | None) -> None:
    assert read(head, top=top).image_url == image


def test_keywords_that_are_the_headline_are_none() -> None:
    for said in (TITLE, TITLE.replace(" ", "-"), ",".join(TITLE.split())):
        assert read(meta("keywords", said)).keywords == ()
    assert read(meta("keywords", f"جسور, {TITLE}, طرق")).keywords == ("جسور", "طرق")


PERSIAN = (
    "شهردار امروز اعلام کرد که پروژه پل جدید در شمال شهر تا پایان سال به پایان می‌رسد و برای استفاده مردم آماده خواهد شد.",
    "وی افزود که هزینه این پروژه کمتر از برآورد اولیه بوده است و گروه‌های فنی شبانه‌روز کار می‌کنند تا کار به موقع پایان یابد.",
    "ساکنان این منطقه می‌گویند که سال‌هاست منتظر چنین پلی بوده‌اند و چاره‌ای جز عبور از راه‌های دور نداشتند.",
)


def test_persian_with_its_joiners_is_found_whole() -> None:
    article = read(body=PERSIAN, heading="پل جدید تا پایان سال آماده می‌شود")
    assert (article.body.splitlines(), article.language) == (list(PERSIAN), "fa")


@pytest.mark.parametrize(
    ("stated", "url", "expected"),
    [
        (ADDRESS, f"{ADDRESS}?utm_source=x", ADDRESS),
        (ADDRESS, "https://sindian.test/print/4711", ADDRESS),
        (ADDRESS, "https://sindian.test/n/a4", ADDRESS),
        ("https://sindian.test/fishermen-of-the-gulf/", "https://sindian.test/?p=4711", "https://sindian.test/fishermen-of-the-gulf/"),
        ("https://sindian.test/", ADDRESS, ADDRESS),
        ("https://other.test/a/1", ADDRESS, ADDRESS),
        ("https://sindian.test/local", ADDRESS, ADDRESS),
        (
            "https://sindian.test/category/news/",
            "https://sindian.test/news/fishermen-of-the-gulf",
            "https://sindian.test/news/fishermen-of-the-gulf",
        ),
        ("https://sindian.test/news.php", "https://sindian.test/news.php?id=55", "https://sindian.test/news.php?id=55"),
        ("https://sindian.test/Details.aspx", "https://sindian.test/Details.aspx?ID=99", "https://sindian.test/Details.aspx?ID=99"),
    ],
)
def test_a_canonical_link_is_believed_where_it_can_be_the_pages_own(stated: str, url: str, expected: str) -> None:
    assert read(f'<link rel="canonical" href="{stated}">', url=url).url == expected


SLOGAN = "بوابة السنديان موقع إخباري شامل يقدم آخر الأخبار المحلية والعالمية على مدار الساعة"
SUMMARY = "السنديان تنشر كلفة ترميم الجسر الحديدي وتسأل متى تعبره الشاحنات الثقيلة"


@pytest.mark.parametrize(
    ("head", "summary"),
    [
        (og("description", SUMMARY), SUMMARY),
        (meta("description", SLOGAN), None),
        (meta("description", "تابع آخر الأخبار العاجلة والتقارير من الوطن العربي والعالم"), None),
        (og("description", SLOGAN) + meta("description", SUMMARY), SUMMARY),
        (meta("description", TITLE), None),
        (meta("description", "السنديان"), None),
    ],
    ids=["names the site", "slogan", "slogan without a name", "slogan first", "headline", "name"],
)
def test_the_summary_is_none_of_the_sites_slogans(head: str, summary: str | None) -> None:
    assert read(head).summary == summary
