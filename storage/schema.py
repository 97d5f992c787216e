"""The schema as a whole: making it in an empty database, and telling which one a database has.

Tables come from the models. What the models cannot say (views, full-text tables and triggers) stands in numbered SQL files that never
change: a later migration brings a later file, and the lists below name the newest.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, inspect, select

from storage.models import Base
from storage.search import text as search_text
from storage.sql import hold
from storage.tables import address_forms, search_index
from warraq.text.urls import FORM

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD: Final = "0032"
"""Number of the newest migration, known here so that opening a store need not load Alembic."""

DEFINITIONS: Final = {
    "sqlite": (
        "search_0016.sqlite",
        "article_words_0016.sqlite",
        "article_sources_0003",
        "story_chain_0003.sqlite",
        "coverage_0029.sqlite",
    ),
    "postgresql": (
        "search_0016.postgresql",
        "search_0032.postgresql",
        "article_words_0016.postgresql",
        "article_sources_0003",
        "story_chain_0003.postgresql",
        "coverage_0029.postgresql",
    ),
}
"""Files under `migrations/sql` whose statements stand beside the tables, by engine."""

VERSION_TABLE: Final = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, made as Alembic makes it."""


def statements(name: str) -> list[str]:
    """The statements of one file under `migrations/sql`; an empty line parts them, because triggers hold semicolons."""
    text = files("storage").joinpath("migrations", "sql", f"{name}.sql").read_text("utf-8")
    return [statement.strip() for statement in text.split("\n\n") if statement.strip()]


def define(connection: Connection, name: str) -> None:
    """Runs the statements of one file under `migrations/sql`."""
    for statement in statements(name):
        connection.exec_driver_sql(statement)


def begin(connection: Connection) -> None:
    """Writes the rows that a store without articles has."""
    connection.execute(search_index.insert(), {"id": 1, "version": search_text.TEXT_VERSION})
    connection.execute(address_forms.insert(), {"id": 1, "form": FORM})


def create(connection: Connection) -> None:
    """Makes the newest schema in an empty database, unless another process has just done so."""
    hold(connection, ["schema"])
    if version(connection) is not None:
        return
    Base.metadata.create_all(connection)
    for name in DEFINITIONS[connection.dialect.name]:
        define(connection, name)
    begin(connection)
    VERSION_TABLE.create(connection)
    connection.execute(VERSION_TABLE.insert(), {"version_num": HEAD})


def version(connection: Connection) -> str | None:
    """Number of the schema that the database has; None for one that was never a store of Warraq."""
    if not inspect(connection).has_table(VERSION_TABLE.name):
        return None
    return connection.scalar(select(VERSION_TABLE.c.version_num))


def address_form(connection: Connection) -> int:
    """Number of the rules by which all addresses of a store at the newest schema are written, as `warraq.text.urls.FORM` counts them."""
    form: int = connection.execute(select(address_forms.c.form)).scalar_one()
    return form


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table at all."""
    return not inspect(connection).get_table_names()
