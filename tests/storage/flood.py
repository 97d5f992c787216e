"""A program for the fault tests: writes numbered articles through a writer and prints each that is acknowledged.

Arguments: URL of the store, name of the outlet, first number, how many, batch size. Addresses with a number below 50 are those of an outlet
that all such programs share.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from storage.ledger import ledger, outlets, runs
from storage.store import Store
from storage.write.thread import Writer
from warraq.items import Article, Entry, PageRecord
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from storage.write.batch import Written

LETTERS = "ابتثجحخدرزسشصضطعغفقكلمنهوي"
NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def article(url: str, number: int, outlet: str) -> Article:
    page = PageRecord(url, url, NOON, 200, {}, "utf-8", "0" * 64)
    letters = Random(number)  # noqa: S311 - any words will do, so long as no text is another's copy
    body = "\n".join(" ".join("".join(letters.choices(LETTERS, k=5)) for word in range(12)) for part in range(20))
    return Article(url, body, title=f"خبر {number}", outlet=outlet, found_as=url, page=page, fetched_at=NOON, text_hash=f"{outlet}{number}")


def acknowledge(written: Sequence[Written]) -> None:
    for done in written:
        print(done.url, flush=False)
    sys.stdout.flush()


def flood(url: str, name: str, first: int, amount: int, batch: int) -> None:
    numbers = [*range(first, first + amount), *range(50)]
    addresses = {f"https://{'shared' if number < 50 else name}.test/{number}": number for number in numbers}
    with Store.open(url) as store:
        run_id, taken = store.patiently(begin, name, addresses)
        with Writer(store, run_id, batch=batch, on_written=acknowledge) as writer:
            for entry in taken:
                number = addresses[entry.url]
                writer.put(article(entry.url, number, "shared" if number < 50 else name))
            writer.call(finish, run_id).result()
        print("done", writer.written.total())


def begin(connection: Connection, name: str, addresses: Iterable[str]) -> tuple[int, list[Entry]]:
    """Starts a run that takes up the addresses; returns its id and what is to be written."""
    both = [Outlet(each, each, (f"{each}.test",)) for each in (name, "shared")]
    outlet_id = outlets.sync_outlets(connection, both)[name]
    runs.close_killed(connection, outlet_id, NOON)
    run_id = runs.start_run(connection, outlet_id, "cli", 1, NOON)
    taken = ledger.offer(connection, run_id, outlet_id, None, [Entry(address) for address in addresses], NOON).fetch
    return run_id, taken + ledger.due(connection, run_id, outlet_id, NOON, 10_000)


def finish(connection: Connection, run_id: int) -> None:
    runs.finish_run(connection, run_id, NOON, outcome="ok", stats={})


if __name__ == "__main__":
    flood(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
