"""What each stage makes of an article, what it counts, and what it refuses."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.attribute import Attribute
from pipelines.deduplicate import Deduplicate, text_hash
from pipelines.normalise import Normalise
from pipelines.stage import Context, pure_stages, run_stages
from pipelines.validate import LONGEST_TITLE, WANTED, Validate
from warraq.crawl.refusal import Refused
from warraq.items import Article, Reason, Stamp
from warraq.outlet import Outlet
from warraq.outlet_files.registry import default_registry

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
WADI = Outlet("wadi", "صحيفة الوادي", ("wadi.test",), country="EG", timezone="Africa/Cairo")
FULL = {
    "title": "عنوان",
    "byline": "منى سالم",
    "published_from": "meta",
    "image_url": "https://wadi.test/1.jpg",
    "language": "ar",
    "keywords": ("قمح",),
}


class Bench:
    """One stage with one known outlet, and the figures that it counted."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.context = Context(lambda name: WADI if name == "wadi" else None, default_registry, self._count)

    def _count(self, key: str) -> None:
        self.counted[key] += 1


@pytest.fixture
def bench() -> Bench:
    return Bench()


def article(body: str = "نص الخبر", url: str = "https://wadi.test/1", **fields: Any) -> Article:
    return Article(url, body, **({"outlet": "wadi", "fetched_at": NOON} | fields))


def refusal(stage: Any, given: Article) -> tuple[Reason, str]:
    with pytest.raises(Refused) as caught:
        stage.process_item(given)
    return caught.value.reason, caught.value.stage


# Normalise


def test_every_text_of_an_article_is_cleaned_and_an_empty_one_is_none(bench: Bench) -> None:
    lines = dict.fromkeys(("title", "byline", "credit_line", "section", "image_caption"), "  سطر &amp;  سطر\n")
    found = Normalise(bench.context).process_item(article(" فقرة \n\n\n فقرة ", summary=" ملخص &quot;قصير&quot; ", **lines))
    assert (found.body, found.summary) == ("فقرة\nفقرة", 'ملخص "قصير"')
    assert {name: getattr(found, name) for name in lines} == dict.fromkeys(lines, "سطر & سطر")
    empty = Normalise(bench.context).process_item(article(summary=" \n ", **dict.fromkeys(lines, " \n ")))
    assert {getattr(empty, name) for name in ("summary", *lines)} == {None}


def test_names_and_keywords_are_listed_once_each_in_their_order(bench: Bench) -> None:
    found = Normalise(bench.context).process_item(article(authors=("منى ", "سامي", " منى", " "), keywords=("قمح", "", "أسعار", "قمح ")))
    assert (found.authors, found.keywords) == (("منى", "سامي"), ("قمح", "أسعار"))


@pytest.mark.parametrize(("embedded", "expected"), [(False, "https://wadi.test/a"), (True, "https://wadi.test/a#part")])
def test_only_an_embedded_text_keeps_the_part_of_the_page_in_its_address(bench: Bench, embedded: bool, expected: str) -> None:
    given = article(url="HTTPS://wadi.test/a?utm_source=x#part", from_embedded=embedded)
    assert Normalise(bench.context).process_item(given).url == expected


@pytest.mark.parametrize("url", ["", "mailto:a@wadi.test", "javascript:void(0)"])
def test_an_address_that_is_none_is_a_bad_link(bench: Bench, url: str) -> None:
    assert refusal(Normalise(bench.context), article(url=url)) == (Reason.BAD_LINK, "normalise")


def stamps(*days: int) -> tuple[Stamp, ...]:
    """Statements of equal weight, of different days if they are."""
    return tuple(Stamp(f"2026-03-0{day}", origin) for day, origin in zip(days, ("meta", "feed"), strict=False))  # type: ignore[arg-type]


def test_contradictory_dates_are_counted_and_none_is_invented(bench: Bench) -> None:
    stage = Normalise(bench.context)
    assert stage.process_item(article(stamps=stamps(3, 3))).published_from == "meta"
    assert stage.process_item(article()).published_from is None
    assert bench.counted == {}
    assert stage.process_item(article(stamps=stamps(3, 5))).published_from is None
    assert bench.counted == {"warraq/field/published/contradicted": 1}


def test_a_time_without_a_zone_is_on_the_outlets_clock(bench: Bench) -> None:
    found = Normalise(bench.context).process_item(article(stamps=(Stamp("2026-03-09T10:00", "meta"),)))
    assert found.published_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert (found.published_precision, found.published_offset, found.published_day) == ("minute", 120, None)
    assert (found.published_raw, found.published_from) == ("2026-03-09T10:00", "meta")


def test_without_a_known_outlet_a_naive_time_stays_a_day(bench: Bench) -> None:
    found = Normalise(bench.context).process_item(article(outlet=None, stamps=(Stamp("2026-03-09T10:00", "meta"),)))
    assert (found.published_at, str(found.published_day)) == (None, "2026-03-09")


def test_what_is_said_to_come_after_the_fetch_is_not_believed(bench: Bench) -> None:
    found = Normalise(bench.context).process_item(article(stamps=(Stamp("2026-03-12T10:00+02:00", "meta"),)))
    assert (found.published_at, found.published_day) == (None, None)


def test_the_last_change_is_kept_beside_the_publication(bench: Bench) -> None:
    given = (Stamp("2026-03-09T10:00Z", "meta"), Stamp("2026-03-09T11:00Z", "meta", "modified"))
    found = Normalise(bench.context).process_item(article(stamps=given))
    assert (found.published_at, found.modified_at) == (NOON.replace(hour=10), NOON.replace(hour=11))


# Attribute


def test_the_outlet_of_the_address_is_always_a_source(bench: Bench) -> None:
    (own, *_) = Attribute(bench.context).process_item(article("خبر قصير.")).attributions
    assert (own.role, own.outlet, own.quote, own.field, own.rule) == ("published", "wadi", "صحيفة الوادي", "structured", "page-host")


def test_an_unknown_outlet_is_no_source(bench: Bench) -> None:
    assert Attribute(bench.context).process_item(article("خبر قصير.", outlet="nobody")).attributions == ()


def test_every_field_is_read_for_sources(bench: Bench) -> None:
    given = article(
        "أعلنت البلدية افتتاح الجسر.\nوقالت الأناضول إن الجسر قديم.", title="فرانس برس: الجسر قديم", credit_line="المصدر: رويترز"
    )
    found = Attribute(bench.context).process_item(given).attributions
    assert {(source.role, source.field) for source in found} >= {("credited", "credit_line"), ("cited", "body"), ("cited", "title")}
    for source in found:
        if source.quote_start is not None:
            assert getattr(given, source.field)[source.quote_start : source.quote_end] == source.quote


# Validate


def test_an_article_with_all_that_is_wanted_is_counted_nowhere(bench: Bench) -> None:
    assert set(FULL) == set(WANTED)
    Validate(bench.context).process_item(article(**FULL))
    assert bench.counted == {}


@pytest.mark.parametrize("name", WANTED)
def test_what_is_missing_is_counted_by_name(bench: Bench, name: str) -> None:
    Validate(bench.context).process_item(article(**FULL | {name: () if name == "keywords" else None}))
    assert bench.counted == {f"warraq/field/{name}/missing": 1}


def test_a_paragraph_in_the_headlines_place_is_no_headline(bench: Bench) -> None:
    stage = Validate(bench.context)
    assert stage.process_item(article(**FULL | {"title": "ع" * LONGEST_TITLE})).title
    assert bench.counted == {}
    assert stage.process_item(article(**FULL | {"title": "ع" * (LONGEST_TITLE + 1)})).title is None
    assert bench.counted == {"warraq/field/title/invalid": 1, "warraq/field/title/missing": 1}


def test_an_article_without_text_or_time_of_fetch_is_refused(bench: Bench) -> None:
    stage = Validate(bench.context)
    assert refusal(stage, article(" \n ")) == (Reason.NO_ARTICLE, "validate")
    assert refusal(stage, article(fetched_at=None)) == (Reason.INVALID, "validate")


# Deduplicate


def test_marks_spacing_and_variants_of_letters_make_no_other_text(bench: Bench) -> None:
    one = Deduplicate(bench.context).process_item(article("أعلنت البلدية، أمس: إغلاق الجسر", title="الجسر")).text_hash
    assert one == text_hash("الجِسْر", "اعلنت  البلدية أمس إغلاق الجسر.")
    assert one is not None
    assert len(one) == 32
    assert one != text_hash("الجسر", "أعلنت البلدية إغلاق الجسر")
    assert one != text_hash(None, "أعلنت البلدية، أمس: إغلاق الجسر")


def test_a_word_that_moves_from_the_title_into_the_body_makes_another_text() -> None:
    assert text_hash("الجسر", "مغلق") != text_hash(None, "الجسر مغلق")


# All of them


def test_the_stages_before_the_store_run_in_their_order(bench: Bench) -> None:
    stages = pure_stages(bench.context)
    assert [type(stage).__name__ for stage in stages] == ["Normalise", "Attribute", "Validate", "Deduplicate"]
    found = run_stages(article(" نص ", url="https://wadi.test/a#x", title=" عنوان "), stages)
    assert (found.url, found.body, found.title) == ("https://wadi.test/a", "نص", "عنوان")
    assert found.text_hash == text_hash("عنوان", "نص")
    assert [source.role for source in found.attributions] == ["published"]
    assert bench.counted["warraq/field/byline/missing"] == 1
