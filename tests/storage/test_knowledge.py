"""What is learned of an outlet lives in the store: layouts with their dates, samples in bounds, recurring lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from storage.learned import knowledge
from warraq.extract.learn.learning import FURNITURE_TURN, SAMPLES
from warraq.items import Observations
from warraq.outlet import LayoutCheck, OutletKnowledge, PageSample

if TYPE_CHECKING:
    from datetime import datetime

    from warraq.outlet import Outlet

WORDS = ("الميناء", "السوق", "المدرسة", "الجسر", "المكتبة", "الحديقة", "المصنع", "المستشفى")


def sample(number: int, body: str = "div.story", **more: Any) -> PageSample:
    """The sample of one page; its lines are its own."""
    lines = tuple(f"{word} رقم {number} يفتح ابوابه" for word in WORDS)
    told = {"fields": {"title": ("h1",)}, "kept": (body, "p"), "dropped": ("div.share",), "lines": lines} | more
    return PageSample(f"https://nahar.test/{number}", (body,), **told)


@dataclass
class Lessons:
    """One outlet whose pages are observed one after the other, a minute apart."""

    desk: Any
    outlet: Outlet
    known: OutletKnowledge | None = None

    def observe(self, *seen: PageSample | LayoutCheck) -> OutletKnowledge | None:
        for each in seen:
            self.fold_in(Observations(sample=each) if isinstance(each, PageSample) else Observations(checks=(each,)))
        return self.known

    def see(self, recurring: tuple[str, ...]) -> OutletKnowledge | None:
        """One page, with the recurring lines that it had."""
        return self.fold_in(Observations(furniture=recurring))

    def fold_in(self, observed: Observations) -> OutletKnowledge | None:
        now: datetime = self.desk.later(minutes=1)
        with self.desk.store.write() as connection:
            self.known = knowledge.observe(connection, self.outlet, self.desk.outlet_ids["nahar"], observed, now)
        return self.known

    def load(self) -> OutletKnowledge:
        with self.desk.store.read() as connection:
            return knowledge.load(connection, self.outlet)

    def check(self, verdict: Any, times: int = 1) -> OutletKnowledge | None:
        """That many checks of the newest layout."""
        (number,) = self.desk.all("SELECT max(id) FROM layouts")[0]
        return self.observe(*[LayoutCheck(str(number), verdict, "على الصفحة", ("p.lead",) if verdict == "agreed" else ())] * times)


@pytest.fixture
def lessons(desk: Any, nahar: Outlet) -> Lessons:
    return Lessons(desk, nahar)


def test_nothing_is_known_of_an_outlet_that_was_never_crawled(desk: Any, nahar: Outlet) -> None:
    stranger = replace(nahar, name="gharib")
    with desk.store.read() as connection:
        assert knowledge.load(connection, stranger) == OutletKnowledge(stranger)


def test_three_pages_make_a_layout_on_trial(lessons: Lessons) -> None:
    assert lessons.observe(sample(1), sample(2)) is None
    known = lessons.observe(sample(3))
    assert known == lessons.load()
    assert [(learned.layout.body, learned.layout.drop, learned.trusted) for learned in known.learned] == [
        ("div.story", ("div.share",), False)
    ]


def test_a_page_read_three_times_teaches_once(lessons: Lessons) -> None:
    assert lessons.observe(sample(1), sample(1), sample(1)) is None
    assert lessons.desk.all("SELECT count(*) FROM layout_samples") == [(1,)]


def test_two_agreements_make_it_trusted_and_teach_its_new_shapes(lessons: Lessons) -> None:
    lessons.observe(sample(1), sample(2), sample(3))
    known = lessons.check("agreed", 2)
    assert known is not None
    assert known.learned[0].trusted
    assert "p.lead" in known.learned[0].shapes
    assert known == lessons.load()


def test_where_pages_may_be_cut_is_known_until_a_check_finds_it_wrong_and_its_page_is_forgotten(lessons: Lessons) -> None:
    cut = {"opens": ('class="story"', "id=main"), "ends": ('class="more"',)}
    lessons.observe(*(sample(number, **cut) for number in range(1, 4)))
    known = lessons.load().learned[0]
    assert (known.opens, known.ends) == ('class="story"', ('class="more"',))
    wrong = LayoutCheck(known.layout.id, "agreed", cut_wrong=True)
    lessons.fold_in(Observations(sample=sample(4, opens=(), ends=()), checks=(wrong,)))
    assert (lessons.load().learned[0].opens, lessons.load().learned[0].ends) == (None, ())
    lessons.observe(*(sample(number, **cut) for number in range(5, 5 + SAMPLES)))
    assert lessons.load().learned[0].opens == 'class="story"'


def test_a_page_read_alone_changes_nothing_that_readers_know(lessons: Lessons) -> None:
    lessons.observe(sample(1), sample(2), sample(3))
    lessons.check("agreed", 2)
    assert lessons.check("read") is None
    assert lessons.desk.all("SELECT pages, state FROM layouts") == [(1, "trusted")]


def test_one_difference_puts_it_on_trial_again_and_two_retire_it_with_its_dates_and_the_reason(lessons: Lessons) -> None:
    lessons.observe(sample(1), sample(2), sample(3))
    lessons.check("agreed", 2)
    doubted = lessons.check("differs")
    assert doubted is not None
    assert not doubted.learned[0].trusted
    retired = lessons.check("differs")
    assert retired is not None
    assert retired.learned == lessons.load().learned == ()
    ((state, until, reason),) = lessons.desk.all("SELECT state, held_until, reason FROM layouts")
    assert state == "retired"
    assert until is not None
    assert "differs" in reason


def test_what_failed_is_not_learned_again_as_it_was(lessons: Lessons) -> None:
    lessons.observe(sample(1), sample(2), sample(3))
    lessons.check("differs", 2)
    assert not lessons.observe(sample(4), sample(5), sample(6), sample(7))
    lessons.observe(*(sample(number, dropped=("div.share", "div.box")) for number in range(8, 11)))
    assert lessons.load().learned[0].layout.drop == ("div.box", "div.share")


def test_a_layout_whose_pages_are_gone_gives_way_to_the_next(lessons: Lessons) -> None:
    lessons.observe(sample(1), sample(2), sample(3))
    lessons.check("agreed", 2)
    old = lessons.load().learned[0].layout.id
    for number in range(4, 9):
        lessons.observe(LayoutCheck(old, "absent"), sample(number, "section.text"))
    assert [learned.layout.body for learned in lessons.load().learned] == ["section.text"]
    assert lessons.desk.all("SELECT state FROM layouts ORDER BY id") == [("retired",), ("trial",)]


def test_two_kinds_of_page_have_a_layout_each(lessons: Lessons) -> None:
    lessons.observe(*(sample(number, "div.story" if number % 2 else "div.gallery") for number in range(1, 7)))
    assert {learned.layout.body for learned in lessons.load().learned} == {"div.story", "div.gallery"}


def test_lines_of_many_pages_are_furniture_and_those_of_one_article_printed_often_are_not(lessons: Lessons) -> None:
    follow = "تابعونا علي قناه النهر"
    lessons.observe(*(replace(sample(number), lines=(*sample(number).lines, follow)) for number in range(1, 4)))
    lessons.observe(*(replace(sample(number), lines=sample(9).lines) for number in range(4, 8)))
    assert lessons.load().furniture == {follow}


FOLLOW = "تابعونا علي قناه النهر"


def furnished(lessons: Lessons) -> None:
    lessons.observe(*(replace(sample(number), lines=(*sample(number).lines, FOLLOW)) for number in range(1, 4)))
    assert lessons.load().furniture == {FOLLOW}


def test_a_line_that_recurs_no_more_is_forgotten_and_its_old_pages_do_not_bring_it_back(lessons: Lessons) -> None:
    furnished(lessons)
    for _ in range(FURNITURE_TURN - 1):
        assert lessons.see(()) is None
    known = lessons.see(())
    assert known is not None
    assert known.furniture == frozenset()
    lessons.observe(sample(20), sample(21))
    assert lessons.load().furniture == frozenset()
    lessons.observe(*(replace(sample(number), lines=(*sample(number).lines, FOLLOW)) for number in range(22, 27)))
    assert lessons.load().furniture == {FOLLOW}


def test_a_line_that_one_page_in_five_still_has_stays(lessons: Lessons) -> None:
    furnished(lessons)
    for number in range(3 * FURNITURE_TURN):
        lessons.see((FOLLOW,) if number % 5 == 0 else ())
    assert lessons.load().furniture == {FOLLOW}
    assert lessons.desk.all("SELECT pages, seen FROM furniture") == [(0, 0)]


def test_lines_that_begin_to_recur_are_seen_on_pages_that_a_layout_reads_alone(lessons: Lessons) -> None:
    lessons.observe(*(sample(number) for number in range(1, 4)))
    lessons.check("agreed", 2)
    (number,) = lessons.desk.all("SELECT max(id) FROM layouts")[0]
    read = (LayoutCheck(str(number), "read"),)
    for page in range(30, 45):
        lines = (*sample(page).lines, "تابعونا على قناة النهر")
        lessons.fold_in(Observations("learned:1", lines, f"https://nahar.test/{page}", checks=read))
    assert lessons.load().furniture == {FOLLOW}


def test_a_byline_that_later_pages_show_joins_the_layout(lessons: Lessons) -> None:
    lessons.observe(*(sample(number) for number in range(1, 4)))
    known = lessons.observe(*(sample(number, fields={"title": ("h1",), "byline": ("div.head > b",)}) for number in range(4, 6)))
    assert known == lessons.load()
    assert [learned.layout.byline for learned in known.learned] == ["div.head > b"]


def test_a_byline_is_learned_from_pages_that_the_layout_reads_alone(lessons: Lessons) -> None:
    lessons.observe(*(sample(number) for number in range(1, 4)))
    lessons.check("agreed", 2)
    (number,) = lessons.desk.all("SELECT max(id) FROM layouts")[0]
    for page in range(30, 32):
        by = PageSample(f"https://nahar.test/{page}", (), {"byline": ("td > b",)}, (), ())
        lessons.fold_in(Observations("learned:1", sample(page).lines, by.url, sample=by, checks=(LayoutCheck(str(number), "read"),)))
    assert [learned.layout.byline for learned in lessons.load().learned] == ["td > b"]


def test_samples_are_kept_in_bounds(lessons: Lessons) -> None:
    lessons.observe(*(sample(number) for number in range(1, 26)))
    assert lessons.desk.all("SELECT count(*), min(url) FROM layout_samples") == [(20, "https://nahar.test/10")]
