"""`outlets`, `outlets/NAME` and `sources`: who publishes how much, whom they name, and who takes from whom."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from storage.ledger.runs import runs
from storage.query.choice import known_outlet, refuse_unknown
from storage.query.copies import copy_pairs
from storage.query.stats import by_day, by_outlet, overview, who_names_whom
from storage.watch.health import health
from warraq import clock, config
from warraq.errors import MissingError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from warraq.web.api.parameters import SourcesParameters, TimeParameters

LATELY: Final = timedelta(days=30)
"""The time that the figures of one outlet are of, where nobody asks for another."""
_ROWS_SHOWN: Final = 20


def answer(connection: Connection, asked: TimeParameters) -> dict[str, Any]:
    """All outlets of which articles are stored, the busiest first."""
    filters = asked.choice().filters(clock.now())
    refuse_unknown(connection, filters)
    items = by_outlet(connection, filters)
    return {"items": items, "next": None, "count": len(items), "count_is": "exact"}


def one(connection: Connection, name: str, asked: TimeParameters) -> dict[str, Any]:
    """One outlet in figures of the last thirty days or the time asked for. Raises MissingError for an unknown name."""
    try:
        slug = known_outlet(connection, name)
    except UsageError as error:
        raise MissingError(str(error)) from None
    now = clock.now()
    everyone = asked.choice().filters(now)
    if everyone.since is None and everyone.until is None:
        everyone = replace(everyone, since=now - LATELY)
    filters = replace(everyone, outlet=slug)
    named = who_names_whom(connection, filters, _ROWS_SHOWN)
    copies = copy_pairs(connection, everyone)
    return {
        "outlet": slug,
        "since": everyone.since,
        "until": everyone.until,
        "overview": overview(connection, filters),
        "days": by_day(connection, filters),
        "names": named,
        "copies": [asdict(pair) for pair in copies if pair.outlet == slug][:_ROWS_SHOWN],
        "copied_by": [asdict(pair) for pair in copies if pair.origin == slug][:_ROWS_SHOWN],
        "runs": [asdict(run) for run in runs(connection, outlet=slug, limit=_ROWS_SHOWN)],
        "health": [asdict(one) for one in health(connection, now, config.load().crawl_seconds, [slug])],
    }


def sources(connection: Connection, asked: SourcesParameters) -> dict[str, Any]:
    """Who names whom in which role, the most frequent first, and who takes stories from whom."""
    filters = asked.choice().filters(clock.now())
    refuse_unknown(connection, filters)
    items = who_names_whom(connection, filters, asked.limit + 1)
    pairs = [asdict(pair) for pair in copy_pairs(connection, filters, asked.limit)]
    count_is = "exact" if len(items) <= asked.limit else "at least"
    return {"items": items[: asked.limit], "next": None, "count": min(len(items), asked.limit), "count_is": count_is, "copies": pairs}
