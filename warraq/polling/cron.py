"""Cron expressions of outlets: their slots in the outlet's own zone, each once a night even where the clocks change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Self
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

NICKNAMES: Final = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
"""As crontab(5) has them; `@reboot` names no time."""
SPANS: Final = (("minute", 0, 60), ("hour", 0, 24), ("day", 1, 31), ("month", 1, 12))
"""Name, first value and number of values of a field."""
DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LEAP_YEAR: Final = datetime(2024, 1, 1, tzinfo=UTC)
"""What does not come from here on never does."""
_CHANGE: Final = timedelta(hours=3)
"""More than any clock is ever moved at once."""
_STEPS: Final = 1500
"""Slots looked at for the next one: more than the minutes of a day."""
_STEPPED: Final = re.compile(r"(\*|\d{1,2}(?:-\d{1,2})?)/(\d{1,9})")
_FIELD: Final = re.compile(r"(\*|\w+(?:-\w+)?)(?:/(\d+))?")


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron expression of five fields in a zone.

    Days of the week count from Sunday = 0 (7 too), and where both the day of the month and of the week are given without `*` either will
    do, as in cron itself; APScheduler reads both otherwise. A slot that does not exist, because the clocks go forward over it, comes as
    much later as they go forward. A slot with a fixed hour that comes twice, because the clocks go back, is used once; with `*` in the
    hour both.
    """

    expression: str
    zone: tzinfo
    hourly: bool
    """Whether the hour is not fixed, so that time passed counts, not what the clock shows."""
    triggers: tuple[CronTrigger, ...]
    """In UTC, where every hour exists once: APScheduler 3.11 in Cairo's zone goes back to 23:30 for ever on the night of the change."""

    @classmethod
    def parse(cls, expression: str, timezone: str) -> Self:
        """Reads an expression; raises ValueError that says what is wrong, also for one that names no day there is (30 February)."""
        try:
            fields = _fields(expression)
            triggers = _triggers(fields)
        except ValueError as error:
            raise ValueError(f"{expression!r} is no cron expression: {error}") from None
        return cls(expression, ZoneInfo(timezone), fields[1].startswith("*"), triggers)

    def next_after(self, moment: datetime) -> datetime | None:
        """The first slot after an aware instant, in UTC; None where the calendar ends before it."""
        shown = moment.astimezone(self.zone).replace(tzinfo=UTC, fold=0)
        slot = self._shown_after(shown)
        if slot and self._steady(shown) and self._steady(slot):
            return self._instants(slot)[0]
        return self._after_a_change(shown, moment)

    def _steady(self, shown: datetime) -> bool:
        """Whether no clock is moved about that time: nearly always, and then one look finds the slot."""
        around = (shown - _CHANGE, shown + _CHANGE)
        return len({moment.replace(tzinfo=self.zone).utcoffset() for moment in around}) == 1

    def _after_a_change(self, shown: datetime, moment: datetime) -> datetime | None:
        """The earliest instant after `moment` of all slots that a clock shows within a change of it."""
        cursor, best = shown - _CHANGE, None
        for _ in range(_STEPS):
            slot = self._shown_after(cursor)
            if slot is None or (best and slot > shown + _CHANGE):
                break
            cursor = slot
            best = min((instant for instant in (best, *self._instants(slot)) if instant and instant > moment), default=None)
        return best

    def _shown_after(self, cursor: datetime) -> datetime | None:
        """The next slot as a clock on the wall shows it, written as if in UTC."""
        found = (trigger.get_next_fire_time(None, cursor + timedelta(microseconds=1)) for trigger in self.triggers)
        return min((slot for slot in found if slot), default=None)

    def _instants(self, slot: datetime) -> list[datetime]:
        first, second = (slot.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return [first, second] if self.hourly and second > first else [first]


@lru_cache(maxsize=1024)
def parsed(expression: str, timezone: str) -> Cron:
    """`Cron.parse`, remembered: a tick asks for many and they seldom change."""
    return Cron.parse(expression, timezone)


def _fields(expression: str) -> list[str]:
    word = expression.strip().lower()
    if word.startswith("@"):
        if word not in NICKNAMES:
            raise ValueError(f"write one of {', '.join(NICKNAMES)}, or five fields: minute hour day month weekday, like */10 * * * *")
        return NICKNAMES[word].split()
    fields = expression.split()
    if len(fields) != 5:
        raise ValueError(f"it has {len(fields)} fields; write five fields: minute hour day month weekday, like */10 * * * *")
    return [*(_stepped(field, *SPANS[place]) for place, field in enumerate(fields[:4])), fields[4]]


def _stepped(field: str, name: str, first: int, size: int) -> str:
    """The field with steps over all of it as its first value: cron users write `*/60` and mean `0`, which APScheduler refuses."""
    return ",".join(_step(part, name, first, size) for part in field.split(","))


def _step(part: str, name: str, first: int, size: int) -> str:
    found = _STEPPED.fullmatch(part)
    if not found:
        return part
    step = int(found[2])
    if not 1 <= step <= size:
        raise ValueError(f"{part!r} steps by {step}; write a step of 1 to {size} in the {name}")
    start, _, end = (str(first) if found[1] == "*" else found[1]).partition("-")
    last = int(end) if end else first + size - 1
    return start if int(start) + step > last else part


def _triggers(fields: list[str]) -> tuple[CronTrigger, ...]:
    """One for the days of the month and one for those of the week where either will do."""
    either = "*" not in fields[2] and "*" not in fields[4]
    minute, hour, day, month, weekday = (*fields[:4], _weekdays(fields[4].lower()))
    every = [(minute, hour, day, month, "*"), (minute, hour, "*", month, weekday)] if either else [(minute, hour, day, month, weekday)]
    read = [CronTrigger.from_crontab(" ".join(parts), UTC) for parts in every]
    coming = tuple(trigger for trigger in read if trigger.get_next_fire_time(None, _LEAP_YEAR))
    if not coming:
        raise ValueError("it never comes, as no year has that day")
    return coming


def _weekdays(field: str) -> str:
    """The field with names for numbers, as APScheduler numbers the days from Monday."""
    if field == "*":
        return field
    days = {day for part in field.split(",") for day in _days_of(part)}
    return ",".join(DAYS[day] for day in sorted(days))


def _days_of(part: str) -> set[int]:
    found = _FIELD.fullmatch(part)
    if not found:
        raise ValueError(f"{part!r} is no day of the week; write 0-6 from Sunday, or sun-sat")
    first, _, last = ("0-6" if found[1] == "*" else found[1]).partition("-")
    start = _day(first)
    end = _day(last) if last else start
    if end < start or (last == "7" and first != "7"):
        end += 7
    if found[2] and not last:
        end = 6
    step = int(found[2] or 1)
    if not 1 <= step <= 7:
        raise ValueError(f"{part!r} steps by {step}; write a step of 1 to 7 days")
    return {day % 7 for day in range(start, end + 1, step)}


def _day(word: str) -> int:
    if word in DAYS:
        return DAYS.index(word)
    if word in {"0", "1", "2", "3", "4", "5", "6", "7"}:
        return int(word) % 7
    raise ValueError(f"{word!r} is no day of the week; write 0-6 from Sunday, or sun-sat")
