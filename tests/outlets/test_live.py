"""What is said of places that moved, died or answer something else, and the change that is proposed for each."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.outlets.conftest import toml
from tests.outlets.served import Served
from tests.outlets.standin_sites import SITES
from tests.outlets.standins import NOW, Answers, StandIn, carried_out
from warraq.discovery.live import Probe, State, broken, probe
from warraq.discovery.report import Report, as_json, as_markdown
from warraq.items import Reason
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from warraq.crawl.visits.answers import Answer

SITE = StandIn(
    "a site", "sahl.eg", "/news/{id}", ("/section/{n}",), head=("/feed/", "/sport/feed/"), robots=("/news.xml",), news=("/news.xml",)
)


def outlet(**values: object) -> Outlet:
    return replace(Outlet("sahl", "السهل", ("sahl.eg",), "EG", "Africa/Cairo"), **values)  # type: ignore[arg-type]


def probed(site: StandIn, change: Callable[[Answer], Answer] = lambda answer: answer, **values: object) -> list[Probe]:
    answers = Answers(site)
    return list(carried_out(probe(outlet(**values), NOW), lambda url: change(answers(url))))


def test_what_answers_is_counted_and_dated() -> None:
    found = probed(SITE, feeds=("https://sahl.eg/feed/",), sitemaps=("https://sahl.eg/news.xml",))
    assert [(one.kind, one.state, one.articles, one.newest) for one in found] == [
        ("feed", State.OK, 30, NOW),
        ("sitemap", State.OK, 20, NOW),
    ]


def test_a_healthy_outlet_is_asked_once_a_place() -> None:
    answers = Answers(SITE)
    carried_out(probe(outlet(feeds=("https://sahl.eg/feed/", "https://sahl.eg/sport/feed/")), NOW), answers)
    assert answers.asked == ["https://sahl.eg/feed/", "https://sahl.eg/sport/feed/"]


@pytest.mark.parametrize(
    ("dead", "why"),
    [("https://sahl.eg/rss.xml", "gone: the site answered 404"), ("https://sahl.eg/", "html, not a feed")],
    ids=["gone", "a page instead"],
)
def test_a_dead_feed_gets_a_new_one_of_the_site_in_its_place(dead: str, why: str) -> None:
    kept, lost = probed(SITE, feeds=("https://sahl.eg/feed/", dead))
    assert (kept.state, kept.proposal) == (State.OK, "")
    assert (lost.state, lost.detail) == (State.DEAD, why)
    assert lost.proposal == f"write https://sahl.eg/sport/feed/ in the place of {dead}"


def test_another_format_of_a_living_feed_takes_no_place() -> None:
    answers = Answers(replace(SITE, head=("/feed/",)))
    answers.pages["sahl.eg/?"] = ("text/html", b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>')
    answers.pages["sahl.eg/rss?"] = answers.pages["sahl.eg/feed/?"]
    places = outlet(feeds=("https://sahl.eg/feed/", "https://sahl.eg/old.xml"))
    _, lost = carried_out(probe(places, NOW), answers)
    assert lost.proposal == "take https://sahl.eg/old.xml out; nothing was found in its place"
    assert answers.asked.count("https://sahl.eg/feed/") == 1


def test_where_nothing_took_its_place_it_is_to_be_taken_out() -> None:
    bare = replace(SITE, head=(), robots=(), news=())
    (lost,) = probed(bare, feeds=("https://sahl.eg/old.xml",))
    assert lost.proposal == "take https://sahl.eg/old.xml out; nothing was found in its place"


def test_a_dead_sitemap_gets_the_one_that_robots_txt_names() -> None:
    (lost,) = probed(SITE, sitemaps=("https://sahl.eg/sitemap-old.xml",))
    assert lost.proposal == "write https://sahl.eg/news.xml in the place of https://sahl.eg/sitemap-old.xml"


def test_a_listing_without_its_articles_is_dead_and_gets_a_new_pattern() -> None:
    (lost,) = probed(SITE, listings=("https://sahl.eg/",), article_url=r"/story/\d+")
    assert (lost.state, lost.detail) == (State.DEAD, "article_url finds none of its links")
    assert lost.proposal == r"set listings = ['https://sahl.eg/'] and article_url = '^https?://[^/]+/news/\d{6,}(?:[/?#]|$)'"


def test_what_moved_for_good_is_to_be_written_anew() -> None:
    (moved,) = probed(SITE, lambda answer: replace(answer, moved_to="https://sahl.eg/rss/"), feeds=("https://sahl.eg/feed/",))
    assert moved.state is State.MOVED
    assert moved.proposal == "write https://sahl.eg/rss/ in the place of https://sahl.eg/feed/"


def test_a_site_that_moved_to_another_domain_gets_that_proposed_too() -> None:
    (moved,) = probed(SITE, lambda answer: replace(answer, moved_to="https://www.sahl-news.com.eg/rss/"), feeds=("https://sahl.eg/feed/",))
    assert moved.state is State.MOVED
    assert moved.proposal.startswith(
        "write https://www.sahl-news.com.eg/rss/ in the place of https://sahl.eg/feed/, and sahl-news.com.eg into domains"
    )


def test_a_refusal_is_not_death() -> None:
    (refused,) = probed(
        SITE,
        lambda answer: replace(answer, page=None, reason=Reason.BLOCKED, detail="the site answered 403"),
        feeds=("https://sahl.eg/feed/",),
    )
    assert (refused.state, refused.detail, refused.proposal) == (State.UNREACHABLE, "blocked: the site answered 403", "")


def test_an_outlet_that_breaks_the_program_is_told_and_not_called_dead() -> None:
    (told,) = broken(outlet(feeds=("https://sahl.eg/feed/",)), ValueError("odd"))
    assert (told.state, told.detail) == (State.UNREACHABLE, "parse-error: ValueError: odd")


@pytest.mark.parametrize("kind", ["feeds", "listings"])
def test_a_test_for_visitors_is_not_death(kind: str) -> None:
    answers = Answers(SITE)
    answers.pages["sahl.eg/x?"] = ("text/html", b"<html><script>window._cf_chl_opt={}</script></html>")
    (found,) = carried_out(probe(outlet(**{kind: ("https://sahl.eg/x",)}, article_url="/news/"), NOW), answers)
    assert (found.state, found.detail) == (State.UNREACHABLE, "blocked: Cloudflare tests the visitor")


def test_an_empty_feed_is_not_dead() -> None:
    empty = replace(SITE, head=())
    answers = Answers(empty)
    answers.pages["sahl.eg/feed/?"] = ("application/xml", b'<rss version="2.0"><channel><title>x</title></channel></rss>')
    (found,) = carried_out(probe(outlet(feeds=("https://sahl.eg/feed/",)), NOW), answers)
    assert (found.state, found.detail) == (State.EMPTY, "it names nothing")


def test_the_report_is_dated_and_tells_the_worst_first() -> None:
    fine = Probe("sahl", "feed", "https://sahl.eg/feed/", State.OK, 30, NOW)
    lost = Probe("wadi", "feed", "https://wadi.om/rss", State.DEAD, detail="gone | 404", proposal="take it out")
    report = Report(NOW, (fine, lost))
    text = as_markdown(report)
    assert "# What still answers, 2026-03-01" in text
    assert "| `wadi` | feed https://wadi.om/rss | gone \\| 404 | take it out |" in text
    assert "sahl" not in text
    assert [row["outlet"] for row in as_json(report)["probes"]] == ["wadi", "sahl"]  # type: ignore[attr-defined]
    assert as_json(report)["states"] == {"dead": 1, "unreachable": 0, "moved": 0, "empty": 0, "ok": 1}


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ((State.OK, State.MOVED, State.EMPTY), 0),
        ((State.OK, State.UNREACHABLE), 0),
        ((State.OK, State.DEAD), 1),
        ((State.UNREACHABLE, State.DEAD), 1),
        ((State.UNREACHABLE, State.UNREACHABLE), 3),
    ],
    ids=["all answer", "one does not today", "one is dead", "dead outweighs", "no network"],
)
def test_the_exit_code_tells_the_worst(states: tuple[State, ...], code: int) -> None:
    assert Report(NOW, tuple(Probe("sahl", "feed", "https://sahl.eg/rss", state) for state in states)).exit_code == code


def test_the_command_writes_the_report_and_ends_with_1_where_something_is_dead(tmp_path: Path) -> None:
    with Served(SITES[1], SITES[5]) as served:
        healthy, moving = served.sites
        served.moved[f"{moving.root}/old.xml"] = f"{moving.root}/rss.xml"
        folder = tmp_path / "outlets"
        for site, name, country, zone, feeds in (
            (healthy, "sanabel", "LY", "Africa/Tripoli", ["/feed/"]),
            (moving, "ghadir", "JO", "Asia/Amman", ["/old.xml", "/nowhere.xml"]),
        ):
            path = folder / country.lower() / f"{name}.toml"
            path.parent.mkdir(parents=True)
            values = {"name": name, "title": name, "country": country, "timezone": zone, "domains": [site.host.removeprefix("www.")]}
            path.write_text(toml({**values, "feeds": [site.root + feed for feed in feeds], "evidence": "invented"}), encoding="utf-8")
        variables = {"WARRAQ_OUTLETS": str(folder)}
        report = tmp_path / "report.json"
        done = served.warraq(variables, "outlets", "check", "--live", "ghadir", "sanabel", "--report", str(report), "--json")
        assert done.returncode == 1, done.stderr
        states = {row["url"]: row["state"] for row in json.loads(done.stdout)["probes"]}
        assert states == {
            f"{healthy.root}/feed/": "ok",
            f"{moving.root}/old.xml": "moved",
            f"{moving.root}/nowhere.xml": "dead",
        }
        assert json.loads(report.read_text(encoding="utf-8"))["states"]["dead"] == 1
