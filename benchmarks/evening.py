"""Two days of a press in small: how the timer fares with outlets that publish, edit, fail and fall silent.

    python benchmarks/evening.py [--hours 48] [--outlets 40] [--seed 1] [--folder FOLDER]

The clock stands in for two days: it runs while crawls run and jumps to what is due next when none does. Everything else is as in use: the
timer's own `tick`, crawls as processes, a store in a file, hosts that answer over HTTP on loopback. Ctrl-C ends it with the figures so far.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from storage.ledger.due_times import RECHECKS
from storage.timing.due import LOOKS_LATE, TRIES_LATE, next_due
from warraq import clock
from warraq.newsroom import Newsroom
from warraq.text.urls import canonical_url

if TYPE_CHECKING:
    from warraq.newsroom.model import Slot
    from warraq.timer.timer import Timer

START = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONGEST_JUMP = timedelta(minutes=15)

FAULTS = {
    # Outlet's place in the list: (hour, fault) …; what is left so at the end has to be reported.
    2: ((9, "silent"),),
    5: ((14, "500"), (22, "ok")),
    8: ((4, "404"), (40, "ok")),
    11: ((11, "silent"),),
    14: ((6, "429"), (12, "ok"), (30, "429"), (34, "ok")),
    17: ((10, "broken-feed"), (16, "ok")),
    20: ((7, "silent"),),
    23: ((12, "404"),),
    26: ((2, "slow"), (20, "ok")),
}
"""What goes wrong, and when it is mended."""
CLASSES = {"500": "robots", "404": "gone", "429": "rate-limited"}
"""Class of the failure that a poll during a fault has to leave. A host whose robots.txt answers 500 may not be asked for anything else; a
feed that is cut off is read as far as it goes."""


class Evening:
    """One run of the press, the timer and the clock."""

    def __init__(self, folder: Path, hours: float, outlets: int, seed: int) -> None:
        self.folder = folder
        self.end = START + HOUR * hours
        clock.shift(START)
        self.room = Newsroom(now=clock.now, seed=seed, slow_seconds=0.05, outlets=outlets, ahead=HOUR * hours)
        self.names = [path.stem for path in self.room.write_outlets(folder / "outlets")]
        self.pending = sorted(
            (START + HOUR * hour, self.names[place], fault)
            for place, steps in FAULTS.items()
            if place < len(self.names)
            for hour, fault in steps
        )
        self.silenced: dict[str, datetime] = {}
        self.spans: list[tuple[str, str, datetime, datetime]] = []
        """Outlet, fault, its beginning and its end, of those that must leave a class."""
        self.stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: setattr(self, "stopped", True))

    def run(self) -> None:
        """Lives through it."""
        timer = self._timer()
        looked = shown = clock.now()
        with self.room:
            while clock.now() < self.end and not self.stopped:
                self._fail_and_mend()
                timer.tick()
                if clock.now() - looked >= HOUR:
                    looked = clock.now()
                    timer.look_after()
                if clock.now() - shown >= 6 * HOUR:
                    shown = clock.now()
                    print(f"{shown:%d %H:%M}: {len(timer.states)} crawls", flush=True)
                self._move_on(timer)
            while timer.children:
                timer.settle()
                clock.sleep(0.05)
            timer.look_after()
            timer.close()
        self.end = min(self.end, clock.now())

    def _timer(self) -> Timer:
        os.environ |= {
            "WARRAQ_DATABASE_URL": f"sqlite:///{self.folder / 'store.db'}",
            "WARRAQ_OUTLETS": str(self.folder / "outlets"),
            "WARRAQ_WATCHED": ",".join(self.names),
            "WARRAQ_HOSTS": "*.test=127.0.0.1",
            "WARRAQ_DELAY": "0",
            "WARRAQ_LOG_LEVEL": "ERROR",
            "SCRAPY_SETTINGS_MODULE": "warraq.settings",
        }
        from warraq import config
        from warraq.timer.timer import Timer

        return Timer(config.load())

    def _fail_and_mend(self) -> None:
        while self.pending and self.pending[0][0] <= clock.now():
            _, name, fault = self.pending.pop(0)
            self.room.press.set_fault(name, fault)
            now = clock.now()
            self.spans = [(*span[:3], min(span[3], now)) if span[0] == name else span for span in self.spans]
            if fault == "silent":
                self.silenced[name] = now
            elif fault in CLASSES:
                self.spans.append((name, fault, now, self.end))

    def _move_on(self, timer: Timer) -> None:
        """Waits while crawls run; with none, jumps to what is due next."""
        if timer.children:
            clock.sleep(0.03)
            return
        with timer.store.read() as connection:
            following = next_due(connection, timer.outlets, clock.now())
        latest = clock.now() + LONGEST_JUMP
        clock.shift(max(clock.now() + timedelta(seconds=1), min(following or latest, latest)))

    # What came of it

    def figures(self) -> dict[str, Any]:
        """The figures, and what is missing."""
        rows = self._rows("SELECT o.name, r.* FROM runs r JOIN outlets o ON o.id = r.outlet_id ORDER BY r.id")
        polls = [row for row in rows if json.loads(row["stats"] or "{}").get("feeds")]
        read = [row for row in polls if row["outcome"] == "ok"]
        empty = [row for row in polls if not row["new"]]
        wanted = self._wanted(read)
        done = {row["url"] for row in self._rows("SELECT url FROM urls WHERE state = 'done'")}
        missing = sorted(address for address in wanted if canonical_url(address) not in done)
        twice = self._rows("SELECT url FROM articles GROUP BY url HAVING count(*) > 1")
        edits, unseen = self._edits()
        return {
            "hours": round((self.end - START) / HOUR, 1),
            "crawls": len(rows),
            "states": dict(Counter(row["state"] for row in rows)),
            "triggers": dict(Counter(row["trigger"] for row in rows)),
            "polls": len(polls),
            "of them read": len(read),
            "polls with nothing new": f"{len(empty) / max(1, len(polls)):.0%}",
            "articles that stood in a feed at a poll": len(wanted),
            "of them not settled": missing,
            "articles stored": self._rows("SELECT count(*) AS n FROM articles")[0]["n"],
            "stored twice": [row["url"] for row in twice],
            "edits that a look came after": edits,
            "of them without a revision": unseen,
            "failures": dict(Counter(row["failure"] for row in rows if row["failure"])),
            "failures without a class": self._unclassed(rows),
            "polls during a fault": sum(len(self._polls_in(span, polls)) for span in self.spans),
            "of them without its class": self._misclassed(polls),
            "vanished that stand": self._wrongly_vanished(),
            "silenced": len(self.silenced),
            "of them not reported": self._unreported(),
            "events": dict(Counter(row["kind"] for row in self._rows("SELECT kind FROM events"))),
            "conditions": self._rows("SELECT o.name, c.kind, c.since, c.until FROM conditions c LEFT JOIN outlets o ON o.id = c.outlet_id"),
        }

    def _rows(self, query: str) -> list[dict[str, Any]]:
        from storage.store import Store

        with Store.open(f"sqlite:///{self.folder / 'store.db'}", read_only=True) as store, store.read() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]

    def _wanted(self, polls: list[dict[str, Any]]) -> set[str]:
        """Addresses of the articles that stood in an outlet's feed when one of its polls ended well."""
        press, wanted = self.room.press, set()
        for row in polls:
            profile, moment = press.profiles[row["name"]], _instant(row["started_at"])
            plan = [slot for slot in reversed(press._plan[row["name"]]) if slot.published <= moment and slot.standing(moment)]
            if profile.feed and not self._silent_before(row["name"], moment):
                wanted |= {press.url(row["name"], press.path(slot)) for slot in plan[: profile.feed_size]}
        return wanted

    def _silent_before(self, name: str, moment: datetime) -> bool:
        return name in self.silenced and self.silenced[name] <= moment

    def _edits(self) -> tuple[int, list[str]]:
        """How many edits of stored articles had a look after them, and which of those left no revision."""
        press = self.room.press
        query = "SELECT a.id, a.url, u.first_seen_at FROM articles a JOIN urls u ON u.url = a.url WHERE NOT a.from_embedded"
        stored = {row["url"]: row for row in self._rows(query)}
        revised = {row["article_id"] for row in self._rows("SELECT DISTINCT article_id FROM revisions")}
        looked, unseen = 0, []
        for name in self.names:
            if name in {self.names[place] for place in FAULTS if place < len(self.names)}:
                continue  # a host that fails cannot be looked at
            for slot in press._plan[name]:
                row = stored.get(canonical_url(press.url(name, press.path(slot))))
                if row and self._look_after(slot, _instant(row["first_seen_at"])):
                    looked += 1
                    unseen += [row["url"]] if row["id"] not in revised else []
        return looked, unseen

    def _look_after(self, slot: Slot, seen: datetime) -> bool:
        """Whether an article that was read before its edit was to be looked at between the edit and the end."""
        looks = (slot.published + distance for distance in RECHECKS)
        if not slot.edited or slot.edited < seen + 2 * TRIES_LATE or (slot.vanishes and slot.vanishes < self.end):
            return False
        return any(slot.edited < look < self.end - 2 * LOOKS_LATE for look in looks)

    def _unclassed(self, rows: list[dict[str, Any]]) -> list[str]:
        failed = [row for row in rows if row["outcome"] in ("empty", "failed")]
        return [f"{row['name']}: {row['reason']}" for row in failed if not row["failure"]]

    def _polls_in(self, span: tuple[str, str, datetime, datetime], polls: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Polls of a host that began a moment after its fault and ended before it was mended."""
        name, _, begun, ended = span
        mine = [row for row in polls if row["name"] == name and row["finished_at"]]
        return [row for row in mine if begun <= _instant(row["started_at"]) and _instant(row["finished_at"]) <= ended]

    def _misclassed(self, polls: list[dict[str, Any]]) -> list[str]:
        wrong = [(span[1], row) for span in self.spans for row in self._polls_in(span, polls) if row["failure"] != CLASSES[span[1]]]
        return [f"{row['name']}: {fault} left {row['failure']} ({row['reason']})" for fault, row in wrong]

    def _wrongly_vanished(self) -> list[str]:
        vanished = {row["url"] for row in self._rows("SELECT url FROM articles WHERE vanished_at IS NOT NULL")}
        press = self.room.press
        standing = (press.url(name, press.path(slot)) for name in self.names for slot in press._plan[name] if slot.standing(self.end))
        return sorted(vanished & set(map(canonical_url, standing)))

    def _unreported(self) -> list[str]:
        told = {
            row["name"]
            for row in self._rows("SELECT o.name FROM conditions c JOIN outlets o ON o.id = c.outlet_id WHERE c.kind = 'silent'")
        }
        return sorted(set(self.silenced) - told)


def _instant(value: str) -> datetime:
    return datetime.fromisoformat(value)


def main() -> None:
    """Runs it and prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--hours", type=float, default=48)
    parser.add_argument("--outlets", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="warraq-evening-"))
    folder.mkdir(parents=True, exist_ok=True)
    evening = Evening(folder, options.hours, options.outlets, options.seed)
    begun = clock.monotonic()
    evening.run()
    took = clock.monotonic() - begun
    print(json.dumps({"seconds": round(took), **evening.figures()}, ensure_ascii=False, indent=1, default=str))


if __name__ == "__main__":
    main()
