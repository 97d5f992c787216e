"""Reads the lines that credit a whole text: «المصدر: …», «* خدمة …», «(أ ف ب)» at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.dates import is_date
from warraq.attribution.lexicon.kinds import KINDS, NO_NAME, NOT_NEWS, TAILS
from warraq.attribution.lexicon.phrases import CREDIT_LABELS, DESKS, GENERIC_SOURCES, LINK_LABELS, PHOTO_WORDS, SLOGANS, TRUSTED_LABELS
from warraq.attribution.mentions.registry import Strength
from warraq.attribution.mentions.tokens import CLOSING, OPENING, QUOTES
from warraq.attribution.rules import Rule

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

# Lines longer than this are running text («نقلا عن … أفادت …»), not a credit.
_LONGEST_LINE: Final = 16
_LONGEST_NAME: Final = 5
_LONGEST_LABEL: Final = max(map(len, CREDIT_LABELS))
_CREDIT_BULLETS: Final = frozenset("*•-·([")
_COLONS: Final = frozenset(":/-|>←")
_AROUND_STAMPS: Final = frozenset({*"-/:|,@.", "ص", "م", "am", "pm", "gmt", "t", "z"})
_LINK_ENDS: Final = frozenset({":", "علي"})
_JOINTS: Final = frozenset("+,/-|&.:()[]") | QUOTES | {"و"}


@dataclass(frozen=True, slots=True)
class Credit:
    """A credited outlet: a mention, or the tokens of a name that nobody knows."""

    mention: Mention | None
    start: int
    end: int
    quote_start: int
    quote_end: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Label:
    """A credit label; `value` is the token number where what it labels starts, `separated` says that a colon or dash stands between."""

    words: tuple[str, ...]
    value: int
    separated: bool


def labelled(tokens: Tokens, line: range, label: Label, mentions: list[Mention], following: range | None) -> list[Credit]:
    """The outlets of a line that opens with this label; a label alone takes its value from the line that follows."""
    prose = len(line) > _LONGEST_LINE and label.words not in LINK_LABELS
    if prose or any(word in PHOTO_WORDS for word in tokens.words[line.start : line.stop]):
        return []
    if label.words in LINK_LABELS:
        stop = next((place for place in range(label.value, line.stop) if tokens.words[place] in _LINK_ENDS), line.stop)
        return _values(tokens, range(line.start, stop), label, mentions)
    if label.value < line.stop:
        return _values(tokens, line, label, mentions)
    if following and len(following) and label.words in TRUSTED_LABELS:
        return _values(tokens, range(line.start, following.stop), Label(label.words, following.start, True), mentions)
    return []


def unlabelled(tokens: Tokens, line: range, mentions: list[Mention]) -> list[Credit]:
    """The outlets of a line that holds nothing else: «رويترز», «(أ ف ب)», «رويترز + وكالات»."""
    inside = [mention for mention in mentions if mention.start >= line.start and mention.end <= line.stop and _stands_alone(mention)]
    if not inside or _surplus(tokens, line.start, line.stop, inside):
        return []
    return [Credit(mention, mention.name_start, mention.name_end, line.start, line.stop, Rule.CREDIT_ALONE) for mention in inside]


def closing(tokens: Tokens, line: range, mentions: list[Mention]) -> list[Credit]:
    """The outlet in brackets with which the text ends; behind a word without a full stop an agency only, as in quotes behind one."""
    found = []
    text_end = next((place + 1 for place in reversed(line) if tokens.words[place][0].isalnum()), line.start)
    for mention in mentions:
        bracketed = tokens.word(mention.start) in OPENING and tokens.word(mention.end - 1) in CLOSING
        if mention.start < line.start or not (bracketed or mention.quoted) or mention.end < text_end or mention.kind:
            continue
        ended = not tokens.word(mention.start - 1)[:1].isalnum()
        agency = mention.name is not None and all(entry.kind == "agency" for entry in mention.name.entries)
        if (bracketed and (ended or agency)) or (ended and agency and not mention.preposition):
            found.append(Credit(mention, mention.name_start, mention.name_end, mention.start, mention.end, Rule.CREDIT_CLOSING))
    return found


def label_of(tokens: Tokens, line: range) -> Label | None:
    """The credit label that opens the line; the longest one that fits."""
    start = line.start
    while start < line.stop and tokens.words[start] in _CREDIT_BULLETS:
        start += 1
    start = _past_stamp(tokens, start, line.stop)
    for length in range(min(_LONGEST_LABEL, line.stop - start), 0, -1):
        words = tuple(tokens.words[start : start + length])
        if words in CREDIT_LABELS:
            value = start + length
            while value < line.stop and tokens.words[value] in _COLONS:
                value += 1
            return Label(words, value, value > start + length)
    return None


def _past_stamp(tokens: Tokens, start: int, stop: int) -> int:
    """Past a date and time in front of a label: «2023-03-11 14:20 - المصدر: …»; none is skipped where no label with a colon follows."""
    place = start
    while place < stop and (is_date([tokens.words[place]]) or tokens.words[place] in _AROUND_STAMPS):
        place += 1
    stamped = any(tokens.words[number].isdigit() for number in range(start, place))
    labels = range(place + 1, min(stop, place + _LONGEST_LABEL + 1))
    return (
        place if stamped and any(tokens.word(end) == ":" and tuple(tokens.words[place:end]) in CREDIT_LABELS for end in labels) else start
    )


def _values(tokens: Tokens, line: range, label: Label, mentions: list[Mention]) -> list[Credit]:
    inside = [
        mention for mention in mentions if label.value <= mention.start and mention.end <= line.stop and mention.preposition in ("", "ب")
    ]
    trusted = label.words in TRUSTED_LABELS and (label.separated or label.words in LINK_LABELS)
    if inside and (label.separated or inside[0].start == label.value):
        # «المصدر: الوطن العربي» is no credit to «الوطن».
        allowed = 2 if trusted and all(mention.quoted or mention.kind or _is_distinct(mention) for mention in inside) else 0
        if _surplus(tokens, label.value, line.stop, inside) <= allowed:
            return [Credit(mention, mention.name_start, mention.name_end, line.start, line.stop, Rule.CREDIT_LABEL) for mention in inside]
    if trusted and (name := _unknown(tokens, label.value, line.stop)):
        return [Credit(None, *name, line.start, line.stop, Rule.CREDIT_LABEL)]
    return []


def _is_distinct(mention: Mention) -> bool:
    return mention.name is not None and mention.name.strength is Strength.DISTINCT


def _surplus(tokens: Tokens, start: int, stop: int, mentions: list[Mention]) -> int:
    """How many words of these tokens belong to no outlet, desk or joint."""
    covered = {place for mention in mentions for place in range(mention.start, mention.end)}
    words = [tokens.words[place] for place in range(start, stop) if place not in covered]
    return sum(
        word not in _JOINTS and word not in DESKS and word not in TAILS and word not in CLOSING and word not in OPENING for word in words
    )


def _unknown(tokens: Tokens, start: int, stop: int) -> tuple[int, int] | None:
    """The name behind a label where no registered one stands, without its kind word and quotes."""
    while start < stop and (tokens.words[start] in KINDS or tokens.words[start] in QUOTES):
        start += 1
    end = start
    while end < stop and tokens.words[end][0].isalnum():
        end += 1
    rest = tokens.words[end:stop]
    words = tokens.words[start:end]
    generic = any(word in GENERIC_SOURCES or word in PHOTO_WORDS or word in NO_NAME for word in words) or " ".join(words) in NOT_NEWS
    proper = not generic and 0 < len(words) <= _LONGEST_NAME
    return (start, end) if proper and not any(word[0].isalnum() for word in rest) and not "".join(words).isdigit() else None


def _stands_alone(mention: Mention) -> bool:
    """An ordinary word alone on a line is a heading, unless it is an agency's name or stands in quotes or brackets."""
    if mention.name is None or mention.preposition or mention.conjunction:
        return False
    agency = any(entry.kind == "agency" for entry in mention.name.entries)
    return mention.quoted or agency or bool(mention.kind) or mention.name.strength is not Strength.ORDINARY


def is_slogan(tokens: Tokens, mention: Mention) -> bool:
    """«X: آخر أخبار اليوم …»: the title of a site's front page, left under a copied text."""
    return tokens.word(mention.end) == ":" and tuple(tokens.words[mention.end + 1 : mention.end + 3]) in SLOGANS
