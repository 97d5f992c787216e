"""RSS, RDF and Atom: mended and bounded text through feedparser."""

from __future__ import annotations

import io
from dataclasses import replace

import feedparser

from spiders.feed_entries import entry_of
from spiders.feed_hints import hints_of
from spiders.links import Gathering
from spiders.markup import mended
from spiders.plain import TITLE_LENGTH, plain
from spiders.readings import FeedReading, Note, Problem, Skip


def read_xml_feed(text: str, url: str, most_entries: int) -> FeedReading:
    """The entries of a feed at `url`; never raises."""
    feed = mended(text, most_entries)
    gathering = Gathering(most_entries, {Skip.CUT_OFF: feed.cut_off, Skip.OVER_LIMIT: feed.over_limit})
    parsed = _parse(feed.text, url)
    atom = str(parsed.get("version", "")).startswith("atom")
    for item in parsed["entries"]:
        gathering.take(entry_of(dict(item), url, atom=atom))
    reading = _judged(gathering, found=len(parsed["entries"]))
    about = dict(parsed["feed"])
    return replace(reading, title=plain(str(about.get("title") or ""), TITLE_LENGTH), hints=hints_of(about, url))


def _parse(text: str, url: str) -> feedparser.FeedParserDict:
    """feedparser on text that is known to be bounded; its own cleaning is left out, as no mark-up is kept."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    source = io.BytesIO(text.encode())
    return feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _judged(gathering: Gathering, found: int) -> FeedReading:
    skipped = {reason: count for reason, count in gathering.skipped.items() if count}
    if gathering.entries:
        return FeedReading(gathering.entries, skipped=skipped)
    if found:
        return FeedReading(problem=Problem.NO_ADDRESS, skipped=skipped)
    if Skip.OVER_LIMIT in skipped or Skip.CUT_OFF in skipped:
        return FeedReading(problem=Problem.TOO_COMPLEX if Skip.OVER_LIMIT in skipped else Problem.CUT_OFF, skipped=skipped)
    return FeedReading(note=Note.NO_ENTRIES, skipped=skipped)
