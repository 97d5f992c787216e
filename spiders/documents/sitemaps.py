"""Sitemaps: lists of addresses, news sitemaps and indexes of sitemaps; bytes in, entries out, and never an exception."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dateutil.parser import isoparse
from lxml import etree

from spiders.documents.bounded_text import RAW_LENGTH, TITLE_LENGTH, names, plain, short
from spiders.documents.decoding import Format, format_of, text_of, unpacked
from spiders.documents.links import Gathering, absolute
from spiders.documents.references import NOT_XML, mended_references
from spiders.documents.results import Note, Problem, SitemapReading, SitemapRef, Skip
from spiders.documents.xml_feed import read_xml_feed
from warraq.items import Entry
from warraq.outlet import DocumentKind
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_SITEMAP_BYTES: Final = 25 * 2**20
"""Of the unpacked document, half of what the protocol allows (sitemaps.org: 50 MB); what stands behind is not read."""

MOST_URLS: Final = 50_000
"""Of one sitemap, as the protocol has it."""

MOST_SITEMAP_TAGS: Final = 2_000_000
"""50,000 news entries have 900,000 tags. Also the most references: 26,000,000 ampersands took 5 s to mend."""

_SITEMAP_ROOT: Final = re.compile(r"<((?:[\w.-]{1,40}:)?)(urlset|sitemapindex)\b", re.IGNORECASE)
_BETWEEN_KEYWORDS: Final = re.compile("[,،;؛|]")
# How much later than its first moment a date without a time of day may mean, by its length; half a day more for its unstated zone.
_SPAN_OF_LENGTH: Final = {4: timedelta(days=366), 7: timedelta(days=31), 8: timedelta(days=1), 10: timedelta(days=1)}
_ZONES: Final = timedelta(hours=12)


def read_sitemap(body: bytes, url: str) -> SitemapReading:
    """What the sitemap fetched from `url` names: addresses or, for an index, further sitemaps; gzip, plain text and feeds are read too.

    `lastmod` becomes the entry's `updated`; news sitemaps give title, publication time and keywords as well. Never raises.
    """
    text = text_of(unpacked(body, MOST_SITEMAP_BYTES), None)
    if not text:
        return SitemapReading(problem=Problem.EMPTY)
    format_ = format_of(text)
    if format_ in (Format.URLSET, Format.SITEMAP_INDEX):
        return _read_xml(text, url)
    if format_ is Format.FEED:
        feed = read_xml_feed(text, url, MOST_URLS)
        return SitemapReading(
            tuple(replace(entry, origin=DocumentKind.SITEMAP) for entry in feed.entries), (), feed.problem, feed.note, feed.skipped
        )
    if format_ is Format.OTHER:
        return _read_lines(text, url)
    return SitemapReading(problem=Problem.HTML_SITEMAP if format_ is Format.HTML else Problem.UNKNOWN)


def newest_first(refs: Iterable[SitemapRef]) -> list[SitemapRef]:
    """Those whose change is not told come first, as they may be the newest; then by `lastmod`, equal ones in their order."""
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(refs, key=lambda ref: latest_moment(ref.lastmod) or latest, reverse=True)


def within(refs: Iterable[SitemapRef], cutoff: datetime) -> list[SitemapRef]:
    """Those that may have changed since `cutoff` (aware); one that does not tell may have."""
    return [ref for ref in refs if (moment := latest_moment(ref.lastmod)) is None or moment >= cutoff]


def of_site(refs: Iterable[SitemapRef], domains: Iterable[str], index: str | None = None) -> list[SitemapRef]:
    """Those that the site answers for: on its own hosts and, named by an index on one of them, wherever it keeps its sitemaps.

    `index`: where the index answered; None: on no host of the site. One that stands elsewhere may lead to its own host and home only
    (sitemaps.org, location rule).
    """
    known = tuple(domains)
    if index and same_outlet(host_of(index), known):
        return list(refs)
    hosts = (*known, host_of(index)) if index else known
    return [ref for ref in refs if same_outlet(host_of(ref.url), hosts)]


def latest_moment(lastmod: str | None) -> datetime | None:
    """The last instant that a W3C date or time can mean; None where it is absent or no such date."""
    raw = (lastmod or "").strip()
    try:
        moment = isoparse(raw)
        if not moment.tzinfo:
            moment = moment.replace(tzinfo=UTC) + _ZONES
        return moment.astimezone(UTC) + _SPAN_OF_LENGTH.get(len(raw), timedelta())
    except (ValueError, OverflowError):
        return None


def _read_lines(text: str, url: str) -> SitemapReading:
    """A sitemap of one address a line."""
    lines = text.split()
    if not lines or not lines[0].lstrip("\ufeff").startswith(("http://", "https://")):
        return SitemapReading(problem=Problem.UNKNOWN)
    gathering = Gathering(MOST_URLS)
    for line in lines:
        address = absolute(line, url) if line.lstrip("\ufeff").startswith("http") else None
        gathering.take(Entry(address, origin=DocumentKind.SITEMAP) if address else Skip.BAD_LINK)
    return _judged(gathering, {}, found=len(lines))


def _read_xml(text: str, url: str) -> SitemapReading:
    root = _SITEMAP_ROOT.search(text)
    if not root or max(map(text.count, "<&")) > MOST_SITEMAP_TAGS:
        return SitemapReading(problem=Problem.TOO_COMPLEX)
    whole = _whole(text[root.start() :], root)
    gathering, children = Gathering(MOST_URLS), dict[str, SitemapRef]()
    found = 0
    for fields in _elements(whole):
        found += 1
        address = absolute(fields.get("loc", "").replace("&amp;", "&"), url)
        if not address:
            gathering.take(Skip.BAD_LINK if fields.get("loc") else Skip.NO_LINK)
        elif fields["element"] == "sitemap":
            children.setdefault(address, SitemapRef(address, short(fields.get("lastmod"), RAW_LENGTH)))
        else:
            gathering.take(_entry(address, fields, url))
    return _judged(gathering, children, found)


def _judged(gathering: Gathering, children: Mapping[str, SitemapRef], found: int) -> SitemapReading:
    problem = Problem.NO_ADDRESS if found and not gathering.entries and not children else None
    note = None if found else Note.NO_ENTRIES
    return SitemapReading(gathering.entries, tuple(children.values())[:MOST_URLS], problem, note, gathering.skipped)


def _whole(xml: str, root: re.Match[str]) -> bytes:
    """The document from its root on, without prolog and entities, up to its last whole element."""
    last = max(xml.rfind(f"</{root[1]}{name}") for name in ("url>", "sitemap>", root[2]))
    end = xml.find(">", last) + 1 if last >= 0 else len(xml)
    return NOT_XML.sub("", mended_references(xml[:end])).encode()


def _elements(xml: bytes) -> Iterator[dict[str, str]]:
    """The fields of each `url` and `sitemap` element, one at a time; a document without any yields none."""
    tags = ("{*}url", "{*}sitemap")
    found = etree.iterparse(
        io.BytesIO(xml), tag=tags, recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        for _, element in found:
            yield _fields(element)
            element.clear(keep_tail=False)
            while (before := element.getprevious()) is not None:
                before.getparent().remove(before)
    except etree.XMLSyntaxError:
        return


def _fields(element: etree._Element) -> dict[str, str]:
    """Texts by local name; those of `news:news` beside the rest, of pictures only the first address, as `image`."""
    fields = {"element": _local(element)}
    for child in element.iterchildren(tag=etree.Element):
        name = _local(child)
        if name == "news":
            for part in child.iterchildren(tag=etree.Element):
                fields.setdefault(_local(part), _text(part))
        elif name == "image":
            picture = child.find("{*}loc")
            fields.setdefault(name, "" if picture is None else _text(picture))
        else:
            fields.setdefault(name, _text(child))
    return fields


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: etree._Element) -> str:
    return "".join(element.itertext(tag=etree.Element)).strip()


def _entry(address: str, fields: Mapping[str, str], base: str) -> Entry:
    return Entry(
        url=address,
        title=plain(fields.get("title", ""), TITLE_LENGTH),
        published=short(fields.get("publication_date"), RAW_LENGTH),
        updated=short(fields.get("lastmod"), RAW_LENGTH),
        categories=names(_BETWEEN_KEYWORDS.split(fields.get("keywords", "")[:2_000])),
        image_url=absolute(fields.get("image", ""), base),
        origin=DocumentKind.SITEMAP,
    )
