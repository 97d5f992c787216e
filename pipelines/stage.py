"""What a stage is: it takes an article and hands it on, or refuses it with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from scrapy.utils.misc import load_object

from pipelines import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.crawler import Crawler

    from warraq.attribution.mentions.registry import Registry
    from warraq.items import Article
    from warraq.outlet import Outlet


def _count_nothing(key: str) -> None:
    """Stands in where nobody asks for the counts."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the stages may ask about: the outlets, their names, and a place for counts."""

    outlet: Callable[[str | None], Outlet | None]
    """The outlet of a slug; None for an unregistered one."""
    names: Callable[[], Registry]
    """The names of all outlets, built when first asked for."""
    count: Callable[[str], None] = field(default=_count_nothing)
    """Adds one to a figure of the run, named like a path (`warraq/field/title/missing`)."""


class Stage:
    """Base of the stages that only look at the article; Scrapy and `run_stages` both call `process_item`."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        from warraq.outlet_files.registry import default_registry, outlet_named

        assert crawler.stats is not None
        return cls(Context(outlet_named, default_registry, crawler.stats.inc_value))

    def process_item(self, item: Article) -> Article:
        """Hands the article on, completed by this stage; raises `warraq.crawl.refusal.Refused` where it may not be stored."""
        raise NotImplementedError


def pure_stages(context: Context) -> list[Stage]:
    """The stages before the store, ready for articles that do not come from a crawl."""
    return [load_object(path)(context) for path in STAGES[:-1]]


def run_stages(article: Article, stages: Iterable[Stage]) -> Article:
    """The article as the store takes it; raises `warraq.crawl.refusal.Refused`."""
    for stage in stages:
        article = stage.process_item(article)
    return article
