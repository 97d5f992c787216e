"""What holds of every answer, whatever the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from warraq.attribution import Registry, find_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]

WORDS = """
رويترز «رويترز» (رويترز) لرويترز للأناضول ولـ لـ« » " ' السفينة المنارة وفا أ.ف.ب أ ف ب Reuters وكالة لوكالة صحيفة الصحيفة الموقع قناة
القناة موقع هيئة البث الإذاعة التلفزيون وكالتا السورية البريطانية الرسمية للأنباء التي بلغة الألمانية ذكرت قال وقالت نقلت أعلنت أن إن
عن بحسب وفقا لما نقلا وصل تسلمت نسخة منه علمت المصدر المصدر: خدمة خاص بـ القاهرة جدة - – / | : ، . ؛ ( ) ـ 24 هـ 2025 مراسل مقابلة
مع برنامج على عبر في تقرير ل و مُحَ\u200fمد … ﻻ
"""
PIECES = (*WORDS.split(), "\n", " ", "\u00a0")
GRAMMATICAL = st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n"]).map(lambda joint: joint.join(pieces))
)
TEXTS = GRAMMATICAL | st.text()


@given(
    text=TEXTS,
    title=st.none() | TEXTS,
    byline=st.none() | TEXTS,
    credit_line=st.none() | TEXTS,
    outlet=st.sampled_from([None, "reuters", "mina", "nobody"]),
)
@example(text=" ", title=None, byline=" ", credit_line="\n", outlet=None)
@example(text="هيئة", title="المصدر:", byline="(رويترز) من", credit_line="المصدر\n«", outlet=None)
def test_the_quoted_words_stand_where_the_answer_says(
    find: Find, text: str, title: str | None, byline: str | None, credit_line: str | None, outlet: str | None
) -> None:
    fields = {"body": text, "title": title, "byline": byline, "credit_line": credit_line}
    for source in find(text, title=title, byline=byline, credit_line=credit_line, outlet=outlet):
        content = fields[source.field]
        assert content is not None
        assert content[source.name_start : source.name_end] == source.name != ""
        assert content[source.quote_start : source.quote_end] == source.quote != ""


@given(text=TEXTS)
def test_each_outlet_has_each_role_once(find: Find, text: str) -> None:
    sources = find(text)
    resolved = [(source.role, source.outlet) for source in sources if source.outlet]
    assert len(resolved) == len(set(resolved))


def test_fields_come_in_order(find: Find) -> None:
    sources = find("قالت رويترز إن الجسر أغلق.", title="الأناضول: الجسر مغلق", byline="أ ف ب", credit_line="المصدر: صدى الميناء")
    assert [(source.field, source.outlet) for source in sources] == [
        ("credit_line", "mina"),
        ("byline", "afp"),
        ("title", "aa"),
        ("body", "reuters"),
    ]


def test_a_registry_without_entries_finds_unknown_names_only() -> None:
    sources = find_sources("قالت صحيفة «نداء الجبل» إن رويترز أغلقت.", registry=Registry.build([]))
    assert [source.name for source in sources] == ["نداء الجبل"]
