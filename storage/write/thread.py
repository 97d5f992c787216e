"""The one writer of a process: a thread that gathers what it is given into batches, so that the crawl never waits for a disk.

What `put` and `settle` took is acknowledged when its batch is committed. Until then its address is pending in the ledger, so whatever ends
the process loses no article: the next run takes it up again.
"""

from __future__ import annotations

import json
import queue
import threading
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from storage.ledger import quarantine
from storage.ledger.due_times import RECHECKS
from storage.ledger.runs import ensure_running
from storage.ledger.verdicts import settle
from storage.stories.join import STORY_DAYS, Stories
from storage.write.batch import Written, write_articles
from warraq import clock
from warraq.errors import StoreError, WarraqError
from warraq.items import Article, Outcome, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

    from sqlalchemy import Connection

    from storage.store import Store

T = TypeVar("T")

BATCH_SECONDS: Final = 25.0
"""Age at which a batch is written however small it is: an article alone costs nine times what it costs in a batch of a hundred, and a
crawl at a polite delay brings one a second or fewer."""
SOONEST_SECONDS: Final = 2.0
"""Age of the first batch. Later ones may be half as old as the writer, so that a kill costs at most a third of what was done."""

_Item = Article | Verdict


@dataclass(slots=True)
class _Call:
    """A function to run on the writer's thread, in a transaction of its own."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    ends_batch: bool
    result: Future[Any] = field(default_factory=Future)


class _End:
    """The last thing that is put into the queue."""


class Writer:
    """Writes articles and verdicts in batches, and runs functions of the store between them, in the order given but for `aside`.

    A batch that cannot be written is halved until the row that spoils it is found: that one goes to the quarantine, the others are written.
    A fault that waiting does not mend (disk full, read-only, run closed by a later start) ends the writer; `error` holds it, `put` raises
    it.
    """

    def __init__(
        self,
        store: Store,
        run_id: int | None = None,
        *,
        batch: int = 100,
        seconds: float = BATCH_SECONDS,
        queue_size: int = 500,
        on_written: Callable[[Sequence[Written]], None] | None = None,
        story_days: int = STORY_DAYS,
        rechecks: Sequence[timedelta] = RECHECKS,
        looks: Sequence[timedelta] = (),
    ) -> None:
        """Starts the thread. `batch`, `seconds`: a batch is written when it has so many rows, or its first row is so old, in the
        writer's first minute sooner.

        `queue_size`: how many rows wait before `put` blocks. `on_written` is called on the writer's thread after each commit.
        `story_days`: how far back an article's copies are looked for. `rechecks`: how long after publication articles are looked at again.
        `looks`: how long after its first answer a page is that gave none; empty: never.
        """
        self.store = store
        self.run_id = run_id
        self.error: WarraqError | None = None
        self.written: Counter[Outcome] = Counter()
        """Articles and verdicts committed, by outcome."""
        self._begun = clock.monotonic()
        self._batch = batch
        self._seconds = seconds
        self._on_written = on_written
        self._stories = Stories(store, story_days)
        self._again = {"rechecks": rechecks, "looks": looks}
        self._queue: queue.Queue[_Item | _Call | _End] = queue.Queue(queue_size)
        self._thread = threading.Thread(target=self._run, name="warraq-writer", daemon=True)
        self._thread.start()

    # Giving

    def put(self, article: Article) -> None:
        """Hands over an article; waits while the queue is full. Raises the writer's error."""
        self._give(article)

    def settle(self, verdict: Verdict) -> None:
        """Hands over a verdict; waits while the queue is full. Raises the writer's error."""
        self._give(verdict)

    def offer_nowait(self, item: Article | Verdict) -> bool:
        """Hands over an article or verdict; False where the queue is full. Raises the writer's error."""
        self._refuse_after_error()
        try:
            self._queue.put_nowait(item)
        except queue.Full:
            return False
        return True

    def call(self, function: Callable[..., T], *arguments: Any) -> Future[T]:
        """Runs `function(connection, *arguments)` in a transaction of its own, after all that was given before."""
        return self._call(_Call(function, arguments, ends_batch=True))

    def aside(self, function: Callable[..., T], *arguments: Any) -> Future[T]:
        """Runs a function that needs nothing of what was given before: the batch that is being gathered goes on."""
        return self._call(_Call(function, arguments, ends_batch=False))

    def _call(self, call: _Call) -> Future[Any]:
        self._give(call)
        return call.result

    def flush(self) -> Future[None]:
        """Done when all that was given before is committed."""
        return self.call(lambda connection: None)

    def close(self, timeout: float | None = None) -> bool:
        """Writes what was given and ends the thread; False where that took longer than `timeout` seconds or the writer has failed."""
        if self._thread.is_alive():
            self._queue.put(_End())
            self._thread.join(timeout)
        return self.error is None and not self._thread.is_alive()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _give(self, item: _Item | _Call) -> None:
        self._refuse_after_error()
        self._queue.put(item)

    def _refuse_after_error(self) -> None:
        if self.error is not None:
            raise self.error
        if not self._thread.is_alive():
            raise StoreError("the writer was closed")

    # Writing, on the writer's own thread

    def _run(self) -> None:
        item: _Item | _Call | _End | None = None
        while not isinstance(item, _End):
            rows, item = self._gather()
            if rows and self.error is None:
                self._guard(self._write, rows)
            if isinstance(item, _Call):
                self._answer(item)

    def _gather(self) -> tuple[list[_Item], _Call | _End | None]:
        """The next batch, and what ended it if that was neither its size nor its age."""
        rows: list[_Item] = []
        deadline = 0.0
        while len(rows) < self._batch:
            try:
                item = self._queue.get(timeout=max(0.0, deadline - clock.monotonic()) / clock.rate() if rows else None)
            except queue.Empty:
                break
            if isinstance(item, _Call) and not item.ends_batch:
                self._answer(item)
                continue
            if isinstance(item, (_Call, _End)):
                return rows, item
            if not rows:
                deadline = clock.monotonic() + self._longest_wait()
            rows.append(item)
        return rows, None

    def _longest_wait(self) -> float:
        """Seconds that the next batch may wait: what a kill loses of it stays pending in the ledger and is fetched again."""
        return min(self._seconds, max(SOONEST_SECONDS, (clock.monotonic() - self._begun) / 2))

    def _guard(self, function: Callable[[list[_Item]], None], rows: list[_Item]) -> None:
        """Keeps whatever a batch raises as the writer's error: the thread goes on taking, so that nobody waits for it for ever."""
        try:
            function(rows)
        except WarraqError as error:
            self.error = error
        except Exception as error:
            self.error = StoreError(f"{self.store.url}: the writer failed: {type(error).__name__}: {error}")

    def _answer(self, call: _Call) -> None:
        if not call.result.set_running_or_notify_cancel():
            return  # nobody waits for it any more
        if self.error is not None:
            call.result.set_exception(self.error)
            return
        try:
            call.result.set_result(self.store.patiently(call.function, *call.arguments))
        except Exception as error:
            if isinstance(error, StoreError):
                self.error = error
            call.result.set_exception(error)

    def _write(self, rows: list[_Item]) -> None:
        try:
            written = self.store.patiently(self._write_batch, rows)
        except WarraqError:
            raise
        except Exception as error:
            self._part(rows, error)
            return
        self.written.update(done.outcome for done in written)
        self.written.update(row.outcome for row in rows if isinstance(row, Verdict))
        if self._on_written is not None:
            self._on_written(written)
        if any(done.outcome in (Outcome.NEW, Outcome.UPDATED) for done in written):
            self._stories.join()

    def _write_batch(self, connection: Connection, rows: list[_Item]) -> list[Written]:
        if self.run_id is not None:
            ensure_running(connection, self.run_id)
        articles = [row for row in rows if isinstance(row, Article)]
        written = write_articles(connection, self.run_id, articles, clock.now(), **self._again)
        verdicts = [row for row in rows if isinstance(row, Verdict)]
        if verdicts:
            settle(connection, self.run_id, verdicts, clock.now(), **self._again)
        return written

    def _part(self, rows: list[_Item], error: Exception) -> None:
        """Writes the halves of a batch that failed, or gives up on the one row that is left."""
        if len(rows) > 1:
            self._write(rows[: len(rows) // 2])
            self._write(rows[len(rows) // 2 :])
        else:
            self.store.patiently(self._hold_back, rows[0], f"{type(error).__name__}: {error}")
            self.written[Outcome.FAILED] += 1

    def _hold_back(self, connection: Connection, row: _Item, error: str) -> None:
        """Puts a row that cannot be written into the quarantine, and settles its address as failed."""
        url = row.found_as or row.url if isinstance(row, Article) else row.url
        now = clock.now()
        quarantine.add(connection, url=url, stage="store", error=error, now=now, run_id=self.run_id, payload=_payload(row))
        settle(connection, self.run_id, [Verdict(url, Outcome.FAILED, Reason.STORE_ERROR, error, stage="store")], now)


def _payload(row: _Item) -> str:
    """The row as JSON, for people and for another try."""
    return json.dumps({name: getattr(row, name) for name in type(row).__dataclass_fields__}, ensure_ascii=False, default=_as_json)


def _as_json(value: Any) -> Any:
    fields = getattr(type(value), "__dataclass_fields__", None)
    return {name: getattr(value, name) for name in fields} if fields else str(value)
