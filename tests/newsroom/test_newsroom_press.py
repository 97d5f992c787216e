"""The press in time: what is published, copied, edited, withdrawn and silenced when."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from warraq.newsroom import Fault, Press

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def press(**options) -> Press:
    return Press(NOW, **options)


def bodies(press: Press) -> dict[str, str]:
    return {article.url: article.truth.body for article in press.articles()}


def test_the_same_seed_prints_the_same_news():
    assert list(press(seed=7).articles()) == list(press(seed=7).articles())


def test_another_seed_prints_other_news():
    assert not set(bodies(press(seed=7)).values()) & set(bodies(press(seed=8)).values())


def test_a_default_press_has_some_two_hundred_articles_of_thirteen_outlets():
    counts = Counter(article.outlet for article in press().articles())
    assert len(counts) == 13
    assert 150 <= sum(counts.values()) <= 250
    assert min(counts.values()) >= 8


def test_no_two_articles_of_one_outlet_have_the_same_body_or_address():
    articles = list(press(outlets=40, back=timedelta(days=3)).articles())
    assert len(articles) > 900
    assert max(Counter((article.outlet, article.truth.body) for article in articles).values()) == 1
    assert max(Counter(article.url for article in articles).values()) == 1


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def test_different_stories_share_less_of_their_words_than_copies_do():
    articles = list(press().articles())
    own = [shingles(article.truth.body) for article in articles if not article.source]
    wire = [shingles(article.truth.body) for article in articles if article.outlet == "nawaris"]
    copies = [shingles(article.truth.body) for article in articles if article.source == "nawaris"]
    alike = [len(one & other) / len(one | other) for one, other in combinations(own, 2)]
    nearest = [max(len(copy & text) / len(copy | text) for text in wire) for copy in copies]
    assert max(alike) < 0.4
    assert sorted(nearest)[len(nearest) // 2] > 0.6


def test_forty_outlets_of_many_countries_and_no_more_than_have_names():
    big = press(outlets=40)
    assert len(big.profiles) == 40
    assert len({profile.country for profile in big.profiles.values()}) >= 11
    with pytest.raises(ValueError, match=r"outlets\.toml"):
        press(outlets=400)


def test_nothing_is_published_before_its_time():
    room = press()
    assert all(article.published <= NOW for article in room.articles())
    before = {article.url for article in room.articles()}
    room.advance(timedelta(hours=6))
    later = {article.url: article for article in room.articles()}
    new = [later[url] for url in later.keys() - before]
    assert len(new) > 20
    assert all(NOW < article.published <= NOW + timedelta(hours=6) for article in new)


def test_a_press_can_live_by_a_clock():
    instants = [NOW]
    room = Press(lambda: instants[-1])
    count = sum(1 for _ in room.articles())
    instants.append(NOW + timedelta(hours=6))
    assert sum(1 for _ in room.articles()) > count


def test_an_edit_adds_a_paragraph_and_keeps_the_address():
    room = press()
    before = {article.url: article for article in room.articles("nawaris") if not article.edited}
    room.advance(timedelta(minutes=31))
    edited = [article for article in room.articles("nawaris") if article.edited and article.url in before]
    assert edited
    for article in edited:
        old = before[article.url].truth
        assert article.truth.paragraphs[:-1] == old.paragraphs
        assert article.truth.published_at == old.published_at
        assert old.modified_at is None
        assert article.truth.modified_at > old.published_at


def test_some_edits_change_the_headline():
    room = press()
    before = {article.url: article.truth.title for article in room.articles()}
    room.advance(timedelta(hours=12))
    changes = {article.truth.title != before[article.url] for article in room.articles() if article.edited and article.url in before}
    assert changes == {True, False}


def test_what_vanishes_leaves_the_site():
    room = press()
    before = {article.url for article in room.articles("sawtaldelta")}
    room.advance(timedelta(minutes=61))
    assert before - {article.url for article in room.articles("sawtaldelta")}


def test_a_silent_outlet_publishes_nothing_new_and_keeps_the_old():
    room = press()
    before = [article.url for article in room.articles("nawaris")]
    room.set_fault("nawaris", Fault.SILENT)
    room.advance(timedelta(hours=3))
    assert {article.url for article in room.articles("nawaris")} <= set(before)
    room.set_fault("nawaris", Fault.OK)
    assert len(list(room.articles("nawaris"))) > len(before)


def test_the_agency_is_carried_by_others_in_edited_form():
    articles = list(press().articles())
    originals = {article.truth.body for article in articles if article.outlet == "nawaris"}
    copies = [article for article in articles if article.source == "nawaris" and article.outlet != "hasad"]
    assert len(copies) > 30
    assert all(copy.truth.body not in originals for copy in copies)


def test_copies_credit_the_agency_in_every_shape_or_not_at_all():
    room = press(back=timedelta(days=4))
    copies = [article.truth for article in room.articles() if article.source == "nawaris" and article.outlet != "hasad"]
    shapes = Counter(
        "none"
        if copy.credited is None
        else "byline"
        if copy.byline
        else "last line"
        if copy.credit_line
        else "dateline"
        if copy.dateline
        else "bracket"
        for copy in copies
    )
    assert set(shapes) == {"none", "byline", "last line", "dateline", "bracket"}
    assert all("نوارس" in (copy.byline or copy.credit_line or copy.body) for copy in copies if copy.credited)


def test_the_agency_opens_with_its_own_dateline_and_credits_nobody():
    for article in press().articles("nawaris"):
        assert " (نوارس) – " in article.truth.paragraphs[0]
        assert (article.truth.dateline, article.truth.credited) == ("nawaris", None)


def test_a_citation_in_the_truth_stands_in_the_text():
    cited = [(article.truth, name) for article in press().articles() for name in article.truth.cited]
    assert len(cited) > 20
    assert all(name in truth.named for truth, name in cited)


def test_the_hour_is_known_only_where_the_page_states_it():
    room = press()
    for article in room.articles():
        truth = article.truth
        assert (truth.published_at is None) != (truth.published_day is None)
        if article.outlet == "alnakheel":
            assert "هـ الموافق" in truth.date_text
            assert truth.published_day == article.published.astimezone(room.profiles["alnakheel"].zone).date()


def test_mark_up_can_be_changed_at_run_time():
    room = press()
    room.set_templates("jabalnews", "drupal")
    assert room.templates("jabalnews") == ("drupal",)
