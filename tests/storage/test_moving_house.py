"""A store copied to the other engine and back, restored, rotated, pruned, and one article removed for good."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, func, select, text

from storage.ledger import quarantine
from storage.search.find import search
from storage.store import Store
from storage.stories.join import Stories
from storage.tables import articles, layout_samples, leases, stories, tombstones
from storage.timing import leases as leasing
from storage.types import Instant
from storage.upkeep import copying, reindex, taken_out
from storage.upkeep.backup import backup, rotated
from storage.upkeep.restore import restore
from storage.upkeep.taken_out import Doomed, Old
from warraq.errors import StoreError
from warraq.items import Attribution, Outcome
from warraq.outcomes import Reason

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "وصلت القافلة الكبيرة الى الميناء القديم بعد رحلة طويلة قطعت فيها الصحراء وحملت معها القمح والملح والتمر الى اهل الساحل"


@pytest.fixture
def filled(desk: Any, article: Any) -> Store:
    """Two copies of one text, a third article of a feed, a revision."""
    cited = Attribution("cited", "القافلة", None, "body", 5, 12, "القافلة", 5, 12, "test")
    desk.start()
    desk.offer("1", "2")
    desk.write(article("1", TEXT, attributions=(cited,), published_at=desk.now - timedelta(days=400)))
    desk.write(article("copy", TEXT, outlet="wakala", published_at=desk.now - timedelta(days=399)))
    desk.write(article("2", "خبر آخر عن القمح"), article("2", "خبر آخر عن القمح والشعير"))
    Stories(desk.store).join()
    return desk.store


def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read() as connection:
        return {
            table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=str) for table in copying.tables()
        }


def fill_all(store: Store) -> None:
    """A row in every table that has none, whatever tables there are."""
    kinds: tuple[tuple[type, Any], ...] = (
        (Instant, datetime(2026, 3, 9, 12, 0, 0, 123_456, tzinfo=UTC)),
        (JSON, {"قمح": [1, None, "«"]}),
        (Date, date(2026, 3, 9)),
        (Boolean, True),
        (LargeBinary, b"\x00\xff"),
        (Integer, 1),
        (Float, 0.1),
        (String, "نص ' \" \u200f"),
    )
    with store.write() as connection:
        for table in copying.tables():
            if connection.scalar(select(func.count()).select_from(table)):
                continue
            row = {}
            for column in table.columns:
                pointed = next((key.column for key in column.foreign_keys), None)
                made = next(value for kind, value in kinds if isinstance(column.type, kind))
                row[column.name] = made if pointed is None else connection.scalar(select(pointed).limit(1))
            connection.execute(table.insert(), row)


def found(store: Store, query: str) -> list[str]:
    with store.read() as connection:
        return [hit.url for hit in search(connection, query)]


def test_a_store_is_copied_to_the_other_engine_and_back(filled: Store, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres")
    fill_all(filled)
    assert [name for name, held in rows(filled).items() if not held] == []
    there = server.create_database() if filled.engine.dialect.name == "sqlite" else f"sqlite:///{tmp_path}/there.db"
    with Store.open(there) as other, Store.open(f"sqlite:///{tmp_path}/back.db") as back:
        told = copying.copy(filled, other)
        assert told.rows["articles"] == 3
        assert rows(other) == rows(filled)
        assert found(other, "القمح") == found(filled, "القمح") != []
        copying.copy(other, back)
        assert rows(back) == rows(filled)
        with other.write() as connection:  # new rows are numbered after those copied
            connection.execute(text("INSERT INTO outlets (name, title, kind) VALUES ('rawi', 'الراوي', 'publisher')"))
        with pytest.raises(StoreError, match="--resume"):
            copying.copy(filled, other)
        copying.copy(filled, other, resume=True)
        assert rows(other) == rows(filled)
    if there.startswith("postgres"):
        server.drop_database(there)


def test_a_copy_goes_on_when_crawls_have_ended(filled: Store, tmp_path: Path, desk: Any, article: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(copying, "LEASE_TRIES", 1)
    monkeypatch.setattr("warraq.clock.sleep", lambda seconds: None)
    with filled.write() as connection:
        token = leasing.take(connection, "outlet:nahar", "a crawl", desk.now + timedelta(days=9000), 100)
        assert token is not None
    with Store.open(f"sqlite:///{tmp_path}/there.db") as other:
        assert copying.copy(filled, other).busy == ("outlet:nahar",)
        desk.write(article("3", "خبر ثالث"))
        with filled.write() as connection:
            leasing.release(connection, "outlet:nahar", token)
            connection.execute(text("DELETE FROM revisions"))
        assert copying.copy(filled, other, resume=True).busy == ()
        assert rows(other) == rows(filled)
        with filled.read() as connection:
            assert connection.scalar(select(func.count()).select_from(leases).where(leases.c.owner.is_not(None))) == 0
    with pytest.raises(StoreError, match="into itself"):
        copying.copy(filled, filled)


def test_old_articles_go_and_are_not_fetched_again(filled: Store, desk: Any) -> None:
    old = Old(desk.now - timedelta(days=365))
    with filled.read() as connection:
        assert taken_out.doomed(connection, old).articles == 2
    assert sum(taken_out.prune(filled, old)) == 2
    assert sum(taken_out.prune(filled, old)) == 0
    assert [url.rpartition("/")[2] for url in found(filled, "القمح")] == ["2"]
    assert desk.all("SELECT count(*) FROM dedup_postings WHERE article_id NOT IN (SELECT id FROM articles)") == [(0,)]
    with filled.read() as connection:
        assert connection.scalar(select(func.count()).select_from(stories)) == 1
    row = desk.row("1")
    assert (row.state, row.reason, row.next_check_at, row.article_id) == ("done", Reason.PRUNED, None, None)
    assert desk.offer("1").fetch == []


def test_only_texts_go_where_the_rest_is_kept(filled: Store, desk: Any) -> None:
    assert sum(taken_out.prune(filled, Old(desk.now - timedelta(days=365), "nahar", keep_metadata=True))) == 1
    assert desk.all("SELECT title, body, story_id IS NULL FROM articles WHERE url = 'https://nahar.test/1'")[0][:2] == ("عنوان", "")
    assert desk.all("SELECT name, quote, quote_start FROM attributions WHERE field = 'body'") == [("القافلة", "القافلة", None)]
    assert len(found(filled, "القافلة")) == 1
    assert sum(taken_out.prune(filled, Old(desk.now - timedelta(days=365), "nahar", keep_metadata=True))) == 0


def test_no_text_is_left_where_only_the_rest_is_kept(filled: Store, desk: Any) -> None:
    page = "https://nahar.test/1"
    with filled.write() as connection:
        connection.execute(text("UPDATE articles SET body_markdown = :told WHERE url LIKE '%/1'"), {"told": f"**{TEXT}**"})
        connection.execute(text("UPDATE urls SET entry = :told WHERE url LIKE '%/1'"), {"told": json.dumps({"summary": TEXT})})
        quarantine.add(connection, url=page, stage="extract", error="test", now=desk.now, payload=TEXT)
        nahar = connection.scalar(select(articles.c.outlet_id).where(articles.c.url == page))
        sample = {"outlet_id": nahar, "url": page, "seen_at": desk.now, "sample": {"lines": [TEXT]}}
        connection.execute(layout_samples.insert(), sample)
    before = holding(filled, "القافلة الكبيرة")
    assert {"articles", "urls", "quarantine", "layout_samples"} <= before.keys()
    assert sum(taken_out.prune(filled, Old(desk.now - timedelta(days=365), "nahar", keep_metadata=True))) == 1
    assert holding(filled, "القافلة الكبيرة") == {"articles": 1}  # the copy of the other outlet
    list(reindex.renew(filled, whole=True))
    assert [url.rpartition("/")[2] for url in found(filled, "عنوان")] == ["2", "copy"]
    with filled.write() as connection:
        taken_out.remove(connection, connection.scalar(select(articles.c.id).where(articles.c.url.like("%/copy"))) or 0, "test")
    assert holding(filled, "القافلة الكبيرة") == {}


def holding(store: Store, words: str) -> dict[str, int]:
    """By table: rows that hold these words anywhere."""
    held = {name: sum(words in json.dumps(row, ensure_ascii=False, default=str) for row in kept) for name, kept in rows(store).items()}
    return {name: count for name, count in held.items() if count}


def test_what_came_in_lately_is_named_apart(filled: Store, desk: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("warraq.clock.now", lambda: desk.now + timedelta(days=1))
    with filled.read() as connection:
        assert taken_out.doomed(connection, Old(desk.now - timedelta(days=365))) == Doomed(2, 2)


def test_a_removed_article_stays_away(filled: Store, desk: Any, article: Any) -> None:
    with filled.write() as connection:
        article_id = connection.scalar(select(articles.c.id).where(articles.c.url == "https://nahar.test/1"))
        assert article_id is not None
        assert taken_out.remove(connection, article_id, "على طلب الكاتب") == "https://nahar.test/1"
        assert taken_out.remove(connection, 9_999, "") is None
        row = connection.execute(select(tombstones)).one()
    assert (row.article_id, row.reason) == (article_id, "على طلب الكاتب")
    assert (desk.row("1").outcome, desk.row("1").reason, desk.row("1").detail) == ("rejected", "removed", "على طلب الكاتب")
    assert desk.offer("1").fetch == []
    (written,) = desk.write(article("1", "نص جديد"), run_id=None)
    assert (written.outcome, written.reason, written.article_id) == (Outcome.REJECTED, Reason.REMOVED, None)
    assert [url.rpartition("/")[2] for url in found(filled, "القافلة")] == ["copy"]
    assert desk.row("1").detail == "على طلب الكاتب"


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_saved_store_is_put_back(filled: Store, desk: Any, article: Any, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    before = rows(filled)
    backup(filled.url, saved)
    desk.write(article("3", "خبر ثالث"))
    with pytest.raises(StoreError, match="--replace"):
        restore(filled.url, saved)
    filled.close()
    restore(filled.url, saved, replace=True)
    with Store.open(filled.url) as store:
        assert rows(store) == before
    restore(f"sqlite:///{tmp_path}/new/store.db", saved)
    (tmp_path / "other.db").write_bytes(b"no store")
    for wrong in (tmp_path / "other.db", tmp_path / "missing.db"):
        with pytest.raises(StoreError, match=wrong.name):
            restore(filled.url, wrong, replace=True)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_store_in_use_is_not_replaced(filled: Store, tmp_path: Path) -> None:
    backup(filled.url, tmp_path / "saved.db")
    with sqlite3.connect(filled.url.removeprefix("sqlite:///"), isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use"):
            restore(filled.url, tmp_path / "saved.db", replace=True)
        writer.execute("ROLLBACK")
    writer.close()


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_the_newest_backups_are_kept(filled: Store, desk: Any, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "warraq-by-hand.db").write_bytes(b"")
    for hours in range(4):
        path, gone = rotated(filled.url, folder, 2, desk.now + timedelta(hours=hours))
        assert path.exists()
        assert len(gone) == (hours > 1)
    assert len(list(folder.iterdir())) == 3
