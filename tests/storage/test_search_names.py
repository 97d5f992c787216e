"""Names of one word and two, numbers, foreign words, and plain words in SQL, alike on both engines."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.search.facets import count, summary
from storage.search.filters import Filters
from storage.search.find import Answer, best, newest, search
from storage.search.look import Place, place_of
from storage.search.text import folded_words
from warraq.errors import UsageError
from warraq.items import Attribution

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.store import Store

TEXTS = {
    "one": "افتتح عبدالرحيم السهلي المعرض في أبوزهرة قرب كفرالنخيل",
    "two": "زار عَبد الرحيم السهلي أبا زهرة ثم كفر النخيل",
    "other": "قال الرحيم إن سهلي بعيد",
    "deen": "وصل سيف الدين ظهرا",
    "joined": "غادر سيفالدين مساء",
    "number": "احتفلت البلدية بالذكرى الـ٢٧ ووزعت ٤٨٬٠٠٠ شجرة",
    "same": "وزعت 48000 شجرة بعد 27 عاما",
    "parts": "في 48 قرية نحو 000 نقطة و127 بئرا",
    "graph": "تزن الشحنة سبعة كيلوغرامات من النيتروجين والبروتوكول",
    "gim": "تزن سبعة كيلوجرام من نتروجين وفق بروتكول",
}


@pytest.fixture
def library(desk: Any, article: Any) -> Store:
    desk.write(*(article(path, body, title=None) for path, body in TEXTS.items()), run_id=None)
    return desk.store


def found(store: Store, query: str) -> set[str]:
    with store.read() as connection:
        return {hit.url.rpartition("/")[2] for hit in search(connection, query)}


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("عبدالرحيم", {"one", "two"}),
        ("عبد الرحيم السهلي", {"one", "two"}),
        ("وعبد الرحيم", {"one", "two"}),
        ('"عبد الرحيم"', {"two"}),
        ("أبو زهرة", {"one", "two"}),
        ("ابوزهره", {"one", "two"}),
        ("كفر النخيل", {"one", "two"}),
        ("سيف الدين", {"deen", "joined"}),
        ("سيفالدين", {"deen", "joined"}),
        ("27", {"number", "same"}),
        ("٢٧", {"number", "same"}),
        ("48000", {"number", "same"}),
        ("48,000", {"number", "same"}),
        ('"الذكرى 27"', {"number"}),
        ('"بالذكرى الـ27"', {"number"}),
        ("48", {"parts"}),
        ("كيلوغرام", {"graph", "gim"}),
        ("كيلوجرامات", {"graph", "gim"}),
        ("نيتروجين", {"graph", "gim"}),
        ("بروتوكول", {"graph", "gim"}),
    ],
)
def test_names_numbers_and_foreign_words_are_found_in_every_spelling(library: Store, query: str, paths: set[str]) -> None:
    assert found(library, query) == paths


def test_a_name_in_a_choice_and_beside_an_exclusion(library: Store) -> None:
    assert found(library, "(عبد الرحيم OR شجرة) NOT 48000") == {"one", "two"}
    assert found(library, "شجرة -الذكرى") == {"same"}


def test_a_word_that_is_long_beyond_reason_takes_no_time() -> None:
    assert folded_words("كيلو" * 20_000 + "مم") == [("كيلو" * 20_000)[:60]]


@pytest.mark.parametrize("word", ["شجرة", "الشحنة", "شجره", "27", "الرحيم", "بئرا"])
def test_a_plain_word_is_found_by_people_with_sql(library: Store, word: str) -> None:
    """As it is typed but for letter variants; both engines name the same articles."""
    ask = "article_words WHERE word = :word" if library.engine.dialect.name == "sqlite" else "article_words(:word)"
    with library.read() as connection:
        rows = connection.execute(text(f"SELECT url FROM {ask}"), {"word": word})  # noqa: S608 - one of two
        urls = {row.url.rpartition("/")[2] for row in rows}
    expected = {"شجرة": {"number", "same"}, "شجره": {"number", "same"}, "الشحنة": {"graph"}, "27": {"number", "same"}}
    assert urls == expected.get(word, {"الرحيم": {"two", "other"}, "بئرا": {"parts"}}.get(word))


# The newest first, page by page; the bound on texts that are read


def pages(store: Store, query: str, limit: int) -> list[Answer]:
    told: list[Answer] = []
    with store.read() as connection:
        while not told or told[-1].next is not None:
            told.append(newest(connection, query, limit=limit, after=told[-1].next if told else None))
    return told


def test_pages_in_the_order_of_time_hold_each_article_once(library: Store) -> None:
    whole = [hit.article_id for answer in pages(library, "وزعت OR تزن OR زار", 100) for hit in answer.hits]
    assert whole == sorted(whole, reverse=True)
    assert len(whole) == 5
    assert [hit.article_id for answer in pages(library, "وزعت OR تزن OR زار", 2) for hit in answer.hits] == whole
    assert [len(answer.hits) for answer in pages(library, "وزعت OR تزن OR زار", 2)] == [2, 2, 1]


def test_what_was_not_read_is_told(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answer: Callable[[str], Answer]
    with library.read() as connection:

        def answer(query: str) -> Answer:
            return best(connection, query)

        assert not answer('"وزعت 48000 شجرة"').cut
        for module in ("find", "look"):
            monkeypatch.setattr(f"storage.search.{module}.MOST_READ", 1)
        assert answer('"48000 شجرة"').cut
        assert not answer("48000 شجرة").cut


def test_counts_and_facets_of_what_is_found(desk: Any, article: Any) -> None:
    cited = Attribution("cited", "وكالة الساحل", "wakala", "structured", None, None, "وكالة", None, None, "test")
    desk.write(article("1", "وصل القمح", section="اقتصاد", language="ar", attributions=(cited,)), run_id=None)
    desk.write(article("2", "بيع القمح", section="اقتصاد", published_at=desk.now - timedelta(days=1)), run_id=None)
    desk.write(article("3", "نقل القمح الجديد", outlet="wakala"), run_id=None)
    with desk.store.read() as connection:
        told = summary(connection, "القمح")
        assert count(connection, "القمح", Filters(outlet="nahar")) == (2, "exact")
        assert count(connection, '"القمح الجديد"') == (1, "exact")
        assert count(connection, "") == (0, "exact")
    assert (told.count, told.count_is) == (3, "exact")
    plain = {name: [(facet.value, facet.count) for facet in facets] for name, facets in told.facets.items()}
    assert plain == {
        "outlet": [("nahar", 2), ("wakala", 1)],
        "country": [("EG", 2), (None, 1)],
        "section": [("اقتصاد", 2), (None, 1)],
        "day": [("2026-03-09", 2), ("2026-03-08", 1)],
        "language": [(None, 2), ("ar", 1)],
        "source": [("wakala", 1)],
    }
    assert told.facets["source"][0].role == "cited"


def test_what_is_beyond_the_bound_is_not_counted(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.search.facets.MOST_COUNTED", 2)
    with library.read() as connection:
        assert count(connection, "وزعت OR تزن OR زار") == (2, "at least")
        assert summary(connection, "وزعت OR تزن OR زار").facets["outlet"][0].count == 2


def test_a_cursor_comes_back_as_it_was_given(desk: Any) -> None:
    place = Place(desk.now, 17)
    assert place_of(str(place)) == place
    with pytest.raises(UsageError, match="no cursor"):
        place_of("17")
