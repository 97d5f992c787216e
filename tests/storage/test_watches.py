"""Watches find what is stored after them, as it is joined into its story: each once, and nothing that is old or was only read anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from storage.query.choice import Choice
from storage.search.query import parse
from storage.stories.join import Stories
from storage.tables import articles, revisions, watches
from storage.watch import hits
from storage.watch.backward import look_back
from storage.watch.filing import filed_under
from storage.watch.watches import Watch, add, pause, remove
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Desk

    from warraq.items import Article

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LONG = " ".join(f"كلمة{number} ثم" for number in range(60))
"""A text that is long enough to have copies."""


class Watching:
    """The desk with watches, spoken of in few words."""

    def __init__(self, desk: Desk, made: Callable[..., Article]) -> None:
        self.desk, self.made = desk, made
        self.desk.later(minutes=1)
        self.stories = Stories(desk.store)

    def watch(self, name: str, query: str = "", **more: Any) -> int:
        choice = Choice(**{key: more.pop(key) for key in list(more) if key in Choice.__dataclass_fields__})
        with self.desk.store.write() as connection:
            return add(connection, Watch(name, query, choice, "log", **more))

    def store(self, *given: Article) -> None:
        self.desk.write(*given, run_id=None)
        self.stories.join()

    def article(self, path: str, body: str = "نص", **more: Any) -> Article:
        return self.made(path, body, **({"published_at": self.desk.now, "fetched_at": self.desk.now} | more))

    def found(self) -> list[tuple[str, str, str]]:
        """Watch, what and path of every hit, oldest first."""
        with self.desk.store.read() as connection:
            rows = hits.listing(connection)
        return [(row["watch"], row["what"], row["url"].rpartition("/")[2]) for row in reversed(rows)]


@pytest.fixture
def watching(desk: Desk, article: Callable[..., Article], moved: Callable[[datetime], None]) -> Watching:
    moved(NOON)
    return Watching(desk, article)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("قمح", {"a", "c", "d"}),
        ("القمح وصل", {"a"}),
        ('"وصل القمح"', {"a"}),
        ("شعير OR ذرة", {"b", "c"}),
        ("قمح NOT ذرة", {"a", "d"}),
        ("شعي*", {"b", "c"}),
        ("(قمح OR ذرة) شعير", {"c"}),
    ],
)
def test_a_watch_finds_what_a_search_would(watching: Watching, query: str, fits: set[str]) -> None:
    watching.watch("w", query)
    watching.store(
        watching.article("a", "وصل القمح إلى المرفأ"),
        watching.article("b", "وصل الشعير"),
        watching.article("c", "القمح والشعير والذرة"),
        watching.article("d", "نص", title="قمح"),
    )
    watching.store(watching.article("e", "لا شيء منها"))
    assert {path for _, _, path in watching.found()} == fits
    assert len(watching.found()) == len(fits)


def test_options_narrow_and_may_stand_alone(watching: Watching) -> None:
    watching.watch("sport", "مباراة", section="رياضة")
    watching.watch("agency", outlet="wakala")
    watching.watch("before", until="2026-03-08")
    watching.store(
        watching.article("a", "مباراة كبيرة", section="رياضه"),
        watching.article("b", "مباراة صغيرة", section="سياسة"),
        watching.article("c", "خبر آخر", outlet="wakala"),
    )
    assert sorted(watching.found()) == [("agency", "article", "c"), ("sport", "article", "a")]


def test_what_was_stored_before_or_is_old_is_no_hit(watching: Watching) -> None:
    watching.store(watching.article("before", "قمح قديم"))
    watching.desk.later(minutes=1)
    from warraq import clock

    clock.shift(watching.desk.now)
    watching.watch("w", "قمح")
    watching.desk.later(minutes=1)
    old = watching.desk.now - timedelta(days=4)
    watching.store(
        watching.article("old", "قمح عتيق", published_at=old), watching.article("late", "قمح متأخر", published_at=old + timedelta(days=2))
    )
    watching.store(watching.article("before", "قمح قديم تغير"), watching.article("old", "قمح عتيق تغير", published_at=old))
    assert watching.found() == [("w", "article", "late")]


def test_backward_only_where_that_is_asked_for(watching: Watching) -> None:
    watching.store(watching.article("a", "قمح قديم"), watching.article("b", "قمح عتيق", published_at=NOON - timedelta(days=9)))
    for name, of in (("w", "articles"), ("s", "stories")):
        number = watching.watch(name, "قمح", of=of)
        watch = Watch(name, "قمح", Choice(), "log", of)  # type: ignore[arg-type]
        with watching.desk.store.write() as connection:
            assert look_back(connection, number, watch, NOON - timedelta(days=7)) == 1
            assert look_back(connection, number, watch, NOON - timedelta(days=7)) == 0
    assert watching.found() == [("w", "article", "a"), ("s", "story", "a")]


def test_a_story_is_found_once_and_when_enough_outlets_carry_it(watching: Watching) -> None:
    watching.watch("each", "كلمة5", of="stories")
    watching.watch("two", "كلمة5", of="stories", outlets=2)
    watching.watch("articles", "كلمة5", outlets=2)
    watching.store(watching.article("a", LONG))
    assert watching.found() == [("each", "story", "a")]
    watching.desk.later(minutes=5)
    watching.store(watching.article("b", f"{LONG} ختام", outlet="wakala"))
    assert sorted(watching.found()[1:]) == [("articles", "article", "a"), ("articles", "article", "b"), ("two", "story", "a")]
    watching.store(watching.article("c", f"مقدمة {LONG}", outlet="wakala"))
    assert watching.found()[4:] == [("articles", "article", "c")]
    assert watching.desk.all("SELECT count(*) FROM watch_waiting") == [(0,)]


def test_what_is_used_without_credit(watching: Watching) -> None:
    watching.watch("taken", uncredited="wakala")
    watching.store(watching.article("theirs", LONG, outlet="wakala"))
    watching.desk.later(minutes=5)
    watching.store(watching.article("copy", f"{LONG} ختام"), watching.article("own", "خبر من عندنا"))
    assert watching.found() == [("taken", "article", "copy")]


def test_the_older_hit_stands_where_stories_merge(watching: Watching) -> None:
    number = watching.watch("w", "قمح", of="stories")
    watching.store(watching.article("a", "قمح أول"), watching.article("b", "قمح ثان"))
    (first, second) = [row[0] for row in watching.desk.all("SELECT id FROM stories ORDER BY id")]
    with watching.desk.store.write() as connection:
        hits.enter(connection, [{"watch_id": number, "story_id": first, "what": "story"}], NOON)
        hits.follow_merges(connection, {first: second})
    assert watching.desk.all("SELECT id, story_id FROM watch_hits") == [(1, second)]


def test_a_new_text_is_told_where_that_is_chosen(watching: Watching) -> None:
    watching.watch("plain", "قمح")
    watching.watch("all", "قمح", revisions=True)
    watching.store(watching.article("a", "قمح أول"))
    for text in ("قمح ثان", "قمح ثالث"):
        watching.desk.later(minutes=5)
        watching.store(watching.article("a", text))
        watching.stories.settle()
    assert sorted(watching.found()) == [
        ("all", "article", "a"),
        ("all", "revision", "a"),
        ("all", "revision", "a"),
        ("plain", "article", "a"),
    ]


def test_what_is_read_anew_by_us_is_no_hit(watching: Watching) -> None:
    watching.watch("w", "قمح", revisions=True)
    watching.store(watching.article("a", "شعير"))
    watching.desk.write(watching.article("a", "قمح"), run_id=None)
    with watching.desk.store.write() as connection:
        connection.execute(update(revisions).values(changed="extractor"))
    watching.stories.join()
    assert watching.found() == []


def test_joining_again_finds_nothing_twice(watching: Watching) -> None:
    watching.watch("w", "قمح")
    watching.watch("s", "قمح", of="stories")
    watching.store(watching.article("a", "قمح"))
    with watching.desk.store.write() as connection:
        connection.execute(update(articles).values(story_state="pending"))
    Stories(watching.desk.store).join()
    assert sorted(watching.found()) == [("s", "story", "a"), ("w", "article", "a")]


def test_watches_of_other_processes_are_seen_and_paused_ones_left_out(watching: Watching) -> None:
    watching.watch("first", "قمح")
    watching.store(watching.article("a", "قمح أ"))
    with watching.desk.store.write() as connection:
        pause(connection, "first", paused=True)
    watching.watch("second", "قمح")
    watching.store(watching.article("b", "قمح ب"))
    with watching.desk.store.write() as connection:
        pause(connection, "first", paused=False)
    watching.store(watching.article("c", "قمح ج"))
    with watching.desk.store.write() as connection:
        assert remove(connection, "second") == 2
    watching.store(watching.article("d", "قمح د"))
    assert watching.found() == [("first", "article", path) for path in "acd"]


def test_words_made_by_other_rules_are_made_anew(watching: Watching) -> None:
    watching.watch("w", "قمح")
    with watching.desk.store.write() as connection:
        connection.execute(update(watches).values(filed_under="xyz", filed_by=0))
    watching.store(watching.article("a", "قمح"))
    assert watching.found() == [("w", "article", "a")]


def test_a_watch_is_filed_under_its_rarest_words() -> None:
    counts = {"قمح": 5, "رئيس": 900}

    def filed(query: str) -> frozenset[str] | None:
        parsed = parse(query)
        assert parsed
        return filed_under(parsed, lambda word: counts.get(word, 1000))

    rare, both = filed("رئيس قمح") or frozenset(), filed("رئيس OR قمح") or frozenset()
    assert "قمح" in rare
    assert rare.isdisjoint(filed("رئيس") or ())
    assert both >= {"قمح", *(filed("رئيس") or ())}
    assert filed("رئيس OR قم*") is None


@pytest.mark.parametrize(
    ("name", "query", "options", "words"),
    [
        ("w", "قمح", {}, "there is one of this name"),
        (" ", "قمح", {}, "needs a name"),
        ("x", "", {}, "no word to look for"),
        ("x", "(قمح", {}, "bracket"),
        ("x", "قمح", {"outlet": "nobody"}, "no outlet of this name"),
        ("x", "قمح", {"since": "soon"}, "--since"),
    ],
)
def test_what_can_be_no_watch_is_refused(watching: Watching, name: str, query: str, options: dict[str, str], words: str) -> None:
    watching.watch("w", "قمح")
    with pytest.raises(UsageError, match=words):
        watching.watch(name, query, **options)


def test_removed_articles_take_their_hits_along(watching: Watching) -> None:
    from storage.upkeep.taken_out import remove as take

    watching.watch("w", "قمح")
    watching.watch("s", "قمح", of="stories")
    watching.store(watching.article("a", "قمح"))
    with watching.desk.store.write() as connection:
        take(connection, 1, "test")
    assert watching.found() == []
