"""NORMALISE: the canonical address, the clean text and the dates of an article."""

from __future__ import annotations

from typing import Final

from pipelines.stage import Stage
from warraq.crawl.refusal import Refused
from warraq.fields import LINE, kinds
from warraq.items import Article, Reason
from warraq.text.clean import clean_line, clean_text
from warraq.text.dates import find_date
from warraq.text.dates.find import CONCLUDED
from warraq.text.urls import canonical_url

LINES: Final = tuple(kinds(Article, LINE))
"""Fields of one line, cleaned alike."""

LONGEST_TEXT: Final = 400_000
"""Characters of all texts of an article: twelve times the longest of 15,042 newspaper articles (33,687). The time of every stage grows with
the length alone: dense prose of this length takes the stages before the store 0.3 s, writing 0.2 s and stories 0.7 s; the search for
sources in the most laborious of 7,400 made-up texts takes 1.8 s."""


class Normalise(Stage):
    """Leaves letters as they are: what is folded for matching is derived later and stands beside the text."""

    def process_item(self, item: Article) -> Article:
        _refuse_too_long(item)
        item.url = self._canonical(item)
        item.body = clean_text(item.body)
        for name in LINES:
            value = getattr(item, name)
            setattr(item, name, clean_line(value) or None if value else None)
        item.summary = clean_text(item.summary) or None if item.summary else None
        item.keywords = tuple(dict.fromkeys(filter(None, map(clean_line, item.keywords))))
        item.authors = tuple(dict.fromkeys(filter(None, map(clean_line, item.authors))))
        self._date(item)
        return item

    def _canonical(self, item: Article) -> str:
        try:
            return canonical_url(item.url, keep_fragment=item.from_embedded)
        except ValueError as error:
            raise Refused(Reason.BAD_LINK, str(error), "normalise") from None

    def _date(self, item: Article) -> None:
        if item.published_from:
            return  # what another store had concluded from the page, which an import does not see
        outlet = self.context.outlet(item.outlet)
        zone, country = (outlet.timezone, outlet.country) if outlet else (None, item.country)
        found = find_date(item.stamps, zone=zone, fetched_at=item.fetched_at, country=country, language=item.language)
        if found.notes:
            self.context.count("warraq/field/published/contradicted")
        for name in CONCLUDED:
            setattr(item, name, getattr(found, name))


def _refuse_too_long(item: Article) -> None:
    """A text of any length is stored whole or not at all: a part of it would pass for the article."""
    length = sum(len(getattr(item, name) or "") for name in ("body", "summary", *LINES))
    if length > LONGEST_TEXT:
        raise Refused(Reason.TOO_LARGE, f"its texts have {length} characters, at most {LONGEST_TEXT} are taken", "normalise")
