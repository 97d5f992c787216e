from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.attribute import Attribute
from pipelines.importing.rows import article_of
from pipelines.stage import Context
from warraq.extract import extract
from warraq.items import Article, Page
from warraq.outlet import OutletKnowledge
from warraq.outlet_files.registry import default_registry, outlet_named

NOW = datetime(2026, 1, 2, tzinfo=UTC)
STAGE = Attribute(Context(outlet_named, default_registry))


def sources(article: Article) -> list[tuple[str, str, str | None]]:
    return [(source.role, source.name, source.outlet) for source in STAGE.process_item(article).attributions]


def test_a_page_of_an_unknown_host_speaks_under_the_name_it_states() -> None:
    article = Article("https://nawares.example/1", "وقال العمدة لـ«نوارس برس» إن الجسر فتح.", site_names=("نوارس برس",))
    assert sources(article) == [("published", "نوارس برس", None)]


def test_an_imported_row_names_its_site() -> None:
    text = "علمت «نوارس برس» أن الجسر فتح."
    for given in ({"site_name": "نوارس برس"}, {"publisher": "نوارس برس"}, {"outlet": "نوارس برس"}, {"site_names": ["نوارس برس"]}):
        article = article_of({"url": "https://nawares.example/1", "title": "فتح الجسر", "body": text, **given}, NOW)
        assert sources(article) == [("published", "نوارس برس", None)], given


PARAGRAPH = "فتحت بلدية المرسى الجسر أمام المشاة صباح أمس بعد أعمال صيانة دامت ثلاثة أسابيع، وحضر الافتتاح عدد من سكان الأحياء المجاورة."


@pytest.mark.parametrize("head", ['<meta property="og:site_name" content="نوارس برس">', ""])
def test_extraction_hands_on_what_the_page_calls_itself(head: str) -> None:
    title = "البلدية تفتح جسر المرسى أمام المشاة"
    body = f"<h1>{title}</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH} وقال العمدة لـ«نوارس برس» إن الجسر متين.</p><p>{PARAGRAPH}</p>"
    html = f"<html><head><title>{title} | نوارس برس</title>{head}</head><body><article>{body}</article></body></html>"
    (article,) = extract(Page("https://nawares.example/news/1", html.encode()), OutletKnowledge(None)).articles
    assert article.site_names == ("نوارس برس",)
    assert sources(article) == [("published", "نوارس برس", None)]
