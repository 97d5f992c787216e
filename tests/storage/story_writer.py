"""A process that publishes and joins copies: STORE NUMBER AMOUNT UNTIL, where it stops after `published`, `joining` or `joined`."""

# ruff: noqa: S311 - the same words every time

from __future__ import annotations

import sys
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from threading import Event
from typing import TYPE_CHECKING

from storage.store import Store
from storage.stories import join
from storage.write.batch import write_articles
from warraq.items import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
LETTERS = "ابتجحدرسشصطعغفقكلمنهوي"
RESPELLED = str.maketrans({"ي": "ی", "ك": "ک", "ا": "أ"})
BATCH = 5


def words(chance: Random, count: int) -> list[str]:
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(count)]


def headline(chance: Random, text: Sequence[str]) -> list[str]:
    return [*words(chance, 6), *text]


def ending(chance: Random, text: Sequence[str]) -> list[str]:
    return [*text, *words(chance, 15)]


def insertion(chance: Random, text: Sequence[str]) -> list[str]:
    place = chance.randrange(20, len(text) - 20)
    return [*text[:place], *words(chance, 12), *text[place:]]


def cut(chance: Random, text: Sequence[str]) -> list[str]:
    place = chance.randrange(20, len(text) - 20)
    return [*text[:place], *text[place + 12 :]]


def respelling(chance: Random, text: Sequence[str]) -> list[str]:
    return [word.translate(RESPELLED) for word in text]


EDITS: tuple[Callable[[Random, Sequence[str]], list[str]], ...] = (headline, ending, insertion, cut, respelling)


def copies(writer: int, amount: int) -> list[Article]:
    """This writer's copy of each text, each edited in another way; each writer comes to the texts in an order of its own."""
    found = []
    for number in range(amount):
        original = words(Random(number), 120)
        edit = EDITS[(number + writer) % len(EDITS)]
        found.append(article(f"t{number}w{writer}", edit(Random(f"{number} {writer}"), original)))
    start = writer * BATCH % amount
    return found[start:] + found[:start]


def article(path: str, text: Sequence[str]) -> Article:
    url, title, body = f"https://nahar.test/{path}", " ".join(text[:8]), " ".join(text[8:])
    more = {"outlet": "nahar", "fetched_at": NOON, "found_as": url, "extractor": "import"}
    return Article(url, body, title=title, text_hash=sha256(body.encode()).hexdigest()[:32], **more)


def tell(state: str, until: str) -> None:
    """Says what has been done; at the last wanted state waits to be killed."""
    if state == until:
        print(state, flush=True)
        Event().wait()


def publish(store: Store, articles: Sequence[Article], until: str) -> None:
    joining = join.Stories(store)
    batch = BATCH if until == "joined" else len(articles)
    for first in range(0, len(articles), batch):
        with store.write() as connection:
            write_articles(connection, None, articles[first : first + batch], NOON)
        tell("published", until)
        joining.join()


def main() -> None:
    url, number, amount, until = sys.argv[1:]
    articles = copies(int(number), int(amount))
    if until == "joining":
        regroup = join.regroup
        join.regroup = lambda *given: (regroup(*given), tell("joining", until))  # type: ignore[assignment]
    with Store.open(url) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        publish(store, articles, until)
    print("joined", flush=True)


if __name__ == "__main__":
    main()
