"""Chooses the keywords that a page gives its article, and sees through lists that are no keywords."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from warraq.extract.page.wording import bare
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warraq.extract.page.blocks import Block, Link

TAG_BLOCKS_BELOW: Final = 25
"""Blocks under a text among which its tags stand: share buttons and credits come before them, and each tag may be a block."""
LONGEST_KEYWORD: Final = 8
"""Words; longer entries are headlines and slogans."""
MOST_KEYWORDS: Final = 40
INDEX: Final = 10
"""Single words in alphabetical order that no editor wrote."""
CUT_TITLE: Final = 4
"""Single words in the headline's own order that give away a headline cut at its spaces."""

_TAG_PATH: Final = re.compile(r"[/?&](?:tags?|keywords?|hashtags?|mot-cle|وسم|وسوم|كلمات)[/=]", re.IGNORECASE)


def choose_keywords(lists: Iterable[Sequence[str]], title: str | None) -> tuple[str, ...]:
    """The first list, in order of trust, that holds keywords as the page prints them; empty where none does."""
    heading = bare(title or "")
    tidied = filter(None, (tuple(word for word in _tidy(words) if bare(word.replace("_", " ")) != heading) for words in lists))
    return next((words for words in tidied if not is_cut_title(words, title) and not _is_word_index(words)), ())


def tag_links(blocks: Sequence[Block], last: int) -> tuple[str, ...]:
    """The tags under a text whose last paragraph stands at `last`: links to pages of a tag, without any label before them."""
    below = blocks[last + 1 : last + 1 + TAG_BLOCKS_BELOW]
    return tuple(link.text for block in below if block.link_share > 0.5 for link in block.links if is_tag_link(link))


def is_tag_link(link: Link) -> bool:
    """True for a link to the page of a tag."""
    return is_tag_address(link.href)


@lru_cache(maxsize=8192)
def is_tag_address(href: str) -> bool:
    """True for the address of the page of a tag; an outlet's pages have most of their links in common."""
    return bool(_TAG_PATH.search(unquote(href) if "%" in href else href))


def is_cut_title(words: Sequence[str], title: str | None) -> bool:
    """True where the keywords are the headline's words one by one, as some content systems fill the field."""
    single = [fold(word) for word in words if " " not in word]
    heads = fold(title or "").split()
    inside = [word for word in single if word in heads]
    return len(inside) >= CUT_TITLE and len(inside) >= 0.7 * len(words) and inside == sorted(inside, key=heads.index)


def _is_word_index(words: Sequence[str]) -> bool:
    """True for the single words of a text in alphabetical order, which programs write."""
    return len(words) >= INDEX and not any(" " in word for word in words) and list(words) == sorted(words)


def _tidy(listed: Sequence[str]) -> tuple[str, ...]:
    words = (clean_line(word).strip(" .#") for word in listed)
    return tuple(dict.fromkeys(word for word in words if word and word.count(" ") < LONGEST_KEYWORD))[:MOST_KEYWORDS]
