"""A question that takes too long is ended, and the connection is sound after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from storage.deadline import within
from warraq.errors import TooSlowError

if TYPE_CHECKING:
    from storage.store import Store

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_a_question_without_end_is_ended(store: Store) -> None:
    with pytest.raises(TooSlowError, match=r"0\.2 s; narrow it"), store.read() as connection, within(connection, 0.2):
        connection.execute(text(ENDLESS))
    with store.read() as connection, within(connection, 60):
        assert connection.scalar(text("SELECT 1")) == 1
