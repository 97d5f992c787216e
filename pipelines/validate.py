"""VALIDATE: what an article must have to be stored; what else it lacks is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.stage import Stage
from warraq.crawl.refusal import Refused
from warraq.items import Reason

if TYPE_CHECKING:
    from warraq.items import Article

WANTED: Final = ("title", "byline", "published_from", "image_url", "language", "keywords")
"""Fields that most articles have; their absence is a figure of the run, by which a broken layout shows."""

LONGEST_TITLE: Final = 500
"""Code points; a longer one is a paragraph in the headline's place."""


class Validate(Stage):
    """Refuses what is no article; never fills a gap."""

    def process_item(self, item: Article) -> Article:
        if not item.body.strip():
            raise Refused(Reason.NO_ARTICLE, "no text is left after cleaning", "validate")
        if item.fetched_at is None:
            raise Refused(Reason.INVALID, "the time of fetching is missing", "validate")
        if item.title and len(item.title) > LONGEST_TITLE:
            self.context.count("warraq/field/title/invalid")
            item.title = None
        for name in WANTED:
            if not getattr(item, name):
                self.context.count(f"warraq/field/{name}/missing")
        return item
