"""Articles that another program gathered, through the same stages as crawled ones, in batches of one transaction each."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final, Self

from pipelines.importing.rows import article_of
from pipelines.stage import Context, pure_stages, run_stages
from storage.ledger import outlets, runs, verdicts
from storage.ledger.processes import this_process
from storage.stories.join import STORY_DAYS, Stories
from storage.timing import bad_files
from storage.write import batch
from warraq import clock
from warraq.crawl.refusal import Refused
from warraq.errors import WarraqError
from warraq.items import Article, Outcome, Reason, Verdict
from warraq.outlet_files.registry import default_registry, file_problems, outlet_named
from warraq.text.urls import bare_host, canonical_url, host_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from types import TracebackType

    from sqlalchemy import Connection

    from storage.store import Store

IMPORT_BEAT_SECONDS: Final = 5.0
"""Between two signs of life of an import; each counts its addresses, some tenths of a second for a million."""

Answer = dict[str, Any]
"""`url` as given, `outcome`, `reason`, `article_id`."""


class Importer:
    """One import run over a store; a context manager that joins the articles into stories and closes the run's account."""

    def __init__(self, store: Store, story_days: int = STORY_DAYS, files: Sequence[str] = ()) -> None:
        """`story_days`: how far back an article's copies are looked for; `files`: what is imported, for the run's `stats`."""
        self.store = store
        self.files = list(files)
        self._stories = Stories(store, story_days)
        self.counts: Counter[str] = Counter()
        self.unregistered: dict[str, str] = {}
        """Hosts without an outlet file, and the name their outlet row got."""
        self._stages = pure_stages(Context(outlet_named, default_registry))
        self._known: set[str | None] = set()
        """Outlets whose rows are committed."""
        self.found = 0
        """Addresses that the run took up; known when it is closed."""
        self._run_id = 0
        self._over = Event()

    def __enter__(self) -> Self:
        facts = {**this_process(), "files": self.files}
        with self.store.write() as connection:
            runs.close_lost(connection, clock.now())
            bad_files.record(connection, file_problems(), clock.now())
            self._run_id = runs.start_run(connection, None, "import", 0, clock.now(), stats=facts)
        self._heart = Thread(target=self._beat, name="import heartbeat", daemon=True)
        self._heart.start()
        return self

    def _beat(self) -> None:
        """Shows life and the account so far, also while the rows are long in coming."""
        while not self._over.wait(IMPORT_BEAT_SECONDS):
            with suppress(WarraqError), self.store.write() as connection:
                runs.heartbeat(connection, self._run_id, clock.now())

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._heart.join()
        if error is None:
            self._stories.settle()
        ended = error is not None and not isinstance(error, Exception)
        outcome, reason = ("cut-short" if ended else "failed", str(error) or type(error).__name__) if error else ("ok", None)
        facts = {"unregistered": self.unregistered, "files": self.files}
        closed = self.store.patiently(
            lambda found: runs.finish_run(found, self._run_id, clock.now(), outcome=outcome, reason=reason, stats=facts)
        )
        self.found = closed.found

    def take(self, rows: Sequence[dict[str, Any]]) -> list[Answer]:
        """Stores a batch; one answer a row, in their order. Nothing of the batch is stored where the store fails (StoreError)."""
        prepared = [self._prepare(row) for row in rows]
        articles = [item for item in prepared if isinstance(item, Article)]
        refused = [item for item in prepared if isinstance(item, Verdict)]
        written = iter(self.store.patiently(self._write, articles, refused, clock.now()))
        self._known.update(*map(_named, articles))
        self._stories.join()
        answers = [
            self._answer(row, item if isinstance(item, Verdict) else next(written)) for row, item in zip(rows, prepared, strict=True)
        ]
        self.counts.update(str(answer["outcome"]) for answer in answers)
        return answers

    def _write(self, connection: Connection, articles: list[Article], refused: list[Verdict], now: datetime) -> list[batch.Written]:
        for article in articles:
            self._ensure_outlets(connection, article)
        written = batch.write_articles(connection, self._run_id, articles, now)
        verdicts.settle(connection, self._run_id, refused, now)
        return written

    def _prepare(self, row: dict[str, Any]) -> Article | Verdict:
        try:
            return run_stages(article_of(row, clock.now()), self._stages)
        except Refused as refused:
            return Verdict(_key(row), Outcome.REJECTED, refused.reason, refused.detail, stage=refused.stage)
        except ValueError as error:
            return Verdict(_key(row), Outcome.REJECTED, Reason.INVALID, str(error), stage="validate")

    def _ensure_outlets(self, connection: Connection, article: Article) -> None:
        """Makes the rows of its outlet and of its sources' where they are new; an outlet without a file gets one of kind unregistered."""
        if outlet_named(article.outlet) is None:
            article.outlet = bare_host(host_of(article.url))
            _, made = outlets.ensure_unregistered(connection, article.outlet)
            if made:
                self.unregistered[article.outlet] = article.outlet
        outlets.sync_outlets(connection, [outlet for slug in _named(article) - self._known if (outlet := outlet_named(slug))])

    @staticmethod
    def _answer(row: dict[str, Any], result: batch.Written | Verdict) -> Answer:
        article_id = None if isinstance(result, Verdict) else result.article_id
        return {
            "url": row.get("url"),
            "outcome": str(result.outcome),
            "reason": result.reason and str(result.reason),
            "article_id": article_id,
        }


def _named(article: Article) -> set[str | None]:
    return {article.outlet, *(source.outlet for source in article.attributions)}


def _key(row: dict[str, Any]) -> str:
    try:
        return canonical_url(str(row.get("url") or ""))
    except ValueError:
        return str(row.get("url") or "")
