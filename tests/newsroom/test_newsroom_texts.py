"""The words: agreement, counted nouns, dates in letters, spelling, and no topic with a gap in its sentences."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.newsroom import Press, world
from warraq.newsroom.compose import compose
from warraq.newsroom.dates import ago, written
from warraq.newsroom.grammar import Facts, counted, fill
from warraq.newsroom.seeding import seeded
from warraq.newsroom.spelling import SPELLING_RULES, plain, respell

WHEN = datetime(2026, 5, 3, 16, 5, tzinfo=UTC)
MARKS = re.compile(r"[\[\]{}$|]|  |\bNone\b")


@pytest.mark.parametrize("topic", world.topics())
def test_every_sentence_of_a_topic_fills_for_men_and_women_of_every_country(topic):
    press = Press(WHEN)
    peers = [press.profiles["jabalnews"], press.profiles["nawaris"]]
    for country in world.countries().values():
        for turn in range(21):
            story = compose(
                world.topics()[topic], turn, country, press.profiles["elwadi"], peers, WHEN, seeded(topic, country.currency, turn)
            )
            texts = [*story.titles, *story.paragraphs, *story.updates, *story.keywords]
            assert [text for text in texts if MARKS.search(text)] == []
            assert len(story.paragraphs) >= 5


@pytest.mark.parametrize("topic", world.topics())
def test_every_lead_has_headlines_of_its_own(topic):
    told = world.topics()[topic]
    assert len(told.titles) == len(told.lead)
    assert min(len(set(titles)) for titles in told.titles) >= 3


@pytest.mark.parametrize(
    ("template", "female", "expected"),
    [
        ("[قال|قالت] $name", False, "قال نور"),
        ("[قال|قالت] $name", True, "قالت نور"),
        ("وكان[|ت] $name", True, "وكانت نور"),
        ("قدم طلبا ل$office", False, "قدم طلبا للمجلس"),
        ("قدم طلبا ل$name", False, "قدم طلبا لنور"),
        ("سوى $name", False, "سوى نور"),
    ],
    ids=["masculine", "feminine", "suffix", "contraction", "plain-preposition", "no-preposition"],
)
def test_sentences_agree_and_contract(template, female, expected):
    facts = Facts({"name": "نور", "office": "المجلس"}, {"a": female})
    assert fill(template, facts, seeded(1)) == expected


def test_a_missing_value_is_named():
    with pytest.raises(KeyError, match="town"):
        fill("في $town", Facts(), seeded(1))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(3, "3 كتب"), (10, "10 كتب"), (11, "11 كتابا"), (99, "99 كتابا"), (100, "100 كتاب"), (2000, "2000 كتاب"), (105, "105 كتب")],
)
def test_nouns_after_numbers(number, expected):
    assert counted(number, ["كتب", "كتابا", "كتاب"]) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("egyptian", "الأحد 3 مايو 2026 - 04:05 م"),
        ("levantine", "الأحد 3 أيار 2026 - 16:05"),
        ("double", "3 أيار/مايو 2026 16:05"),
        ("moroccan", "الأحد 3 ماي 2026 - 16:05"),
        ("maghrebi", "3 ماي 2026 | 16:05"),
        ("hijri", "الأحد 16 ذو القعدة 1447 هـ الموافق 3 مايو 2026 م"),
        ("indic", "الأحد ٣ مايو ٢٠٢٦ ٠٤:٠٥ م"),
        ("numeric", "03/05/2026 16:05"),
    ],
)
def test_dates_in_the_style_of_each_region(style, expected):
    assert written(WHEN, style) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "الآن"),
        (1, "منذ دقيقة"),
        (2, "منذ دقيقتين"),
        (7, "منذ 7 دقائق"),
        (45, "منذ 45 دقيقة"),
        (125, "منذ ساعتين"),
        (4320, "منذ 3 أيام"),
    ],
)
def test_how_long_ago(minutes, expected):
    assert ago(timedelta(minutes=minutes)) == expected


@pytest.mark.parametrize(
    ("habit", "text", "expected"),
    [
        ("final-yeh", "في الذي يجري", "فى الذى يجرى"),
        ("bare-alef", "وأعلن أن الأمر إلى غد", "واعلن ان الامر الى غد"),
        ("arabic-digits", "عام 2026", "عام ٢٠٢٦"),
        ("straight-quotes", "«نص»", '"نص"'),
    ],
)
def test_habits_of_spelling(habit, text, expected):
    assert respell(text, [habit]) == expected


@given(st.text("ابتثأإيىة «»123 ولك", max_size=40), st.sampled_from(sorted(set(SPELLING_RULES) - {"arabic-digits", "hamza-on-yeh"})))
def test_habits_change_only_what_plain_ignores(text, habit):
    assert plain(respell(text, [habit])) == plain(text)
