"""A small outlet, its articles and its runs, for the tests of the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from storage.ledger import ledger, outlets, runs
from storage.ledger.verdicts import settle
from storage.store import Store
from storage.tables import urls
from storage.write.batch import write_articles
from warraq.items import Article, Entry, Outcome, PageRecord, Reason, Verdict
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storage.ledger.ledger import Offer
    from storage.ledger.runs import RunAccount
    from storage.write.batch import Written

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)

NAHAR = Outlet(
    "nahar",
    "جريدة النهر",
    ("nahar.test",),
    country="EG",
    timezone="Africa/Cairo",
    feeds=("https://nahar.test/rss",),
    sitemaps=("https://nahar.test/sitemap.xml",),
)
WAKALA = Outlet("wakala", "وكالة الساحل", ("wakala.test",), kind="agency", timezone="Africa/Tunis", feeds=("https://wakala.test/rss",))


@dataclass
class Desk:
    """One outlet's crawls, spoken in few words; the time stands still until it is moved on."""

    store: Store
    outlet_ids: dict[str, int]
    now: datetime = NOON
    run_id: int = 0
    feed_ids: list[int] = field(default_factory=list)
    looks: tuple[timedelta, ...] = ()
    """After their first answer, when pages that gave no article are looked at again."""

    def later(self, **distance: float) -> datetime:
        self.now += timedelta(**distance)
        return self.now

    def start(self, outlet: str = "nahar", trigger: str = "cli") -> int:
        """Begins a run, closing those that were killed, and returns its id."""
        with self.store.write() as connection:
            runs.close_killed(connection, self.outlet_ids[outlet], self.now)
            self.run_id = runs.start_run(connection, self.outlet_ids[outlet], trigger, 1, self.now)
        return self.run_id

    def offer(self, *entries: Entry | str, feed: int | None = 0, outlet: str = "nahar", unseen: datetime | None = None) -> Offer:
        """Offers entries or paths as the outlet's feed of that number, which was read before at `unseen`."""
        given = [Entry(f"https://{outlet}.test/{entry}") if isinstance(entry, str) else entry for entry in entries]
        feed_id = None if feed is None else self.feed_ids[feed]
        with self.store.write() as connection:
            return ledger.offer(connection, self.run_id, self.outlet_ids[outlet], feed_id, given, self.now, unseen)

    def due(self, limit: int = 100, outlet: str = "nahar") -> list[Entry]:
        with self.store.write() as connection:
            return ledger.due(connection, self.run_id, self.outlet_ids[outlet], self.now, limit)

    def write(self, *articles: Article, run_id: int | None = -1) -> list[Written]:
        with self.store.write() as connection:
            return write_articles(connection, self.run_id if run_id == -1 else run_id, articles, self.now, looks=self.looks)

    def settle(self, path: str, outcome: Outcome, reason: Reason, **more: Any) -> None:
        with self.store.write() as connection:
            settle(connection, self.run_id, [Verdict(f"https://nahar.test/{path}", outcome, reason, **more)], self.now, looks=self.looks)

    def finish(self, outcome: str = "ok") -> RunAccount:
        with self.store.write() as connection:
            return runs.finish_run(connection, self.run_id, self.now, outcome=outcome, stats={})

    def account(self, run_id: int | None = None) -> RunAccount:
        with self.store.read() as connection:
            return runs.account(connection, run_id or self.run_id)

    def row(self, path: str) -> Any:
        """The ledger's row of a path, or of a whole address."""
        with self.store.read() as connection:
            address = path if "://" in path else f"https://nahar.test/{path}"
            return connection.execute(select(urls).where(urls.c.url == address)).one()

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with self.store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def desk(store: Store) -> Desk:
    """An outlet with a feed and a sitemap, and an agency with a feed; no run yet."""
    return desk_of(store)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def common_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a database of one module's own, once a SQLite file and once a PostgreSQL database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('common')}/store.db"
        return
    server = request.getfixturevalue("postgres")
    url = server.create_database()
    yield url
    server.drop_database(url)


@pytest.fixture(scope="module")
def common_desk(common_url: str) -> Iterator[Desk]:
    """The same desk for all tests of a module, which only look at what its fixtures wrote."""
    with Store.open(common_url) as store:
        yield desk_of(store)


def desk_of(store: Store) -> Desk:
    with store.write() as connection:
        ids = outlets.sync_outlets(connection, [NAHAR, WAKALA])
        feed_ids = connection.execute(text("SELECT id FROM feeds WHERE url LIKE '%nahar%' ORDER BY url")).scalars().all()
    return Desk(store, ids, feed_ids=list(feed_ids))


def made(path: str, body: str = "نص الخبر", *, title: str | None = "عنوان", outlet: str = "nahar", **more: Any) -> Article:
    """An article as the stages before the store leave it, found under its own address."""
    url = path if "://" in path else f"https://{outlet}.test/{path}"
    page = PageRecord(url, url, NOON, 200, {"content-type": "text/html"}, "utf-8", "0" * 64)
    text_hash = sha256(f"{title}\n{body}".encode(errors="surrogatepass")).hexdigest()[:32]
    given = {"outlet": outlet, "page": page, "fetched_at": NOON, "found_as": url, "extractor": "generic", "text_hash": text_hash}
    return Article(url, body, title=title, **(given | more))


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Makes articles: `article(path, body, title=…, …)`."""
    return made


@pytest.fixture
def nahar() -> Outlet:
    """The outlet of the desk, as its file describes it."""
    return NAHAR
