"""RSS, RDF and Atom: mended and bounded text through feedparser."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import feedparser

from spiders.documents.bounded_text import TITLE_LENGTH, plain
from spiders.documents.feed_entries import entry_of
from spiders.documents.feed_hints import hints_of
from spiders.documents.links import Gathering, own_base
from spiders.documents.markup import mended
from spiders.documents.results import FeedReading, Note, Problem, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spiders.documents.markup import Mended


def read_xml_feed(text: str, url: str, most_entries: int, domains: Sequence[str] = ()) -> FeedReading:
    """The entries of a feed at `url`, of an outlet with these domains; never raises."""
    feed = mended(text, most_entries)
    gathering = Gathering(most_entries, {Skip.CUT_OFF: feed.cut_off, Skip.OVER_LIMIT: feed.over_limit})
    about: dict[str, object] = {}
    base = _base(feed, url, domains)
    for parsed in _parsed(feed, base):
        if parsed is None:
            gathering.take(Skip.UNREADABLE)
            continue
        about = about or dict(parsed["feed"])
        atom = str(parsed.get("version", "")).startswith("atom")
        for item in parsed["entries"]:
            gathering.take(entry_of(dict(item), base, atom=atom, domains=domains))
    title = plain(str(about.get("title") or ""), TITLE_LENGTH)
    return replace(_judged(gathering, found=len(feed.entries)), title=title, hints=hints_of(about, url))


def _base(feed: Mended, url: str, domains: Sequence[str]) -> str:
    """What links are relative to where no `xml:base`, which feedparser sees to, says so: the site that the channel names, else the feed."""
    about = _parse(feed.with_entries(), url)
    return own_base(str(about["feed"].get("link") or ""), url, domains) if about else url


def _parsed(feed: Mended, url: str) -> Iterator[feedparser.FeedParserDict | None]:
    """The feed as feedparser answers it; where it fails on the whole, each entry by itself, None for one on which it fails again."""
    whole = _parse(feed.with_entries(*feed.entries), url)
    if whole is not None:
        yield whole
        return
    for entry in feed.entries:
        yield _parse(feed.with_entries(entry), url)


def _parse(text: str, url: str) -> feedparser.FeedParserDict | None:
    """feedparser on text that is known to be bounded; its own cleaning is left out, as no mark-up is kept."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    source = io.BytesIO(text.encode())
    try:
        return feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # it raises IndexError, ValueError and others on elements in unforeseen places
        return None


def _judged(gathering: Gathering, found: int) -> FeedReading:
    skipped = {reason: count for reason, count in gathering.skipped.items() if count}
    if gathering.entries:
        return FeedReading(gathering.entries, skipped=skipped)
    if found:
        return FeedReading(problem=Problem.UNREADABLE if Skip.UNREADABLE in skipped else Problem.NO_ADDRESS, skipped=skipped)
    if Skip.OVER_LIMIT in skipped or Skip.CUT_OFF in skipped:
        return FeedReading(problem=Problem.TOO_COMPLEX if Skip.OVER_LIMIT in skipped else Problem.CUT_OFF, skipped=skipped)
    return FeedReading(note=Note.NO_ENTRIES, skipped=skipped)
