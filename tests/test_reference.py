"""The generated parts of the pages are what the code says now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.reference import pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("page", "text"), [pytest.param(page, text, id=page.name) for page, text in pages().items()])
def test_a_page_is_as_the_code_writes_it(page: Path, text: str) -> None:
    assert page.read_text(encoding="utf-8") == text, "run `make docs`"
