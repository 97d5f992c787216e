"""A plain text that opens with headline and stamp gives both, and neither stays in its body."""

from __future__ import annotations

import pytest

from warraq.extract import extract
from warraq.items import Article, Page
from warraq.outlet import OutletKnowledge

HEAD = "البلدية ترصف الطريق الدائري مطلع الشهر المقبل"
TEXT = "أعلنت بلدية الرابية صباح اليوم أنها تبدأ رصف الطريق الدائري بعد تأخر دام سنتين.\nوقال رئيسها إن العمل يجري ليلا."


def read(text: str) -> Article:
    (article,) = extract(Page("", text.encode(), headers={"content-type": "text/plain"}, origin="file"), OutletKnowledge()).articles
    return article


@pytest.mark.parametrize(
    ("head", "stamps"),
    [
        (f"{HEAD}\nتاريخ النشر: 7th, November 2023 GMT", 1),
        (f"2024-07-08@11:45:52 GMT\n{HEAD}\n{HEAD}\nتاريخ النشر: 8th, July 2024 GMT", 2),
        (f"{HEAD}\n2024/07/08 11:45\n{HEAD}", 1),
    ],
)
def test_headline_and_stamps_leave_the_body(head: str, stamps: int) -> None:
    article = read(f"{head}\n{TEXT}")
    assert (article.title, article.body, len(article.stamps)) == (HEAD, TEXT, stamps)


@pytest.mark.parametrize("head", ["", "الرابية - 7 نوفمبر 2023", "قالت البلدية أمس إنها تبدأ الرصف.\nنشر البيان في 7 نوفمبر 2023"])
def test_a_text_without_such_a_head_stays_whole(head: str) -> None:
    whole = f"{head}\n{TEXT}".strip()
    assert (read(whole).title, read(whole).body) == (None, whole)
