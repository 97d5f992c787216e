"""Opening a store: made where it is missing, refused with the mend where it cannot be used; told about, and saved."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage import schema
from storage.engine import shown, store_url
from storage.store import Store
from storage.upkeep.backup import backup
from storage.upkeep.info import info
from storage.upkeep.upgrade import upgrade
from warraq.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def test_a_missing_store_is_made_with_its_folders(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/a/b/متجر 100%.db") as store, store.read() as connection:
        assert schema.version(connection) == schema.HEAD
    assert (tmp_path / "a" / "b" / "متجر 100%.db").is_file()


def test_a_missing_store_is_not_made_for_a_reader(tmp_path: Path) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match="warraq db upgrade"):
            Store.open(f"sqlite:///{tmp_path}/a/store.db", **options)
    assert not (tmp_path / "a").exists()


def test_an_empty_database_is_not_filled_for_a_reader(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    with pytest.raises(StoreError, match="warraq db upgrade"):
        Store.open(empty_url, create=False)
    Store.open(empty_url).close()


def not_a_database(path: Path) -> None:
    path.write_text("a letter, not a database, and long enough to be taken for a header " * 20)


def somebody_elses(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def with_another_alembic(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('1975ea83b712')")
    connection.close()


def cut_off(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    with path.open("r+b") as file:
        file.truncate(8192)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("made", "mend"),
    [
        (not_a_database, "not a SQLite database"),
        (somebody_elses, "give Warraq one of its own"),
        (with_another_alembic, "give Warraq one of its own"),
        (cut_off, "damaged"),
        (a_folder, "cannot be opened"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, made: Callable[[Path], None], mend: str) -> None:
    path = tmp_path / "store.db"
    made(path)
    before = path.read_bytes() if path.is_file() else None
    for use in (Store.open, upgrade):
        with pytest.raises(StoreError, match=mend) as raised:
            use(f"sqlite:///{path}")
        assert str(path) in str(raised.value)
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "mend"),
    [
        ("mysql://user:geheim@host/db", "SQLite or PostgreSQL"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("nonsense", "not a database address"),
        ("postgresql://user:geheim@127.0.0.1:1/db", "cannot be reached"),
        ("postgres://user:geheim@127.0.0.1:notaport/db", "not a database address"),
    ],
)
def test_an_address_that_leads_nowhere_is_an_error_without_the_password(url: str, mend: str) -> None:
    with pytest.raises(StoreError, match=mend) as raised:
        Store.open(url)
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    ("part", "value", "mend"),
    [("database", "nowhere", "createdb"), ("username", "nobody", "does not let this user in|there is no such|password")],
)
def test_a_server_that_refuses_is_an_error_with_the_mend(postgres: Any, part: str, value: str, mend: str) -> None:
    with pytest.raises(StoreError, match=mend):
        Store.open(postgres.address.set(**{part: value}).render_as_string(hide_password=False))


def test_postgresql_is_reached_through_psycopg_3_whatever_its_name() -> None:
    for name in ("postgres", "postgresql", "postgresql+psycopg"):
        assert store_url(f"{name}://user@host/db").drivername == "postgresql+psycopg"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder cannot be made"):
        Store.open(f"sqlite:///{tmp_path}/file/store.db")


@contextmanager
def as_a_plain_user() -> Iterator[None]:
    """Without the rights of root, to whom nothing is read-only."""
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
        yield
    finally:
        os.seteuid(user)


def test_a_file_that_may_not_be_written_is_an_error_for_the_writer_only(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    url = f"sqlite:///{path}"
    Store.open(url).close()
    for folder in [tmp_path, *list(tmp_path.parents)[:3]]:  # a worker of a parallel run has a folder of its own
        folder.chmod(0o755)
    path.chmod(0o444)
    with as_a_plain_user():
        with Store.open(url, read_only=True) as store, store.read() as connection:
            assert connection.scalar(text("SELECT count(*) FROM articles")) == 0
        with pytest.raises(StoreError, match="check the permissions"), Store.open(url) as store, store.write() as connection:
            connection.execute(text("DELETE FROM articles"))


def test_a_reader_writes_nothing_and_waits_for_no_writer(store: Store) -> None:
    with store.write() as writing:
        writing.execute(text("INSERT INTO outlets (name, title, kind) VALUES ('a', 'A', 'publisher')"))
        with store.read() as reading:
            assert reading.scalar(text("SELECT count(*) FROM outlets")) == 0
    with Store.open(store.url, read_only=True) as reader, pytest.raises(StoreError), reader.write() as connection:
        connection.execute(text("DELETE FROM outlets"))
    with store.read() as reading:
        assert reading.scalar(text("SELECT count(*) FROM outlets")) == 1


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.write() as connection:
            connection.execute(text("INSERT INTO outlets (name, title, kind) VALUES ('a', 'A', 'publisher')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM outlets")) == 0


def test_times_without_a_zone_are_refused(desk: Any, article: Any) -> None:
    with pytest.raises(Exception, match="has no time zone"):
        desk.write(article("1", fetched_at=desk.now.replace(tzinfo=None)), run_id=None)


def test_info_tells_what_there_is(desk: Any, article: Any) -> None:
    desk.write(article("1"), run_id=None)
    told = info(desk.store.url)
    assert (told.schema, told.newest_schema) == (schema.HEAD, schema.HEAD)
    assert told.engine == desk.store.engine.dialect.name
    assert (told.counts["articles"], told.counts["outlets"], told.counts["runs"]) == (1, 2, 0)
    assert told.size_bytes > 50_000


def test_info_of_a_missing_store_makes_none(tmp_path: Path) -> None:
    told = info(f"sqlite:///{tmp_path}/store.db")
    assert (told.schema, told.size_bytes, told.counts) == (None, 0, {})
    assert not (tmp_path / "store.db").exists()


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_postgresql_is_saved_by_its_own_tool(store_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        backup(store_url, tmp_path / "backup.db")


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_backup_is_a_store_of_its_own(desk: Any, article: Any, tmp_path: Path) -> None:
    desk.write(article("1"), run_id=None)
    target = tmp_path / "backup.db"
    with desk.store.write() as connection:
        connection.execute(text("DELETE FROM feeds"))
        backup(desk.store.url, target)
    assert info(f"sqlite:///{target}").counts["articles"] == 1
    assert info(f"sqlite:///{target}").counts["feeds"] == 3
    with pytest.raises(StoreError, match="name a new one"):
        backup(desk.store.url, target)


def test_a_backup_of_what_is_no_store_leaves_no_file(tmp_path: Path) -> None:
    not_a_database(tmp_path / "store.db")
    with pytest.raises(StoreError, match="failed"):
        backup(f"sqlite:///{tmp_path}/store.db", tmp_path / "backup.db")
    with pytest.raises(StoreError, match="no store yet"):
        backup(f"sqlite:///{tmp_path}/other.db", tmp_path / "backup.db")
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:s3cr3t@h.test/db",
        "postgresql://u@h.test/db?password=s3cr3t",
        "postgresql://u@h.test/db?sslpassword=s3cr3t&application_name=x",
        "postgresql://u:pa/s3cr3t@h.test/db",
        "postgresql://u:12/s3cr3t@h.test/db",
        "mysql://u:s3cr3t@h.test/db?password=s3cr3t",
        "u:s3cr3t@h.test/db",
        "s3cr3t",
        "://u:s3cr3t@h.test",
        "postgresql//u:s3cr3t@h.test/db",
    ],
)
def test_no_form_of_an_address_shows_its_secret(url: str) -> None:
    try:
        told = shown(store_url(url))
    except StoreError as error:
        told = str(error)
    assert "s3cr3t" not in told


def test_a_new_store_is_its_owner_s_alone(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/new.db") as store, store.write():
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_backup_touches_no_file_of_others(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    Store.open(url).close()
    mine = tmp_path / "copy.db.partial"
    mine.write_text("mine", encoding="utf-8")
    backup(url, tmp_path / "copy.db")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".copy*"))
