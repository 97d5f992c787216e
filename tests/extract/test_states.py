"""Pages that a script draws: read from the data in their scripts, else refused by a reason of their own."""

from __future__ import annotations

import json

import pytest

from tests.extract.pages_of_zaafaran import SENTENCES, read
from warraq.items import Reason

TITLE = "بلدية وادي الزعفران تفتتح السوق المركزي"
HTML = "".join(f"<p>{line}</p>" for line in SENTENCES)
OTHER = {"title": "فريق الوادي يتأهل إلى نصف نهائي الكأس", "url": "/n/9", "content": "نص خبر آخر لا صلة له بالسوق " * 40}
STORY = {"title": TITLE, "content": HTML, "related": [OTHER]}
BLOCKS = [{"type": "paragraph", "children": [{"text": line[:20]}, {"text": line[20:]}]} for line in SENTENCES]
STREAM = f'1:["x",{{"article":{{"title":{json.dumps(TITLE)},"html":"$2"}}}}]\n2:T{len(HTML.encode()):x},{HTML}3:[]\n'
FLAT = [{"title": 1, "body": 2}, TITLE, HTML]


def drawn(script: str, title: str = TITLE) -> str:
    head = f'<title>{title} | جريدة الزعفران</title><meta property="og:title" content="{title}"><script src=/app.js></script>'
    return f"<!doctype html><html lang=ar><head>{head}</head><body><div id=root></div>{script}</body></html>"


def data(value: object, kind: str = "application/json") -> str:
    return f"<script type={kind}>{json.dumps(value)}</script>"


@pytest.mark.parametrize(
    "script",
    [
        data({"props": {"pageProps": {"article": STORY, "latest": [OTHER]}}}),
        data({"a": [{"b": {"headline": TITLE, "body": "\n".join(SENTENCES)}}]}),
        data({"title": TITLE, "blocks": BLOCKS}),
        data({"title": TITLE, "paragraphs": list(SENTENCES)}),
        data({"title": TITLE, "content": {"rendered": HTML}}),
        data({"title": TITLE, "content": HTML.replace("<", "&lt;").replace(">", "&gt;")}),
        data(FLAT),
        f"<script>window.__STATE__ = {json.dumps(STORY)};</script>",
        f"<script>var menu = {{}}; app.state={json.dumps({'x': STORY})}</script>",
        f"<script>window.S = JSON.parse({json.dumps(json.dumps(STORY))})</script>",
        *(
            "".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in (STREAM[:cut], STREAM[cut:]))
            for cut in (10, 200)
        ),
    ],
)
def test_the_text_is_read_from_the_object_with_the_pages_title(script: str) -> None:
    (found,) = read(drawn(script)).articles
    assert (found.body, found.title, found.extractor) == ("\n".join(SENTENCES), TITLE, "state")


@pytest.mark.parametrize(
    "script",
    [
        data({"latest": [OTHER]}),
        data({"title": TITLE, "excerpt": SENTENCES[0]}),
        "<script type=application/json>{broken</script>",
        data({"title": TITLE, "related": [OTHER]}),
        "<script>a = " + "[" * 50_000 + "</script>",
    ],
    ids=["another's", "teaser", "broken", "lists", "nested"],
)
def test_other_data_is_no_text_and_the_page_says_so(script: str) -> None:
    assert read(drawn(script)).rejected is Reason.NEEDS_SCRIPT


def test_a_page_that_asks_for_scripts_needs_one() -> None:
    asking = "<noscript>You need to enable JavaScript.</noscript><script src=/a.js></script>"
    asking = f"<html><head><title>السوق</title></head><body>{asking}</body></html>"
    assert read(asking).rejected is Reason.NEEDS_SCRIPT


def test_what_is_printed_is_read_first() -> None:
    printed = drawn(data({"title": TITLE, "content": "نص آخر في البيانات لا يظهر للقارئ " * 40}))
    (found,) = read(printed.replace("<div id=root></div>", f"<article><h1>{TITLE}</h1>{HTML}</article>")).articles
    assert (found.body.splitlines(), found.extractor) == (list(SENTENCES), "generic")
