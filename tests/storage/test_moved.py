"""An article that comes under another address with an edited text is one article with a revision; a template, or another one, is two."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.storage.conftest import NOON
from warraq.items import Entry, Outcome, Reason
from warraq.text.urls import sisters

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Article

    Make = Callable[..., Article]

TEXT = (
    "قال رئيس بلدية الوادي إن الجسر الجديد سيفتح أمام المركبات الخفيفة بعد أن اجتاز فحص الأحمال. وأوضح مهندس المشروع أن فرق الصيانة عملت"
    " ليلا ونهارا لاستبدال الدعامات التي أضعفتها السيول. وطالب أصحاب المتاجر في الحي الشرقي بتعويضهم عن الأشهر التي أغلقت فيها الطريق."
)
EDITED = f"{TEXT} وأضافت البلدية أن الافتتاح تأجل بسبب العاصفة الرملية."
OTHER = (
    "أعلنت وزارة الزراعة بدء موسم حصاد القمح في السهول الشمالية وسط توقعات بمحصول وافر هذا العام. وقال المزارعون إن الأمطار جاءت في موعدها"
    " وإن أسعار الأسمدة بقيت مرتفعة. وتستقبل الصوامع الحكومية الشحنات الأولى مطلع الأسبوع المقبل في ثلاث محافظات."
)
PRICES = (
    "سجل سعر غرام الذهب من عيار 21 في أسواق المدينة {0} ليرة وبلغ عيار 18 {1} ليرة والأونصة {2} دولارا وفق نشرة جمعية الصاغة لهذا اليوم"
)
OLD, NEW = "news/48213/opens-tomorrow", "news/48213/postponed"


def crawl(desk: Any, article: Make, path: str, body: str, *, host: str = "nahar.test", guid: str | None = None, **more: Any) -> Any:
    """One run that finds an address and reads its page; `path` as the feed names it, or with `led_to` where it led."""
    url = f"https://{host}/{path}"
    desk.later(hours=2)
    desk.start()
    desk.offer(Entry(url, guid=guid), feed=None)
    values = {"guid": guid, "found_as": url, "sisters": sisters(url, ["nahar.test", "nahar.net"])}
    (written,) = desk.write(article(more.pop("led_to", url), body, **{"published_at": NOON, **values, **more}))
    return written


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"path": OLD}, {"path": NEW}, id="number"),
        pytest.param({"path": "a/old", "guid": "tag:77"}, {"path": "b/new", "guid": "tag:77"}, id="guid"),
        pytest.param({"path": "p/1"}, {"path": "p/1", "host": "www.nahar.test"}, id="www"),
        pytest.param({"path": "p/1"}, {"path": "p/1", "host": "nahar.net"}, id="sister"),
        pytest.param({"path": "a/old"}, {"path": "a/old", "led_to": "https://nahar.test/a/new"}, id="redirect"),
        pytest.param({"path": OLD, "published_at": None}, {"path": NEW, "published_at": None}, id="no time"),
    ],
)
def test_an_article_that_moved_and_was_edited_is_one(desk: Any, article: Make, first: dict[str, Any], second: dict[str, Any]) -> None:
    one = crawl(desk, article, body=TEXT, **first)
    if second["path"] == first["path"] and "led_to" in second:
        desk.later(days=1)
        desk.start()
        assert desk.due()
    other = crawl(desk, article, body=EDITED, title="عنوان آخر", **second)
    assert (other.outcome, other.article_id) == (Outcome.UPDATED, one.article_id)
    assert desk.all("SELECT body FROM articles") == [(EDITED,)]
    assert desk.all("SELECT body, changed FROM revisions") == [(TEXT, "headline,body,address")]
    assert desk.all("SELECT DISTINCT article_id, state FROM urls") == [(one.article_id, "done")]


def test_its_other_address_is_looked_at_like_any_other(desk: Any, article: Make) -> None:
    one = crawl(desk, article, OLD, TEXT)
    crawl(desk, article, NEW, EDITED)
    desk.later(days=1)
    desk.start()
    assert {entry.url for entry in desk.due()} == {f"https://nahar.test/{path}" for path in (OLD, NEW)}
    same = crawl(desk, article, NEW, EDITED)
    assert (same.outcome, same.reason, same.article_id) == (Outcome.SKIPPED, Reason.UNCHANGED, one.article_id)
    again = crawl(desk, article, NEW, f"{EDITED} ووعدت بموعد جديد قريب.")
    assert (again.outcome, again.article_id) == (Outcome.UPDATED, one.article_id)
    assert len(desk.all("SELECT id FROM articles")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((OLD, TEXT, {}), (NEW, OTHER, {}), id="another text"),
        pytest.param((OLD, TEXT, {}), (NEW, EDITED, {"published_at": NOON + timedelta(hours=49)}), id="two days on"),
        pytest.param((OLD, PRICES.format(5110, 4380, 2610), {}), (NEW, PRICES.format(5140, 4402, 2622), {}), id="a template"),
        pytest.param(
            (OLD, PRICES.format(5110, 4380, 2610), {}),
            (NEW, PRICES.format(5110, 4380, 2611), {"published_at": NOON + timedelta(hours=24)}),
            id="its next issue",
        ),
        pytest.param(("2026/03/10/opens", TEXT, {}), ("2026/03/10/postponed", EDITED, {}), id="only a date"),
        pytest.param(("news/482/opens", TEXT, {}), ("news/482/postponed", EDITED, {}), id="a short number"),
        pytest.param((OLD, "افتتاح الجسر غدا", {}), (NEW, "افتتاح الجسر بعد غد", {}), id="a few words"),
        pytest.param((OLD, TEXT, {}), (NEW, EDITED, {"from_embedded": True}), id="an embedded text"),
    ],
)
def test_what_is_another_article_is_stored_as_one(desk: Any, article: Make, first: Any, second: Any) -> None:
    for path, body, more in (first, second):
        assert crawl(desk, article, path, body, **more).outcome is Outcome.NEW


def test_a_number_that_other_addresses_have_too_stands_for_none_of_them(desk: Any, article: Make) -> None:
    crawl(desk, article, OLD, TEXT)
    crawl(desk, article, "news/48213/harvest", OTHER)
    assert crawl(desk, article, NEW, EDITED).outcome is Outcome.NEW


def test_an_identifier_that_several_articles_have_stands_for_none_of_them(desk: Any, article: Make) -> None:
    crawl(desk, article, "a/old", TEXT, guid="item")
    crawl(desk, article, "a/harvest", OTHER, guid="item", title="حصاد القمح")
    assert crawl(desk, article, "a/new", EDITED, guid="item", title="عنوان آخر").outcome is Outcome.NEW


def test_another_outlet_with_the_same_number_has_its_own_article(desk: Any, article: Make) -> None:
    crawl(desk, article, OLD, TEXT)
    desk.start("wakala")
    url = f"https://wakala.test/{NEW}"
    desk.offer(Entry(url), feed=None, outlet="wakala")
    (written,) = desk.write(article(url, EDITED, outlet="wakala", published_at=NOON))
    assert written.outcome is Outcome.NEW
