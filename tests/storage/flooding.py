"""Starts programs that flood a store, and checks what they left in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from storage.store import Store

FLOOD = Path(__file__).with_name("flood.py")
ROOT = FLOOD.parents[2]

_WHOLE = (
    "SELECT count(*) FROM articles WHERE story_id IS NULL",
    "SELECT count(*) FROM articles WHERE page_id IS NULL",
    "SELECT count(*) FROM articles LEFT JOIN search_texts ON search_texts.article_id = articles.id WHERE search_texts.article_id IS NULL",
    "SELECT count(*) FROM articles LEFT JOIN urls ON urls.url = articles.url WHERE urls.outcome IS NULL OR urls.state <> 'done'",
    "SELECT count(*) FROM urls WHERE outcome = 'new' AND article_id IS NULL",
    "SELECT count(*) FROM stories WHERE first_article_id IS NULL",
)
"""Each counts rows that lack what belongs to them."""


def started(url: str, name: str, first: int, amount: int, batch: int) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, str(FLOOD), url, name, str(first), str(amount), str(batch)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)


def stored(store: Store) -> set[str]:
    with store.read() as connection:
        return set(connection.scalars(text("SELECT url FROM articles")))


def assert_whole(store: Store) -> None:
    """No article without what belongs to it, and a sound file."""
    with store.read() as connection:
        for query in _WHOLE:
            assert connection.scalar(text(query)) == 0, query
        if store.engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
