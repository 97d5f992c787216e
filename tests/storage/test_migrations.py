"""The models are the schema and the migrations lead to it: to exactly it, on both engines, views and full-text tables included."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage import migrations, schema
from storage.engine import open_engine
from storage.models import Base
from storage.search.find import search
from storage.store import Store
from storage.upkeep import reindex
from storage.upkeep.info import info
from storage.upkeep.upgrade import upgrade
from warraq.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

CATALOGUE = {
    "sqlite": ("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name",),
    "postgresql": (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, generation_expression"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 2",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1",
        "SELECT event_object_table, trigger_name, action_statement FROM information_schema.triggers ORDER BY 1, 2",
        "SELECT objoid::regclass::text, objsubid, description FROM pg_description WHERE objoid IN"
        " (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY 1, 2",
    ),
}


def catalogue(connection: Connection) -> list[tuple[object, ...]]:
    """Everything the database itself says about its schema; the order of columns and constraints aside, which a migration cannot choose."""
    rows = [tuple(row) for query in CATALOGUE[connection.dialect.name] for row in connection.execute(text(query))]
    return [tuple(in_order(value) if isinstance(value, str) else value for value in row) for row in rows]


def in_order(definition: str) -> str:
    """The definition with its parts sorted, if it is that of a table, and white space made even."""
    even = re.sub(r"\s+", " ", definition)
    head, bracket, parts = even.partition("( ")
    return f"{head}{sorted(parts.removesuffix(')').strip().split(', '))}" if head.startswith("CREATE TABLE") and bracket else even


def migrated(url: str, revision: str = "head") -> Engine:
    engine = open_engine(url)
    with engine.connect() as connection:
        migrations.command.upgrade(migrations.config(connection), revision)
    return engine


@pytest.fixture
def two_urls(empty_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases of one engine."""
    if empty_url.startswith("sqlite"):
        yield empty_url, f"sqlite:///{tmp_path}/other.db"
        return
    server = request.getfixturevalue("postgres")
    other = server.create_database()
    yield empty_url, other
    server.drop_database(other)


def test_models_and_migrations_lead_to_the_same_schema(two_urls: tuple[str, str]) -> None:
    by_migrations = migrated(two_urls[0])
    with by_migrations.connect() as connection, Store.open(two_urls[1]) as from_models, from_models.read() as other:
        assert catalogue(connection) == catalogue(other)
        assert schema.version(connection) == schema.version(other) == schema.HEAD
    by_migrations.dispose()


def test_alembic_finds_nothing_to_add_to_the_migrations(empty_url: str) -> None:
    engine = migrated(empty_url)
    with engine.connect() as connection:
        # What the models cannot say: PostgreSQL's table of words in parts, SQLite's full-text table, both in storage/migrations/sql.
        beside = ("article_search", "search_texts" if engine.dialect.name == "postgresql" else "article_search")
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_object": lambda item, name, *_: not str(name).startswith(beside),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_newest_schema_is_the_head_of_the_migrations() -> None:
    script = ScriptDirectory.from_config(migrations.config())
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert script.get_heads() == [schema.HEAD]
    assert revisions == sorted(revisions, reverse=True)


def test_every_sql_file_is_used_by_the_newest_schema_or_a_migration() -> None:
    written = "".join(path.read_text("utf-8") for path in (migrations.FOLDER / "versions").glob("*.py"))
    for path in (migrations.FOLDER / "sql").glob("*.sql"):
        assert path.name.partition(".")[0] in written, f"{path.name} is used by no migration"


def test_an_old_store_is_refused_and_upgraded(empty_url: str) -> None:
    migrated(empty_url, "0001").dispose()
    with pytest.raises(SchemaError, match="warraq db upgrade"):
        Store.open(empty_url)
    assert info(empty_url).schema == "0001"
    assert upgrade(empty_url) == ("0001", schema.HEAD)
    Store.open(empty_url).close()
    assert upgrade(empty_url) == (schema.HEAD, schema.HEAD)


def test_the_articles_of_a_store_with_the_large_index_are_found_again_however_often_it_is_stopped(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = migrated(empty_url, "0014")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO outlets (name, title, kind) VALUES ('rawi', 'جريدة الراوي', 'publisher')"))
        columns = "outlet_id, url, title, body, fetched_at, sort_at, extractor, extract_version, text_hash"
        values = ":url, 'خبر', :body, '2026-03-09T12:00:00.000000Z', '2026-03-09T12:00:00.000000Z', 'import', 1, :url"
        stored = text(f"INSERT INTO articles ({columns}) SELECT id, {values} FROM outlets")  # noqa: S608 - written here
        connection.execute(stored, [{"url": f"https://rawi.test/{number}", "body": f"وصلت القافلة {number}"} for number in range(5)])
        connection.execute(text("UPDATE search_index SET version = 2, renewing = 2, reached = 3"))
    engine.dispose()
    assert upgrade(empty_url) == ("0014", schema.HEAD)
    monkeypatch.setattr(reindex, "REINDEX_BATCH", 2)
    for found in (0, 2, 4, 5):
        with Store.open(empty_url) as store:
            with store.read() as connection:
                told = reindex.state(connection)
                assert (len(search(connection, "قوافل")), told.absent) == (found, 5 - found)
            next(reindex.renew(store), 0)
    with Store.open(empty_url) as store, store.read() as connection:
        assert reindex.state(connection) == reindex.IndexState(reindex.TEXT_VERSION, 0)


def test_a_missing_store_is_made_by_upgrade(empty_url: str) -> None:
    assert upgrade(empty_url) == (None, schema.HEAD)
    Store.open(empty_url, create=False).close()


def test_a_newer_store_is_refused(store_url: str) -> None:
    with Store.open(store_url) as store, store.write() as connection:
        connection.execute(schema.VERSION_TABLE.update().values(version_num="9000"))
    with pytest.raises(SchemaError, match="install the newer Warraq"):
        Store.open(store_url)
    with pytest.raises(SchemaError, match="install the newer Warraq"):
        upgrade(store_url)


def test_a_migration_that_fails_leaves_the_one_before_it_whole(empty_url: str) -> None:
    migrated(empty_url, "0001").dispose()
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE authors (in_the_way INTEGER)"))
    with pytest.raises(Exception, match="authors"):
        upgrade(empty_url)
    with engine.connect() as connection:
        assert schema.version(connection) == "0001"
        assert "stories" not in inspect(connection).get_table_names()
    engine.dispose()


def test_opening_a_store_does_not_load_alembic(tmp_path: Path) -> None:
    program = (
        f"import sys; from storage.store import Store; Store.open('sqlite:///{tmp_path}/s.db').close(); print('alembic' in sys.modules)"
    )
    for _ in ("made", "opened"):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.strip() == "False"
