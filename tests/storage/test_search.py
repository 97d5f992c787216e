"""Search: the same articles in the same order on both engines, whatever a person types."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.search.filters import CITED_ROLES, CREDITED, Filters, SourceFilter
from storage.search.find import PHRASE, TERMS, TITLE, TITLE_PHRASE, Hit, search
from storage.search.query import MOST_TERMS
from storage.search.snippets import WIDTH
from storage.search.text import MOST_WORDS, folded_words
from warraq.errors import UsageError
from warraq.items import Attribution

if TYPE_CHECKING:
    from storage.store import Store

TEXTS = {
    "port": ("إضراب عمّال الميناء", "أعلن عمال ميناء الساحل إضرابا مفتوحا احتجاجا على تأخر الرواتب.\nوقال النقيب إن الإدارة لم ترد."),
    "wheat": ("وصول سفينة قمح", "رست في الميناء سفينة تحمل 30 ألف طن من القمح، وبدأ العمال تفريغها."),
    "school": ("افتتاح مدرسة", "افتتحت البلدية مدرسة جديدة، وتضم المدرسة عشرين فصلا."),
    "marks": (None, "وَصَلَتِ المُسَاعَدَاتُ إلى القريــة المنكوبة."),
    "latin": ("اتفاق Covid-19", "وقعت شركة NileTech اتفاقا قيمته 3.5 مليون، وفق موقع nile.test."),
}


NOTHING = [
    *("", "  ", "()", ")(", '"', '""', "'", "AND", "a OR b", "NOT", "*", "title:", "{", "a -b", "'; DROP TABLE articles --", "%", "\\"),
    *("\0", "\ud800", "!", "&", "a | b", "<->", ":*", "a" * 100_000, "كلمة " * 5_000, "ـــ", "\u064e", "NEAR/2", "NEAR(a b)"),
]
WRONG = [
    ("قمح (شعير", "not closed"),
    ("قمح (", "not closed"),
    ("قمح) شعير", "closing bracket too many"),
    ("NEAR(قمح", "not closed"),
    ("قمح AND", "a word is missing beside AND"),
    ("OR قمح", "a word is missing beside OR"),
    ("قمح OR NOT", "a word is missing beside NOT"),
    ("قمح NOT AND شعير", "a word is missing beside AND"),
    ("NOT قمح", "only words that must not occur"),
    ("قمح OR NOT شعير", "only words that must not occur"),
    ("ق*", "at least 2"),
    ('"' + "كلمة " * 5_000 + '"', "phrase of more than 64 words"),
    (" ".join(f"كلمة{number}" for number in range(MOST_TERMS + 1)), "more than 32 words"),
    ("(" * 1_000 + "قمح" + ")" * 1_000, "brackets deeper"),
]


@pytest.fixture
def filled(desk: Any, article: Any) -> Store:
    """A store with the texts above."""
    return fill(desk, article)


@pytest.fixture(scope="module")
def library(common_desk: Any, article: Any) -> Store:
    """The same, for all tests that only search it."""
    return fill(common_desk, article)


def fill(desk: Any, article: Any) -> Store:
    """Each text is an hour newer than the next; `latin` is the agency's."""
    for hours, (path, (title, body)) in enumerate(TEXTS.items()):
        outlet = "wakala" if path == "latin" else "nahar"
        desk.write(article(path, body, title=title, outlet=outlet, published_at=desk.now - timedelta(hours=hours)), run_id=None)
    return desk.store


def found(store: Store, query: str, **limits: Any) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in hits(store, query, **limits)]


def hits(store: Store, query: str, *, limit: int = 20, offset: int = 0, one_per_story: bool = False, **limits: Any) -> list[Hit]:
    with store.read() as connection:
        return search(connection, query, Filters(**limits), limit=limit, offset=offset, one_per_story=one_per_story)


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("إضراب", ["port"]),
        ("اضراب", ["port"]),
        ("الاضراب", ["port"]),
        ("الميناء", ["port", "wheat"]),
        ("ميناء", ["port", "wheat"]),
        ("القمح", ["wheat"]),
        ("قمح الميناء", ["wheat"]),
        ("قمح إضراب", []),
        ("مدارس", ["school"]),
        ("مدرسة", ["school"]),
        ("وصلت المساعدات", ["marks"]),
        ("القرية", ["marks"]),
        ("القريـــة المنكوبة", ["marks"]),
        ('"ميناء الساحل"', ["port"]),
        ("«ميناء الساحل»", ["port"]),
        ('"الساحل ميناء"', []),
        ('"ميناء" الرواتب', ["port"]),
        ('"عمال الميناء"', ["port"]),
        ('"طن من القمح"', ["wheat"]),
        ('"الإدارة لم ترد"', ["port"]),
        ('"قال النقيب"', ["port"]),
        ('"بدأ العمال"', ["wheat"]),
        ('"مدرسة جديدة، وتضم"', ["school"]),
        ('"تضم المدرسة"', ["school"]),
        ('"نقيب إن"', []),
        ("٣٠", ["wheat"]),
        ("covid-19", ["latin"]),
        ("COVID", ["latin"]),
        ("niletech", ["latin"]),
        ("3.5", ["latin"]),
        ("nile.test", ["latin"]),
        ("قمح OR مدرسة", ["wheat", "school"]),
        ("قمح AND الميناء", ["wheat"]),
        ("الميناء NOT قمح", ["port"]),
        ("الميناء -قمح", ["port"]),
        ('الميناء -"عمال ميناء"', ["wheat"]),
        ("(قمح OR إضراب) الميناء", ["port", "wheat"]),
        ("(قمح OR مدرسة) NOT (سفينة OR باخرة)", ["school"]),
        ("مدر*", ["school"]),
        ("ساعد*", []),
        ("مساعد*", ["marks"]),
        ("nile*", ["latin"]),
        ("أضرب", ["port"]),
    ],
)
def test_words_and_phrases_are_found_however_they_are_written(library: Store, query: str, paths: list[str]) -> None:
    assert found(library, query) == paths


def test_a_phrase_does_not_run_on_from_the_title_into_the_body(library: Store) -> None:
    assert found(library, '"مدرسة افتتحت"') == []


@pytest.mark.parametrize("query", NOTHING)
def test_no_query_is_wrong(library: Store, query: str) -> None:
    assert found(library, query) == []


@pytest.mark.parametrize(("query", "told"), WRONG, ids=[told for _, told in WRONG])
def test_what_does_not_fit_together_is_explained(library: Store, query: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        found(library, query)


def test_a_word_said_often_counts_once(library: Store) -> None:
    assert found(library, "الميناء " * (MOST_TERMS + 10)) == ["port", "wheat"]


def test_the_best_come_first_and_then_the_newest(filled: Store, desk: Any, article: Any) -> None:
    desk.write(article("old", "نص عن القمح", title="القمح", published_at=desk.now - timedelta(days=9)), run_id=None)
    desk.write(article("body", "نص عن القمح", title="غيره", published_at=desk.now - timedelta(days=8)), run_id=None)
    desk.write(article("newer", "نص آخر عن القمح", title="غيره", published_at=desk.now - timedelta(days=7)), run_id=None)
    desk.write(article("stem", "نص عن قمح", title="غيره", published_at=desk.now), run_id=None)
    assert [(hit.url.rpartition("/")[2], hit.score) for hit in hits(filled, "القمح")] == [
        ("old", TITLE_PHRASE),
        ("wheat", TITLE),
        ("stem", TERMS),
        ("newer", TERMS),
        ("body", TERMS),
    ]
    assert found(filled, "القمح", limit=2) == ["old", "wheat"]
    assert found(filled, "القمح", limit=2, offset=1) == ["wheat", "stem"]
    assert found(filled, "القمح", offset=9) == []


def test_of_articles_of_one_moment_the_one_stored_last_comes_first(desk: Any, article: Any) -> None:
    for path in ("first", "second", "third"):
        desk.write(article(path, f"نص {path} عن القمح", published_at=desk.now), run_id=None)
    order = ["third", "second", "first"]
    assert found(desk.store, "القمح") == order
    assert [path for offset in range(3) for path in found(desk.store, "القمح", limit=1, offset=offset)] == order


def test_words_in_a_row_come_before_words_apart(desk: Any, article: Any) -> None:
    texts = {
        "apart": ("نص", "ميناء بعيد عن الساحل"),
        "row": ("نص", "قرب ميناء الساحل"),
        "title": ("الساحل له ميناء", "نص"),
        "best": ("ميناء الساحل", "نص"),
    }
    for path, (title, body) in texts.items():
        desk.write(article(path, body, title=title), run_id=None)
    assert [(hit.url.rpartition("/")[2], hit.score) for hit in hits(desk.store, "ميناء الساحل")] == [
        ("best", TITLE_PHRASE),
        ("row", PHRASE),
        ("title", TITLE),
        ("apart", TERMS),
    ]


def test_limits_narrow_what_is_found(filled: Store, desk: Any) -> None:
    hour = timedelta(hours=1)
    assert found(filled, "الميناء", outlet="wakala") == []
    assert found(filled, "اتفاق", outlet="wakala") == ["latin"]
    assert found(filled, "الميناء", country="EG") == ["port", "wheat"]
    assert found(filled, "اتفاق", country="EG") == []
    assert found(filled, "الميناء", since=desk.now) == ["port"]
    assert found(filled, "الميناء", until=desk.now) == ["wheat"]
    assert found(filled, "الميناء", since=desk.now - hour, until=desk.now + hour) == ["port", "wheat"]


def source(role: Any, name: str, outlet: str | None = None) -> Attribution:
    return Attribution(role, name, outlet, "structured", None, None, name, None, None, "test")


def test_the_sources_of_an_article_narrow_what_is_found(filled: Store, desk: Any, article: Any) -> None:
    desk.write(article("carried", "وصل القمح", attributions=(source("credited", "الساحل", "wakala"),)), run_id=None)
    desk.write(article("quoted", "تأخر القمح", attributions=(source("cited", "إذاعة السهل"),)), run_id=None)
    wakala = SourceFilter(CREDITED, "وكالة الساحل", "wakala")
    assert found(filled, "القمح", sources=(wakala,)) == ["carried"]
    assert found(filled, "القمح", sources=(SourceFilter(CITED_ROLES, "اذاعة السهل"),)) == ["quoted"]
    assert found(filled, "القمح", sources=(SourceFilter(CREDITED, "إذاعة السهل"),)) == []
    assert found(filled, "", sources=(wakala,)) == ["carried"]


def test_section_keyword_and_author_narrow_what_is_found(filled: Store, desk: Any, article: Any) -> None:
    desk.write(article("told", "وصل القمح", section="الإقتصاد", keywords=("أسعار", "حبوب"), authors=("منى أحمد السهلي",)), run_id=None)
    for limits in ({"section": "الاقتصاد"}, {"keyword": "أسعار"}, {"keyword": "اسعار"}, {"author": "احمد"}):
        assert found(filled, "القمح", **limits) == ["told"]
    for limits in ({"section": "اقتصاد"}, {"keyword": "سعر"}, {"author": "%"}):
        assert found(filled, "القمح", **limits) == []


def test_one_article_of_each_story_is_enough(filled: Store, desk: Any) -> None:
    with filled.write() as connection:
        connection.execute(text("UPDATE stories SET merged_into = 1 WHERE id = 2"))
    assert found(filled, "الميناء", one_per_story=True) == ["port"]
    assert found(filled, "الميناء OR مدرسة", one_per_story=True) == ["port", "school"]
    assert found(filled, "الميناء OR مدرسة", one_per_story=True, limit=1, offset=1) == ["school"]


def test_a_changed_text_is_found_by_its_new_words_only(filled: Store, desk: Any, article: Any) -> None:
    desk.write(replace(article("wheat", "وصلت شحنة أرز"), title="أرز"), run_id=None)
    assert found(filled, "القمح") == []
    assert found(filled, "أرز") == ["wheat"]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_what_is_deleted_leaves_the_index(filled: Store) -> None:
    with filled.write() as connection:
        connection.execute(text("UPDATE urls SET article_id = NULL"))
        connection.execute(text("DELETE FROM articles WHERE title = 'افتتاح مدرسة'"))
        connection.execute(text("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)"))
    assert found(filled, "مدرسة") == []


def test_the_snippet_is_the_text_around_the_words_as_it_stands(desk: Any, article: Any) -> None:
    body = "مقدّمة طويلة. " * 40 + "ثم وَصَلَتِ\nالسّفينة إلى الميناء محمّلة بالقمح. " + "خاتمة طويلة. " * 40
    desk.write(article("1", body, title="خبر"), run_id=None)
    (hit,) = hits(desk.store, "وصلت القمح")
    assert "ثم وَصَلَتِ السّفينة إلى الميناء محمّلة بالقمح." in hit.snippet
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert len(hit.snippet) < WIDTH + 30
    assert [hit.snippet[start:end] for start, end in hit.highlights] == ["وَصَلَتِ", "بالقمح"]
    (hit,) = hits(desk.store, "خبر")
    assert hit.snippet.startswith("مقدّمة طويلة.")
    assert hit.highlights == ()


def test_the_snippet_shows_the_phrase_rather_than_one_of_its_words(desk: Any, article: Any) -> None:
    desk.write(article("1", "مجلس القرية اجتمع. " + "مقدّمة طويلة. " * 40 + "ثم انعقد مجلس الأمن مساء. ", title="خبر"), run_id=None)
    (hit,) = hits(desk.store, '"مجلس الأمن"')
    assert "انعقد مجلس الأمن مساء" in hit.snippet


def test_a_very_long_text_is_found_by_its_beginning(desk: Any, article: Any) -> None:
    words = [f"كلمة{number}" for number in range(MOST_WORDS + 100)]
    desk.write(article("1", " ".join(["بداية", *words, "نهاية"]), title="عنوان " * 20_000), run_id=None)
    assert found(desk.store, "بداية كلمة0") == ["1"]
    assert found(desk.store, '"كلمة4000 كلمة4001"') == ["1"]
    assert found(desk.store, "نهاية") == []


# Letters that every Unicode table knows, however old: Arabic with its neighbours' letters, Latin, Greek, Cyrillic, Hebrew, Chinese.
RANGES = ((0x621, 0x64A), (0x66E, 0x6D3), (0x750, 0x77F), (0xC0, 0x17F), (0x391, 0x3A1), (0x410, 0x44F), (0x5D0, 0x5EA), (0x4E00, 0x4E80))
LETTERS = st.one_of(*(st.characters(min_codepoint=first, max_codepoint=last) for first, last in RANGES))
SIGNS = st.sampled_from("ـَّ ١٢۳4.,-/:@%&«»'\"_\n\u200c\u200f")


@given(st.text(st.one_of(LETTERS, SIGNS), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_of_a_text_finds_it(desk: Any, article: Any, body: str) -> None:
    (written,) = desk.write(article("1", f"بداية {body}", title=None), run_id=None)
    for word in folded_words(body):
        with desk.store.read() as connection:
            assert [hit.article_id for hit in search(connection, f'"{word}"')] == [written.article_id], word
