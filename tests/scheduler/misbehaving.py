"""Bodies of processes: such as do not behave, and such as are done in a moment."""

from __future__ import annotations

import signal
import sys
import threading
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from storage.ledger import runs
from storage.store import Store
from storage.timing import claims, feeds, polls
from warraq import clock
from warraq.timer.process import crawl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from scrapy.http import Response

    from warraq.items import Article, Entry
    from warraq.timer.process import Job


def block(job: Job) -> int:
    """Never comes back and does not hear that it is to end, as a C call in the reactor."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Event().wait()
    return 0


def loop(job: Job) -> int:
    """Works for ever, and ends when it is told to."""
    signal.signal(signal.SIGTERM, lambda *_: exit_now())
    while True:
        threading.Event().wait(0.01)


def exit_now() -> None:
    raise SystemExit(0)


KEPT: list[bytearray] = []


def leak(job: Job) -> int:
    """Takes memory until there is no more, and keeps it."""
    while True:
        KEPT.append(bytearray(2**20))


def finish(job: Job) -> int:
    """Does in a moment what a crawl does that finds a known entry in each of its feeds."""
    with Store.open(job.environment["WARRAQ_DATABASE_URL"]) as store, store.write() as connection:
        now = clock.now()
        if not claims.renew(connection, job.claim, now, 120):
            return 1
        for feed in claims.feeds_of(connection, job.claim):
            feeds.record_feed_success(connection, feed.id, now, feeds.FeedAnswer(feed.url, body_hash="0", full=True))
            polls.plan_success(connection, polls.Polled(feed, now, entries=5))
        runs.finish_run(connection, job.claim.run_id, now, outcome="ok", stats={"feeds": 1})
        claims.release(connection, job.claim)
    return 0


def finish_when_let(job: Job) -> int:
    """The same, as soon as no file in the folder `MISCHIEF` has the outlet's name."""
    held = Path(job.environment["MISCHIEF"], job.claim.outlet)
    while held.exists():
        threading.Event().wait(0.01)
    return finish(job)


def crawl_that_hangs(job: Job) -> int:
    """A crawl that hangs, the first time: in a call that does not come back for one outlet, in endless computing for the others."""

    def compute() -> None:
        while True:
            pass

    return _crawl_with(job, threading.Event().wait if job.claim.outlet == "sahelfm" else compute)


def crawl_that_leaks(job: Job) -> int:
    """A crawl whose spider takes all the memory that there is, the first time."""
    return _crawl_with(job, lambda: leak(job))


def _crawl_with(job: Job, mischief: Callable[[], object]) -> int:
    """A real crawl; the first of an outlet does the mischief at the third page, and leaves its name in the folder `MISCHIEF` before."""
    from spiders.outlet import OutletSpider
    from warraq.timer.process import crawl

    sound, pages = OutletSpider.parse_article, count(1)

    async def parse_article(self: OutletSpider, response: Response, entry: Entry) -> AsyncIterator[Article]:
        if next(pages) == 3:
            Path(job.environment["MISCHIEF"], job.claim.outlet).touch()
            mischief()
        async for article in sound(self, response, entry):
            yield article

    if job.claim.tokens[f"outlet:{job.claim.outlet}"] == 1:
        OutletSpider.parse_article = parse_article  # type: ignore[method-assign]
    return crawl(job)


def dawdle() -> int:
    """Work of no crawl that takes for ever."""
    threading.Event().wait()
    return 0


def fail() -> int:
    """Work of no crawl that fails at once."""
    return 1


def note_modules(job: Job) -> int:
    """Crawls, and leaves which modules it loaded itself in the file `loaded` beside the outlet files."""
    before = set(sys.modules)
    code = crawl(job)
    Path(job.environment["WARRAQ_OUTLETS"]).with_name("loaded").write_text("\n".join(sorted(set(sys.modules) - before)), "utf-8")
    return code
