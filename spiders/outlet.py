"""The spider of every outlet: visits its feeds, sitemaps and listings, then the articles that the ledger asks for."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

import scrapy
from scrapy.exceptions import ResponseDataLossError

from spiders.article_page import harvest_watched, page_of
from spiders.documents.decoding import is_whole
from spiders.documents.kinds import ACCEPT, Document, read_document
from spiders.documents.left_out import ELSEWHERE
from spiders.feed_answers import feed_answer, header, is_full, may_answer
from spiders.feed_text import from_feed
from spiders.index_walk import SITEMAP_DEPTH, IndexWalk
from spiders.limits import Limits
from spiders.older_pages import OlderPages
from warraq import clock
from warraq.crawl.manners.failures import Failed, classify
from warraq.crawl.manners.secrets import LOGIN_META
from warraq.crawl.page_reader.pool import PageReader
from warraq.crawl.run import Run
from warraq.items import Outcome, Reason, Verdict
from warraq.outlet import DocumentKind, OutletKnowledge
from warraq.outlet_files.registry import Whose, lodgers, whose
from warraq.outlet_files.selection import Selection
from warraq.text.urls import canonical_url, host_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from datetime import datetime

    from scrapy.http import Request, Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from spiders.documents.kinds import Found
    from spiders.documents.results import SitemapRef
    from storage.timing.claims import Claim
    from storage.timing.feeds import FeedAnswer, FeedState
    from warraq.crawl.strangers import Strangers
    from warraq.items import Article, Entry
    from warraq.outlet import Outlet

DISCOVERY_PRIORITY: Final = 10
"""Feeds are read before articles, so that a run that is cut short still knows what there is."""

OF_THE_ADDRESS: Final = (Reason.BAD_LINK, Reason.ROBOTS)
"""Reasons that speak of an address itself, where it was asked for and led to no other."""

DUE_AT_MOST: Final = 500
"""Addresses taken up from the ledger's own list in one run, a quarter of an hour at the default delay; the rest waits for the next."""

FULL_GET_AFTER: Final = timedelta(hours=12)
"""A feed is asked for without validators at least this often, as some servers' validators lie."""


class OutletSpider(scrapy.Spider):
    """Base of all spiders; the loader makes one subclass per outlet file, `spiders/custom/` has those that need code.

    Arguments (`-a`): `max_items` articles at most, `since` how far back (`6h`, `2d`, a date), `dry_run=1` only tell what would be fetched,
    `wait=1` wait while another process crawls the outlet, `trigger` what started the run. The timer gives the `claim` that it has taken.
    """

    outlet: ClassVar[Outlet]

    def __init__(
        self, *args: Any, max_items: str | None = None, since: str | None = None, claim: Claim | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.limits = Limits.parse(max_items, since, clock.now())
        self.dry_run = _flag(kwargs.get("dry_run"))
        self.wait = _flag(kwargs.get("wait"))
        self.trigger = str(kwargs.get("trigger", "cli"))
        self.claim = claim
        self._walk = IndexWalk(self.limits.since)
        self._older = OlderPages(self.outlet, self.limits.since)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The outlet's pacing and certificates; its delay can only be longer than everybody's."""
        super().update_settings(settings)
        if cls.outlet.delay:
            settings.set("DOWNLOAD_DELAY", max(cls.outlet.delay, settings.getfloat("DOWNLOAD_DELAY")), "spider")
        if not cls.outlet.verify_tls:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, "spider")

    @property
    def account(self) -> Run:
        """The run that this crawl belongs to."""
        account = self.crawler.get_extension(Run)
        assert account is not None, "settings.EXTENSIONS names the run"
        return account

    @property
    def reader(self) -> PageReader:
        """What reads the pages that may take long."""
        reader = self.crawler.get_extension(PageReader)
        assert reader is not None, "settings.EXTENSIONS names the reader"
        return reader

    # Discover

    async def start(self) -> AsyncIterator[Request]:
        """What is watched, then what the ledger has waiting."""
        for feed in await self.account.open(self.outlet, self.trigger, dry_run=self.dry_run, wait=self.wait, claim=self.claim):
            if feed.kind is DocumentKind.SITEMAP:
                self._walk.begin(feed, await self.account.children(feed))
            yield self._discovery(feed, feed.address, self._validators(feed))
        # The ledger's list does not know how old its addresses are, so a run that asks for recent ones leaves it alone.
        due = [] if self.limits.since else await self.account.due(DUE_AT_MOST)
        async for request in self._visit(due):
            yield request

    def _validators(self, feed: FeedState, child: SitemapRef | None = None) -> dict[str, str]:
        """Headers of a conditional request; none where the last full answer is too long ago to trust the server's word."""
        now = clock.now()
        if self.limits.since or (child is None and self._walk.needs_whole(feed, now)):
            return {}
        known = feed if child is None else self._walk.below(feed).get(child.url)
        if self.dry_run or known is None or not known.last_full_at or now - known.last_full_at > FULL_GET_AFTER:
            return {}
        pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
        return {name: value for name, value in pairs if value}

    def _discovery(self, feed: FeedState, url: str, headers: dict[str, str], depth: int = 0, child: SitemapRef | None = None) -> Request:
        meta: dict[str, Any] = {"handle_httpstatus_list": [304], "download_fail_on_dataloss": False}  # `parse_feed` looks if it is whole
        if login := dict(self.outlet.logins).get(feed.url):
            meta[LOGIN_META] = (feed.url, login)
        return scrapy.Request(
            url,
            self.parse_feed,
            headers={"Accept": ACCEPT[feed.kind], **headers},
            errback=self.feed_failed,
            priority=DISCOVERY_PRIORITY,
            dont_filter=True,
            meta=meta,
            cb_kwargs={"feed": feed, "depth": depth, "child": child},
        )

    async def parse_feed(self, response: Response, feed: FeedState, depth: int, child: SitemapRef | None = None) -> AsyncIterator[Request]:
        """Takes up what a feed, sitemap or listing names and the ledger does not know."""
        if "dataloss" in response.flags and not is_whole(response.body):
            await self._feed_failed(feed, classify(ResponseDataLossError()), response.url, depth, child)
            return
        if not may_answer(response.url, feed.url, self.outlet):
            words = f"leads to {host_of(response.url)}, which may not answer for it; add that host to feed_hosts if it may"
            await self._feed_failed(feed, Failed(Reason.FOREIGN_HOST, words, response.status), feed.url, depth, child)
            return
        digest = None if response.status == 304 else hashlib.sha256(response.body).hexdigest()
        if self._is_as_it_was(response, feed, digest, child, depth):
            await self._told(response, feed, feed_answer(response, depth, digest), child)
            return
        found = await asyncio.to_thread(self._read, feed, response)
        if found.problem and not (found.entries or found.children):
            await self._feed_failed(feed, Failed(Reason.PARSE_ERROR, found.problem), response.url, depth, child)
            return
        same = digest == feed.body_hash
        below = [ref for ref in found.children if depth < SITEMAP_DEPTH and whose(host_of(ref.url), self.outlet) is not Whose.ANOTHERS]
        for ref in self._walk.to_follow(feed, below, response.url, clock.now(), self._cutoff(), unchanged=same):
            yield self._discovery(feed, ref.url, self._validators(feed, ref), depth + 1, ref)
        admitted = self._admitted(feed, found.entries)
        found.left.add(ELSEWHERE, sorted({ref.url for ref in found.children} - {ref.url for ref in below}))
        found.left.add(ELSEWHERE, sorted({entry.url for entry in found.entries} - {entry.url for entry in admitted}))
        is_older = depth > 0 and child is None
        # What an older page names need not be new since the feed was last read.
        offer = await self.account.offer(replace(feed, last_success_at=None) if is_older else feed, admitted)
        following = None if child else self._older.following(feed, found, offer, depth, clock.now())
        if following and may_answer(following, feed.url, self.outlet):
            response.meta["depth"] = 1  # Scrapy counts the pages of a chain, and ends it at DEPTH_LIMIT
            yield self._discovery(feed, following, {}, depth + 1)
        facts = {"own": len(admitted), "passed_over": found.sitemaps > 0 and not below}
        answer = feed_answer(response, depth, digest, found, offer, **facts)
        await self._told(response, feed, answer, child, found)
        async for request in self._visit(offer.fetch):
            yield request

    def _admitted(self, feed: FeedState, entries: Sequence[Entry]) -> list[Entry]:
        """Those that may be the outlet's own; the others are counted, and left for the documents of whoever's they are."""
        left = {host for host in {host_of(entry.url) for entry in entries} if not self._may_be_own(host, feed.kind)}
        if not left:
            return list(entries)
        self.account.left_to_others([entry.url for entry in entries if host_of(entry.url) in left])
        return [entry for entry in entries if host_of(entry.url) not in left]

    def _may_be_own(self, host: str, kind: DocumentKind) -> bool:
        """Its own hosts; and, named by its feeds, hosts of no outlet, which may count clicks and lead home."""
        owner = whose(host, self.outlet)
        asked = kind is DocumentKind.FEED and owner is Whose.NOBODYS
        return owner is Whose.OWN or (asked and self._strangers.may_ask(host, clock.now()))

    @property
    def _strangers(self) -> Strangers:
        return self.account.elsewhere.strangers

    def _is_as_it_was(self, response: Response, feed: FeedState, digest: str | None, child: SitemapRef | None, depth: int) -> bool:
        """Whether the answer needs no reading; `digest` None: 304. An index that was asked for whole is read, to prove its word."""
        if digest is None or self.dry_run or self.limits.since:
            return digest is None
        below = self._walk.below(feed)
        if child:
            return child.url in below and digest == below[child.url].body_hash
        return digest == feed.body_hash and depth == 0 and not (below and is_full(response))

    async def _told(
        self, response: Response, feed: FeedState, answer: FeedAnswer, child: SitemapRef | None, found: Found | None = None
    ) -> None:
        """Records an answer with its feed and, for a sitemap below an index, in its own row; `found` None: it is as it was."""
        await self.account.feed_read(feed, answer)
        if child:
            await self.account.child_read(feed, self._walk.after_answer(feed, child, answer, found, clock.now()))

    async def _feed_failed(self, feed: FeedState, failed: Failed, url: str, depth: int, child: SitemapRef | None = None) -> None:
        """Records a document that could not be read; a sitemap below an index waits for its turn like the others. Where an older page of a
        feed is not there, the pages before it were all."""
        if depth and feed.kind != DocumentKind.SITEMAP and failed.reason is Reason.GONE:
            return
        await self.account.feed_failed(feed, failed, url, depth)
        if child:
            await self.account.child_read(feed, self._walk.after_failure(feed, child, clock.now()))

    def _cutoff(self) -> datetime:
        usual = clock.now() - timedelta(days=self.settings.getfloat("WARRAQ_SITEMAP_DAYS"))
        return min(usual, self.limits.since or usual)

    def _read(self, feed: FeedState, response: Response) -> Found:
        """What the document names; not in the reactor's thread, as a sitemap of 50,000 addresses takes seconds to read."""
        now = clock.now()
        document = Document(response.body, response.url, header(response, "Content-Type"), self.outlet, now, self._cutoff())
        return read_document(feed.kind, document)

    async def feed_failed(self, failure: Failure) -> None:
        """Records why a feed could not be read."""
        request: Request = failure.request  # type: ignore[attr-defined]
        await self._feed_failed(**request.cb_kwargs, url=request.url, failed=classify(failure))

    # Fetch

    async def _visit(self, entries: Iterable[Entry]) -> AsyncIterator[Request]:
        """Requests of the entries that this run fetches; the others get their verdict at once."""
        selection = Selection(self.outlet)
        for entry in entries:
            if verdict := self._left(entry, selection):
                await self.account.settle(verdict)
            elif self.account.takes_up(entry) and self._goes(entry):
                yield self._article_request(entry)

    def _left(self, entry: Entry, selection: Selection) -> Verdict | None:
        """The verdict on an entry whose page is not asked for; None: it is."""
        host = host_of(entry.url)
        if not self._may_be_own(host, DocumentKind.FEED):
            return Verdict(canonical_url(entry.url), Outcome.REJECTED, Reason.FOREIGN_HOST, host, final=True)
        if verdict := selection.of_entry(entry):
            return verdict
        reason = self.limits.admit(entry, self.outlet, clock.now())
        return Verdict(canonical_url(entry.url), Outcome.SKIPPED, reason, host, final=True) if reason else None

    def _goes(self, entry: Entry) -> bool:
        """Whether it is asked for now; of an unknown host only few are until one has led home."""
        host = host_of(entry.url)
        return host not in self._strangers.met or self._strangers.goes(host, entry)

    def _article_request(self, entry: Entry) -> Request:
        # The ledger has refused what is known; Scrapy's own filter would drop a page without telling the account.
        return scrapy.Request(entry.url, self.parse_article, errback=self.article_failed, dont_filter=True, cb_kwargs={"entry": entry})

    async def parse_article(self, response: Response, entry: Entry) -> AsyncIterator[Article | Request]:
        """The articles of one page, or the verdict on its address."""
        key, host = canonical_url(entry.url), host_of(response.url)
        if whose(host, self.outlet) is not Whose.OWN:
            verdict = Verdict(key, Outcome.REJECTED, Reason.FOREIGN_HOST, f"led to {host}", response.status)
            await self._settle_with(entry, verdict, elsewhere=True)
            return
        for released in self._came_home(entry):
            yield self._article_request(released)
        self.account.know_lodgers()
        got = await harvest_watched(page_of(response, entry, clock.now()), key, self.account.knowledge, self.reader.read)
        stands_in = await self._stand_in(entry, got.verdict) if got.verdict else None
        if got.verdict and not stands_in:
            await self.account.settle(got.verdict)
        for article in await self._chosen(entry, (stands_in,) if stands_in else got.articles):
            yield article
        if got.observations:
            await self.account.observe(got.observations)

    async def _chosen(self, entry: Entry, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """The articles of a page; none where the outlet's rules leave the first, whose page it is."""
        verdict = Selection(self.outlet).of_article(entry, articles[0]) if articles else None
        if verdict is None:
            return articles
        await self.account.settle(verdict)
        return ()

    async def _stand_in(self, entry: Entry, verdict: Verdict) -> Article | None:
        """The feed's own text for a page that has none for us; of addresses on the outlet's hosts alone, where nobody waits for them."""
        if whose(host_of(entry.url), self.outlet) is not Whose.OWN:
            return None
        return await from_feed(entry, verdict, self.outlet, clock.now(), self.reader.read)

    async def article_failed(self, failure: Failure) -> AsyncIterator[Article]:
        """The verdict on an address whose page did not come, or the feed's own text in its place."""
        entry: Entry = failure.request.cb_kwargs["entry"]  # type: ignore[attr-defined]
        failed = classify(failure)
        outcome = Outcome.REJECTED if failed.final else Outcome.FAILED
        asked_itself = failed.status is None and not failure.request.meta.get("redirect_urls")  # type: ignore[attr-defined]
        final = asked_itself and failed.reason in OF_THE_ADDRESS
        told = (failed.detail, failed.status, failed.retry_after)
        verdict = Verdict(canonical_url(entry.url), outcome, failed.reason, *told, final=final)
        if article := await self._stand_in(entry, verdict):
            for chosen in await self._chosen(entry, (article,)):
                yield chosen
            return
        await self._settle_with(entry, verdict, elsewhere=False)

    def _came_home(self, entry: Entry) -> list[Entry]:
        """Entries of an unknown host that waited to see where this one leads."""
        host = host_of(entry.url)
        return self._strangers.came_home(host) if host in self._strangers.met else []

    async def _settle_with(self, entry: Entry, verdict: Verdict, *, elsewhere: bool) -> None:
        """Settles an address that gave no article, and with it those of the same unknown host that waited for nothing."""
        await self.account.settle(verdict)
        host = host_of(entry.url)
        for other in self._strangers.went_wrong(host, elsewhere=elsewhere) if host in self._strangers.met else ():
            await self.account.settle(replace(verdict, url=canonical_url(other.url), http_status=None, detail=f"as others of {host}"))

    async def parse(self, response: Response) -> AsyncIterator[Article]:
        """The articles of a page given by hand, for `scrapy parse`; nothing is stored."""
        page = page_of(response, None, clock.now())
        known = OutletKnowledge(self.outlet, lodgers=lodgers(self.outlet))
        got = await harvest_watched(page, page.url, known, self.reader.read)
        if got.verdict:
            self.logger.error("%s: %s", page.url, ": ".join(filter(None, (got.verdict.reason, got.verdict.detail))))
        for article in got.articles:
            yield article


def _flag(value: object) -> bool:
    """Spider arguments are words: absent, empty, 0 and false mean no."""
    return str(value or "").lower() not in ("", "0", "false", "no")
