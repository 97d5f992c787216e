"""Figures of the store at a moment, for metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.tables import articles, conditions, feeds, outlets, runs, schedules
from warraq.polling.patience import ALERT_AT

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is, by its words."""

    feeds: dict[str, int]
    """Watched places to look, by state."""
    broken_feeds: int
    """Those that fail for long."""
    articles: dict[str, int]
    """By outlet."""
    runs: dict[tuple[str, str], int]
    """By trigger and outcome."""
    conditions: dict[str, int]
    """What is wrong, by kind."""


def figures(connection: Connection) -> Figures:
    """Counts the store."""
    watched = select(feeds.c.state, func.count()).join(schedules, schedules.c.outlet_id == feeds.c.outlet_id).group_by(feeds.c.state)
    by_outlet = select(outlets.c.name, func.count()).join_from(articles, outlets).group_by(outlets.c.name)
    ended = select(runs.c.trigger, runs.c.outcome, func.count()).where(runs.c.outcome.is_not(None)).group_by(runs.c.trigger, runs.c.outcome)
    lasting = select(conditions.c.kind, func.count()).where(conditions.c.until.is_(None)).group_by(conditions.c.kind)
    broken = select(func.count()).select_from(feeds).where(feeds.c.state != "removed", feeds.c.fail_points >= ALERT_AT)
    return Figures(
        feeds={row[0]: row[1] for row in connection.execute(watched)},
        broken_feeds=connection.scalar(broken) or 0,
        articles={row[0]: row[1] for row in connection.execute(by_outlet)},
        runs={(row[0], row[1]): row[2] for row in connection.execute(ended)},
        conditions={row[0]: row[1] for row in connection.execute(lasting)},
    )
