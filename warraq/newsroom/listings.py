"""Pages that list articles: the front page, the latest news, a section, a keyword."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from warraq.newsroom import furniture
from warraq.newsroom.dates import ago
from warraq.newsroom.head import charset
from warraq.newsroom.markup import fragment, page_template
from warraq.newsroom.press import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.newsroom.model import Profile, Slot
    from warraq.newsroom.press import Press

LENGTH: Final = 30
"""Articles on a listing page."""
_ENTRY: Final = (
    '<article class="entry"><a href="$url"><img src="/media/$number.svg" width="140" height="80" alt=""></a>'
    '<div><h2><a href="$url">$title</a></h2><span class="ago">$age</span><p>$summary</p></div></article>'
)


def listing_page(press: Press, profile: Profile, heading: str, slots: Sequence[Slot]) -> str:
    """The newest of `slots` (newest first), each with how long ago it appeared."""
    entries = []
    for slot in slots[:LENGTH]:
        printed, age = press.printed(slot), ago(press.now - slot.published)
        texts = {"title": printed.story.titles[0], "summary": summary(printed), "age": age}
        entries.append(fragment(_ENTRY, url=press.path(slot), number=slot.number, **texts))
    return page_template("listing").substitute(
        charset=charset(profile),
        heading=escape(heading),
        site=escape(profile.title),
        nav=furniture.nav(),
        entries="\n".join(entries),
        footer=furniture.footer(profile, press.now.year),
    )
