"""Whether a name, as it stands in a text, is believed to be an outlet's: by its strength, quotes, kind word and the frame around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.lexicon.dates import DATE_WORDS
from warraq.attribution.lexicon.kinds import AGENCY_NOUN, KINDS, LOOSE_KINDS, NATIONAL_KINDS, NOT_NEWS, SITES
from warraq.attribution.lexicon.ordinary import LATIN_WORDS
from warraq.attribution.lexicon.verbs import ANNOUNCE, THAT
from warraq.attribution.mentions.registry import Strength
from warraq.attribution.mentions.resolve import is_of_other_kind
from warraq.attribution.rules import DISCLAIMERS, Rule

if TYPE_CHECKING:
    from warraq.attribution.frames.frames import Frame
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.registry import Name
    from warraq.attribution.mentions.resolve import Context
    from warraq.attribution.mentions.tokens import Tokens

# «وأشار موقع «X» المتخصص في كذا إلى أن».
_CLAUSE_REACH: Final = 12
_NICKNAME_FOLLOWERS: Final = frozenset({"", ".", ",", "\n", "عن", "قوله", "قولها", ":"})


class Belief:
    """What is believed of the names in one field."""

    def __init__(self, tokens: Tokens, context: Context) -> None:
        self.tokens = tokens
        self.context = context

    def fits(self, mention: Mention, frame: Frame) -> bool:
        received = frame.rule is Rule.STATEMENT_RECEIVED or frame.rule in DISCLAIMERS
        if mention.name is None and mention.twin is None:
            if mention.kind in NATIONAL_KINDS and frame.rule is Rule.TOLD and not mention.quoted:
                return frame.media
            told = frame.media or frame.rule in (Rule.TOLD, Rule.QUOTING, Rule.ACCORDING_TO)
            return told or mention.kind not in LOOSE_KINDS or self.of_the_press(mention, frame)
        relied_on = frame.rule is Rule.ACCORDING_TO and self.is_nickname(mention)
        return received or relied_on or self.admissible(mention, media=frame.media)

    def of_the_press(self, mention: Mention, frame: Frame) -> bool:
        """Whether an unknown «وكالة», «شبكة» or «موقع» is an outlet: an agency of news, a network of a country, a quoted site that says."""
        if KINDS[mention.kind] == "agency":
            return self.tokens.word(mention.start + 1) in AGENCY_NOUN
        words = self.tokens.words
        says = frame.rule in (Rule.VERB, Rule.TOPIC) and not any(word in ANNOUNCE for word in words[frame.start : frame.end])
        says = says and self.tokens.has_after(mention.end, THAT, _CLAUSE_REACH)
        return mention.country is not None or (mention.quoted and says and mention.kind in SITES)

    def admissible(self, mention: Mention, *, media: bool) -> bool:
        """Whether the name, as it stands here, is a name at all."""
        name = mention.name or mention.twin
        if name is None:
            return bool(mention.kind)
        if mention.quoted or name.strength is Strength.DISTINCT:
            return True
        if mention.kind:
            return (
                media
                or mention.kind not in LOOSE_KINDS
                or name.strength is Strength.PHRASE
                or (name.text, mention.kind) in self.context.registry.kinds
                or (KINDS[mention.kind] == "agency" and is_agency(mention))
            )
        return media and (name.strength is Strength.PHRASE or self.is_nickname(mention))

    def is_nickname(self, mention: Mention) -> bool:
        """«نقلت الفرنسية عن …»: an agency by its nationality alone, where no person's name follows."""
        follower = self.tokens.word(mention.end)
        named = mention.name is not None and mention.name.text in NATIONALITIES and is_agency(mention)
        return named and (follower in THAT or follower in _NICKNAME_FOLLOWERS)

    def is_own(self, mention: Mention) -> bool:
        """Whether the page's own outlet is named, and not the day or the place that its name is too."""
        own = mention.name is not None and any(entry.slug == self.context.outlet for entry in mention.name.entries)
        return own and (
            mention.quoted or bool(mention.kind) or DATE_WORDS.isdisjoint(self.tokens.words[mention.name_start : mention.name_end])
        )

    def certain(self, mention: Mention) -> bool:
        known = mention.quoted or (mention.name is not None and bool(mention.kind))
        return known and self.admissible(mention, media=False)

    def is_anothers(self, mention: Mention, name: Name) -> bool:
        """A word that the kind word before it makes the name of some other outlet, or of a place: «موقع الحدث», «إذاعة البيان»."""
        if mention.kind in SITES and name.text in NOT_NEWS:
            return True
        return len(name.entries) == 1 and is_of_other_kind(mention, name, name.entries[0], self.context.registry)


def is_strong(mention: Mention, strength: Strength) -> bool:
    """True for a name that nothing else is called, or one whose kind word shows what it is."""
    if not mention.kind:
        word = mention.name is not None and mention.name.text in LATIN_WORDS
        return strength is Strength.DISTINCT and not word
    return strength is not Strength.ORDINARY or mention.quoted


def is_agency(mention: Mention) -> bool:
    """Agencies are seldom the page that speaks of itself («وثيقة اطلعت عليها رويترز»), as nobody tells his own nationality."""
    return mention.name is not None and all(entry.kind == "agency" for entry in mention.name.entries)
