"""A turn of telling: whatever nobody was told of goes to its target, once; what is not taken waits, and is told again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from storage.store import Store
from storage.timing import leases
from storage.timing.leases import LEASE_SECONDS
from storage.watch import news, outbox, targets
from storage.watch.watches import listing
from warraq import clock
from warraq.delivery.targets import Target
from warraq.errors import StoreError
from warraq.sending import DEADLINE, Sender
from warraq.timer.messages import message_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sqlalchemy import Connection

    from warraq.config import Config
    from warraq.delivery.message import Message

logger = logging.getLogger("warraq.timer")

TELLING_LEASE: Final = "telling"
HOOK: Final = "webhook"
"""Name of the target that is an address in the setting `webhook`."""
_MOST_AT_ONCE: Final = 200
"""Messages in one turn; what is left is told in the next."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message, whom it is for, and how it is noted what became of it."""

    target: str
    message: Callable[[Connection], Message | None]
    """Its words as they are now; None where there is nothing left to tell."""
    taken: Callable[[Connection], None]
    refused: Callable[[Connection], None]


def tell(
    store: Store, settings: Config, owner: str, *, seconds: float = DEADLINE, stopped: Callable[[], bool] = lambda: False
) -> dict[str, int]:
    """Tells what there is to tell; returns how many messages each target took. Of many who call it at once one does it, by a lease.

    A message is noted as told when it was taken: what a kill leaves in between is sent again, with the same id. A target that fails is left
    alone until its time. `seconds`: for one attempt; `stopped`: True ends the turn.
    """
    with store.write() as connection:
        token = leases.take(connection, TELLING_LEASE, owner, clock.now(), LEASE_SECONDS)
    if token is None:
        return {}
    try:
        with Sender(seconds, stopped) as sender:
            return _turn(store, settings, sender, token, stopped)
    finally:
        with store.write() as connection:
            leases.release(connection, TELLING_LEASE, token)


def _turn(store: Store, settings: Config, sender: Sender, token: int, stopped: Callable[[], bool]) -> dict[str, int]:
    taken: dict[str, int] = {}
    store.patiently(_prepare, settings)
    with store.read() as connection:
        waiting = {name for name, row in targets.failing(connection).items() if row.next_try_at > clock.now()}
        letters = list(_letters(connection, settings, waiting))
    for letter in letters:
        if stopped() or not store.patiently(leases.renew, TELLING_LEASE, token, clock.now(), LEASE_SECONDS):
            break
        if letter.target in waiting:
            continue
        with store.read() as connection:
            message = letter.message(connection)
        if message is None:
            continue
        why = sender.send(letter.target, target_of(settings, letter.target), message)
        if stopped() and why:
            break
        store.patiently(_note, letter, why)
        if why:
            logger.warning("%s was not told, and is tried again: %s", letter.target, why)
            waiting.add(letter.target)
        else:
            taken[letter.target] = taken.get(letter.target, 0) + 1
    return taken


def _prepare(connection: Connection, settings: Config) -> None:
    outbox.find_vanished(connection, clock.now())
    outbox.bundle(connection, clock.now(), settings.digest_at)


def _letters(connection: Connection, settings: Config, waiting: Collection[str]) -> Iterator[_Letter]:
    """What is to be told, in the order in which it is, to targets that are not `waiting`."""
    if settings.webhook:
        whom = settings.webhook if settings.webhook in settings.targets else HOOK
        for one in news.untold(connection) if whom not in waiting else ():
            yield _Letter(whom, partial(_as_message, one), partial(_told_news, one), lambda connection: None)
    for post in outbox.due(connection, clock.now(), _MOST_AT_ONCE, waiting):
        words = partial(message_of, watch=post.watch, message_id=post.message_id, hit_ids=post.hit_ids)
        yield _Letter(post.watch.target, words, partial(outbox.taken, post=post), partial(outbox.refused, post=post))


def _as_message(one: news.News, connection: Connection) -> Message:
    return one.message()


def _told_news(one: news.News, connection: Connection) -> None:
    news.told(connection, one, clock.now())


def target_of(settings: Config, name: str) -> Target | None:
    """The target of that name; None where the settings have none."""
    if name == HOOK and name not in settings.targets and "://" in settings.webhook:
        return Target.model_validate({"url": settings.webhook})
    return settings.targets.get(name)


def _note(connection: Connection, letter: _Letter, why: str) -> None:
    if why:
        letter.refused(connection)
        targets.failed(connection, letter.target, why, clock.now())
    else:
        letter.taken(connection)
        targets.worked(connection, letter.target)


def failures(settings: Config) -> dict[str, str]:
    """By name: what is wrong with the targets that take nothing at present, in words. Empty where there is no store."""
    try:
        with Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
            rows = targets.failing(connection)
    except StoreError:
        return {}
    times = {name: (f"{row.since:%Y-%m-%d %H:%M}", f"{row.next_try_at:%Y-%m-%d %H:%M}") for name, row in rows.items()}
    return {
        name: f"has taken nothing since {times[name][0]} UTC ({row.failures} attempts): {row.reason}; tried again at {times[name][1]} UTC"
        for name, row in rows.items()
    }


def told_by_watches(settings: Config) -> dict[str, str]:
    """By name of the watch: the target that it names. Empty where there is no store."""
    try:
        with Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
            return {row["name"]: row["target"] for row in listing(connection)}
    except StoreError:
        return {}
