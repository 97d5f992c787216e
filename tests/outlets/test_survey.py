"""Thirty sites with the address shapes of real ones: everything that each offers is found, and its draft is a sound outlet file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.outlets.standin_sites import SITES
from tests.outlets.standins import NOW, Answers, carried_out, headline
from warraq.discovery.draft import file_text, path_of
from warraq.discovery.survey import survey
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
    trials = surveyed(site).trials
    assert trials
    assert all(trial.title and trial.published and not trial.problem for trial in trials)
    assert {trial.title for trial in trials} <= {headline(number) for number in range(30)}
