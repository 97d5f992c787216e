"""Watches, as people make them: saved searches, whom they tell, and what they are filed under."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, func, insert, select, update

from storage.query.choice import Choice, refuse_unknown
from storage.search.filters import Filters
from storage.search.query import parse
from storage.search.text import TEXT_VERSION
from storage.sql import hold, rows_of, writable
from storage.tables import watch_hits, watch_waiting, watches
from storage.watch.filing import counting, filed_under
from warraq import clock
from warraq.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.sql import Found, Row

Of = Literal["articles", "stories"]
Digest = Literal["hourly", "daily"]


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch that is to be made."""

    name: str
    query: str
    """Words, phrases and operators as typed; empty where only options choose."""
    choice: Choice
    target: str
    """A name in `targets` of the settings."""
    of: Of = "articles"
    digest: Digest | None = None
    """None: told at once."""
    revisions: bool = False
    vanished: bool = False
    late_days: float = 3.0
    """Days before its storing that an article's own time may lie."""


def add(connection: Connection, watch: Watch) -> int:
    """Makes the watch and returns its id. Nobody joins articles meanwhile, so that each is stored before it or found by it.

    Raises UsageError for a name that is taken or empty, a query that cannot be read, one that chooses everything, and names that nobody
    bears.
    """
    name = watch.name.strip()
    if not name or not name.isprintable():
        raise UsageError("a watch needs a name of one line, such as: warraq watch add wheat قمح")
    if find(connection, name) is not None:
        raise UsageError(f"watch {name}: there is one of this name; choose another, or remove it first: warraq watch remove {name}")
    filters, parsed = watch.choice.filters(clock.now()), parse(watch.query)
    if parsed is None and filters == Filters():
        raise UsageError("no word to look for; write one, or narrow by an option such as --outlet or --credited")
    refuse_unknown(connection, filters)
    keys = filed_under(parsed, counting(connection)) if parsed else None
    row = {column: getattr(watch, column) for column in ("target", "of", "digest", "revisions", "vanished", "late_days")}
    row |= {
        "name": writable(name),
        "query": writable(watch.query),
        "options": options_of(watch.choice),
    }
    row |= {"filed_under": " ".join(sorted(keys or ())), "filed_by": TEXT_VERSION}
    hold(connection, ["stories"])
    row |= dict.fromkeys(("created_at", "changed_at"), clock.now())
    return connection.execute(insert(watches).values(row)).inserted_primary_key[0]  # type: ignore[no-any-return, index]


def options_of(choice: Choice) -> Row:
    """What was given, by the names of the options."""
    return {field.name: value for field in fields(choice) if (value := getattr(choice, field.name)) is not None}


def choice_of(options: dict[str, Any]) -> Choice:
    """The choice that `options_of` wrote; what a newer program may have added is left out."""
    return replace(Choice(), **{field.name: options[field.name] for field in fields(Choice) if field.name in options})


def find(connection: Connection, name: str) -> Found | None:
    """The watch of that name; None where there is none."""
    return connection.execute(select(watches).where(watches.c.name == name)).first()


def required(connection: Connection, name: str) -> Found:
    """The watch of that name. Raises UsageError where there is none."""
    found = find(connection, name)
    if found is None:
        raise UsageError(f"watch {name}: there is none of this name; `warraq watch list` shows all")
    return found


def listing(connection: Connection) -> list[Row]:
    """All watches by name, with `hits`, `untold` (how many) and `last_found_at`."""
    untold = func.count(watch_hits.c.id).filter(watch_hits.c.told_at.is_(None)).label("untold")
    counts = (func.count(watch_hits.c.id).label("hits"), untold, func.max(watch_hits.c.found_at).label("last_found_at"))
    grouped = select(watch_hits.c.watch_id, *counts).group_by(watch_hits.c.watch_id)
    by_watch = {row.pop("watch_id"): row for row in rows_of(connection, grouped)}
    nothing = {"hits": 0, "untold": 0, "last_found_at": None}
    return [row | by_watch.get(row["id"], nothing) for row in rows_of(connection, select(watches).order_by(watches.c.name))]


def as_typed(query: str, options: dict[str, Any]) -> str:
    """The query with its options, for people."""
    return " ".join([query] * bool(query) + [f"--{name} {value}" for name, value in options.items()])


def pause(connection: Connection, name: str, *, paused: bool) -> None:
    """Pauses the watch, or takes it up again: what is stored in between is no hit. Raises UsageError where there is none."""
    hold(connection, ["stories"])
    row = required(connection, name)
    connection.execute(update(watches).where(watches.c.id == row.id).values(paused=paused, changed_at=clock.now()))


def remove(connection: Connection, name: str) -> int:
    """Removes the watch with all that it found; returns how many hits nobody was told of. Raises UsageError where there is none."""
    row = required(connection, name)
    mine = watch_hits.c.watch_id == row.id
    untold = connection.scalar(select(func.count()).select_from(watch_hits).where(mine, watch_hits.c.told_at.is_(None))) or 0
    for table in (watch_waiting, watch_hits):
        connection.execute(delete(table).where(table.c.watch_id == row.id))
    connection.execute(delete(watches).where(watches.c.id == row.id))
    return untold
