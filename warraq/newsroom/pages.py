"""Prints the page of an article: its truth in the outlet's mark-up, among the furniture of a news site."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from warraq.newsroom import furniture
from warraq.newsroom.head import charset, head
from warraq.newsroom.markup import Link, fragment, link_list, page_template, pieces
from warraq.newsroom.seeding import seeded
from warraq.newsroom.world import phrases

if TYPE_CHECKING:
    from warraq.newsroom.markup import Pieces
    from warraq.newsroom.model import Profile, Slot, Truth
    from warraq.newsroom.press import Press

_SIDEBAR_LINKS: Final = 40
_BOX_AFTER: Final = 2
"""The in-body box stands after so many paragraphs, if more follow."""
_SECOND_KIND_EVERY: Final = 5
_MICRODATA_STAMP: Final = '<time itemprop="datePublished" datetime="$iso">$text</time>'


def template_of(press: Press, slot: Slot) -> str:
    """Which of the outlet's mark-ups prints this article."""
    templates = press.templates(slot.outlet)
    return templates[-1] if slot.number % _SECOND_KIND_EVERY == 0 else templates[0]


def article_page(press: Press, slot: Slot) -> str:
    """The whole page as it stands now."""
    profile, truth, name = press.profiles[slot.outlet], press.truth(slot), template_of(press, slot)
    look, links = pieces(name), [link(press, other) for other in press.older(slot, _SIDEBAR_LINKS)]
    parts = _frame(press, slot, profile, truth) | _article(look, truth, links)
    parts |= {
        "sidebar": furniture.sidebar(look, links, profile.page_bytes),
        "comments": furniture.comments(look, seeded(press.seed, slot.key, "comments")),
        "caption": "",
        "image": _image(press, slot, look, truth),
        "embedded": _embedded(press, slot, truth),
        "follow": fragment(look.follow, text=phrases()["follow"][0].replace("$title", profile.title)),
        "style": "",
        "script": "",
    }
    template = page_template(name)
    bare = template.substitute(parts)
    parts["style"], parts["script"] = furniture.padding(profile, name, profile.page_bytes - len(bare.encode()))
    return template.substitute(parts) if parts["style"] else bare


def link(press: Press, slot: Slot) -> Link:
    return Link(press.headline(slot), press.path(slot), slot.number)


def _frame(press: Press, slot: Slot, profile: Profile, truth: Truth) -> dict[str, str]:
    """What the head and the top and foot of the page say."""
    local = slot.published.astimezone(profile.zone)
    image = press.url(slot.outlet, f"/media/{slot.number}.svg")
    iso = local.isoformat()
    return {
        "charset": charset(profile),
        "head": head(profile, truth, image),
        "site": escape(profile.title),
        "nav": furniture.nav(),
        "footer": furniture.footer(profile, local.year),
        "advert": phrases()["ads"][0],
        "number": str(slot.number),
        "iso": iso if profile.structured != "none" else "",
        "url": escape(truth.canonical_url),
        "section": escape(truth.section),
        "section_url": f"/section/{quote(truth.section)}",
        "date": escape(truth.date_text),
        "stamp": fragment(_MICRODATA_STAMP if profile.structured == "microdata" else "$text", iso=iso, text=truth.date_text),
        "share": furniture.share(truth.canonical_url),
        "summary": escape(truth.summary),
    }


def _article(look: Pieces, truth: Truth, links: list[Link]) -> dict[str, str]:
    """What belongs to the article itself, and the lists that name its neighbours."""
    related = links[: len(truth.related)]
    keywords = "\n".join(fragment(look.keyword, text=word, url=f"/tag/{quote(word)}") for word in truth.keywords)
    return {
        "title": escape(truth.title),
        "byline": fragment(look.byline, text=truth.byline) if truth.byline else "",
        "body": _body(look, truth.paragraphs, links),
        "credit": fragment(look.credit, text=truth.credit_line) if truth.credit_line else "",
        "keywords": Template(look.keywords).substitute(items=keywords),
        "related": link_list(look, look.related, related),
        "similar": "\n".join(f'<li><a href="{escape(entry.url)}">{escape(entry.title)}</a></li>' for entry in related),
        "ticker": " * ".join(f'<a href="{escape(entry.url)}">{escape(entry.title)}</a>' for entry in links[:4]),
    }


def _body(look: Pieces, paragraphs: tuple[str, ...], links: list[Link]) -> str:
    printed = [fragment(look.paragraph, text=text) for text in paragraphs]
    if look.box and links and len(printed) > _BOX_AFTER:
        printed.insert(_BOX_AFTER, fragment(look.box, title=links[-1].title, url=links[-1].url))
    return "\n".join(printed)


def _image(press: Press, slot: Slot, look: Pieces, truth: Truth) -> str:
    caption = seeded(press.seed, slot.key, "caption").choice(phrases()["captions"]).replace("$town", press.printed(slot).story.town)
    return fragment(look.image, url=f"/media/{slot.number}.svg", title=truth.title, caption=caption)


def _embedded(press: Press, slot: Slot, truth: Truth) -> str:
    """The second whole article of a round-up: its headline (a link where it has a page here), its source on a line, its text."""
    second = truth.embedded
    if second is None:
        return ""
    target = press.heading_link(slot)
    title = escape(second.title)
    heading = f'<a href="{escape(target)}">{title}</a>' if target else title
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in (second.credit_line or "", *second.paragraphs))
    return f'<div class="also"><p>إقرأ أيضاً:</p>\n<h3>{heading}</h3>\n{paragraphs}\n</div>'
