"""Gathers around a page's text what the page says of it: headline, byline, people, times, credit, keywords, section, image, address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.around import find_region, headings, times_in
from warraq.extract.facts.bylines import find_byline, signatures
from warraq.extract.facts.canonical import canonical_address, disbelieved_address
from warraq.extract.facts.captions import find_caption
from warraq.extract.facts.countries import country_of_page
from warraq.extract.facts.edges import TOP, above_closing, above_signature, below_headline, is_called_caption
from warraq.extract.facts.images import lead_image
from warraq.extract.facts.keywords import choose_keywords, tag_links
from warraq.extract.facts.language import language_of
from warraq.extract.facts.pages import part_of
from warraq.extract.facts.people import people
from warraq.extract.facts.plain_head import plain_head
from warraq.extract.facts.sections import choose_section, find_section
from warraq.extract.facts.stamps import gather
from warraq.extract.facts.summaries import choose_summary
from warraq.extract.facts.titles import beyond, choose_title, printed_headline, site_names
from warraq.extract.page.blocks import from_text
from warraq.extract.page.segments import part
from warraq.extract.page.wording import bare
from warraq.extract.text.markdown import body_markdown
from warraq.extract.text.pictures import pictures_of
from warraq.items import Article
from warraq.text.clean import clean_line, clean_text
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.facts.around import Region
    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.extract.page.parts import Text
    from warraq.extract.text.body import MainText
    from warraq.items import Medium, Stamp

EXTRACT_VERSION: Final = 2
"""Raised whenever the rules change what comes out of a page, so that a replay can tell old rows."""
HEADLINE_BLOCKS_ABOVE: Final = 40
"""Blocks before the text among which its headline stands."""


def describe(metadata: Metadata, main: MainText) -> Article:
    """The page's own article; its body is empty where no text was found."""
    document, found = main.document, Surroundings(metadata, main)
    entry = document.page.entry
    return Article(
        url=canonical_address(document, metadata.addresses),
        disbelieved=disbelieved_address(document, metadata.addresses),
        body=found.body,
        body_markdown=found.markdown,
        part_of=part_of(document),
        title=found.headline or (clean_line(entry.title) if entry and entry.title else None),
        outlet=document.outlet.name if document.outlet else None,
        country=country_of_page(document.address, metadata),
        byline=found.byline,
        authors=found.authors,
        credit_line=found.credit,
        summary=found.summary,
        section=found.section,
        keywords=found.keywords,
        language=_language(document, metadata, found.body),
        image_url=lead_image(document, metadata.images, found.region.scope, found.last_element),
        image_caption=found.caption,
        site_names=metadata.site_names or beyond(metadata.document_title, found.headline)[-1:],
        media=tuple(found.pictures.values()),
        guid=entry.guid if entry else None,
        stamps=found.stamps,
        fetched_at=document.page.fetched_at,
        extractor=main.extractor,
        extract_version=EXTRACT_VERSION,
    )


@dataclass(frozen=True)
class Surroundings:
    """A page's text and what stands around it, each part found with the help of those that it names."""

    metadata: Metadata
    main: MainText

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks of the page, in which the places below count."""
        return self.main.document.blocks

    @property
    def own(self) -> Text:
        """What of the page belongs to its own article by the labels, and what these say of it."""
        return self.main.document.parts.texts[0]

    @cached_property
    def names(self) -> set[str]:
        """The bare names under which the page's site may sign."""
        return site_names(self.main.document, self.metadata)

    @cached_property
    def before(self) -> Sequence[Block]:
        """The blocks before the text among which its headline stands; empty without a text."""
        places = self.main.places
        return self.blocks[max(0, places[0] - HEADLINE_BLOCKS_ABOVE) : places[0]] if places else []

    @cached_property
    def above(self) -> Sequence[Block]:
        """The same and the first lines of the text, as it may begin above the headline: with a section, a date, a reference."""
        places = self.main.places
        return [*self.before, *self.blocks[places[0] : places[:TOP][-1] + 1]] if places else []

    @cached_property
    def headline(self) -> str | None:
        """By the layout, else by what the page states and prints, else the line above the text that is called one."""
        if self.main.layout and self.main.layout.title:
            return self.main.layout.title
        chosen = choose_title(headings(self.blocks, self.main.places), self.metadata, self.names, self.above)
        return chosen or printed_headline(self.before)

    @cached_property
    def headed(self) -> Sequence[int]:
        """The places of the text from below its headline on, signatures and all."""
        return below_headline(self.blocks, self.main.places, {bare(self.headline or "")}, captions=self.main.of_pictures)

    @cached_property
    def region(self) -> Region:
        """The part of the page that speaks of the article."""
        return find_region(self.blocks, self.headed, {bare(self.headline)} if self.headline else set())

    @cached_property
    def near(self) -> Sequence[Block]:
        """The blocks around headline and text that no label sets apart."""
        return [self.blocks[place] for place in self.region.near if place in self._unlabelled]

    @cached_property
    def _unlabelled(self) -> set[int]:
        return set(self.own.blocks)

    @cached_property
    def signatures(self) -> tuple[Sequence[str], Sequence[str]]:
        """The bylines with which the text begins and those with which it ends."""
        return signatures([self.blocks[place].text for place in self.headed])

    @cached_property
    def byline(self) -> str | None:
        """By the layout, else as printed around the text, else in it."""
        given = self.main.layout.byline if self.main.layout else None
        first, last = self.signatures
        return given or find_byline(self.near) or next(iter((*first, *last)), None)

    @cached_property
    def section(self) -> str | None:
        """As stated, else as printed above the text."""
        printed = partial(find_section, self.main.document, self.near, self.above)
        return choose_section(self.metadata.sections, printed, self.metadata.trail, self.headline)

    @cached_property
    def signed(self) -> set[str]:
        """The bare names of those who are said to have written the text."""
        return {bare(name) for name in (self.byline or "", *self.metadata.people, *self.metadata.authors)} - {""}

    @cached_property
    def lines(self) -> Sequence[int]:
        """The places of the article's paragraphs: the text without what names headline, section, site and authors at its edges."""
        first, last = self.signatures
        unsigned = self.headed[len(first) : len(self.headed) - len(last)]
        said = {bare(self.section or ""), *self.names, *self.signed}
        return above_signature(
            self.blocks, below_headline(self.blocks, unsigned, {bare(self.byline or "")}, said, captions=self.main.of_pictures), self.signed
        )

    @property
    def last_element(self) -> HtmlElement | None:
        """The element of the last paragraph."""
        return self.blocks[self.lines[-1]].element if self.lines else None

    @cached_property
    def closed(self) -> tuple[Sequence[str], str | None]:
        """The paragraphs of the text, and a credit that closes it."""
        return _paragraphs(self.main, self.lines)

    @cached_property
    def body(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.closed[0])

    @cached_property
    def pictures(self) -> dict[HtmlElement, Medium]:
        """The pictures of the text, by their elements."""
        return pictures_of(self.main.document, [self.blocks[place] for place in self.lines], self.region.scope)

    @property
    def markdown(self) -> str | None:
        """The body with its structure; None where that says no more."""
        return body_markdown(self.main.document, self.lines, self.closed[0], self.pictures) if self.main.stated is None else None

    @property
    def credit(self) -> str | None:
        """By the layout, else under a label, else at the end of the text."""
        return (self.main.layout.credit if self.main.layout else None) or self.own.credit or self.closed[1]

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The people whom structured data names, else those of the byline, else those of meta elements.

        Whom the headline or the first paragraph speaks of did not write them: in «زاوية العسل - نوارس» that is the place.
        """
        stated, opening = self.metadata, self.closed[0][:1]
        outlets = (*outlet_names(self.main.document), *stated.site_names, *beyond(stated.document_title, self.headline))
        for said in (stated.people, (self.byline,) if self.byline else (), stated.authors):
            found = tuple(dict.fromkeys(name for text in said for name in people(text, outlets)))
            told = fold(" ".join(filter(None, (self.headline, *opening)))) if found and said is not stated.people else ""
            untold = tuple(name for name in found if fold(name) not in told)
            if untold:
                return untold
        return ()

    @property
    def summary(self) -> str | None:
        """As stated by the page, else by its feed entry."""
        return choose_summary(_summaries(self.main.document, self.metadata), self.headline, self.body, self.names)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The first list in order of trust that is one of keywords."""
        return choose_keywords(self._keyword_lists(), self.headline)

    def _keyword_lists(self) -> Iterator[Sequence[str]]:
        if self.main.layout:
            yield self.main.layout.keywords
        yield self.own.keywords
        if self.lines:
            yield tag_links(self.blocks, self.lines[-1])
        yield from self.metadata.keyword_lists

    @property
    def caption(self) -> str | None:
        """The caption of the article's image."""
        # «صورة أرشيفية» is a label in a text, and a caption where its element is one.
        pictured = [self.blocks[place] for place in self.region.near if place in self._unlabelled or is_called_caption(self.blocks[place])]
        return find_caption(self.main.document, pictured, {bare(line) for line in (self.headline, self.byline, *self.authors) if line})

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """Every statement of a time that is the article's."""
        document, places = self.main.document, self.main.places
        times = times_in(self.region.scope, self.near, self.blocks[places[-1]].element if places else None)
        by_layout = self.main.layout.published if self.main.layout else None
        return gather(self.metadata.stamps, self.near, times, document.page.entry, document.address, by_layout)


def describe_plain(document: Document, own: Text) -> Article:
    """The article that a plain text is: its headline is the line above a stamp at its head, else that of its feed entry, else none."""
    entry = document.page.entry
    head = plain_head([document.blocks[place] for place in own.blocks])
    lines, credit = above_closing([block.text for block in head.body])
    body = "\n".join(lines)
    return Article(
        url=document.page.address,
        body=body,
        title=head.title or (clean_line(entry.title) if entry and entry.title else None),
        outlet=document.outlet.name if document.outlet else None,
        credit_line=own.credit or credit,
        keywords=own.keywords,
        language=language_of(body),
        guid=entry.guid if entry else None,
        stamps=gather(near=head.dates, entry=entry, address=document.address),
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


def _summaries(document: Document, metadata: Metadata) -> tuple[str, ...]:
    entry = document.page.entry
    return (*metadata.summaries, *([clean_line(entry.summary)] if entry and entry.summary else []))


def _language(document: Document, metadata: Metadata, body: str) -> str | None:
    tree = document.tree
    declared = tree.get("lang") or tree.get("xml:lang") if tree is not None else None
    return language_of(body, declared, metadata.language, document.page.headers.get("content-language"))
