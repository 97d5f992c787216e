"""A process that stores and joins: STORE NUMBER AMOUNT UNTIL, where it stops in mid-transaction at `joining`, or ends with `joined`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from hashlib import sha256
from threading import Event

from storage.store import Store
from storage.stories import join
from storage.write.batch import write_articles
from warraq.items import Article

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def article(writer: str, number: int) -> Article:
    url, words = f"https://rawi.example/{writer}/{number}", f"وصل القمح إلى المرفأ {writer} {number}"
    more = {"extractor": "import", "published_at": NOON, "fetched_at": NOON, "text_hash": sha256(words.encode()).hexdigest()[:32]}
    return Article(url, words, title=f"خبر {writer} {number}", **more)  # type: ignore[arg-type]


def main() -> None:
    url, writer, amount, until = sys.argv[1:]
    if until == "joining":
        mark = join._mark_joined

        def stop(*given: object) -> None:
            mark(*given)  # type: ignore[arg-type]
            print("joining", flush=True)
            Event().wait()

        join._mark_joined = stop
    with Store.open(url) as store:
        joining = join.Stories(store)
        for number in range(int(amount)):
            with store.write() as connection:
                write_articles(connection, None, [article(writer, number)], NOON.replace(minute=30))
            joining.join()
    print("joined", flush=True)


if __name__ == "__main__":
    main()
