"""The timer's part in the store's daily chores: whether they are due, one process of its own that does them, and a lease for it."""

from __future__ import annotations

import logging
import math
import os
from typing import TYPE_CHECKING, Final, TypeVar

from storage.timing import leases
from storage.timing.leases import LEASE_SECONDS
from storage.upkeep import chores
from warraq import clock
from warraq.timer.process import Process

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerContext

    from storage.store import Store
    from warraq.config import Config

T = TypeVar("T")

logger = logging.getLogger("warraq.timer")

LOOK_SECONDS: Final = 60.0
"""Between two looks whether the chores are due."""
AGAIN_SECONDS: Final = 3600.0
"""After chores that failed, until they are tried again."""


class DailyChores:
    """Has the chores done when they are due; `tick` does what there is to do and returns at once."""

    def __init__(
        self, store: Store, settings: Config, owner: str, context: ForkServerContext, body: Callable[[], int] | None = None
    ) -> None:
        """`owner`: who holds the lease. `body` does the work in the process and returns the exit code; the chores if none is given."""
        self._store, self._settings, self._owner, self._context = store, settings, owner, context
        self._body = body or do_chores
        self._process: Process | None = None
        self._token = 0
        self._looked = -math.inf
        self._renewed = 0.0

    @property
    def at_work(self) -> bool:
        return self._process is not None

    def tick(self) -> None:
        """Begins the chores when they are due and nobody else does them; keeps the lease meanwhile; tells how they ended."""
        if self._process is not None:
            self._attend(self._process)
        elif clock.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = clock.monotonic()
            self.begin()

    def begin(self) -> None:
        """Begins the chores if they are due and nobody else does them."""
        if self._settings.chores_at is None:
            return
        with self._store.read() as connection:
            due = chores.is_due(connection, clock.now(), self._settings.chores_at)
        token = self._leased(leases.take, chores.CHORES_LEASE, self._owner, clock.now(), LEASE_SECONDS) if due else None
        if token is not None:
            logger.info("the daily chores of the store begin")
            self._token, self._renewed = token, clock.monotonic()
            self._process = Process("chores", self._context, self._body, dict(os.environ))

    def _attend(self, process: Process) -> None:
        if not process.alive:
            self._process = None
            self._end(process.close())
        elif clock.monotonic() - self._renewed >= LEASE_SECONDS / 4:
            self._renewed = clock.monotonic()
            if not self._leased(leases.renew, chores.CHORES_LEASE, self._token, clock.now(), LEASE_SECONDS):
                process.stop(self._settings.grace)  # frozen for so long that another timer has taken them over

    def _end(self, code: int | None) -> None:
        """Lets go of the lease; after a failure it runs out later, so that nobody tries again at once."""
        if code == 0:
            self._leased(leases.release, chores.CHORES_LEASE, self._token)
            return
        self._leased(leases.renew, chores.CHORES_LEASE, self._token, clock.now(), AGAIN_SECONDS)
        logger.error("the daily chores of the store ended with %s; they are tried again in an hour", code)

    def close(self) -> None:
        """Cuts the chores off, if need be; who is next takes them up."""
        if self._process is None:
            return
        while self._process.alive:
            self._process.stop(self._settings.grace)
            clock.sleep(0.05 * clock.rate())
        self._process.close()
        self._process = None
        self._leased(leases.release, chores.CHORES_LEASE, self._token)

    def _leased(self, function: Callable[..., T], *arguments: object) -> T:
        with self._store.write() as connection:
            return function(connection, *arguments)


def do_chores() -> int:
    """Body of the process: does them and returns the exit code."""
    from storage.store import Store
    from warraq import config
    from warraq.errors import StoreError
    from warraq.timer.json_log import use_json

    settings = config.load()
    if settings.log_json:
        use_json()
    try:
        with Store.open(settings.database_url) as store:
            done = chores.do(store, settings.story_days)
    except StoreError as error:
        logger.error("%s", error)
        return 1
    logger.info("the daily chores of the store: %s", done.detail)
    return 0
