"""What was learned of an outlet: loaded before its pages are read, and brought up to date by what each page taught."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from storage.learned.furniture import forget, furniture, samples
from storage.models import Base
from storage.models.knowledge import LayoutRow
from storage.tables import outlets
from warraq.extract.learn.learning import SAMPLES, Standing, complete, induce, judge, recurring, unexplained
from warraq.outlet import Layout, LearnedLayout, OutletKnowledge, PageSample
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from warraq.items import Observations
    from warraq.outlet import LayoutCheck, Outlet

logger = logging.getLogger(__name__)
layouts: Final = Base.metadata.tables[LayoutRow.__tablename__]
_READ: Final = (
    update(layouts)
    .where(layouts.c.id == bindparam("layout"), layouts.c.state != "retired")
    .values(pages=layouts.c.pages + 1, last_good_at=bindparam("now"), absent=0)
    .returning(layouts.c.pages, layouts.c.body)
)

_SAMPLE_LISTS: Final = ("bodies", "kept", "dropped", "lines", "beside", "apart", "needed", "opens", "ends")
"""The fields of a sample that are tuples."""
_SELECTORS: Final = ("title", "byline", "published", "credit", "keywords")
LINES_EVERY: Final = 20
"""Pages of a layout that has read many among which one is looked at for recurring lines: that takes 2 ms, to count a page 0.2."""
FAILED: Final = 10
"""Newest retired layouts that are not tried again as they were: an outlet's pages seldom have so many kinds."""


def load(connection: Connection, outlet: Outlet) -> OutletKnowledge:
    """The knowledge that a crawl of the outlet begins with."""
    outlet_id = connection.scalar(select(outlets.c.id).where(outlets.c.name == outlet.name))
    return OutletKnowledge(outlet) if outlet_id is None else _known(connection, outlet, outlet_id)


def observe(connection: Connection, outlet: Outlet, outlet_id: int, observations: Observations, now: datetime) -> OutletKnowledge | None:
    """Folds what a page taught into the store; returns what is known of the outlet from then on, None where that is as before.

    `now`: aware instant at which the page was read.
    """
    read = next((_read(connection, check.layout, now) for check in observations.checks if check.verdict == "read"), None)
    changed = [_check(connection, check, now) for check in observations.checks if check.verdict != "read"]
    if observations.furniture is not None:
        changed.append(forget(connection, outlet_id, observations.furniture))
    sample = _lines(observations, read) if read else observations.sample
    if sample is not None:
        _keep(connection, outlet_id, sample, now)
        changed.append(_learn(connection, outlet_id, now))
    return _known(connection, outlet, outlet_id) if any(changed) else None


def _known(connection: Connection, outlet: Outlet, outlet_id: int) -> OutletKnowledge:
    held = sorted(_standings(connection, outlet_id), key=lambda standing: not standing.learned.trusted)
    lines = connection.scalars(select(furniture.c.line).where(furniture.c.outlet_id == outlet_id))
    return OutletKnowledge(outlet, frozenset(lines), tuple(standing.learned for standing in held))


def _standings(connection: Connection, outlet_id: int) -> list[Standing]:
    """The layouts in use, the newest first."""
    query = select(layouts).where(layouts.c.outlet_id == outlet_id, layouts.c.state != "retired").order_by(layouts.c.id.desc())
    return [_standing(row) for row in connection.execute(query)]


def _standing(row: Row[Any]) -> Standing:
    known = row.selectors.get
    apart, ends = frozenset(known("apart", ())), tuple(known("ends", ()))
    learned = LearnedLayout(_layout(row), frozenset(row.shapes), row.state == "trusted", apart, known("opens"), ends)
    return Standing(learned, row.state, row.agreed, row.differed, row.absent, row.reason)


def _layout(row: Row[Any]) -> Layout:
    selectors = {name: row.selectors[name] for name in _SELECTORS if name in row.selectors}
    return Layout(str(row.id), row.body, **selectors, drop=tuple(row.selectors["drop"]))


def _check(connection: Connection, check: LayoutCheck, now: datetime) -> bool:
    """Notes what came of a check of a layout; True where readers must know."""
    row = connection.execute(select(layouts).where(layouts.c.id == int(check.layout), layouts.c.state != "retired")).one_or_none()
    if row is None:
        return False
    before = _standing(row)
    after = judge(before, check)
    facts: dict[str, Any] = {"state": after.state, "agreed": after.agreed, "differed": after.differed, "absent": after.absent}
    if after.learned != before.learned or after.reason:
        selectors = {**row.selectors, "apart": sorted(after.learned.apart), **_cuts(after.learned)}
        facts |= {"reason": after.reason, "shapes": sorted(after.learned.shapes), "selectors": selectors}
    facts |= {"last_good_at": now} if check.verdict == "agreed" else {}
    facts |= {"held_until": row.last_good_at} if after.state == "retired" else {}
    connection.execute(update(layouts).where(layouts.c.id == row.id).values(facts))
    if after.state == "retired":
        logger.info("learned layout %d (%s) is retired: %s", row.id, row.body, after.reason)
        connection.execute(delete(samples).where(samples.c.outlet_id == row.outlet_id, samples.c.seen_at <= row.last_good_at))
    return after.learned != before.learned or after.state != before.state


def _read(connection: Connection, layout: str, now: datetime) -> Row[Any] | None:
    """Notes that a layout read a page alone; gives its `body` and the `pages` that it has read so, None where it is in use no more."""
    return connection.execute(_READ, {"layout": int(layout), "now": now}).one_or_none()


def _lines(observations: Observations, read: Row[Any]) -> PageSample | None:
    """What a page that a layout read alone tells of recurring lines and its byline; None for most pages of a layout that has read many."""
    if read.pages > SAMPLES and read.pages % LINES_EVERY:
        return None
    fields = observations.sample.fields if observations.sample else {}
    return PageSample(observations.address, (read.body,), fields, (), (), tuple(dict.fromkeys(map(fold, observations.paragraphs))))


def _keep(connection: Connection, outlet_id: int, sample: PageSample, now: datetime) -> None:
    """Keeps a sample, in the place of an older one of its page, and lets go of those that are too many."""
    values = {"outlet_id": outlet_id, "url": sample.url, "seen_at": now, "sample": asdict(sample)}
    connection.execute(delete(samples).where(samples.c.outlet_id == outlet_id, samples.c.url == sample.url))
    connection.execute(insert(samples).values(values))
    mine = select(samples.c.id).where(samples.c.outlet_id == outlet_id).order_by(samples.c.id.desc())
    last = connection.scalar(mine.offset(SAMPLES - 1).limit(1))
    if last is not None:
        connection.execute(delete(samples).where(samples.c.outlet_id == outlet_id, samples.c.id < last))


def _learn(connection: Connection, outlet_id: int, now: datetime) -> bool:
    """Looks for recurring lines and a new layout in the samples; True where it found any."""
    rows = connection.execute(select(samples).where(samples.c.outlet_id == outlet_id).order_by(samples.c.id)).all()
    seen = [_sample(row.sample) for row in rows]
    known = set(connection.scalars(select(furniture.c.line).where(furniture.c.outlet_id == outlet_id)))
    lines = recurring(seen) - known
    if lines:
        connection.execute(insert(furniture), [{"outlet_id": outlet_id, "line": line, "found_at": now} for line in sorted(lines)])
    standing = _standings(connection, outlet_id)
    completed = [_complete(connection, each.learned, seen) for each in standing]
    learned = induce(unexplained(seen, standing), "", _failed(connection, outlet_id))
    if learned is not None:
        since = min(row.seen_at for row, sample in zip(rows, seen, strict=True) if learned.layout.body in sample.bodies)
        connection.execute(insert(layouts).values(_row(outlet_id, learned, since, now)))
    return bool(lines or learned or any(completed))


def _complete(connection: Connection, before: LearnedLayout, seen: Sequence[PageSample]) -> bool:
    """Adds the byline's place to a layout, and where its pages may be cut, once that is known; True where it was not."""
    after = complete(before, seen)
    if after == before:
        return False
    mine = layouts.c.id == int(before.layout.id)
    stored = connection.execute(select(layouts.c.selectors).where(mine)).scalar_one()
    known = {"byline": after.layout.byline} if after.layout.byline else {}
    connection.execute(update(layouts).where(mine).values(selectors={**stored, **known, **_cuts(after)}))
    return True


def _cuts(learned: LearnedLayout) -> dict[str, str | list[str] | None]:
    """Where a layout's pages may be cut, as its `selectors` keep it."""
    return {"opens": learned.opens, "ends": list(learned.ends)}


def _failed(connection: Connection, outlet_id: int) -> list[Layout]:
    """The layouts that were retired because the generic reader found another text."""
    retired = (layouts.c.outlet_id == outlet_id) & (layouts.c.state == "retired") & (layouts.c.differed > 0)
    rows: Sequence[Row[Any]] = connection.execute(select(layouts).where(retired).order_by(layouts.c.id.desc()).limit(FAILED)).all()
    return [_layout(row) for row in rows]


def _sample(stored: dict[str, Any]) -> PageSample:
    """A sample as it was before it became JSON, which has lists only."""
    fields = {name: tuple(selectors) for name, selectors in stored["fields"].items()}
    rest = {name: tuple(stored.get(name, ())) for name in _SAMPLE_LISTS}
    return PageSample(url=stored["url"], fields=fields, **rest)


def _row(outlet_id: int, learned: LearnedLayout, since: datetime, now: datetime) -> dict[str, Any]:
    layout = learned.layout
    selectors = {name: getattr(layout, name) for name in _SELECTORS if getattr(layout, name)}
    return {
        "outlet_id": outlet_id,
        "state": "trial",
        "body": layout.body,
        "selectors": {**selectors, "drop": list(layout.drop), "apart": sorted(learned.apart), **_cuts(learned)},
        "shapes": sorted(learned.shapes),
        "held_from": since,
        "last_good_at": now,
    }
