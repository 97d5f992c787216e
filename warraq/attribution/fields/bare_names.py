"""Tells which names of outlets stand in a slot as names, and not for the place or the date that they also are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.dates import is_name_of_date
from warraq.attribution.lexicon.phrases import CREDIT_LABELS, DESKS
from warraq.attribution.mentions.tokens import QUOTES
from warraq.text.places import PLACES

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

SLOT_SEPARATORS: Final = frozenset("-/|:()[]{}<>,+•·_")
"""What parts the segments of a slot."""


def may_name_outlet(tokens: Tokens, mention: Mention, line: range, own: str | None) -> bool:
    """False for names with a glued clitic, and for places, parts of places and dates without quotes or kind word.

    A date is believed where a segment holds nothing else and either names the page's `own` outlet (a slug) or opens the line without
    a number: «اليوم - جيزان», but not «جيزان 12 فبراير - …».
    """
    if mention.preposition or mention.conjunction or mention.name is None or _is_label(tokens, mention):
        return False
    if _is_introduced(tokens, mention):
        return True
    if is_name_of_date(mention.name.tokens):
        opens = _opens(tokens, mention, line) and not any(map(str.isdigit, mention.name.tokens))
        return _fills_segment(tokens, mention, line) and (opens or names(mention, own))
    if names(mention, own) and mention.name.text in PLACES:
        return _is_signed(tokens, mention, line)
    return mention.name.text not in PLACES and not _opens_place(tokens, mention)


def _is_label(tokens: Tokens, mention: Mention) -> bool:
    """«المصدر:» labels what follows, though an outlet is called so."""
    return mention.name is not None and mention.name.tokens in CREDIT_LABELS and tokens.word(mention.end) in (":", "/")


def _is_signed(tokens: Tokens, mention: Mention, line: range) -> bool:
    """«الرياض - متابعات» on a page of «الرياض»: only desks beside the name of a city that is the page's own."""
    rest = [word for word in (*tokens.words[line.start : mention.start], *tokens.words[mention.end : line.stop]) if word[0].isalnum()]
    return bool(rest) and all(word in DESKS for word in rest)


def names(mention: Mention, slug: str | None) -> bool:
    """True where the outlet of that slug bears the mentioned name; a slug of None is nobody's."""
    return slug is not None and mention.name is not None and slug in {entry.slug for entry in mention.name.entries}


def is_bare_date(tokens: Tokens, mention: Mention) -> bool:
    """True for «فبراير», «(اليوم)»; in quotes or behind a kind word either is a name."""
    return mention.name is not None and not _is_introduced(tokens, mention) and is_name_of_date(mention.name.tokens)


def _is_introduced(tokens: Tokens, mention: Mention) -> bool:
    """Brackets make no name."""
    return tokens.words[mention.start] in QUOTES or bool(mention.kind)


def _fills_segment(tokens: Tokens, mention: Mention, line: range) -> bool:
    before = _opens(tokens, mention, line) or tokens.words[mention.start - 1] in SLOT_SEPARATORS
    return before and (mention.end >= line.stop or not SLOT_SEPARATORS.isdisjoint(tokens.words[mention.end - 1 : mention.end + 1]))


def _opens(tokens: Tokens, mention: Mention, line: range) -> bool:
    """True for the first word of a line, bullets and brackets aside."""
    return not any(word.isalnum() for word in tokens.words[line.start : mention.start])


def _opens_place(tokens: Tokens, mention: Mention) -> bool:
    """«المملكة العربية السعودية» is no «المملكة»."""
    return any(" ".join(tokens.words[mention.start : mention.end + more]) in PLACES for more in (1, 2))
