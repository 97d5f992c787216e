"""Tells a webhook, in JSON, what began to be wrong and what is over: once each."""

from __future__ import annotations

import json
import logging
import urllib.request
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from storage.timing import leases
from storage.watch import news as telling
from warraq import clock

if TYPE_CHECKING:
    from storage.store import Store
    from storage.watch.news import News

logger = logging.getLogger(__name__)

SENDING_LEASE: Final = "webhook"
TIMEOUT: Final = 10.0
"""Seconds for one call."""
MOST: Final = 50
"""Calls in one turn; when the whole network fails there is one condition, not one an outlet."""


def tell(store: Store, url: str, owner: str) -> int:
    """Calls the webhook for each change that it does not know; returns how many it took. What it does not take is told again next time."""
    now = clock.now()
    with store.write() as connection:
        token = leases.take(connection, SENDING_LEASE, owner, now, leases.LEASE_SECONDS)
        news = telling.untold(connection)[:MOST] if token else []
    count = 0
    for one in news:
        if not _post(url, one):
            break
        with store.write() as connection:
            telling.told(connection, one, clock.now())
        count += 1
    if token:
        with store.write() as connection:
            leases.release(connection, SENDING_LEASE, token)
    return count


def _post(url: str, news: News) -> bool:
    """Whether the webhook answered with success."""
    told = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in asdict(news).items()}
    body = json.dumps(told, ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - the setting allows http and https only
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return bool(200 <= answer.status < 300)
    except OSError as error:
        logger.warning("the webhook was not reached: %s", error)
        return False
