"""Writing articles: what is new, what is another text of a stored one, what is there already; and what hangs on an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from storage.query import read
from storage.write.rows import LONGEST_NAME
from storage.write.save import MOST_REVISIONS
from warraq.items import Attribution, Outcome, Reason, RelatedLink
from warraq.text.urls import embedded_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Article

    Make = Callable[..., Article]

PUBLISHED = Attribution("published", "جريدة النهر", "nahar", "structured", None, None, "جريدة النهر", None, None, "host")


def outcomes(written: list[Any]) -> list[tuple[str, str | None, int]]:
    return [(done.outcome.value, done.reason and done.reason.value, done.article_id) for done in written]


def detail(desk: Any, article_id: int) -> read.ArticleDetail:
    with desk.store.read() as connection:
        found = read.article(connection, article_id)
    assert found is not None
    return found


def test_a_new_article_is_stored_with_all_that_belongs_to_it(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("1")
    given = article(
        "1",
        "قالت وكالة الساحل إن النهر فاض.",
        authors=("منى سالم", "كريم حداد"),
        keywords=("فيضان", "فيضان"),
        related_links=(RelatedLink("مقالات مشابهة", "خبر آخر", None),),
        attributions=(PUBLISHED, Attribution("cited", "وكالة الساحل", "wakala", "body", 5, 17, "قالت وكالة الساحل", 0, 17, "verb")),
        published_at=datetime(2026, 3, 9, 10, 0, tzinfo=UTC),
    )
    assert outcomes(desk.write(given)) == [("new", None, 1)]
    found = detail(desk, 1)
    assert (found.article["outlet"], found.article["sort_at"]) == ("nahar", given.published_at)
    assert (found.authors, found.keywords) == (["منى سالم", "كريم حداد"], ["فيضان", "فيضان"])
    assert found.related_links == [{"label": "مقالات مشابهة", "title": "خبر آخر", "url": None}]
    assert [(source["role"], source["outlet"], source["quote"]) for source in found.attributions] == [
        ("published", "nahar", "جريدة النهر"),
        ("cited", "wakala", "قالت وكالة الساحل"),
    ]
    assert [(row["url"], row["outcome"]) for row in found.urls] == [("https://nahar.test/1", "new")]
    assert desk.all("SELECT url, status, encoding FROM pages") == [("https://nahar.test/1", 200, "utf-8")]
    assert desk.all("SELECT id, first_article_id, article_count, merged_into FROM stories") == [(1, 1, 1, None)]


def test_a_changed_text_replaces_the_stored_one_and_leaves_a_revision(desk: Any, article: Make) -> None:
    desk.start()
    desk.write(article("1", "نص أول", title="عنوان", keywords=("قديم",), attributions=(PUBLISHED,)))
    desk.later(hours=1)
    desk.start()
    cited = replace(PUBLISHED, role="cited", rule="verb")
    changed = article("1", "نص ثان", title="عنوان", keywords=("جديد",), attributions=(PUBLISHED, cited), fetched_at=desk.now)
    assert outcomes(desk.write(changed)) == [("updated", None, 1)]
    found = detail(desk, 1)
    assert (found.article["body"], found.keywords, len(found.attributions)) == ("نص ثان", ["جديد"], 2)
    assert [(row["number"], row["body"], row["changed"]) for row in found.revisions] == [(1, "نص أول", "body,attribution")]
    desk.start()
    desk.write(article("1", "نص ثان", title="عنوان آخر", attributions=(PUBLISHED, cited)))
    assert [(row["number"], row["changed"]) for row in detail(desk, 1).revisions] == [(1, "body,attribution"), (2, "headline")]
    assert desk.all("SELECT count(*) FROM search_texts") == [(1,)]
    assert desk.all("SELECT count(*) FROM stories") == [(1,)]


def test_of_an_article_edited_for_ever_the_first_and_the_latest_texts_are_kept(desk: Any, article: Make) -> None:
    for edit in range(MOST_REVISIONS + 6):
        desk.start()
        desk.write(article("1", f"نص عدل {edit} مرات"))
    numbers = [row["number"] for row in detail(desk, 1).revisions]
    assert numbers == [1, *range(7, MOST_REVISIONS + 6)]


def test_the_same_article_again_is_a_duplicate(desk: Any, article: Make) -> None:
    desk.start(trigger="import")
    assert outcomes(desk.write(article("1"), article("1"))) == [("new", None, 1), ("duplicate", "same-url", 1)]
    account = desk.finish()
    assert (account.found, account.new, account.duplicate) == (1, 1, 0)
    desk.start(trigger="import")
    assert outcomes(desk.write(article("1"))) == [("duplicate", "same-url", 1)]
    assert desk.finish().duplicate == 1
    assert desk.row("1").next_check_at is not None


def test_the_same_text_of_one_outlet_under_two_addresses_is_stored_once(desk: Any, article: Make) -> None:
    desk.start()
    written = desk.write(article("2", "نص"), article("1", "نص"), article("1", "نص", outlet="wakala"))
    assert outcomes(written) == [("new", None, 1), ("duplicate", "same-text", 1), ("new", None, 2)]
    assert desk.row("1").article_id == 1


@pytest.mark.parametrize("together", [True, False])
def test_an_own_page_takes_the_place_of_an_embedded_text_and_never_the_other_way(desk: Any, article: Make, together: bool) -> None:
    desk.start()
    embedded = article("inner", "أول النص فقط", from_embedded=True, position=1)
    own = article("inner", "النص كله")
    batches = [(embedded, own, embedded)] if together else [(embedded,), (own,), (embedded,)]
    written = [done for batch in batches for done in desk.write(*batch)]
    assert outcomes(written) == [("new", None, 1), ("updated", None, 1), ("duplicate", "same-url", 1)]
    found = detail(desk, 1)
    assert (found.article["body"], found.article["from_embedded"], found.article["position"]) == ("النص كله", False, 0)


def test_an_own_page_with_the_embedded_text_makes_it_its_own_without_a_revision(desk: Any, article: Make) -> None:
    desk.start()
    desk.write(article("inner", "نص", from_embedded=True))
    assert outcomes(desk.write(article("inner", "نص"))) == [("updated", None, 1)]
    found = detail(desk, 1)
    assert (found.article["from_embedded"], found.revisions) == (False, [])


def test_an_own_page_is_stored_though_its_text_was_seen_embedded_elsewhere(desk: Any, article: Make) -> None:
    desk.start()
    inner = embedded_url("https://nahar.test/host", "a1")
    desk.write(article(inner, "نص", from_embedded=True, found_as=None))
    assert outcomes(desk.write(article("inner", "نص"))) == [("new", None, 2)]
    assert outcomes(desk.write(article(embedded_url("https://nahar.test/host2", "a1"), "نص", from_embedded=True, found_as=None))) == [
        ("duplicate", "same-text", 2)
    ]


def test_an_embedded_text_without_address_changes_with_its_page(desk: Any, article: Make) -> None:
    inner = embedded_url("https://nahar.test/host", "a1")
    desk.start()
    desk.write(article(inner, "نص", from_embedded=True, found_as=None))
    assert outcomes(desk.write(article(inner, "نص أطول", from_embedded=True, found_as=None))) == [("updated", None, 1)]


def test_an_embedded_text_with_an_address_of_its_own_keeps_what_the_first_page_gave(desk: Any, article: Make) -> None:
    desk.start()
    desk.write(article("inner", "أول النص", from_embedded=True, found_as=None))
    assert outcomes(desk.write(article("inner", "آخر النص", from_embedded=True, found_as=None))) == [("duplicate", "same-url", 1)]
    found = detail(desk, 1)
    assert (found.article["body"], found.revisions) == ("أول النص", [])


def test_an_embedded_text_seen_again_is_known_and_in_no_account(desk: Any, article: Make) -> None:
    inner = article(embedded_url("https://nahar.test/host", "a1"), "نص", from_embedded=True, found_as=None)
    desk.start()
    desk.write(inner)
    assert desk.finish().found == 1
    first = desk.run_id
    desk.start()
    assert outcomes(desk.write(inner)) == [("duplicate", "same-url", 1)]
    assert desk.finish().found == 0
    assert desk.account(first).new == 1


def test_two_addresses_that_lead_to_one_article_are_both_settled(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("short/1", "long/1")
    first, second = (article("long/1", found_as=f"https://nahar.test/{path}") for path in ("short/1", "long/1"))
    assert outcomes(desk.write(first, second)) == [("new", None, 1), ("duplicate", "same-url", 1)]
    account = desk.finish()
    assert (account.found, account.new, account.duplicate, account.pending) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("stated", "sorted_at"),
    [
        ({"published_at": datetime(2026, 3, 8, 22, 30, tzinfo=UTC)}, datetime(2026, 3, 8, 22, 30, tzinfo=UTC)),
        ({"published_day": date(2026, 3, 8)}, datetime(2026, 3, 8, 10, 0, tzinfo=UTC)),
        ({"published_day": date(2026, 7, 8)}, datetime(2026, 7, 8, 9, 0, tzinfo=UTC)),
        ({}, datetime(2026, 3, 9, 12, 0, tzinfo=UTC)),
    ],
    ids=["instant", "day in winter", "day in summer", "nothing"],
)
def test_an_article_stands_in_the_order_by_what_its_page_states(
    desk: Any, article: Make, stated: dict[str, Any], sorted_at: datetime
) -> None:
    desk.write(article("1", **stated), run_id=None)
    assert detail(desk, 1).article["sort_at"] == sorted_at


def test_a_page_without_a_time_was_fetched_when_it_was_written(desk: Any, article: Make) -> None:
    desk.write(article("1", fetched_at=None, page=None), run_id=None)
    assert detail(desk, 1).article["fetched_at"] == desk.now
    assert desk.row("1").next_check_at is None


def test_an_old_article_is_not_looked_at_again(desk: Any, article: Make) -> None:
    desk.write(article("1", published_at=desk.now - timedelta(days=4)), run_id=None)
    assert desk.row("1").next_check_at is None


def test_characters_that_cannot_be_stored_go_and_places_in_the_text_stay_right(desk: Any, article: Make) -> None:
    body = "قال\0ت وكا\ud800لة الساحل اليوم\0"
    source = Attribution("cited", "وكا\ud800لة الساحل", "wakala", "body", 6, 19, body[0:19], 0, 19, "verb")
    desk.write(article("1", body, title="عن\0وان", keywords=("\0",), attributions=(source,)), run_id=None)
    found = detail(desk, 1)
    (stored,) = found.attributions
    text = str(found.article["body"])
    assert (text, found.article["title"]) == ("قالت وكالة الساحل اليوم", "عنوان")
    assert text[int(str(stored["quote_start"])) : int(str(stored["quote_end"]))] == stored["quote"]
    assert text[int(str(stored["name_start"])) : int(str(stored["name_end"]))] == stored["name"] == "وكالة الساحل"


def test_an_outlet_without_a_file_gets_a_row_of_its_own(desk: Any, article: Make) -> None:
    desk.write(
        article("https://blog.somewhere.test/1", outlet=None), article("https://blog.somewhere.test/2", "نص آخر", outlet=None), run_id=None
    )
    assert desk.all("SELECT name, kind FROM outlets WHERE kind = 'unregistered'") == [("blog.somewhere.test", "unregistered")]


@pytest.mark.parametrize("fault", [{"outlet": "nowhere"}, {"text_hash": None}, {"attributions": (replace(PUBLISHED, name="ن" * 501),)}])
def test_an_article_that_cannot_be_stored_is_an_error_that_names_it(desk: Any, article: Make, fault: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"https://nahar\.test/1"):
        desk.write(replace(article("1"), **fault), run_id=None)
    assert desk.all("SELECT count(*) FROM articles") == [(0,)]


def test_names_too_long_to_be_any_are_left_out(desk: Any, article: Make) -> None:
    desk.write(article("1", authors=("م" * 3000, "منى"), keywords=("ك" * 3000,)), run_id=None)
    assert (detail(desk, 1).authors, detail(desk, 1).keywords) == (["منى"], [])


def test_the_longest_names_are_kept_whole(desk: Any, article: Make) -> None:
    name = "م" * LONGEST_NAME
    desk.write(article("1", authors=(name,), keywords=(name,), attributions=(replace(PUBLISHED, name=name),)), run_id=None)
    found = detail(desk, 1)
    assert (found.authors, found.keywords, [source["name"] for source in found.attributions]) == ([name], [name], [name])


def test_each_outlet_has_its_own_first_of_a_text(desk: Any, article: Make) -> None:
    desk.write(article("1", "نص"), article("1", "نص", outlet="wakala"), run_id=None)
    again = (article("2", "نص", outlet="wakala"), article("2", "نص"), article("3", "نص", from_embedded=True, found_as=None))
    assert outcomes(desk.write(*again, run_id=None)) == [
        ("duplicate", "same-text", 2),
        ("duplicate", "same-text", 1),
        ("duplicate", "same-text", 1),
    ]


def test_an_embedded_text_is_the_same_as_another_embedded_one(desk: Any, article: Make) -> None:
    first, second = (article(embedded_url(f"https://nahar.test/{page}", "a1"), "نص", from_embedded=True, found_as=None) for page in "ab")
    assert outcomes(desk.write(first, run_id=None) + desk.write(second, run_id=None)) == [("new", None, 1), ("duplicate", "same-text", 1)]


def test_only_what_was_seen_again_has_not_vanished(desk: Any, article: Make) -> None:
    desk.start()
    desk.write(article("1", "نص 1"), article("2", "نص 2"))
    desk.later(hours=1)
    desk.start()
    desk.due()
    for path in "12":
        desk.settle(path, Outcome.REJECTED, Reason.GONE, http_status=404)
    desk.later(hours=5)
    desk.start()
    desk.due()
    assert outcomes(desk.write(article("2", "نص 2"))) == [("skipped", "unchanged", 2)]
    assert desk.all("SELECT id FROM articles WHERE vanished_at IS NOT NULL") == [(1,)]
    desk.write(article("1", "نص آخر"))
    assert desk.all("SELECT id FROM articles WHERE vanished_at IS NOT NULL") == []


def test_a_page_is_looked_at_again_and_what_has_none_is_not(desk: Any, article: Make) -> None:
    desk.start()
    published = desk.now - timedelta(minutes=20)
    desk.write(
        article("1", "نص 1", published_at=published),
        article("2", "نص 2", published_at=published, page=None),
        article("3", "نص 3", published_at=published, from_embedded=True, found_as=None),
    )
    assert desk.row("1").next_check_at == published + timedelta(hours=1)
    assert [desk.row(path).next_check_at for path in "23"] == [None, None]
    desk.later(minutes=1)
    desk.start()
    desk.offer("4")
    desk.write(article("4", "نص 1", published_at=published), article("1", "نص 1", published_at=published))
    assert desk.row("4").next_check_at is None
    assert desk.row("1").next_check_at == published + timedelta(hours=1)


def test_a_very_long_text_is_stored_whole(desk: Any, article: Make) -> None:
    body = " ".join(f"كلمة{number}" for number in range(200_000))
    desk.write(article("1", body, title=body), run_id=None)
    assert detail(desk, 1).article["body"] == body


def test_results_come_in_the_order_given(desk: Any, article: Make) -> None:
    paths = ["9", "1", "5", "1", "7"]
    written = desk.write(*(article(path, f"نص {path}") for path in paths), run_id=None)
    assert [done.url.rpartition("/")[2] for done in written] == paths
    assert [done.outcome for done in written] == [Outcome.NEW, Outcome.NEW, Outcome.NEW, Outcome.DUPLICATE, Outcome.NEW]
    assert written[3].reason is Reason.SAME_URL


def test_the_views_tell_sources_and_chain(desk: Any, article: Make) -> None:
    credit = Attribution("credited", "الساحل", "wakala", "body", 0, 6, "الساحل", 0, 6, "slot")
    unknown = Attribution("cited", "صحيفة بعيدة", None, "body", 0, 6, "الساحل", 0, 6, "verb")
    later, earlier = desk.now, desk.now - timedelta(hours=2)
    desk.write(
        article("1", "الساحل: نص", attributions=(PUBLISHED, credit, unknown), published_at=later),
        article("1", "نص", outlet="wakala", published_at=earlier),
        run_id=None,
    )
    with desk.store.write() as connection:
        connection.exec_driver_sql("UPDATE stories SET merged_into = 2 WHERE id = 1")
    assert desk.all("SELECT outlet, role, source, source_as_written FROM article_sources ORDER BY role") == [
        ("nahar", "cited", None, "صحيفة بعيدة"),
        ("nahar", "credited", "wakala", "الساحل"),
        ("nahar", "published", "nahar", "جريدة النهر"),
    ]
    assert desk.all("SELECT story_id, place, outlet, credits, cites FROM story_chain ORDER BY story_id, place") == [
        (2, 1, "wakala", None, None),
        (2, 2, "nahar", "وكالة الساحل", "صحيفة بعيدة"),
    ]


# Other outlets' articles


def test_an_article_is_only_changed_by_its_own_outlet(desk: Any, article: Make) -> None:
    desk.start("wakala")
    desk.write(article("1", "نص الوكالة", outlet="wakala"))
    desk.start()
    other = article("https://wakala.test/1", "نص آخر")
    assert outcomes(desk.write(other)) == [("duplicate", "other-outlet", 1)]
    elsewhere = article("https://wakala.test/1", "نص ثالث", found_as="https://nahar.test/2")
    assert outcomes(desk.write(elsewhere)) == [("new", None, 2)]
    stored = "SELECT a.url, o.name, a.body FROM articles a JOIN outlets o ON o.id = a.outlet_id ORDER BY a.id"
    assert desk.all(stored) == [("https://wakala.test/1", "wakala", "نص الوكالة"), ("https://nahar.test/2", "nahar", "نص ثالث")]
    assert desk.all("SELECT count(*) FROM revisions") == [(0,)]
