"""Gathers around a page's text what the page says of it: headline, byline, people, times, credit, keywords, section, image, address."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.around import find_region, headings, times_in
from warraq.extract.facts.bylines import find_byline, signatures
from warraq.extract.facts.canonical import canonical_address
from warraq.extract.facts.captions import find_caption
from warraq.extract.facts.countries import country_of_page
from warraq.extract.facts.edges import TOP, above_closing, above_signature, below_headline, is_called_caption
from warraq.extract.facts.images import lead_image
from warraq.extract.facts.keywords import choose_keywords, tag_links
from warraq.extract.facts.language import language_of
from warraq.extract.facts.people import people
from warraq.extract.facts.sections import choose_section, find_section
from warraq.extract.facts.stamps import gather
from warraq.extract.facts.summaries import choose_summary
from warraq.extract.facts.titles import beyond, choose_title, printed_headline, site_names
from warraq.extract.page.blocks import from_text
from warraq.extract.page.segments import part
from warraq.extract.page.wording import bare
from warraq.items import Article
from warraq.text.clean import clean_line, clean_text
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warraq.extract.facts.around import Region
    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.extract.page.parts import Text
    from warraq.extract.text.body import MainText
    from warraq.items import Stamp

EXTRACT_VERSION: Final = 1
"""Raised whenever the rules change what comes out of a page, so that a replay can tell old rows."""
ABOVE: Final = 40
"""Blocks before the text among which its headline stands."""


def describe(metadata: Metadata, main: MainText) -> Article:
    """The page's own article; its body is empty where no text was found."""
    document, layout = main.document, main.layout
    blocks, own = document.blocks, document.parts.texts[0]
    names = site_names(document, metadata)
    above = _above(blocks, main)
    title = _title(metadata, main, names, above)
    places = below_headline(blocks, main.places, {bare(title or "")})
    region = find_region(blocks, places, {bare(title)} if title else set())
    mine = set(own.blocks)
    near = [blocks[place] for place in region.near if place in mine]
    # «صورة أرشيفية» is a label in a text, and a caption where its element is one.
    pictured = [blocks[place] for place in region.near if place in mine or is_called_caption(blocks[place])]
    first, last = signatures([blocks[place].text for place in places])
    byline = (layout.byline if layout else None) or find_byline(near) or next(iter((*first, *last)), None)
    section = choose_section(metadata.sections, partial(find_section, document, near, above), metadata.trail, title)
    signed = {bare(name) for name in (byline or "", *metadata.people, *metadata.authors)} - {""}
    places = places[len(first) : len(places) - len(last)]
    places = below_headline(blocks, places, {bare(byline or "")}, {bare(section or ""), *names, *signed})
    places = above_signature(blocks, places, signed)
    paragraphs, credit = _paragraphs(main, places)
    authors = _authors(document, metadata, byline, title, paragraphs)
    entry = document.page.entry
    body = "\n".join(paragraphs)
    return Article(
        url=canonical_address(document, metadata.addresses),
        body=body,
        title=title or (clean_line(entry.title) if entry and entry.title else None),
        outlet=document.outlet.name if document.outlet else None,
        country=country_of_page(document.address, metadata),
        byline=byline,
        authors=authors,
        credit_line=(layout.credit if layout else None) or own.credit or credit,
        summary=choose_summary(_summaries(document, metadata), title, body, names),
        section=section,
        keywords=choose_keywords(_keyword_lists(metadata, main, own, places), title),
        language=_language(document, metadata, body),
        image_url=lead_image(document, metadata.images, region.scope, blocks[places[-1]].element if places else None),
        image_caption=find_caption(pictured, {bare(line) for line in (title, byline, *authors) if line}),
        guid=entry.guid if entry else None,
        stamps=_stamps(metadata, main, region, near),
        fetched_at=document.page.fetched_at,
        extractor=main.extractor,
        extract_version=EXTRACT_VERSION,
    )


def _title(metadata: Metadata, main: MainText, names: set[str], above: Sequence[Block]) -> str | None:
    """The headline by the layout, else by what the page states and prints, else the line above the text that is called one."""
    blocks = main.document.blocks
    if main.layout and main.layout.title:
        return main.layout.title
    chosen = choose_title(headings(blocks, main.places), metadata, names, above)
    return chosen or printed_headline(blocks[max(0, main.places[0] - ABOVE) : main.places[0]] if main.places else ())


def _above(blocks: Sequence[Block], main: MainText) -> Sequence[Block]:
    """The blocks before the text and its first lines, as it may begin above the headline: with a section, a date, a reference."""
    if not main.places:
        return []
    last = main.places[:TOP][-1]
    return blocks[max(0, main.places[0] - ABOVE) : last + 1]


def describe_plain(document: Document, own: Text) -> Article:
    """The article that a plain text is: without a headline unless its feed entry gives one."""
    entry = document.page.entry
    lines = [document.blocks[place].text for place in own.blocks]
    lines, credit = above_closing(lines)
    body = "\n".join(lines)
    return Article(
        url=document.page.address,
        body=body,
        title=clean_line(entry.title) if entry and entry.title else None,
        outlet=document.outlet.name if document.outlet else None,
        credit_line=own.credit or credit,
        keywords=own.keywords,
        language=language_of(body),
        guid=entry.guid if entry else None,
        stamps=gather(entry=entry, address=document.address),
        fetched_at=document.page.fetched_at,
        extractor="text",
        extract_version=EXTRACT_VERSION,
    )


def outlet_names(document: Document) -> tuple[str, ...]:
    """The names of the page's own outlet, which are no person's."""
    outlet = document.outlet
    return (outlet.title, *outlet.aliases) if outlet else ()


def _paragraphs(main: MainText, places: Sequence[int]) -> tuple[list[str], str | None]:
    """The paragraphs of the text, and a credit that closes it."""
    if main.stated is None:
        return above_closing([line for place in places if (line := clean_line(main.document.blocks[place].text))])
    lines = from_text(clean_text(main.stated))
    own = part(lines).texts[0]
    paragraphs, credit = above_closing([lines[place].text for place in own.blocks])
    return paragraphs, own.credit or credit


def _authors(document: Document, metadata: Metadata, byline: str | None, title: str | None, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The people whom structured data names, else those of the byline, else those of meta elements.

    Whom the headline or the first paragraph speaks of did not write them: in «زاوية العسل - نوارس» that is the place.
    """
    outlets = (*outlet_names(document), *metadata.site_names, *beyond(metadata.document_title, title))
    for said in (metadata.people, (byline,) if byline else (), metadata.authors):
        found = tuple(dict.fromkeys(name for text in said for name in people(text, outlets)))
        told = fold(" ".join(filter(None, (title, *paragraphs[:1])))) if found and said is not metadata.people else ""
        untold = tuple(name for name in found if fold(name) not in told)
        if untold:
            return untold
    return ()


def _keyword_lists(metadata: Metadata, main: MainText, own: Text, places: Sequence[int]) -> Iterator[Sequence[str]]:
    """The lists of keywords of a page, in order of trust."""
    if main.layout:
        yield main.layout.keywords
    yield own.keywords
    if places:
        yield tag_links(main.document.blocks, places[-1])
    yield from metadata.keyword_lists


def _summaries(document: Document, metadata: Metadata) -> tuple[str, ...]:
    entry = document.page.entry
    return (*metadata.summaries, *([clean_line(entry.summary)] if entry and entry.summary else []))


def _language(document: Document, metadata: Metadata, body: str) -> str | None:
    tree = document.tree
    declared = tree.get("lang") or tree.get("xml:lang") if tree is not None else None
    return language_of(body, declared, metadata.language, document.page.headers.get("content-language"))


def _stamps(metadata: Metadata, main: MainText, region: Region, near: Sequence[Block]) -> tuple[Stamp, ...]:
    document = main.document
    last = document.blocks[main.places[-1]].element if main.places else None
    line = main.layout.published if main.layout else None
    return gather(metadata.stamps, near, times_in(region.scope, last), document.page.entry, document.address, line)
