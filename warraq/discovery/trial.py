"""A first crawl of a few articles, through extraction and the dates, that stores nothing: a plan fetches them, what it fetched is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Final

from pipelines.normalise import Normalise
from pipelines.stage import Context
from spiders.article_page import harvest
from warraq.attribution.mentions.registry import Registry
from warraq.crawl.refusal import Refused
from warraq.outlet import OutletKnowledge
from warraq.outlet_files.registry import lodgers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from warraq.crawl.page_reader.pool import Read
    from warraq.crawl.visits.answers import Answer, Plan
    from warraq.discovery.findings import Source
    from warraq.items import Entry
    from warraq.outlet import Outlet

ARTICLES: Final = 5
"""Enough to see whether titles and dates are right."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One article that was asked for."""

    found_in: str
    """Address of the feed, sitemap or listing that names it."""
    answer: Answer


@dataclass(frozen=True, slots=True)
class Trial:
    """One article that was tried."""

    url: str
    found_in: str
    """Address of the feed, sitemap or listing that names it."""
    title: str | None = None
    published: datetime | date | None = None
    """Instant in UTC, or the outlet's calendar day; None where the page states none."""
    problem: str = ""
    """Why no article came; empty where one did."""


def fetch_articles(sources: Sequence[Source]) -> Plan[tuple[Fetched, ...]]:
    """A plan for the first articles of each source in turn."""
    fetched = []
    for source, entry in islice(_in_turn(sources), ARTICLES):
        answer: Answer = yield entry.url
        fetched.append(Fetched(source.url, answer))
    return tuple(fetched)


def read_articles(outlet: Outlet, fetched: Sequence[Fetched], read: Read) -> tuple[Trial, ...]:
    """What a crawl of `outlet` would make of them; `read` raises UnreadError for a page that breaks its reader."""
    return tuple(_trial(outlet, one.found_in, one.answer, read) for one in fetched)


def _in_turn(sources: Sequence[Source]) -> Iterator[tuple[Source, Entry]]:
    """The first entry of each source, then the second, and so on; each address once."""
    columns = ([(source, entry) for entry in source.entries[:ARTICLES]] for source in sources)
    seen: set[str] = set()
    for pair in chain.from_iterable(_rows(columns)):
        if pair[1].url not in seen:
            seen.add(pair[1].url)
            yield pair


def _rows(columns: Iterable[list[tuple[Source, Entry]]]) -> Iterator[list[tuple[Source, Entry]]]:
    for row in zip_longest(*columns):
        yield [pair for pair in row if pair]


def _trial(outlet: Outlet, found_in: str, answer: Answer, read: Read) -> Trial:
    if answer.page is None:
        return Trial(answer.url, found_in, problem=answer.failure)
    got = harvest(answer.page, answer.url, OutletKnowledge(outlet, lodgers=lodgers(outlet)), read)
    if got.verdict:
        return Trial(answer.url, found_in, problem=": ".join(filter(None, (str(got.verdict.reason), got.verdict.detail))))
    dates = Normalise(Context(lambda _: outlet, lambda: Registry.build(())))
    try:
        article = dates.process_item(got.articles[0])
    except Refused as refused:
        return Trial(answer.url, found_in, problem=f"{refused.reason}: {refused.detail}")
    return Trial(answer.url, found_in, article.title, article.published_at or article.published_day)
