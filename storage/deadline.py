"""A bound on how long the database may work for one reader."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from warraq import clock
from warraq.errors import TooSlowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_MACHINE_STEPS: Final = 20_000
"""Steps of SQLite's machine between two looks at the clock: some milliseconds."""


@contextmanager
def within(connection: Connection, seconds: float) -> Iterator[None]:
    """Ends whatever the database is doing for this connection after so many seconds. Raises TooSlowError then."""
    end = clock.monotonic() + seconds
    try:
        if connection.dialect.name == "sqlite":
            with _watched(connection, end):
                yield
        else:
            connection.execute(text(f"SET LOCAL statement_timeout = {round(seconds * 1000)}"))
            yield
    except OperationalError as error:
        if clock.monotonic() < end:
            raise
        raise TooSlowError(f"it took longer than {seconds:g} s; narrow it by a time, an outlet or rarer words") from error


@contextmanager
def _watched(connection: Connection, end: float) -> Iterator[None]:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(lambda: clock.monotonic() > end, _MACHINE_STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)
