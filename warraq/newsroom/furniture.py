"""What surrounds an article on its page: menus, lists, sharing, comments, adverts, and the code that makes modern pages heavy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from warraq.newsroom.markup import fragment, link_list
from warraq.newsroom.seeding import seeded
from warraq.newsroom.world import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from warraq.newsroom.markup import Link, Pieces
    from warraq.newsroom.model import Profile

PAGES: Final = (("/about", "من نحن"), ("/contact", "اتصل بنا"), ("/privacy", "سياسة الخصوصية"), ("/staff", "هيئة التحرير"))
"""Pages that every footer links to and that are no articles."""
_RAILS: Final = ("الأكثر قراءة", "آخر الأخبار", "اخترنا لكم", "الأكثر تعليقا", "من الأرشيف", "رياضة", "اقتصاد", "ثقافة", "منوعات")
_RAIL_BYTES: Final = 12_000
"""A heavy page has one more list for each so many bytes of its size."""
_NEWSLETTER: Final = '<div class="newsletter"><p>$text</p><input type="email" placeholder="البريد الإلكتروني"></div>'
_RAIL_LINKS: Final = 9
_STATE_BYTES: Final = 75
"""Length of one entry of the script's state, so that a page comes out at about its size."""
_STYLE_SHARE: Final = 0.35
"""Share of the padding that is style, the rest is script: about what portals carry inline."""


def nav() -> str:
    return " ".join(f'<a href="/section/{quote(name)}">{name}</a>' for name in phrases()["sections"])


def share(url: str) -> str:
    """The share bar: words that stand beside an article and belong to none."""
    target = quote(url, safe="")
    places = (("فيسبوك", "facebook"), ("تويتر", "twitter"), ("واتساب", "whatsapp"), ("تيليجرام", "telegram"))
    links = " ".join(f'<a class="{css}" href="/share?to={css}&amp;u={target}" title="{label}">{label}</a>' for label, css in places)
    return f'<span class="share-label">شارك</span> {links}'


def sidebar(look: Pieces, links: Sequence[Link], page_bytes: int) -> str:
    """Lists of older headlines, more of them on heavy pages, with an advert and the newsletter between."""
    rails = 1 + min(len(_RAILS) - 1, page_bytes // _RAIL_BYTES)
    blocks = [link_list(look, _RAILS[at], _window(links, at * 3, _RAIL_LINKS)) for at in range(rails)]
    blocks.insert(1, _NEWSLETTER.replace("$text", phrases()["newsletter"][0]))
    return "\n".join(blocks)


def _window(links: Sequence[Link], start: int, count: int) -> list[Link]:
    return [links[(start + at) % len(links)] for at in range(min(count, len(links)))]


def comments(look: Pieces, rng: Random) -> str:
    """Up to five readers' comments and the form."""
    chosen = rng.sample(phrases()["comments"], rng.randint(0, 5))
    items = "".join(fragment(look.comment, author=rng.choice(phrases()["comment_authors"]), text=text) for text in chosen)
    return f'<div class="comments-box"><h4>التعليقات ({len(chosen)})</h4><ol class="commentlist">{items}</ol><p>أضف تعليقا</p></div>'


def footer(profile: Profile, year: int) -> str:
    links = " | ".join(f'<a href="{path}">{label}</a>' for path, label in PAGES)
    return f"<p>{links}</p><p>جميع الحقوق محفوظة لـ {profile.kind_word} {profile.title} © {year}</p>"


def padding(profile: Profile, template: str, missing: int) -> tuple[str, str]:
    """Style and script blocks of together about `missing` bytes, always the same for an outlet in one mark-up."""
    if missing <= 0:
        return "", ""
    rng = seeded(profile.name, template, "padding")
    style = "".join(_rules(rng, int(missing * _STYLE_SHARE)))
    script = json.dumps(_state(rng, int(missing * (1 - _STYLE_SHARE))), separators=(",", ":"))
    return f"<style>{style}</style>", f'<script id="__STATE__" type="application/json">{script}</script>'


def _rules(rng: Random, size: int) -> list[str]:
    rules, length = [], 0
    while length < size:
        look = f"margin:{rng.randint(0, 40)}px;color:#{rng.randrange(16**6):06x};width:{rng.randint(10, 100)}%"
        rules.append(f".{_word(rng)}-{_word(rng)} .{_word(rng)}>a{{{look}}}")
        length += len(rules[-1])
    return rules


def _state(rng: Random, size: int) -> dict[str, dict[str, object]]:
    entries = range(max(1, size // _STATE_BYTES))
    return {
        f"{_word(rng)}{at}": {"id": rng.randrange(10**9), "slot": _word(rng), "sizes": [rng.choice((300, 728, 970)), 250], "lazy": True}
        for at in entries
    }


def _word(rng: Random) -> str:
    return "".join(rng.choice("bcdfghklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
