"""Brings a database to the newest schema: numbered migrations one after the other, each a transaction of its own, and no way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, made here instead of read from a file, so that it holds in any folder and from a wheel."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def run(connection: Connection) -> None:
    """Runs the migrations that are missing; the connection is in no transaction, before and after."""
    command.upgrade(config(connection), "head")
