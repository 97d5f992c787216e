"""The grammar of citation inside sentences: which frame, if any, makes a named outlet a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.beside import announced, obtained, read_in, relative, were
from warraq.attribution.frames.own_voice import disclaimer, received, self_reference
from warraq.attribution.frames.reported import according, earlier, insiders, piece, quoting, reporter, stated_in, topic, verb, witness
from warraq.attribution.frames.told import interviewed, on_air, told, told_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.attribution.frames.frames import Frame
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

SURE_RULES: Final[tuple[Callable[[Tokens, Mention], Frame | None], ...]] = (received, disclaimer)
OWN_RULES: Final[tuple[Callable[[Tokens, Mention], Frame | None], ...]] = (*SURE_RULES, self_reference, told, interviewed, insiders)
RULES: Final[tuple[Callable[[Tokens, Mention], Frame | None], ...]] = (
    *SURE_RULES,
    self_reference,
    according,
    quoting,
    verb,
    told,
    interviewed,
    on_air,
    piece,
    reporter,
    witness,
    topic,
    told_object,
    insiders,
    stated_in,
    earlier,
    relative,
    were,
    announced,
    obtained,
    read_in,
)


def citation(tokens: Tokens, mention: Mention, *, ordinary: bool = False, own: bool = False) -> Frame | None:
    """The first frame that fits, or None: named, but no source.

    A name that is an `ordinary` word here is believed only in frames that nothing but an outlet fits, the page's `own` also where a page
    speaks of itself.
    """
    for rule in (OWN_RULES if own else SURE_RULES) if ordinary else RULES:
        if frame := rule(tokens, mention):
            return frame
    return None
