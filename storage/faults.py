"""What a database error means: whether waiting helps, and what to tell the person who can mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from storage.engine import LOCK_SECONDS, shown
from warraq.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import URL
    from sqlalchemy.exc import DBAPIError

_FULL: Final = "no room is left for it; free some and run again: what had been written is whole"

_LOCKED: Final = f"another process kept it locked for over {LOCK_SECONDS} s; end that process, or wait for it"

# Words of SQLite's messages (sqlite3ErrStr in its main.c; its Python driver gives the codes from 3.11 on, but not to all errors).
_SQLITE: Final = {
    "file is not a database": "not a SQLite database; name another file, or move this one away",
    "malformed": "the file is damaged; put back a backup, or save what is left with: sqlite3 FILE .recover",
    "disk is full": _FULL,
    "readonly database": "it may not be written; check the permissions of the file and of its folder",
    "unable to open": "it cannot be opened; check that the folder exists and that you may read and write there",
    "locked": _LOCKED,
    "disk I/O error": "the disk failed to read or write it; check the disk and its file system (no network drive)",
}

# SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL_FAULTS: Final = {
    "28P01": "the password is wrong; check WARRAQ_DATABASE_URL",
    "28000": "the server does not let this user in; check the user and pg_hba.conf",
    "3D000": "there is no such database; make it with createdb",
    "42501": "this user may not do that; grant it the right to create tables in the database's schema",
    "25006": "the database takes no writes now; is this a standby?",
    "53100": _FULL,
    "40P01": _LOCKED,
    "55P03": _LOCKED,
}
# Words of a server that refuses a connection, before which psycopg has no SQLSTATE to give.
_REFUSED: Final = {
    "password authentication failed": _POSTGRESQL_FAULTS["28P01"],
    "no password supplied": _POSTGRESQL_FAULTS["28P01"],
    "pg_hba.conf": _POSTGRESQL_FAULTS["28000"],
    'database "': _POSTGRESQL_FAULTS["3D000"],
    'role "': _POSTGRESQL_FAULTS["28000"],
}
_PASSING_STATES: Final = frozenset({"40001", "40P01", "55P03", "53300", "57P01", "57P02", "57P03"})


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed if it is tried again: locked, deadlocked, disconnected, server starting or stopping."""
    if error.connection_invalidated or "locked" in str(error.orig):
        return True
    if not _from_postgresql(error):
        return False
    state = _state(error)
    lost = state == "" and _is_operational(error) and _mend_of(error, _REFUSED) is None
    return state in _PASSING_STATES or state.startswith("08") or lost


def explain(error: DBAPIError, address: URL) -> StoreError | None:
    """The error in words with its mend; None where it is no fault of the store but of the program."""
    mend = _postgresql_mend(error) if _from_postgresql(error) else _mend_of(error, _SQLITE)
    if mend is None and _from_postgresql(error) and _state(error) == "" and not _is_operational(error):
        return StoreError(f"{shown(address)}: {_option_mend(error)}")
    if mend is None:
        return None
    first_line = str(error.orig).strip().partition("\n")[0]
    return StoreError(f"{shown(address)}: {mend} ({first_line})")


def _postgresql_mend(error: DBAPIError) -> str | None:
    mend = _POSTGRESQL_FAULTS.get(_state(error)) or (_mend_of(error, _REFUSED) if _state(error) == "" else None)
    if mend is None and is_passing(error):
        mend = "the server cannot be reached, or ended the connection; check that it runs and takes connections"
    return mend


def _option_mend(error: DBAPIError) -> str:
    """Of an error before any connection is made (libpq's conninfo_parse); its own words may quote a password."""
    option = re.search(r'invalid connection option "(\w{1,40})"', str(error.orig))
    named = f"knows no option {option[1]!r}" if option else "has an option that PostgreSQL does not take"
    return f"the database address {named}; take it out of WARRAQ_DATABASE_URL"


def _mend_of(error: DBAPIError, mends: Mapping[str, str]) -> str | None:
    return next((mend for words, mend in mends.items() if words in str(error.orig)), None)


def _from_postgresql(error: DBAPIError) -> bool:
    return hasattr(error.orig, "sqlstate")


def _state(error: DBAPIError) -> str:
    """SQLSTATE of a PostgreSQL error; empty where the connection failed before the server could give one."""
    return getattr(error.orig, "sqlstate", None) or ""


def _is_operational(error: DBAPIError) -> bool:
    return type(error).__name__ == "OperationalError"
