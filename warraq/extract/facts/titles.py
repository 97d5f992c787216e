"""Chooses a page's headline among its own statements of it, and takes the name of the site off."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from warraq.extract.page.wording import bare
from warraq.text.vocabulary import listed
from warraq.words.kinds import SINGULAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata

SHORT_NAME: Final = 3
"""Letters of names that are too short to be looked for inside a longer one."""
SHORTEST_HEADLINE: Final = 3
"""Lines of fewer words near the text may be anything: a section, a button."""

KICKER_WORDS: Final = 2
SECTION_WORDS: Final = 3
CUT_LETTERS: Final = 12
"""Letters of the shortest piece of a headline that is taken for one cut short."""
_ELLIPSIS: Final = " .…"

_VOTES: Final = {"h1": 1.0, "several": 0.5, "headline": 2.0, "meta": 1.0, "document": 0.5, "printed": 1.0}
"""JSON-LD has a field for the headline and nothing else; the only h1 is what readers see; meta titles are made for sharing. On 95 pages
these weights agree with 87 headlines, twice the weight for h1 with 85; finer steps change one page at most."""
_TITLE_SEPARATOR: Final = re.compile(r"\s+[-–—|•·»«:/~]+\s+|\s*(?:[|»]|>>|::)\s*|\s+[-–—]|[-–—]\s+")
_LOOSE_SEPARATOR: Final = re.compile(r"\s*(?:[-–—|•·»«:/~_]|>|::)+\s*")
_SITE_WORDS: Final = listed(
    *SINGULAR.values(),
    "أخبار الأخبار الإخبارية الإخباري للأنباء الأنباء الرسمي الرسمية نيوز أون لاين اونلاين online news tv com net the official website",
)
"""What sites put before and after their names."""
_HEADLINE_CLASS: Final = re.compile(r"title|headline|head-?line|عنوان", re.IGNORECASE)


_NO_HEADLINES: Final = frozenset(
    bare(title)
    for title in (
        *(
            "تفاصيل الخبر",
            "عرض الخبر",
            "عرض خبر",
            "قراءة الخبر",
            "عرض المقال",
            "تفاصيل المقال",
            "تفاصيل",
            "الخبر",
            "خبر",
            "مقال",
            "أخبار",
            "الأخبار",
        ),
        *(
            "الرئيسية",
            "الصفحة الرئيسية",
            "بدون عنوان",
            "home",
            "news",
            "news details",
            "details",
            "article",
            "untitled",
            "untitled document",
        ),
    )
)
"""What programs write in a headline's place."""


def site_names(document: Document, metadata: Metadata) -> set[str]:
    """The bare names under which the page's site may sign its headlines."""
    outlet = document.outlet
    named = (*metadata.site_names, *((outlet.title, *outlet.aliases, outlet.name, *outlet.domains) if outlet else ()))
    host = (urlsplit(document.address).hostname or "").removeprefix("www.")
    return set(_bare_names((*named, host, host.partition(".")[0], host.replace(".", " "))))


@lru_cache(maxsize=256)
def _bare_names(names: tuple[str, ...]) -> frozenset[str]:
    """An outlet's pages call their site the same."""
    return frozenset(map(bare, names)) - {""}


def choose_title(headings: Sequence[Block], metadata: Metadata, names: set[str], above: Sequence[Block]) -> str | None:
    """The headline on which the page's heading, its statements and the lines above its text agree best; None where it has none.

    `headings` are the page's h1, or an h2 in their place; `above` the blocks before the text; `names` the bare names of the site.
    """
    printed = {bare(block.text) for block in above if block.words >= SHORTEST_HEADLINE}
    shared = [without_section(strip_site(title, names), title) for title in metadata.titles]
    heading_titles = [without_kicker(strip_site(block.text, names), shared) for block in headings]
    given = [strip_site(metadata.headline, names)] if metadata.headline else []
    document_title = strip_site(metadata.document_title, names, (*heading_titles, *given, *shared, *printed))
    whole = (*heading_titles, *shared, without_section(document_title, metadata.document_title))
    headline, stated = ([uncut(title, whole) for title in titles] for titles in (given, shared))
    document_title = uncut(whole[-1], whole)
    is_sole = len(headings) == 1 and headings[0].tag == "h1"
    votes: Counter[str] = Counter()
    said = {"h1" if is_sole else "several": heading_titles, "headline": headline, "meta": stated, "document": [document_title]}
    for kind, titles in said.items():
        votes.update(dict.fromkeys(map(bare, titles), _VOTES[kind]))
    votes.update(dict.fromkeys((set(votes) & printed) - set(map(bare, heading_titles)), _VOTES["printed"]))
    candidates = [title for title in (*heading_titles, *headline, *stated, document_title) if _may_head(title, names)]
    return max(candidates, key=lambda title: votes[bare(title)], default=None)


def _may_head(title: str, names: set[str]) -> bool:
    """True for more than the site's name, and more than what programs write, alone or beside a name of the site."""
    parts = [part for part in map(bare, _TITLE_SEPARATOR.split(title)) if part and part not in names]
    said = [part for part in parts if part not in _NO_HEADLINES]
    return bool(said) and bare(title) not in names and (len(said) == len(parts) or " ".join(said).count(" ") >= SHORTEST_HEADLINE)


def printed_headline(above: Sequence[Block]) -> str | None:
    """The nearest line above the text that its element calls a headline by tag or class; None where there is none."""
    lines = (block for block in reversed(above) if block.words >= SHORTEST_HEADLINE and block.link_share < 0.5)
    return next((block.text for block in lines if block.is_heading or _is_called_headline(block)), None)


def _is_called_headline(block: Block) -> bool:
    element = block.element
    return element is not None and bool(_HEADLINE_CLASS.search(f"{element.get('class')} {element.get('id')}"))


def strip_site(title: str, names: set[str], known: Iterable[str] = ()) -> str:
    """The headline without the site's name at either end: a name that is known, or all that it has beyond a known headline."""
    heads = {bare(head) for head in known} - {""}
    sides = [side for found in _LOOSE_SEPARATOR.finditer(title) for side in (title[: found.start()], title[found.end() :])] if heads else []
    headlines = [side for side in sides if bare(side) in heads]
    if headlines:
        return max(headlines, key=len).strip()
    return _strip_names(title, names).strip()


def uncut(title: str, others: Iterable[str]) -> str:
    """The title, or, where it was cut short for its field, the one of the others that goes on where it ends: inside a word or with dots."""
    head = title.rstrip(_ELLIPSIS)
    longer = [other for other in others if len(other) > len(head) >= CUT_LETTERS and other.startswith(head)]
    if head != title:
        return next(iter(longer), title)
    return next((other for other in longer if head[-1].isalpha() and _goes_on(other[len(head)])), title)


def _goes_on(letter: str) -> bool:
    """True for a letter that can stand inside a word, where the script has capitals."""
    return letter.isalpha() and not letter.isupper()


def without_kicker(heading: str, shared: Iterable[str]) -> str:
    """The heading without the word or two before a title that the page gives elsewhere: a section, «عاجل», «بالصور»."""
    said = bare(heading)
    tails = (title for title in shared if bare(title).count(" ") >= SHORTEST_HEADLINE - 1 and said.endswith(f" {bare(title)}"))
    return next((title for title in tails if said.count(" ") - bare(title).count(" ") <= KICKER_WORDS), heading)


def without_section(title: str, document_title: str) -> str:
    """The title without the section that stands between it and the site's name, parted from both alike."""
    rest = document_title.removeprefix(title)
    mark = _TITLE_SEPARATOR.match(rest) if rest != document_title else None
    head, separator, section = title.rpartition(mark[0]) if mark else ("", "", "")
    is_section = section.count(" ") < SECTION_WORDS and head.count(" ") >= SHORTEST_HEADLINE
    return head.strip() if separator and is_section else title


def beyond(document_title: str, title: str | None) -> tuple[str, ...]:
    """What <title> says beside the headline: the site's name, a section, a slogan."""
    parts = map(str.strip, _TITLE_SEPARATOR.split(document_title))
    return tuple(part for part in parts if part and bare(part) not in bare(title or ""))


def _strip_names(title: str, names: set[str]) -> str:
    for found in reversed(list(_TITLE_SEPARATOR.finditer(title))):
        before, after = title[: found.start()], title[found.end() :]
        if bare(before) and (_is_site(after, names) or _is_slogan(after, names)):
            return _strip_names(before, names)
    for found in _TITLE_SEPARATOR.finditer(title):
        before, after = title[: found.start()], title[found.end() :]
        if bare(after) and _is_site(before, names):
            return _strip_names(after, names)
    before, colon, after = title.partition(":")
    # An outlet's bare name may be an ordinary word before a colon: «الخليج: …».
    return after if colon and bare(after) and _is_site(before, names) and not _SITE_WORDS.isdisjoint(bare(before).split()) else title


def _is_slogan(text: str, names: set[str]) -> bool:
    """True for the site's name and what it says of itself: «السنديان - أخبار المدينة»."""
    found = _TITLE_SEPARATOR.search(text)
    return found is not None and bare(text[: found.start()]) in names


def _is_site(text: str, names: set[str]) -> bool:
    words = bare(text)
    if words in names:
        return True
    long = (name for name in names if len(name) > SHORT_NAME and f" {name} " in f" {words} ")
    return any(_SITE_WORDS.issuperset(f" {words} ".replace(f" {name} ", " ").split()) for name in long)
