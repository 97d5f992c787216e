"""Carries plans out in one process with the crawler's own manners and guards: each plan one page at a time, many plans side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from warraq import clock
from warraq.crawl.manners.failures import classify
from warraq.crawl.manners.secrets import LOGIN_META
from warraq.crawl.visits.answers import Answer, Ask, Plan, T
from warraq.items import Page, Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from scrapy.http import Response
    from twisted.python.failure import Failure

PERMANENT: Final = frozenset({301, 308})
"""Redirects after which the old address is to be forgotten (RFC 9110, section 15.4)."""

Watch: TypeAlias = "Callable[[str], object]"
"""Is told each address before it is asked for."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How hosts are treated beyond the settings in force."""

    delay: float = 0.0
    """Seconds between two requests to a host; counts only where it is longer than the setting."""
    verify_tls: bool = True


@dataclass
class Errand(Generic[T]):
    """One plan on its way."""

    plan: Plan[T]
    manner: Manner = field(default_factory=Manner)
    otherwise: Callable[[Exception], T] | None = None
    """What it returns in the place of an error; None: the error is raised at the end."""
    asks: str | None = None
    """The address it waits for; None before it began and after it ended."""
    results: list[T] = field(default_factory=list)
    """What it returned; one value after it ended."""
    error: Exception | None = None

    def advance(self, answer: Answer | None) -> None:
        """Tells it an answer, None to begin; it asks for the next address or ends."""
        try:
            self.asks = next(self.plan) if answer is None else self.plan.send(answer)
        except StopIteration as end:
            self.asks, self.results = None, [end.value]
        except Exception as error:  # one plan that breaks must not cost the others
            self.asks, self.error = None, error
            if self.otherwise:
                self.error, self.results = None, [self.otherwise(error)]

    def finish(self) -> None:
        """Ends a plan that the crawl left waiting, or that never began: all that it still asks is cut short."""
        if not (self.asks or self.results or self.error):
            self.advance(None)
        while self.asks:
            self.advance(Answer(self.asks, reason=Reason.CUT_SHORT, detail="stopped before its turn"))


def _watch_nothing(url: str) -> None:
    """Stands in where nobody wants to see the progress."""


class _Visits(scrapy.Spider):
    name = "visits"

    def __init__(self, *args: Any, errands: Sequence[Errand[Any]], watch: Watch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.errands = errands
        self.watch = watch

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for errand in self.errands:
            for request in self._go_on(errand, None):
                yield request

    def _go_on(self, errand: Errand[Any], answer: Answer | None) -> Iterator[scrapy.Request]:
        errand.advance(answer)
        if errand.asks:
            self.watch(errand.asks)
            # A site's rules for robots are no page that they could forbid (RFC 9309, section 2.2.2).
            meta: dict[str, Any] = {"dont_obey_robotstxt": True} if errand.asks.endswith("/robots.txt") else {}
            headers = {"Accept": asks.accept} if isinstance(asks := errand.asks, Ask) and asks.accept else {}
            if isinstance(asks, Ask) and asks.login:
                meta[LOGIN_META] = (str(asks), asks.login)
            given = {"errand": errand}
            yield scrapy.Request(str(asks), self.parse, headers=headers, errback=self.failed, dont_filter=True, meta=meta, cb_kwargs=given)

    def parse(self, response: Response, errand: Errand[Any]) -> Iterator[scrapy.Request]:
        headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
        asked = errand.asks or response.url
        page = Page(asked, response.body, clock.now(), response.url, response.status, headers)
        redirects = response.meta.get("redirect_reasons", [])
        moved = response.url if redirects and PERMANENT.issuperset(redirects) else None
        yield from self._go_on(errand, Answer(asked, page, moved_to=moved))

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        errand = failure.request.cb_kwargs["errand"]  # type: ignore[attr-defined]
        why = classify(failure)
        yield from self._go_on(errand, Answer(errand.asks, reason=why.reason, detail=why.detail))


def carry_out(errands: Sequence[Errand[T]], watch: Watch = _watch_nothing) -> list[T]:
    """What the plans return, in their order; once a process, as Twisted's reactor starts once. `watch` is told each address asked for.

    A plan that is stopped half-way (Ctrl-C, the limit on a crawl's time) is told `cut-short` for all that it still asks, so each returns.
    Raises the first error that a plan raised, after all have ended.
    """
    process = AsyncCrawlerProcess(get_project_settings())
    for manner, group in groupby(sorted(errands, key=_manner), key=lambda errand: errand.manner):
        process.crawl(_visits(manner), errands=list(group), watch=watch)
    process.start()
    for errand in errands:
        errand.finish()
        if errand.error:
            raise errand.error
    return [result for errand in errands for result in errand.results]


def _manner(errand: Errand[Any]) -> tuple[float, bool]:
    return errand.manner.delay, errand.manner.verify_tls


def _visits(manner: Manner) -> type[_Visits]:
    """A spider class whose own settings are the manner: a longer delay, certificates not verified."""
    settings: dict[str, object] = {"DEPTH_LIMIT": 0}  # every answer leads to the next request, and plans end by themselves
    if not manner.verify_tls:
        settings["DOWNLOAD_VERIFY_CERTIFICATES"] = False
    if manner.delay > get_project_settings().getfloat("DOWNLOAD_DELAY"):
        settings["DOWNLOAD_DELAY"] = manner.delay
    return type("_VisitsInThisManner", (_Visits,), {"custom_settings": settings})
