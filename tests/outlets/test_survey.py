"""Thirty sites with the address shapes of real ones: everything that each offers is found, and its draft is a sound outlet file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outlets.standin_sites import SITES
from tests.outlets.standins import NOW, Answers, carried_out, headline
from warraq.crawl.visits.answers import Answer
from warraq.discovery.draft import file_text, path_of
from warraq.discovery.survey import survey
from warraq.discovery.trial import read_articles
from warraq.errors import NothingReadError, UsageError
from warraq.extract import extract
from warraq.items import Page, Reason
from warraq.outlet_files import check_all, read_outlet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.outlets.standins import StandIn
    from warraq.discovery.survey import Survey

each_site = pytest.mark.parametrize("site", SITES, ids=[site.id for site in SITES])


def unknown(domain: str) -> None:
    """A registry that knows nobody."""


@cache
def surveyed(site: StandIn) -> Survey:
    return carried_out(survey(f"{site.root}/", unknown, ()), Answers(site))


@each_site
def test_every_feed_is_found_and_nothing_else(site: StandIn) -> None:
    assert set(surveyed(site).outlet.feeds) == site.feeds


@each_site
def test_every_sitemap_is_found(site: StandIn) -> None:
    assert surveyed(site).outlet.sitemaps == tuple(site.root + path for path in site.sitemaps)


@each_site
def test_the_pattern_finds_articles_and_no_sections(site: StandIn) -> None:
    pattern = surveyed(site).outlet.article_url
    assert pattern
    assert [url for url in site.articles() if not re.search(pattern, url)] == []
    services = [f"{site.root}{path}" for path in ("/", "/about-us", "/contact", "/privacy-policy", "/tag/90210", "/search?q=x", "/page/2")]
    assert [url for url in [*site.section_pages(), *services] if re.search(pattern, url)] == []


@each_site
def test_the_draft_is_a_sound_outlet_file(site: StandIn, folder: Path) -> None:
    found = surveyed(site)
    path = folder / path_of(found.outlet)
    path.parent.mkdir()
    path.write_text(file_text(found, NOW), encoding="utf-8")
    assert check_all([folder]) == []
    written = read_outlet(path)
    assert (written.feeds, written.article_url, written.title) == (found.outlet.feeds, found.outlet.article_url, found.outlet.title)
    assert written.evidence
    assert tomllib.loads(path.read_text(encoding="utf-8"))


@each_site
def test_the_trial_reads_titles_and_dates(site: StandIn) -> None:
    found = surveyed(site)
    trials = read_articles(found.outlet, found.fetched, extract)
    assert trials
    assert all(trial.title and trial.published and not trial.problem for trial in trials)
    assert {trial.title for trial in trials} <= {headline(number) for number in range(30)}


def test_a_survey_that_is_cut_short_gives_nothing() -> None:
    answers = Answers(SITES[0])

    def cut(url: str) -> Answer:
        return Answer(url, reason=Reason.CUT_SHORT, detail="stopped") if url.endswith("robots.txt") else answers(url)

    with pytest.raises(NothingReadError, match="nothing was written"):
        carried_out(survey(f"{SITES[0].root}/", unknown, ()), cut)


def test_a_front_page_that_does_not_come_is_said() -> None:
    with pytest.raises(NothingReadError, match=r"^https://sahl\.eg/: gone: the site answered 404"):
        carried_out(survey("https://sahl.eg/", unknown, ()), Answers())


def test_a_wall_is_no_front_page() -> None:
    answers = Answers()
    answers.pages["sahl.eg/?"] = ("text/html", b"<html><script>window._cf_chl_opt={}</script></html>")
    with pytest.raises(NothingReadError, match="blocked: Cloudflare tests the visitor"):
        carried_out(survey("https://sahl.eg/", unknown, ()), answers)


def test_a_site_that_names_no_articles_is_said_with_what_was_tried() -> None:
    answers = Answers()
    answers.pages["sahl.eg/?"] = ("text/html", b"<html><body><a href='/about'>x</a></body></html>")
    with pytest.raises(
        NothingReadError, match=r"sahl\.eg: no feed, sitemap or list of articles could be read \(https://sahl\.eg/feed/: gone"
    ):
        carried_out(survey("https://sahl.eg/", unknown, ()), answers)


def test_a_front_page_with_attributes_without_end_is_said() -> None:
    answers = Answers()
    names = " ".join(f"a{number}" if number % 1_000 else f"a{number}='>'" for number in range(100_000))
    answers.pages["sahl.eg/?"] = ("text/html", f"<html><body><a href='/news/48213'>x</a><i {names}>".encode())
    with pytest.raises(NothingReadError, match=r"\(https://sahl\.eg/: more attributes of one element than are read"):
        carried_out(survey("https://sahl.eg/", unknown, ()), answers)


def test_a_domain_that_is_known_is_refused_after_a_redirect() -> None:
    def known(domain: str) -> None:
        raise UsageError(f"{domain}: is sahl already")

    with pytest.raises(UsageError, match=r"marjan\.eg: is sahl already"):
        carried_out(survey(f"{SITES[0].root}/", known, ()), Answers(SITES[0]))


BODIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"<html><a href='/news/51300'>one two three four</a><a href='http://[::1'>x</a><a href='//'>y</a><base href='http://%'></html>",
            b"<rss version='2.0'><channel><item><link>https://sahl.eg/news/51300</link></item><item><link>http://x y/</link></item></rss>",
            b"<sitemapindex><sitemap><loc>https://sahl.eg/news.xml</loc></sitemap></sitemapindex>",
            b"<urlset><url><loc>https://sahl.eg/news/51301</loc></url></urlset>",
            b"Sitemap: https://sahl.eg/news.xml\nSitemap: //\nSitemap: https://[/",
            b'<html><script type=\'application/ld+json\'>{"@graph":[{"@type":"WebSite","name":7,"publisher":[[]]}]}</script></html>',
        ]
    ),
)


@settings(deadline=None)  # the first call imports the readers
@given(st.lists(BODIES, min_size=1, max_size=8))
def test_whatever_a_site_answers_there_is_a_draft_or_a_reason(bodies: list[bytes]) -> None:
    turn = cycle(bodies)
    try:
        found = carried_out(survey("https://sahl.eg/", unknown, ()), lambda url: Answer(url, Page(url, next(turn), NOW)))
    except NothingReadError:
        return
    assert tomllib.loads(file_text(found, NOW))["name"] == "sahl"
